"""How far have the clocks of a request run?

A bar runs from the day of receipt to the last of its days, or to today where that is later. Marks on it are the limits:
a law's as a full line, the notice's own as a broken one. What is late is told by shape and word, and not by colour
alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.requests.deadlines import dues
from troth.web.console.pages.asking import MILESTONES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.policy.model import Policy
    from troth.requests.deadlines import Due
    from troth.requests.request import Request

_SOON = 7
_WIDTH = 1000
"""Places on a bar: whole numbers, so that no language writes them with a comma."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One limit: where its mark stands, what is said of it, and its look."""

    due: Due
    place: int
    by: str
    what: str
    says: str
    look: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The clocks of a request on one line: `spent` is where today stands, or the day on which it was closed."""

    clocks: tuple[Clock, ...]
    spent: int
    is_over: bool
    label: str

    @property
    def first(self) -> Clock | None:
        """The clock that runs out first."""
        return self.clocks[0] if self.clocks else None

    @property
    def is_late(self) -> bool:
        """Whether any limit has passed."""
        return any(each.is_late for each in self.clocks)


def bar(request: Request, policy: Policy | None, today: date) -> Bar:
    """The clocks of a request, earliest first."""
    found = dues(request, policy)
    start = request.received_at.date()
    at = request.closed_at.date() if request.closed_at is not None else today
    last = max([at, *(due.on for due in found)])
    length = max(1, (last - start).days)

    def place(day: date) -> int:
        return min(_WIDTH, max(0, (day - start).days * _WIDTH // length))

    clocks = tuple(_clock(due, place(due.on), at, is_closed=request.closed_at is not None) for due in found)
    return Bar(clocks, place(at), request.closed_at is not None, _label(clocks))


def _clock(due: Due, place: int, at: date, *, is_closed: bool) -> Clock:
    days = (due.on - at).days
    late = days < 0
    if late:
        says = f"{'it was' if is_closed else ''} late by {_days(-days)}".strip()
    elif is_closed:
        says = "kept"
    else:
        says = "due today" if days == 0 else f"{_days(days)} left"
    look = (
        "cross never" if late else "filled promise" if is_closed else "hollow silent" if days <= _SOON else "dash still"
    )
    by = "the notice" if due.is_promise else due.law
    return Clock(due=due, place=place, by=by, what=MILESTONES[due.milestone], says=says, look=look, is_late=late)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def _label(clocks: Sequence[Clock]) -> str:
    said = (f"{each.what} by {each.due.on.isoformat()} ({each.by}): {each.says}" for each in clocks)
    return "; ".join(said) or "no limit binds it"
