"""The step `instruct`: tell those who have to know.

1. What the organisation holds for another controller is forwarded to it (GDPR 28(3)(e)); the subject is told so.
2. A message that could not be handed over is tried again. It carries the step's number as its id, so that whoever gets
   it twice can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.requests.flow import Ended
from troth.requests.reply import forwarding
from troth.store.requests import cases
from troth.store.requests.work import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing


def run(world: World, taken: Taken) -> list[Result]:
    """Forward what is another controller's, request by request."""
    policy = world.policy(taken.organisation)
    results = []
    for row in taken.rows:
        plan = cases.plan_of(world.store, row.case)
        forwards = plan.forwards if plan else ()
        request = cases.read(world.store, row.case) if forwards else None
        for controller in dict.fromkeys(each.controller for each in forwards):
            if request is not None:
                world.tell(forwarding(request, policy, controller, message_id=f"{row.case.request}.{row.number}"))
        results.append(Result(row=row, ended=Ended.DONE, rows=len(forwards)))
    return results


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Nothing besides."""
