"""Which lengths of time does a clause name, and how often is something allowed in one?

1. A number in figures or words, or both (`30 (thirty) days`), and a unit, also joined (`a twelve-month period`, `24h`).
2. `a year`, `one month` are lengths only behind words that measure: `for a year`, `within a month`. How often something
   happens (`every six months`, `once a year`) is no length.
3. Ages are no lengths of time (`16 years of age`), nor are `the last days of`, `24/7` and years of the calendar.
4. `twice in a twelve-month period` also says how often: `2/P12M`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNITS = {"hour": "H", "hr": "H", "h": "H", "day": "D", "week": "W", "month": "M", "year": "Y", "yr": "Y"}
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60, "seventy-two": 72, "ninety": 90,
    "twenty-four": 24, "thirty-six": 36, "forty-eight": 48, "twenty-five": 25, "hundred": 100, "a hundred": 100,
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_UNIT = r"(?:hours?|hrs?|days?|weeks?|months?|years?|yrs?)"
_LENGTH = re.compile(
    rf"(?<![\w.,/-])(?P<one>{_NUMBER})(?:\s*\(\s*(?P<again>{_NUMBER})\s*\))?(?:\s|-)*"
    rf"(?:(?:calendar|business|working|full|rolling|consecutive|additional|further)\s+)*(?P<unit>{_UNIT}|"
    r"h)\b(?!\s+(?:of age|old)\b)(?!-old)"
)
_SINGLE = re.compile(
    r"\b(?:for|within|after|of|every|once|twice|per|times|than|up to|least|(?<=the )(?:last|previous|"
    r"preceding|past)|exceed(?:ing)?) "
    r"(?:in )?(?P<one>an?|each|one|every)? ?(?P<unit>hour|day|week|month|year)\b(?!s)(?! "
    r"(?:of age|old|to|from|in which|when|you))"
)
_EVERY = re.compile(r"\bevery $")
_TIMES = re.compile(r"\b(?P<times>once|twice|(?:one|two|three|four|\d) (?:time|times|requests?))\b[^.;]{0,40}$")
_TIMES_OF = {"once": 1, "twice": 2, "one": 1, "two": 2, "three": 3, "four": 4}


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Lengths of time as ISO 8601 writes them, and limits such as `2/P12M`."""
    for match in _LENGTH.finditer(plain):
        if (match["unit"] == "h" and not match["one"].isdigit()) or _EVERY.search(plain, 0, match.start()):
            continue
        number = _number(match["again"] or match["one"])
        yield from _found(plain, match.start(), match.end(), number, match["unit"], "duration.number-and-unit")
    for match in _SINGLE.finditer(plain):
        if match["one"] or match[0].startswith(
            ("per", "once", "twice", "times", "every", "last", "previous", "past", "preceding")
        ):
            start = match.start("one") if match["one"] else match.start("unit")
            found = _found(plain, start, match.end(), 1, match["unit"], "duration.single-unit")
            often = match[0].startswith(("per", "once", "twice", "times", "every"))
            yield from (each for each in found if not often or each.slot is SlotKind.TIMES)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _found(plain: str, start: int, end: int, number: int, unit: str, rule: str) -> Iterator[Found]:
    letter = _UNITS[unit.rstrip("s") if unit != "h" else "h"]
    value = f"PT{number}H" if letter == "H" else f"P{number}{letter}"
    yield Found(SlotKind.DURATION, value, Span(start, end), rule)
    times = _TIMES.search(plain, max(0, start - 60), start)
    if times is not None:
        word = times["times"].split()[0]
        count = int(word) if word.isdigit() else _TIMES_OF[word]
        yield Found(SlotKind.TIMES, f"{count}/{value}", Span(times.start(), end), "times.in-a-period")
