"""Which limit holds for the data of one category in a dataset?

The limit for a question is that of `troth.decisions.decide`: of the narrowest category, then of the subject's kind,
then the shortest. A row of a database tells neither the purpose it is kept for nor, often, the kind of its subject.

Rules:
1. What cannot be told from a row is decided for the longest: data that may be used for several purposes are kept until
   the limit of each is over. A limit for one purpose stops the use for it at once, which is the decision's business.
2. Where a purpose, or a kind of subject that may be in the dataset, has no limit, the data have none.
3. Exceptions (`unless`) count as not established: `troth.retention.limits` looks whether the estate can tell.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from troth.decisions.decide import limit_for
from troth.decisions.matching import is_permission
from troth.decisions.question import Choices, Question
from troth.policy.tree import names, upward
from troth.words import EVERYTHING, DataName, Duration, PurposeName, SubjectKindName

if TYPE_CHECKING:
    from troth.policy.model import Policy, Retention

_EPOCH = date(2000, 1, 1)
"""A day from which lengths of time are compared, as in the definition of a decision."""
_NO_PURPOSE = PurposeName("")


def governing(policy: Policy, data: DataName | None, kind: SubjectKindName | None) -> Retention | None:
    """The limit that is over last for data of this category; None where they may be kept for ever."""
    category = data if data is not None else DataName("")
    found: list[Retention] = []
    for subject in _kinds(policy, category, kind):
        choices = Choices(kinds=frozenset() if subject is None else frozenset({subject}))
        for purpose in _purposes(policy, category):
            limit = limit_for(policy, Question(category, purpose), choices)
            if limit is None or limit.max is None:
                return None
            found.append(limit)
    return max(found, key=lambda limit: (length(limit), limit.id), default=None)


def length(limit: Retention) -> date:
    """A limit's length, to be compared with others'."""
    return limit.max.after(_EPOCH) if limit.max is not None else date.max


def over_before(limit: Duration, today: date) -> datetime:
    """The midnight (UTC) before which a row must have begun for its limit to be over today.

    LAW: Reg. 1182/71 Art. 3(2)(c): the limit ends with the end of its last day; the row is due on the day after.
    """
    low, high = date.min.toordinal(), today.toordinal()
    while low < high:  # `after` never goes back where its argument goes on
        middle = (low + high + 1) // 2
        if limit.after(date.fromordinal(middle)) < today:
            low = middle
        else:
            high = middle - 1
    first_kept = date.fromordinal(low) + timedelta(days=1) if limit.after(date.fromordinal(low)) < today else date.min
    return datetime.combine(first_kept, time(), UTC)


def limits_on(policy: Policy, data: DataName) -> list[Retention]:
    """Every retention element that speaks of data of this category."""
    wider = upward(policy.data, data)
    return [limit for limit in policy.retention.values() if names(limit.data, wider)]


def _purposes(policy: Policy, data: DataName) -> tuple[PurposeName, ...]:
    """What such data may be used for; where no practice says, what their limits speak of."""
    wider = upward(policy.data, data)
    using = [each for each in policy.practices.values() if is_permission(each) and names(each.data, wider)]
    found = [purpose for practice in using for purpose in (practice.for_ or (_NO_PURPOSE,))]
    if not found:
        found = [purpose for limit in limits_on(policy, data) for purpose in limit.for_]
    plain = (_NO_PURPOSE if purpose == EVERYTHING else purpose for purpose in found)
    return tuple(dict.fromkeys(plain)) or (_NO_PURPOSE,)


def _kinds(policy: Policy, data: DataName, kind: SubjectKindName | None) -> tuple[SubjectKindName | None, ...]:
    """The kinds of subject that may be in the dataset: its own, or where it names none all that limits tell apart."""
    if kind is not None:
        return (kind,)
    told = [each for limit in limits_on(policy, data) for each in limit.subjects if each != EVERYTHING]
    return (None, *dict.fromkeys(told))
