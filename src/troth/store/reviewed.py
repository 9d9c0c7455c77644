"""What does the evidence log tell of a review?

`policy.proposed`, that a notice was read and how much of it was decided before; `policy.reviewed`, an act: who did what
to which elements, with the digest of what each says since. What somebody wrote is not in it: `public` stays readable
for ever. The same stands there for a review that is kept in files (`troth review`), which names no proposal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.evidence import Draft
from troth.store.writing import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.reading.acts import Touched
    from troth.store.opened import Store
    from troth.words import OrganisationId

PROPOSED = "policy.proposed"
REVIEWED = "policy.reviewed"
_AT_ONCE = 200
"""Elements that an entry names; an act upon more of them is several entries."""


@dataclass(frozen=True, slots=True)
class ProposedPublic:
    """The public part of the entry that tells of a proposal."""

    proposal: str
    notice_digest: str
    elements: int
    kept: int
    by: str


@dataclass(frozen=True, slots=True)
class ReviewedElement:
    """An element that was decided about, and the digest of what it says since; empty where it is gone."""

    address: str
    digest: str


@dataclass(frozen=True, slots=True)
class ReviewedPublic:
    """The public part of the entry that tells of an act. `proposal` is empty where it was done to files."""

    proposal: str
    notice_digest: str
    act: str
    elements: tuple[ReviewedElement, ...]
    by: str


def record_of_files(
    store: Store, organisation: OrganisationId, *, notice_digest: str, act: str, touched: Sequence[Touched], by: str
) -> None:
    """Record an act of a review that is kept in files, by `troth review`."""
    with writing(store, organisation) as change:
        for public in publics("", notice_digest, act, touched, by):
            change.record(Draft(organisation, REVIEWED, public=public))


def publics(
    proposal: str, notice_digest: str, act: str, touched: Sequence[Touched], by: str
) -> tuple[ReviewedPublic, ...]:
    """The public parts for an act: one, or as many as its elements need."""
    elements = [ReviewedElement(each.address, each.digest[:32]) for each in touched]
    starts = range(0, max(1, len(elements)), _AT_ONCE)
    return tuple(
        ReviewedPublic(proposal, notice_digest, act, tuple(elements[start : start + _AT_ONCE]), by) for start in starts
    )
