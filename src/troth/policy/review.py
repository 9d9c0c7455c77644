"""Who looked at each element of a policy, and is that still true of the element as it stands?

Beside `policy.yaml` lies `policy.review.json`: for each element who or what proposed it (a person, or a reading rule
with its confidence) and who accepted it, each with its time.

1. An element is reviewed while somebody accepted it as it is: its digest is that of everything it says, its citations
   included, but not of its place in the file.
2. `merge` takes new proposals in. An accepted element that is proposed again, unchanged, stays accepted; what says
   something else has to be looked at again.
3. `move_reviews` follows a re-anchoring of citations (`troth.policy.cites`): an element whose citations only moved was
   reviewed as it is now. One that lost a citation was not.
4. `unreviewed` lists what nobody accepted as it stands, in the order of the file's kinds.

What it leaves out: whether a proposal is right. Persons are named by the ids of their accounts.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import msgspec

from troth.errors import Place, Problem, ProblemsFound, WrongUse
from troth.policy.model import Citation, Element

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from troth.policy.model import Policy
    from troth.words import ClauseId

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One element's history: `address` and `digest` say which and how it read.

    `rule` is the reading rule that proposed it and `confidence` its own, from 0 to 1; empty and None where a person
    wrote the element. `accepted_by` and `accepted_at` are None until somebody accepts it. Times are aware; what the
    rules propose has none, since they propose the same at any time.
    """

    address: str
    digest: str
    proposed_by: str
    proposed_at: datetime | None
    rule: str = ""
    confidence: float | None = None
    accepted_by: str | None = None
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The review of a policy: one entry an element, in the order of the addresses."""

    entries: tuple[Reviewed, ...] = ()
    format: int = FORMAT

    def of(self, address: str) -> Reviewed | None:
        """The entry of an element; None where there is none."""
        return next((entry for entry in self.entries if entry.address == address), None)


def digest_element(element: Element) -> str:
    """SHA-256 (hex) of everything the element says, its citations included; its place in the file does not count."""
    said = {field.name: getattr(element, field.name) for field in dataclasses.fields(element) if field.name != "place"}
    return sha256(msgspec.json.encode([type(element).__name__, said], order="deterministic")).hexdigest()


def propose(address: str, element: Element, by: str, at: datetime | None, **rule: Any) -> Reviewed:
    """The entry of an element that somebody, or a reading rule (`rule`, `confidence`), proposes."""
    return Reviewed(address, digest_element(element), proposed_by=by, proposed_at=at, **rule)


def accept(policy: Policy, review: Review, addresses: Iterable[str], by: str, at: datetime) -> Review:
    """The review once somebody accepted these elements as they stand in the policy.

    Raises:
        WrongUse: `policy.no-such-element`, where the policy has no element at an address.
    """
    accepted = []
    for address in addresses:
        element = policy.element(address)
        if element is None:
            raise WrongUse(
                f"the policy has no element `{address}`",
                id="policy.no-such-element",
                help="name an element by its kind and id, such as `practices.use-marketing`",
            )
        digest = digest_element(element)
        entry = review.of(address)
        if entry is None or entry.digest != digest:
            # Who accepts words that nobody proposed has written them.
            entry = Reviewed(address, digest, proposed_by=by, proposed_at=at)
        accepted.append(dataclasses.replace(entry, accepted_by=by, accepted_at=at))
    return _with(review, accepted)


def merge(review: Review, proposed: Review) -> Review:
    """The review with new proposals (rule 2). Of two entries for the same words, the accepted one stays."""
    taken = []
    for entry in proposed.entries:
        known = review.of(entry.address)
        if known is not None and known.digest == entry.digest and (known.accepted_by or not entry.accepted_by):
            continue
        taken.append(entry)
    return _with(review, taken)


def move_reviews(review: Review, before: Policy, mapping: Mapping[ClauseId, ClauseId]) -> Review:
    """The review once the policy's citations were rewritten by a mapping (rule 3)."""
    moved = []
    for entry in review.entries:
        element = before.element(entry.address)
        if element is None or digest_element(element) != entry.digest:
            continue
        if all(citation.clause in mapping for citation in element.cite):
            cite = tuple(Citation(mapping[each.clause], each.start, each.end) for each in element.cite)
            digest = digest_element(dataclasses.replace(element, cite=cite))
            moved.append(dataclasses.replace(entry, digest=digest))
    return _with(review, moved)


def unreviewed(policy: Policy, review: Review) -> list[str]:
    """The addresses of the elements that nobody accepted as they stand."""
    accepted = {entry.address: entry.digest for entry in review.entries if entry.accepted_by is not None}
    return [address for address, element in policy.elements() if accepted.get(address) != digest_element(element)]


def _with(review: Review, entries: Iterable[Reviewed]) -> Review:
    """The review with these entries in place of those of the same elements."""
    by_address = {entry.address: entry for entry in (*review.entries, *entries)}
    return Review(tuple(by_address[address] for address in sorted(by_address)))


def encode_review(review: Review) -> bytes:
    """The file's bytes: JSON with sorted keys, two blanks of indent, and a line break at the end."""
    return msgspec.json.format(msgspec.json.encode(review, order="sorted"), indent=2) + b"\n"


def decode_review(raw: bytes, file: str) -> Review:
    """The value of a file's bytes.

    Raises:
        ProblemsFound: `policy.bad-review`, where the file is not one that `encode_review` writes.
    """
    try:
        review = msgspec.json.decode(raw, type=Review)
    except msgspec.DecodeError:
        review = None
    if review is None or review.format != FORMAT or len({e.address for e in review.entries}) != len(review.entries):
        help_ = "take it from the version control, or remove it and review the policy again"
        raise ProblemsFound([Problem(Place(file), "policy.bad-review", "the file holds no review", help_)])
    return review
