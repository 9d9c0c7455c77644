"""Which data, purposes, recipients and measures does a clause name, as terms of the vocabulary?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.vocabulary.terms import Kind
from troth.reading.model import Found, SlotKind, Span
from troth.reading.phrases import named_in

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLOTS = {
    Kind.DATA: SlotKind.DATA,
    Kind.PURPOSE: SlotKind.PURPOSE,
    Kind.RECIPIENT: SlotKind.RECIPIENT,
    Kind.MEASURE: SlotKind.MEASURE,
}


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Terms by their names, such as `pd:EmailAddress`."""
    for named in named_in(plain, *_SLOTS):
        yield Found(_SLOTS[named.kind], named.term, Span(named.start, named.end), f"{named.kind.value}.form")
