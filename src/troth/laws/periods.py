"""On which day does a legal period end?

Rules:
1. A period in months ends on the day with the same number as the day it runs from; where the month has none, on its
   last (Regulation (EEC, Euratom) 1182/71 Art. 3(2)(c)). A request of 31 January is due on 28 or 29 February.
2. A period in days does not count the day it runs from (Reg. 1182/71 Art. 3(1); Cal. Civ. Code 10), unless it says that
   it begins with that day.
3. A period in business days counts neither Saturdays and Sundays nor public holidays.
4. Where a period `rolls`, and its last day is a Saturday, a Sunday or a public holiday, it ends with the next working
   day (Reg. 1182/71 Art. 3(4)).

What it leaves out: which days are holidays (`troth.laws.working_days`), and which clocks there are (the regimes).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from troth.words import Duration

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """The public holidays of a place; Saturdays and Sundays are no working days anywhere that is listed here."""

    holidays: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether it is neither a Saturday, a Sunday nor a holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def working_day_from(self, day: date) -> date:
        """The day itself, or the next working day after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day


WEEKENDS = Calendar()
"""No holiday is known: a period then ends no later than it would with any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A length of time as a law gives it. One of the three lengths is more than nothing."""

    months: int = 0
    days: int = 0
    business_days: int = 0
    begins_with_the_day: bool = False
    """The day it runs from is the first that counts: "30 days beginning when the complaint is received"."""
    rolls: bool = False

    def end(self, runs_from: date, calendar: Calendar = WEEKENDS) -> date:
        """The last day on which what is due is in time."""
        if self.months:
            last = Duration(months=self.months).after(runs_from)
        elif self.business_days:
            last = _business_days_after(runs_from, self.business_days, calendar)
        else:
            last = runs_from + timedelta(days=self.days - (1 if self.begins_with_the_day else 0))
        return calendar.working_day_from(last) if self.rolls else last

    def __str__(self) -> str:
        for number, unit in ((self.months, "month"), (self.business_days, "business day"), (self.days, "day")):
            if number:
                return f"{number} {unit}{'' if number == 1 else 's'}"
        return "no time"


def _business_days_after(day: date, number: int, calendar: Calendar) -> date:
    while number:
        day += timedelta(days=1)
        if calendar.is_working_day(day):
            number -= 1
    return day
