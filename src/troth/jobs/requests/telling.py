"""The step `tell`: tell the subject that her answer takes longer, until when, and why.

It stands beside the steps that carry the request out; nothing waits for it, and it moves nothing. A request that was
closed meanwhile has been answered, and an extension of it is told nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.requests.flow import Ended
from troth.requests.reply import extension
from troth.store.requests import cases
from troth.store.requests.work import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing


def run(world: World, taken: Taken) -> list[Result]:
    """Tell every subject whose request is still open."""
    results = []
    for row in taken.rows:
        if cases.is_open(row.case):
            request = cases.read(world.store, row.case)
            world.tell(extension(request, row.case.due_on, message_id=f"{row.case.request}.{row.number}"))
        results.append(Result(row=row, ended=Ended.DONE))
    return results


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Nothing besides."""
