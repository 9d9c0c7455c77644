"""Is this a time, and can it be a birthday?

A birthday is a date, hardly ever of the last ten years, and a column of them spreads over decades.
"""

from __future__ import annotations

import re
from statistics import median

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}.*)?")
_LOCAL = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?: \d{1,2}:\d{2}.*)?")
_COMPACT = re.compile(r"(19[2-9]\d|20[0-2]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")


def year_of(cell: str) -> int | None:
    """The year of a date as systems and five countries write it; None where it is none."""
    match = _ISO.fullmatch(cell)
    if match:
        return int(match[1]) if 1 <= int(match[2]) <= 12 else None
    match = _LOCAL.fullmatch(cell)
    if match:
        return int(match[3]) if int(match[1]) <= 31 and int(match[2]) <= 31 else None
    match = _COMPACT.fullmatch(cell)
    return int(match[1]) if match else None


def is_moment(cell: str) -> bool:
    """Whether it is a date, or a time of day."""
    return year_of(cell) is not None or bool(_CLOCK.fullmatch(cell))


def has_clock(cell: str) -> bool:
    """Whether it says an hour that is not midnight: birthdays do not."""
    hour = cell.partition("T")[2] or cell.partition(" ")[2]
    return bool(hour) and not hour.startswith("00:00")


def are_birthdays(cells: list[str]) -> bool:
    """Whether dates can be birthdays by how they lie: decades apart, and mostly long ago."""
    years = sorted(year for year in map(year_of, cells) if year is not None)
    if len(years) < 8 or any(map(has_clock, cells)):
        return False
    tenth = len(years) // 10
    return (
        years[0] >= 1900 and years[-1 - tenth] - years[tenth] >= 18 and median(years) <= 2005 and years[tenth] <= 1985
    )
