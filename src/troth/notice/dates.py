"""From which day does a notice say that it holds?

1. A date is ISO (`2022-11-21`), or written with the month's name in any usual order (`May 17, 2012`, `18th October
   2022`, `2022 Nov 21`), or all in figures where only one reading is possible (`21/11/2022`); else it is ambiguous, and
   no date.
2. It declares the notice's day where the same clause says so of the notice: `effective`, `in force`, `last modified`,
   `revised`, ... In a long clause the notice itself (policy, notice, statement, terms) must be what is spoken of.
3. A clause that is nothing but a date counts with the heading or label before it.
4. `Effective` outranks `modified`. Where two declarations of one rank differ, the text contradicts itself: no date.

What it leaves out: dates in words, and months in other languages than English.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from troth.notice.model import Clause, ClauseRole

if TYPE_CHECKING:
    from collections.abc import Sequence

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WRITTEN = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}\s*,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}(?:\s+day)?(?:\s+of)?[\s-]+{_MONTH}\s*,?[\s-]+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_YEAR}\s*,?[\s-]+{_MONTH}[\s-]+{_DAY}\b", re.IGNORECASE),
    re.compile(r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<number>[01]?\d)[-/.](?P<day>[0-3]?\d)\b"),
)
_FIGURES = re.compile(r"\b(?P<one>\d{1,2})[./-](?P<two>\d{1,2})[./-](?P<year>(?:19|20)\d\d)\b")
_EFFECTIVE = re.compile(
    r"\b(?:effective(?: date)?|in (?:force|effect)|(?:comes?|came) into (?:force|effect)|takes? effect|took effect|"
    r"applies (?:from|as of)|valid (?:from|as of))\b",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"\b(?:(?:last|latest|most recent(?:ly)?|was) (?:modified|modification|up-?dated?|revised|revision|changed?|"
    r"amended|reviewed|edited)|updated|revised|modified|amended|date of (?:last )?(?:revision|issue|update)|"
    r"version (?:of|dated)|dated|published on|posted on)\b",
    re.IGNORECASE,
)
_THE_NOTICE = re.compile(r"\b(?:polic(?:y|ies)|notice|statement|terms|agreement|document|version)\b", re.IGNORECASE)
_GAP = re.compile(r"[ (,]*")
_MOST_DATES = 1_000
"""Dates of one clause that are looked at: nobody declares a day behind more."""
_REACH = 80
"""Characters between the words that declare and the date they declare."""
_SHORT = 12
"""Words: a clause this short speaks of the notice without naming it."""


def find_dates(text: str) -> list[tuple[int, int, date]]:
    """The unambiguous dates in a text with their ranges, in order."""
    found: list[tuple[int, int, date]] = []
    for pattern in _WRITTEN:
        for match in pattern.finditer(text):
            parts = match.groupdict()
            number = int(parts["number"]) if "number" in parts else _MONTHS.index(parts["month"][:3].casefold()) + 1
            found += _valid(match, int(parts["year"]), number, int(parts["day"]))
    for match in _FIGURES.finditer(text):
        one, two, year = int(match["one"]), int(match["two"]), int(match["year"])
        readings = {(found_day, month) for found_day, month in ((one, two), (two, one)) if month <= 12}  # noqa: PLR2004 -- months
        if len(readings) == 1:
            day, month = readings.pop()
            found += _valid(match, year, month, day)
    return sorted(found)


def _valid(match: re.Match[str], year: int, month: int, day: int) -> list[tuple[int, int, date]]:
    try:
        return [(match.start(), match.end(), date(year, month, day))]
    except ValueError:
        return []


def effective_date(clauses: Sequence[Clause]) -> date | None:
    """The date from which the clauses' text says that it holds; None where it says none, or two."""
    declared: dict[bool, list[date]] = {True: [], False: []}
    before = ""
    for clause in clauses:
        if clause.role is not ClauseRole.PROVENANCE:
            for is_effective, day in _declarations(clause.text, before):
                declared[is_effective].append(day)
            before = clause.text
    for days in (declared[True], declared[False]):
        if days:
            return days[0] if len(set(days)) == 1 else None
    return None


def _declarations(text: str, before: str) -> list[tuple[bool, date]]:
    """The dates that a clause declares, each with whether it says `effective`."""
    if not any(figure.isdigit() for figure in text):
        return []
    dates = find_dates(text)
    if len(dates) == 1 and not re.sub(r"[\W_]+", "", text[: dates[0][0]] + text[dates[0][1] :]):
        label = before if len(before.split()) <= _SHORT else ""
        text = f"{label} {text}"
        dates = find_dates(text)
    short = len(text.split()) <= _SHORT
    notice = _THE_NOTICE.search(text)
    named_at = notice.end() if notice else len(text) + 1
    declarations: list[tuple[bool, date]] = []
    for start, end, day in dates[:_MOST_DATES]:
        for pattern in (_EFFECTIVE, _MODIFIED):
            if _declares(pattern, text, (start, end), short=short, named_at=named_at):
                declarations.append((pattern is _EFFECTIVE, day))
                break
    return declarations


def _declares(pattern: re.Pattern[str], text: str, span: tuple[int, int], *, short: bool, named_at: int) -> bool:
    """Whether the words at a date declare it; `named_at` is where the notice has first been named."""
    start, end = span
    cues = list(pattern.finditer(text, max(0, start - _REACH), start))
    if not cues:
        gap = _GAP.match(text, end)
        behind = pattern.match(text, gap.end() if gap else end)
        return behind is not None and short
    return short or named_at <= cues[-1].start()
