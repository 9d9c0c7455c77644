"""Which days are public holidays in a place?

From the tables of the package `holidays`, which follow the laws of each country (docs/decisions/0025). Rules:

1. A place is a country (ISO 3166-1 alpha-2), or a part of one (ISO 3166-2): `FR`, `DE-BE`, `US-CA`.
2. For a part of the United States a day counts only where the Union and the state both keep it: what follows is never
   later than either would have it, and a deadline that is kept early is kept.
3. A place that the tables do not have has no holidays that we know: its deadlines are the earlier for it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.laws.periods import WEEKENDS, Calendar

if TYPE_CHECKING:
    from datetime import date

_UNION = "US"


@lru_cache(maxsize=256)
def _holidays(place: str, year: int) -> frozenset[date]:
    try:
        import holidays
    except ImportError:
        help_ = "install `troth[requests]`"
        raise WrongUse(
            "the package that knows public holidays is not installed", id="laws.no-holidays", help=help_
        ) from None
    country, _, part = place.partition("-")
    supported = holidays.list_supported_countries(include_aliases=False)
    if country not in supported:
        return frozenset()
    whole = frozenset(holidays.country_holidays(country, years=year))
    if part not in supported[country]:
        return whole
    partly = frozenset(holidays.country_holidays(country, subdiv=part, years=year))
    return whole & partly if country == _UNION else partly


def calendar_of(place: str, around: date) -> Calendar:
    """The holidays of a place in the year of `around`, the one before and the two after; weekends alone without one."""
    if not place:
        return WEEKENDS
    years = range(around.year - 1, around.year + 3)
    return Calendar(frozenset().union(*(_holidays(place, year) for year in years)))
