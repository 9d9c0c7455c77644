"""The step `answer`: tell the subject what was done, what stays, and why.

The message is handed over before the step ends: killed between, it is sent again, under the same id. An erasure's
request is forgotten with its answer: its key is destroyed, and with it the identifiers that it was asked by. Where it
keeps rows, what it takes to erase them later stays, until the reasons end (`troth.store.requests.remaining`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.requests.flow import Ended
from troth.requests.reply import make_reply
from troth.requests.request import State
from troth.store.requests import cases, estates, remaining
from troth.store.requests.work import Result
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing


def run(world: World, taken: Taken) -> list[Result]:
    """Tell every subject."""
    inventory = world.estate(taken.organisation).inventory if world.has_estate(taken.organisation) else None
    results = []
    for row in taken.rows:
        request = cases.read(world.store, row.case)
        plan = cases.plan_of(world.store, row.case)
        world.tell(
            make_reply(
                request,
                plan,
                inventory,
                message_id=f"{row.case.request}.{row.number}",
                now=world.store.clock.now(),
                text=cases.answer_of(world.store, row.case),
            )
        )
        results.append(Result(row=row, ended=Ended.DONE))
    return results


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Forget what erasures were asked by, as far as nothing of it stays."""
    del world
    erasures = [row.case for row in rows if row.case.kind == RightKind.ERASE]
    keeping = [case for case in erasures if case.state != State.DENIED and case.counts.get("keep")]
    cases.forget_rows(change, [case for case in erasures if case not in keeping])
    inventory = estates.reviewed(change.organisation) if keeping else None
    for case in keeping:
        remaining.reduce(change, case, inventory)
