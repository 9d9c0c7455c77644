"""What do `troth retention plan` and `run` look at, and how do they tell it?"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from troth.cli.terminal import write_problems, write_table
from troth.errors import Severity, WrongUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from troth.estate.connector import Connector
    from troth.estate.retaining import Count
    from troth.inventory import Inventory
    from troth.policy import Policy
    from troth.requests.plan import Hold
    from troth.retention import Limits, Sweep
    from troth.store.opened import Store

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

_UNSEEN = {
    "event": "ends with `{until}`, which no system tells: a person has to see to it",
    "purpose": "is about some purposes only: the use is denied, and the rows stay for the others",
    "permits": "permits keeping and limits nothing",
    "nowhere": "is about data that no dataset of the estate holds",
}


def source_options(function: Decorated) -> Decorated:
    """Which policy and which estate."""
    for option in (
        click.option(
            "--log",
            type=click.Path(path_type=Path, file_okay=False),
            metavar="FOLDER",
            help="Folder of an installation's data: its holds are respected, and its evidence log is told.",
        ),
        click.option(
            "--estate", "estate_file", type=click.Path(path_type=Path), default="estate.yaml", show_default=True,
            help="The reviewed inventory.",
        ),
        click.option(
            "--policy", "policy_file", type=click.Path(path_type=Path), default=".", show_default=True,
            help="A policy file, or a folder that holds `policy.yaml`.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


@dataclass(slots=True)
class Looked:
    """What was found: the limits, and how many rows each sweep is about."""

    policy: Policy
    inventory: Inventory
    connectors: Mapping[str, Connector]
    limits: Limits
    counts: list[Count]
    store: Store | None = None

    @property
    def overdue(self) -> int:
        """Rows that are kept longer than was promised."""
        return sum(each.due.overdue for each in self.counts if each.due is not None and each.is_finding)

    @property
    def is_missed(self) -> bool:
        """Whether something could not be counted, so that nobody knows."""
        return any(each.problem and each.again for each in self.counts)

    @property
    def has_errors(self) -> bool:
        """Whether something stops a limit from being kept."""
        errors = any(problem.severity is Severity.ERROR for problem in self.limits.problems)
        return errors or any(each.problem for each in self.counts)


@contextmanager
def looked(policy_file: Path, estate_file: Path, log: Path | None) -> Iterator[Looked]:
    """Read the policy and the estate, and count. Raises `WrongUse` where they are two organisations'."""
    from troth.cli.source import find_source
    from troth.clock import SystemClock
    from troth.estate.addresses import open_system
    from troth.estate.retaining import count
    from troth.inventory.file import load_inventory
    from troth.retention import find_limits

    policy, inventory = find_source(policy_file).policy(), load_inventory(estate_file)
    if policy.head.organisation != inventory.organisation:
        help_ = "check `organisation` under `policy` and under `estate`"
        raise WrongUse("policy and estate are two organisations'", id="estate.other-organisation", help=help_)
    store, holds = _installation(log, policy)
    limits = find_limits(policy, inventory, today=SystemClock().now().date(), holds=holds)
    connectors = {system.name: open_system(system) for system in inventory.systems}
    try:
        yield Looked(policy, inventory, connectors, limits, list(count(inventory, connectors, limits)), store)
    finally:
        for connector in connectors.values():
            connector.close()


def _installation(log: Path | None, policy: Policy) -> tuple[Store | None, Sequence[Hold]]:
    """The installation that `--log` names, and the organisation's holds. Without one there are none."""
    if log is None:
        return None, ()
    from troth.cli.recording import store_of

    store = store_of(log, policy.head.organisation)
    from troth.store.requests import holds

    return store, holds.holding(policy.head.organisation)


def tell(found: Looked) -> None:
    """What is due, as people read it; problems and what no machine sees after it."""
    rows = [(*_about(each.sweep), *_counted(each)) for each in found.counts]
    if rows:
        write_table(("dataset", "what", "limit", "clause", "before", "due", "overdue"), rows, right=frozenset({5, 6}))
    else:
        click.echo("no limit of the policy is about rows of this estate")
    for each in found.counts:
        if each.sweep.stopped:
            click.echo(f"`{each.sweep.dataset}` is not swept: {each.sweep.stopped}")
        if each.due is not None and each.due.timeless:
            click.echo(f"{each.due.timeless:,} rows of `{each.sweep.dataset}` show no time in `{each.sweep.clock}`")
        if each.problem:
            click.echo(f"`{each.sweep.dataset}` could not be counted [{each.problem}]\n  help: {each.help}", err=True)
    for unseen in found.limits.unseen:
        clauses = f" ({', '.join(unseen.clauses)})" if unseen.clauses else ""
        click.echo(f"{unseen.limit}{clauses} {_UNSEEN[unseen.why.value].format(until=unseen.until)}")
    write_problems(found.limits.problems)


def _about(sweep: Sweep) -> tuple[str, ...]:
    what = f"{sweep.then.value} rows" if not sweep.fields else f"empty {', '.join(sweep.fields)}"
    limits = ", ".join(each.removeprefix("retention.") for each in sweep.limits)
    return (
        str(sweep.dataset),
        what,
        f"{limits} ({sweep.max})",
        ", ".join(sweep.clauses),
        sweep.before.date().isoformat(),
    )


def _counted(count: Count) -> tuple[str, str]:
    if count.due is None:
        return ("?", "?")
    return (f"{count.due.rows:,}", f"{count.due.overdue:,}")


def plainly(found: Looked) -> dict[str, object]:
    """The same for programs."""
    return {
        "sweeps": [
            {
                "dataset": str(each.sweep.dataset),
                "then": each.sweep.then.value,
                "fields": each.sweep.fields,
                "limits": each.sweep.limits,
                "max": str(each.sweep.max),
                "clauses": each.sweep.clauses,
                "before": each.sweep.before.isoformat(),
                "due": None if each.due is None else each.due.rows,
                "overdue": None if each.due is None else each.due.overdue,
                "timeless": None if each.due is None else each.due.timeless,
                "kept": [kept.ground for kept in each.sweep.kept],
                "spared": len(each.sweep.spared),
                "stopped": each.sweep.stopped,
                "problem": each.problem,
            }
            for each in found.counts
        ],
        "unseen": [
            {"limit": each.limit, "why": each.why.value, "until": each.until, "clauses": each.clauses}
            for each in found.limits.unseen
        ],
        "problems": [
            {"id": each.id, "severity": each.severity.value, "text": each.text, "help": each.help}
            for each in found.limits.problems
        ],
    }
