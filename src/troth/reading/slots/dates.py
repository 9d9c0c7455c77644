"""Which days does a clause name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.notice.dates import find_dates
from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Days as ISO 8601 writes them."""
    if any(char.isdigit() for char in text):
        for start, end, day in find_dates(text):
            yield Found(SlotKind.DATE, day.isoformat(), Span(start, end), "date.written")
