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

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing
    from troth.subjects.hashing import IdentifierHash


def run(world: World, taken: Taken) -> list[Result]:
    """Nothing outside."""
    del world
    return [Result(row=row, ended=Ended.DONE) for row in taken.rows]


def within(world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
    """Enter the hashes, destroy the keys; not where an erasure is only continued: that was done with its first part."""
    requests = [cases.read(world.store, row.case) for row in rows if not row.case.continues]
    known = [request.subject for request in requests if request.subject is not None]
    hashes: dict[str, dict[IdentifierHash, None]] = {request.id: {} for request in requests}
    of_subject: dict[str, list[IdentifierHash]] = {}
    for hashed, subject in subjects.links_of(change.organisation, known):
        of_subject.setdefault(subject, []).append(hashed)
    for request in requests:
        named = (Identifier(seed.kind, seed.text) for seed in request.seeds)
        own = [subjects.hash_of(world.store, change.organisation, each) for each in named]
        hashes[request.id].update(dict.fromkeys((*own, *of_subject.get(request.subject or "", ()))))
    # LAW: GDPR 21(3), 17(3)(b): who asked to be erased is not imported and addressed again
    choices.suppress_erased(change, {origin: tuple(each) for origin, each in hashes.items()})
    subjects.forget_all(change, known)
