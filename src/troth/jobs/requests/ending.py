"""Which reasons to keep rows have ended by themselves?

A hold or a rule of the estate may have a last day. The day after, the erasures that kept rows for it go on
(`troth.store.requests.remaining`); asked for again, nothing goes on twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.store import organisations
from troth.store.requests import remaining
from troth.store.writing import writing

if TYPE_CHECKING:
    from troth.store.opened import Store


def resume_ended(store: Store) -> int:
    """Let every erasure go on that kept rows for a reason that has ended; how many."""
    resumed = 0
    for each in organisations.organisations():
        if remaining.waiting(each.id):
            with writing(store, each.id) as change:
                resumed += len(remaining.resume_ended(change, by="rule"))
    return resumed
