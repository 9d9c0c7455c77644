"""The step `suppress`: forget the subject here too, and remember that she is not to be addressed again.

In the change that ends the step: every identifier that the request knew is entered in the suppression list by its keyed
hash, and the subject's key is destroyed. What was recorded of her stays, and nobody can tell any more whose it is.
Where a request only continues an erasure, that was done by then, and whoever came back since is not forgotten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.requests.flow import Ended
from troth.store import choices, subjects
from troth.store.requests import cases
from troth.store.requests.work import Result
from troth.subjects.identifiers import Identifier
from troth.words import SubjectId

if TYPE_CHECKING:
    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing


def run(world: World, taken: Taken) -> list[Result]:
    """Nothing outside."""
    del world
    return [Result(row=row, ended=Ended.DONE) for row in taken.rows]


def within(world: World, change: Writing, row: RequestStep) -> None:
    """Enter the hashes, destroy the key."""
    if row.case.continues:
        return
    request = cases.read(world.store, row.case)
    hashes = [
        subjects.hash_of(world.store, change.organisation, Identifier(seed.kind, seed.text)) for seed in request.seeds
    ]
    if request.subject is not None:
        hashes += subjects.hashes_of(change.organisation, request.subject)
    # LAW: GDPR 21(3), 17(3)(b): who asked to be erased is not imported and addressed again
    choices.suppress_erased(change, tuple(dict.fromkeys(hashes)), origin=request.id)
    if request.subject is not None:
        subjects.forget(change, SubjectId(request.subject))
