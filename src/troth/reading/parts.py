"""Which part of a sentence is it that speaks of the sentence's kind?

1. A sentence falls into parts where one that has a verb of its own is joined to another: `..., and we do not ...`,
   `...; however, ...`. Conditions and brackets are not cut in two.
2. The part that speaks of the kind is the one in which the surest rule for it fired.
3. Where rules fired in several, it is the part behind a `but`, `however` or `so`, as long as a word of its own speaks
   of the kind; else the first of those that are as sure.

What it leaves out: what the part promises (`troth.reading.modality`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.asides import asides_of
from troth.reading.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.reading.model import Hit

_FINITE = r"(?:will|may|might|can|cannot|shall|should|must|do|does|is|are|has|have|was|were)"
_JOINT = re.compile(
    r"(?:; (?:(?P<however>however|nevertheless|even so|still),? )?|,? (?:(?P<but>but|yet|so)|and|though|whereas),? )"
    r"(?=(?:we|you|they|it|he|she|in no case) \w|none of (?:them|these|those|it)\b|"
    rf"(?:our|your|their|this|these|those|the|some|no|nobody|nothing|neither|any|such|persons?|people|parents?|children|"
    rf"customers|users|patients)(?: [\w'-]+){{0,10}}? (?:{_FINITE}\b|[a-z]+n't\b)|"
    rf"{_FINITE} (?:not|never|no longer)\b|(?:don't|doesn't|won't|aren't|isn't|can't|cannot|never)\b)"
)
_FAINT = 0.5
_WORD = 0.2
"""How sure a single word of the kind makes."""
_CLOSE = 0.06
"""How far two rules may lie apart and still count as equally sure."""


def part_of_kind(plain_text: str, hits: Sequence[Hit]) -> str:
    """The part that speaks of the kind of which all `hits` are; the whole text where it has no parts."""
    parts = list(_parts(plain_text))
    if len(parts) == 1:
        return plain_text
    sure = [_sure(span, hits) for span, _ in parts]
    best = max(sure)
    if best < _FAINT:
        return plain_text
    close = [number for number, weight in enumerate(sure) if weight >= best - _CLOSE]
    turned = [number for number, weight in enumerate(sure) if parts[number][1] and weight >= _WORD]
    span, _ = parts[turned[-1] if turned else close[0]]
    return span.of(plain_text)


def parts_of(plain_text: str) -> tuple[str, ...]:
    """All parts of a sentence, in order."""
    return tuple(span.of(plain_text) for span, _ in _parts(plain_text))


def _parts(plain_text: str) -> list[tuple[Span, bool]]:
    """The parts, and whether each stands behind a `but`."""
    asides = asides_of(plain_text)
    found: list[tuple[Span, bool]] = []
    begun, turned = 0, False
    for joint in _JOINT.finditer(plain_text):
        if any(aside.start < joint.start() < aside.end for aside in asides):
            continue
        found.append((Span(begun, joint.start()), turned))
        begun, turned = joint.end(), bool(joint["however"] or joint["but"])
    found.append((Span(begun, len(plain_text)), turned))
    return found


def _sure(span: Span, hits: Sequence[Hit]) -> float:
    return max(
        (hit.weight for hit in hits if hit.at is not None and span.start <= hit.at.end - 1 < span.end), default=0.0
    )
