"""By when does a request have to be acknowledged, answered, carried out?

Rules:
1. Each law under which a request is answered puts its clocks on it (`troth.laws.clocks`), and the notice its own limits
   (`within` of a right). They stand side by side: a promise may be broken where the law is kept.
2. All run from the day of receipt in the organisation's time zone, whatever proving who asks takes (11 CCR 7021(b)).
3. An extension counts for the laws that know one, and only where it was announced with its reason on or before the
   first due date (GDPR 12(3)). The notice's own limit is extended by nobody.
4. Of several, the earliest is the one that matters (`first`).
5. A request is late from the day after the last day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from troth.laws import regime
from troth.laws.clocks import Milestone
from troth.laws.periods import WEEKENDS
from troth.laws.working_days import calendar_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime, tzinfo

    from troth.laws.clocks import LegalClock
    from troth.laws.periods import Calendar
    from troth.policy.model import Policy
    from troth.requests.request import Request
    from troth.words import ClauseId

PROMISE = "notice"


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One date by which something has to have happened.

    `source` is the id of a law's clock, or `notice` with the clauses that promise it. `extends_to` is the last day that
    an extension can reach, and `extended` whether that is what `on` now is.
    """

    on: date
    milestone: Milestone
    source: str
    law: str = ""
    clauses: tuple[ClauseId, ...] = ()
    extends_to: date | None = None
    extended: bool = False

    @property
    def is_promise(self) -> bool:
        """Whether the notice says it, and not a law."""
        return self.source == PROMISE


def dues(request: Request, policy: Policy | None = None, *, place: str = "", zone: tzinfo = UTC) -> tuple[Due, ...]:
    """Every date that binds a request, earliest first.

    `place` is where the organisation sits (ISO 3166): its holidays count where the law does not name its own.
    """
    received_on = request.received_at.astimezone(zone).date()
    extended_on = request.extended_at.astimezone(zone).date() if request.extended_at else None
    regimes = [known for known in map(regime, request.regimes) if known is not None]
    clocks = [clock for each in regimes for clock in each.clocks if request.kind in clock.kinds]
    found = [_of_law(clock, received_on, extended_on, place) for clock in clocks]
    if policy is not None:
        found += _of_notice(policy, request, received_on)
    return tuple(sorted(found))


def _of_law(clock: LegalClock, received_on: date, extended_on: date | None, place: str) -> Due:
    calendar: Calendar = calendar_of(clock.place or place, received_on) if clock.place or place else WEEKENDS
    last = clock.period.end(received_on, calendar)
    longest = clock.extended.end(received_on, calendar) if clock.extended else None
    # LAW: GDPR 12(3): the subject is informed of an extension within one month of receipt
    extended = longest is not None and extended_on is not None and extended_on <= last
    return Due(
        on=longest if extended and longest else last,
        milestone=clock.milestone,
        source=clock.id,
        law=clock.source,
        extends_to=longest,
        extended=extended,
    )


def _of_notice(policy: Policy, request: Request, received_on: date) -> Iterator[Due]:
    for right in policy.rights.values():
        for within in right.within:
            if within.right is request.kind:
                on = within.limit.after(received_on)
                yield Due(on=on, milestone=Milestone.ANSWER, source=PROMISE, clauses=right.clauses)


def first(of: tuple[Due, ...]) -> Due | None:
    """The date that comes first; None where none binds."""
    return min(of, default=None)


def overdue(of: tuple[Due, ...], now: datetime, zone: tzinfo = UTC) -> tuple[Due, ...]:
    """Those of the dates that have passed."""
    today = now.astimezone(zone).date()
    return tuple(due for due in of if due.on < today)


def can_extend(request: Request, of: tuple[Due, ...], now: datetime, zone: tzinfo = UTC) -> bool:
    """Whether an extension announced now would count: some clock knows one, is not extended, and has not run out."""
    today = now.astimezone(zone).date()
    return not request.is_closed and any(
        due.extends_to is not None and not due.extended and today <= due.on for due in of
    )
