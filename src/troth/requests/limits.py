"""How often may a right be used, and how far back does an answer reach?

1. A notice's `limit` (`{times: 2, per: P12M}`) counts the requests of the same kind by the same subject that were
   received within that length of time before this one and were not refused (Civ. Code 1798.130(b)).
2. Where a law that the request is answered under grants it without such a limit, the law decides and the limit is none:
   the GDPR knows only the excessive request (Art. 12(5)), which a person has to judge.
3. A notice's `lookback` holds for what the law does not reach further back for.
"""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from troth.requests.request import State
from troth.words import Duration, RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.policy.model import Policy, Right
    from troth.requests.request import Request

_LIMITED_BY_LAW = {"us-ca-ccpa": (frozenset({RightKind.KNOW, RightKind.ACCESS}), 2, Duration(months=12))}
"""LAW: Civ. Code 1798.130(b): a business need not answer more than twice in twelve months."""

_HELD_SINCE = date(2022, 1, 1)
"""LAW: 11 CCR 7024(h): what was collected on or after this day, where the business still has it."""


def rights_for(policy: Policy, request: Request) -> tuple[Right, ...]:
    """The rights of the notice that grant a request of this kind."""
    return tuple(right for right in policy.rights.values() if request.kind in right.do)


def is_too_often(policy: Policy, request: Request, earlier: Sequence[Request]) -> bool:
    """Whether the request may be refused because the subject has used the right as often as it is granted."""
    limits = [(right.limit.times, right.limit.per) for right in rights_for(policy, request) if right.limit is not None]
    unlimited = False
    for id_ in request.regimes:
        kinds, times, per = _LIMITED_BY_LAW.get(id_, (frozenset(), 0, Duration()))
        if request.kind in kinds:
            limits.append((times, per))
        else:
            unlimited = True
    if unlimited or not limits:
        return False
    # The most generous one decides: a notice may grant more than the law does, and the law more than the notice.
    return not any(_within(request, earlier, per) < times for times, per in limits)


def _within(request: Request, earlier: Sequence[Request], per: Duration) -> int:
    on = request.received_at.date()
    return sum(
        1
        for each in earlier
        if each.id != request.id
        and each.kind is request.kind
        and each.state not in (State.DENIED, State.WITHDRAWN, State.LAPSED)
        and each.received_at <= request.received_at
        and on < per.after(each.received_at.date())
    )


def reaches_back_to(policy: Policy, request: Request) -> datetime | None:
    """The time from which on data are shown; None for everything there is."""
    lookbacks = [right.lookback for right in rights_for(policy, request)]
    if not request.regimes and lookbacks and all(lookbacks):
        return min(_back(request.received_at, lookback) for lookback in lookbacks if lookback is not None)
    if request.regimes == ("us-ca-ccpa",) and request.kind is RightKind.KNOW:
        return datetime(_HELD_SINCE.year, _HELD_SINCE.month, _HELD_SINCE.day, tzinfo=UTC)
    return None


def _back(at: datetime, by: Duration) -> datetime:
    """The time so long before; where the month has no such day, its last."""
    earlier = at - timedelta(days=by.days, hours=by.hours)
    months = earlier.year * 12 + earlier.month - 1 - (by.years * 12 + by.months)
    year, month = months // 12, months % 12 + 1
    return earlier.replace(year=year, month=month, day=min(earlier.day, calendar.monthrange(year, month)[1]))
