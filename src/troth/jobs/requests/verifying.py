"""The step `verify`: look again, everywhere, for everything.

1. After an erasure, every field of every system that could hold an identifier of the subject is searched for all of
   them: those she proved, and those that were found on the way. What is left is not called done: it is looked for and
   planned again.
2. What the plan keeps, and says so, may be there; and what another controller answers for. Nothing else may.
3. A system that could not be searched makes the step wait.
4. What continues an erasure is about certain rows: those that were to go are gone, and those that were to be emptied
   are.
5. After a correction, every field that was to be changed is read again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.graph.residue import residue
from troth.inventory import Doing, Putting
from troth.requests.flow import Ended
from troth.store.requests import cases
from troth.store.requests.work import Result
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.inventory import Action, DatasetName, RowKey, Seed
    from troth.jobs.requests.world import Estate, World
    from troth.requests.plan import Plan
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing


def run(world: World, taken: Taken) -> list[Result]:
    """Look again for all subjects at once."""
    estate = world.estate(taken.organisation)
    if taken.kind is not RightKind.ERASE:
        return [_holds(world, estate, row) for row in taken.rows]
    wholly = [row for row in taken.rows if not row.case.continues]
    results = _absent(world, estate, wholly) if wholly else []
    return results + [_gone(world, estate, row) for row in taken.rows if row.case.continues]


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Nothing besides."""


def _absent(world: World, estate: Estate, rows: list[RequestStep]) -> list[Result]:
    seeds = [_identifiers(world, row) for row in rows]
    staying = [_staying(cases.plan_of(world.store, row.case)) for row in rows]
    seen = residue(estate.inventory, estate.connectors, seeds, world.store.clock, staying=staying)
    results = []
    for row, observations in zip(rows, seen, strict=True):
        blind = next((each for each in observations if each.problem), None)
        left = sum(trace.rows for each in observations for trace in each.traces)
        if left:
            results.append(Result(row=row, ended=Ended.LEFT, rows=left, problem="requests.still-there"))
        elif blind is not None:
            results.append(Result(row=row, ended=Ended.AGAIN, problem=blind.problem))
        else:
            results.append(Result(row=row, ended=Ended.DONE))
    return results


def _identifiers(world: World, row: RequestStep) -> tuple[Seed, ...]:
    proven = cases.read(world.store, row.case).seeds
    return tuple(dict.fromkeys((*proven, *cases.known_of(world.store, row.case))))


def _staying(plan: Plan | None) -> frozenset[tuple[DatasetName, RowKey]]:
    """The rows that the plan keeps whole."""
    kept = plan.of(Doing.KEEP) if plan else ()
    return frozenset((action.dataset, key) for action in kept for key in action.rows)


def _holds(world: World, estate: Estate, row: RequestStep) -> Result:
    """Whether every field that was to be corrected holds what it was to hold."""
    plan = cases.plan_of(world.store, row.case)
    wrong = sum(_unlike(estate, action) for action in (plan.of(Doing.CHANGE) if plan else ()))
    if wrong:
        return Result(row=row, ended=Ended.LEFT, rows=wrong, problem="requests.not-corrected")
    return Result(row=row, ended=Ended.DONE)


def _gone(world: World, estate: Estate, row: RequestStep) -> Result:
    """Whether the rows of a plan that were to go are gone, and those that were to be changed hold what they should."""
    plan = cases.plan_of(world.store, row.case)
    left = 0
    for action in plan.of(Doing.DELETE) if plan else ():
        dataset, connector = estate.inventory.by_name[action.dataset], estate.connectors[action.dataset.system]
        left += sum(1 for _ in connector.rows(dataset, dataset.key, list(action.rows), dataset.key))
    left += sum(_unlike(estate, action) for action in (plan.of(Doing.CHANGE) if plan else ()))
    if left:
        return Result(row=row, ended=Ended.LEFT, rows=left, problem="requests.still-there")
    return Result(row=row, ended=Ended.DONE)


def _unlike(estate: Estate, action: Action) -> int:
    """How many rows of a change do not hold its values."""
    dataset = estate.inventory.by_name[action.dataset]
    settings = [each for each in action.settings if each.how is Putting.VALUE]
    wanted = tuple(each.field for each in settings)
    connector = estate.connectors[action.dataset.system]
    right = tuple(str(each.value) for each in settings)
    rows = connector.rows(dataset, dataset.key, list(action.rows), wanted)
    return sum(tuple(map(str, cells)) != right for cells in rows)
