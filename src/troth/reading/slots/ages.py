"""Which ages does a clause name?

`<13` for those who are younger, `>=18` for those who are that old or older.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = {
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "twenty-one": 21,
}
_AGE = rf"(?P<age>\d{{1,2}}|{'|'.join(_WORDS)})(?: \(\d{{1,2}}\))?"
_YEARS = r"(?: ?-? ?years?)?(?:[ -]of[ -]age|[ -]old)?"
_UNDER = (
    re.compile(
        rf"\b(?:under|below|younger than|less than|not (?:yet )?(?:reached|attained)|"
        rf"not older than)(?: the)?(?: (?:age|ages)(?: of)?)? {_AGE}\b{_YEARS}(?! (?:days|months|hours|weeks|"
        rf"u\.s|usc|business|euros?|dollars))"
    ),
    re.compile(rf"\bunder-{_AGE}s?\b"),
    re.compile(
        rf"\b(?:child(?:ren)?|minors?|persons?|individuals?|users?) (?:aged )?(?:up to|until) (?:the age of )?{_AGE}\b"
    ),
)
_OVER = (
    re.compile(
        rf"\b(?:at least|over|older than|above|minimum age (?:of|is)|reached|attained|turned?|"
        rf"are)(?: the)?(?: (?:age|ages)(?: of)?)? {_AGE}\b(?: ?-? ?years?)(?:[ -]of[ -]age|"
        rf"[ -]old)?(?! (?:after|from|following|ago|period|retention))"
    ),
    re.compile(rf"\b(?:at least|over|older than|above|minimum)(?: the)? age(?: of)?(?: is)? {_AGE}\b"),
    re.compile(rf"\b{_AGE}(?: years)?(?: of age| old)? (?:or|and) (?:older|over|above)\b"),
)


_BETWEEN = re.compile(
    r"\b(?:aged?|ages|between|old) (?:between )?(?P<first>\d{1,2}) (?:to|and|-) (?P<last>\d{1,2})\b"
    r"(?! (?:days|months|hours))"
)


def _between(plain: str) -> Iterator[Found]:
    """`aged 13 to 17`: who is 13 or older, and younger than 18."""
    for match in _BETWEEN.finditer(plain):
        first, last = int(match["first"]), int(match["last"])
        if 3 <= first < last <= 21:  # noqa: PLR2004 -- ages at which laws and notices draw a line
            yield Found(SlotKind.AGE, f">={first}", Span(*match.span("first")), "age.between")
            yield Found(SlotKind.AGE, f"<{last + 1}", Span(*match.span("last")), "age.between")


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Ages, with the side that is meant."""
    yield from _between(plain)
    for sign, patterns in (("<", _UNDER), (">=", _OVER)):
        for pattern in patterns:
            for match in pattern.finditer(plain):
                age = int(match["age"]) if match["age"].isdigit() else _WORDS[match["age"]]
                if 3 <= age <= 21:  # noqa: PLR2004 -- ages at which laws and notices draw a line
                    yield Found(
                        SlotKind.AGE, f"{sign}{age}", Span(*match.span()), "age.under" if sign == "<" else "age.over"
                    )
