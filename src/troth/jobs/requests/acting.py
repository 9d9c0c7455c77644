"""The step `act`: carry out the plans in one system, in one transaction for all requests that are due together.

1. A system gets the actions of all these requests at once; it answers for each by itself. One that it refuses is undone
   alone, with everything else of its request in that system.
2. A request's step is done where every end that its actions state holds, whether it was brought about now or before.
3. Refused is a person's; unreachable is tried again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.inventory import Became, Doing
from troth.requests.flow import Ended
from troth.store.requests import cases
from troth.store.requests.work import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.inventory import Action, Outcome
    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing

_CHANGING = (Doing.CHANGE, Doing.DELETE)


def run(world: World, taken: Taken) -> list[Result]:
    """Carry the actions out, system by system."""
    estate = world.estate(taken.organisation)
    results = []
    for system in dict.fromkeys(row.system for row in taken.rows):
        rows = [row for row in taken.rows if row.system == system]
        connector = estate.connectors.get(system)
        if connector is None:
            results += [Result(row=row, ended=Ended.REFUSED, problem="estate.no-such-system") for row in rows]
            continue
        actions = [_actions(world, row) for row in rows]
        outcomes = connector.perform(estate.inventory.by_name, [each for own in actions for each in own])
        by_action = {outcome.action: outcome for outcome in outcomes}
        results += [_result(row, [by_action[each.id] for each in own]) for row, own in zip(rows, actions, strict=True)]
    return results


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Nothing besides."""


def _actions(world: World, row: RequestStep) -> list[Action]:
    plan = cases.plan_of(world.store, row.case)
    actions = plan.actions if plan else ()
    return [each for each in actions if each.dataset.system == row.system and each.doing in _CHANGING]


def _result(row: RequestStep, outcomes: list[Outcome]) -> Result:
    done = sum(outcome.rows for outcome in outcomes)
    for became, ended in ((Became.REFUSED, Ended.REFUSED), (Became.UNREACHABLE, Ended.AGAIN)):
        found = next((outcome for outcome in outcomes if outcome.became is became), None)
        if found is not None:
            return Result(row=row, ended=ended, problem=found.problem)
    return Result(row=row, ended=Ended.DONE, rows=done)
