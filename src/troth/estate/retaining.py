"""How are the sweeps of an organisation counted and carried out over its systems?

1. What is stopped (a hold, a problem) is counted and not carried out. What cannot be counted is told with its problem.
2. After a sweep it is counted again: what is still due is a finding, and never taken for done.
3. A system that fails stops its own sweeps; those of other systems go on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.connector import Due, EstateProblem, Sweeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from troth.estate.connector import Connector, Reached
    from troth.inventory import Inventory
    from troth.retention import Limits, Sweep


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a sweep would do; `problem` where that is not known."""

    sweep: Sweep
    due: Due | None = None
    problem: str = ""
    help: str = ""
    again: bool = False

    @property
    def is_finding(self) -> bool:
        """Whether data are kept longer than was promised."""
        return self.due is not None and self.due.overdue > 0 and not self.sweep.is_held


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a sweep did, and how many rows are due after it."""

    sweep: Sweep
    deleted: int = 0
    emptied: int = 0
    left: int = 0
    problem: str = ""
    help: str = ""
    again: bool = False


def count(inventory: Inventory, connectors: Mapping[str, Connector], limits: Limits) -> Iterator[Count]:
    """How many rows each sweep would change. Changes nothing."""
    for sweep in limits.sweeps:
        connector = connectors.get(sweep.dataset.system)
        if not isinstance(connector, Sweeper):
            help_ = "files are not swept: take the rows out with what writes the file"
            yield Count(sweep=sweep, problem="retention.cannot-sweep", help=help_)
            continue
        try:
            yield Count(sweep=sweep, due=connector.due(inventory.by_name[sweep.dataset], sweep))
        except EstateProblem as error:
            yield Count(sweep=sweep, problem=error.id, help=error.help, again=error.again)


def carry_out(
    inventory: Inventory,
    connectors: Mapping[str, Connector],
    counts: Iterator[Count] | list[Count],
    told: Callable[[Sweep, int, Reached], None] | None = None,
    cursors: Mapping[str, Reached] | None = None,
) -> Iterator[Done]:
    """Carry out what was counted; what each sweep did.

    Args:
        inventory: the reviewed estate.
        connectors: by the names of their systems.
        counts: what `count` gave, in its order.
        told: is given every range that was committed: its sweep, its rows, and how far it came.
        cursors: by the ids of sweeps, how far an earlier run came.
    """
    for each in counts:
        sweep = each.sweep
        connector = connectors.get(sweep.dataset.system)
        if sweep.stopped or each.due is None or not each.due.rows or not isinstance(connector, Sweeper):
            continue
        dataset = inventory.by_name[sweep.dataset]
        deleted = emptied = 0
        try:
            for part in connector.sweep(dataset, sweep, (cursors or {}).get(sweep.id), each.due):
                deleted, emptied = deleted + part.deleted, emptied + part.emptied
                if told is not None:
                    told(sweep, part.deleted + part.emptied, part.reached)
            left = connector.due(dataset, sweep).rows
        except EstateProblem as error:
            yield Done(
                sweep=sweep, deleted=deleted, emptied=emptied, left=max(0, each.due.rows - deleted - emptied),
                problem=error.id, help=error.help, again=error.again,
            )  # fmt: skip
        else:
            yield Done(sweep=sweep, deleted=deleted, emptied=emptied, left=left)
