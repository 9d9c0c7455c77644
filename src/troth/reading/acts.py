"""What does an act of a reviewer make of a draft and its review?

A value in, a value out, for whoever reviews: the terminal and the console do the same by this.

1. What a reviewer writes herself (an element edited, added or joined, a note with its reason) she has accepted with it.
2. What was split is looked at anew: it says something else on either side.
3. `touched` says which elements an act decided about, with the digest of each as it stands afterwards; empty where it
   is gone. That is what the evidence of a review names; what somebody wrote is not in it.
4. `mark_of` is the state of some elements in a few letters. Whoever acts upon what she saw says its mark: where it is
   another by now, somebody changed it meanwhile.

Raises what `troth.reading.revision` raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from troth.policy.model import NoteKind
from troth.policy.review import Review, accept, digest_element
from troth.reading import revision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from troth.policy.model import Policy
    from troth.words import ClauseId


class Deed(StrEnum):
    """What a reviewer does to a draft, as the evidence log says it."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOTED = "noted"
    EDITED = "edited"
    ADDED = "added"
    JOINED = "joined"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Act:
    """One act.

    `addresses` are the elements that it is about; of one that is added its kind, with a name (`signals.gpc`) or not.
    `clause` is the sentence that is noted, split off or added to; `text` what she wrote: an element in YAML, or the
    reason of a note of the kind `note`.
    """

    deed: Deed
    addresses: tuple[str, ...] = ()
    clause: ClauseId | None = None
    text: str = ""
    note: NoteKind = NoteKind.OTHER


@dataclass(frozen=True, slots=True)
class Touched:
    """An element that an act decided about, and its digest (hex) afterwards; empty where it is gone."""

    address: str
    digest: str


@dataclass(frozen=True, slots=True)
class Acted:
    """What an act made: the policy, its review, and what it decided about."""

    policy: Policy
    review: Review
    touched: tuple[Touched, ...]


def carry_out(policy: Policy, review: Review, act: Act, by: str, at: datetime) -> Acted:
    """The policy and its review after an act of `by` at `at`."""
    changed, written = _changed(policy, act)
    new = accept(changed, review, written, by, at) if written else review
    before = {address: digest_element(element) for address, element in policy.elements()}
    after = {address: digest_element(element) for address, element in changed.elements()}
    differs = [address for address in (*after, *before) if before.get(address) != after.get(address)]
    named = [address for address in act.addresses if address in before or address in after]
    touched = dict.fromkeys((*named, *differs))
    return Acted(changed, new, tuple(Touched(address, after.get(address, "")) for address in touched))


def mark_of(policy: Policy, addresses: Iterable[str]) -> str:
    """The state of some elements: 16 hexadecimal digits that are others as soon as one of them says something else."""
    lines = []
    for address in sorted(set(addresses)):
        element = policy.element(address)
        lines.append(f"{address} {digest_element(element) if element is not None else '-'}")
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def at_clause(policy: Policy, clause: ClauseId) -> tuple[str, ...]:
    """The addresses of the elements that cite a clause, in the order of the file."""
    return tuple(address for address, element in policy.elements() if clause in element.clauses)


def sure(policy: Policy, review: Review, least: float, left: Sequence[str]) -> tuple[str, ...]:
    """Of the elements that are left, those that the rules were at least so sure of, as they proposed them."""
    found = []
    for address in left:
        entry, element = review.of(address), policy.element(address)
        if entry is None or element is None or entry.digest != digest_element(element):
            continue
        if entry.confidence is not None and entry.confidence >= least:
            found.append(address)
    return tuple(found)


def _changed(policy: Policy, act: Act) -> tuple[Policy, tuple[str, ...]]:
    """The policy after an act, and which elements the reviewer has accepted by it."""
    clause = act.clause
    match act.deed, act.addresses:
        case Deed.ACCEPTED, _:
            return policy, act.addresses
        case Deed.REJECTED, [address]:
            return revision.without(policy, address), ()
        case Deed.EDITED, [address]:
            return revision.replaced(policy, address, act.text), (address,)
        case Deed.JOINED, [one, other]:
            return revision.joined_with(policy, one, other), (one,)
        case Deed.ADDED, [address] if clause is not None:
            kind, _, name = address.partition(".")
            changed, address = revision.added(policy, kind, clause, act.text, name)
            return changed, (address,)
        case Deed.SPLIT, [address] if clause is not None:
            return revision.split_off(policy, address, clause)[0], ()
        case Deed.NOTED, _ if clause is not None:
            changed = revision.noted(policy, clause, act.note, act.text)
            return changed, tuple(f"notes.{name}" for name in changed.notes if name not in policy.notes)
    raise AssertionError(f"{act.deed} is about something else")
