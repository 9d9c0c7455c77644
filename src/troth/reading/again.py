"""What of a review holds when the notice is read again, in another version or by better rules?

1. An element that somebody accepted, and whose clauses all stand in the new text word for word, is kept as it was
   accepted, its citations moved. So are the names that it uses.
2. What the new reading proposes for other clauses comes in as proposed. What it proposes for clauses that kept elements
   account for is left out: that was decided. So are names that nothing else of it uses.
3. A name of the draft that is taken by a kept element of another meaning gets a number.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.policy.cites import reanchor
from troth.policy.model import KINDS, Citation, Element, Policy
from troth.policy.review import Review, digest_element, merge, move_reviews
from troth.reading.files import review_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.notice.model import Notice
    from troth.policy.cites import Cites
    from troth.reading.draft import Draft
    from troth.words import ClauseId

_NAMES = ("parties", "subjects", "data", "purposes")


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The policy as it is now proposed, its review, the addresses that were kept, and those to be looked at."""

    policy: Policy
    review: Review
    kept: tuple[str, ...]
    asked: tuple[str, ...]


def read_again(before: Policy, review: Review, noted: Cites, notice: Notice, draft: Draft) -> ReadAgain:
    """The draft of a notice, with what was accepted of the policy before it."""
    mapping = reanchor(before, noted, notice).mapping
    accepted = {entry.address: entry.digest for entry in review.entries if entry.accepted_by is not None}
    kept = {
        address: _moved(element, mapping)
        for address, element in before.elements()
        if accepted.get(address) == digest_element(element)
        and all(each.clause in mapping and each.start is None for each in element.cite)
    }
    carried = {
        f"{kind}.{name}": _moved(element, mapping)
        for kind in _NAMES
        for name, element in getattr(before, kind).items()
        if _named(name, kept.values()) and f"{kind}.{name}" not in kept
    }
    policy = _together(draft.policy, {**carried, **kept})
    moved = move_reviews(review, before, mapping)
    proposed = review_of(dataclasses.replace(draft, policy=policy))
    merged = merge(proposed, Review(tuple(each for each in moved.entries if each.address in kept)))
    asked = tuple(address for address, _ in policy.elements() if address not in kept)
    return ReadAgain(policy, merged, tuple(kept), asked)


def _moved(element: Element, mapping: Mapping[ClauseId, ClauseId]) -> Element:
    cite = tuple(Citation(mapping.get(each.clause, each.clause), each.start, each.end) for each in element.cite)
    return dataclasses.replace(element, cite=cite)


def _named(name: str, elements: Any) -> bool:
    """Whether any of the elements has the name in one of its lists."""
    for element in elements:
        for field in dataclasses.fields(element):
            value = getattr(element, field.name)
            if name == value or (isinstance(value, tuple) and name in value):
                return True
    return False


def _together(drafted: Policy, kept: Mapping[str, Element]) -> Policy:
    """The draft's elements that no kept one accounts for, behind those that were kept."""
    decided = {clause for address, element in kept.items() if address != "policy" for clause in element.clauses}
    came = [
        element
        for kind in KINDS
        if kind not in _NAMES
        for element in getattr(drafted, kind).values()
        if not set(element.clauses) <= decided
    ]
    wanted = _wanted(drafted, came, decided)
    parts: dict[str, Any] = {}
    for kind in KINDS:
        own = {address.partition(".")[2]: each for address, each in kept.items() if address.startswith(f"{kind}.")}
        for name, element in getattr(drafted, kind).items():
            if kind in _NAMES:
                if f"{kind}.{name}" in wanted:
                    own.setdefault(name, element)
            elif not set(element.clauses) <= decided:
                free = _free(name, own)
                own[free] = dataclasses.replace(element, id=free)
        parts[kind] = own
    head = kept.get("policy", drafted.head)
    return Policy(head=head, **parts)  # type: ignore[arg-type]


def _wanted(drafted: Policy, came: list[Element], decided: set[ClauseId]) -> set[str]:
    """The addresses of the draft's names that something new uses, or that a clause names that nobody decided about."""
    names = {f"{kind}.{name}": each for kind in _NAMES for name, each in getattr(drafted, kind).items()}
    wanted = {address for address, each in names.items() if not set(each.clauses) <= decided}
    while True:
        using = [*came, *(names[address] for address in wanted)]
        more = {each for each in names if each not in wanted and _named(each.partition(".")[2], using)}
        if not more:
            return wanted
        wanted |= more


def _free(name: str, taken: Mapping[str, Element]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free
