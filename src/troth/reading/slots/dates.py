"""Which days does a clause name?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.notice.dates import find_dates
from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


_OF_A_LAW = re.compile(
    r"\b(?:regulation|directive|act|law|decision|decree|ordinance|statute|order)s?\b"
    r"(?:(?!\b(?:this|our) (?:notice|policy|statement)|\. (?:this|we|our|last|it)\b)[^;])*$"
)
_BEFORE = 50
"""Characters before a day in which a law may be named."""


def find(text: str, plain: str) -> Iterator[Found]:
    """Days as ISO 8601 writes them; not those of laws, by which these are called."""
    if any(char.isdigit() for char in text):
        for start, end, day in find_dates(text):
            if _OF_A_LAW.search(plain[max(0, start - _BEFORE) : start]):
                continue
            yield Found(SlotKind.DATE, day.isoformat(), Span(start, end), "date.written")
