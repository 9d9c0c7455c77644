"""What may a data subject ask of this organisation, who says so, and by when is it due?

1. A kind of request is offered where a right of the notice grants it, or a law of the policy's head.
2. Where she lives is asked only where it decides something: what has to be proven, or a date.
3. From somewhere that none of the organisation's laws names, a request is answered under all of them: nobody gets less
   because we do not know better.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.laws import regime, regime_of_law
from troth.laws.clocks import Milestone
from troth.policy.model.promises import ChildRuleKind
from troth.requests.deadlines import dues
from troth.requests.limits import rights_for
from troth.requests.proof import tier_for
from troth.requests.request import Request
from troth.words import OrganisationId, RightKind

if TYPE_CHECKING:
    from datetime import datetime

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.requests.deadlines import Due
    from troth.words import ClauseId

ORDER = (
    RightKind.ACCESS,
    RightKind.KNOW,
    RightKind.PORT,
    RightKind.RECTIFY,
    RightKind.ERASE,
    RightKind.RESTRICT,
    RightKind.OBJECT,
    RightKind.WITHDRAW,
    RightKind.OPT_OUT,
    RightKind.LIMIT,
    RightKind.HUMAN_REVIEW,
    RightKind.COMPLAIN,
)
"""From what is asked most to what is asked last."""

PLACES = ("eu-gdpr", "uk-gdpr", "us-ca-ccpa")
"""The regimes that hold for people who live somewhere."""
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the notice."""

    id: ClauseId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind of request that is offered: by which sentences and laws, and the day on which an answer is due."""

    kind: RightKind
    sentences: tuple[Sentence, ...] = ()
    laws: tuple[str, ...] = ()
    due: Due | None = None
    dues: tuple[Due, ...] = ()


def regimes_of(policy: Policy, place: str = "") -> tuple[str, ...]:
    """The regimes under which a request from a place is answered."""
    found = tuple(dict.fromkeys(each.id for each in map(regime_of_law, policy.head.laws) if each is not None))
    return (place,) if place in found else found


def places(policy: Policy, kind: RightKind, now: datetime) -> tuple[str, ...]:
    """The places of which she has to say one; none where it decides nothing."""
    offered = tuple(each for each in PLACES if each in regimes_of(policy))
    outcomes = {_outcome(policy, kind, place, now) for place in (*offered, ELSEWHERE)}
    return (*offered, ELSEWHERE) if len(offered) > 1 and len(outcomes) > 1 else ()


def _outcome(policy: Policy, kind: RightKind, place: str, now: datetime) -> object:
    regimes = regimes_of(policy, place)
    return tier_for(kind, regimes), tuple((due.on, due.milestone) for due in _dues(policy, kind, regimes, now))


def offers(policy: Policy, notice: Notice, now: datetime) -> tuple[Offer, ...]:
    """Everything that may be asked for, in `ORDER`."""
    return tuple(found for kind in ORDER if (found := offer(policy, notice, kind, now)) is not None)


def offer(policy: Policy, notice: Notice, kind: RightKind, now: datetime, place: str = "") -> Offer | None:
    """One kind of request; None where nothing grants it."""
    regimes = regimes_of(policy, place)
    rights = tuple(right for right in policy.rights.values() if kind in right.do)
    known = [found for each in regimes if (found := regime(each)) is not None]
    laws = tuple(each.name for each in known if any(kind in clock.kinds for clock in each.clocks))
    if not rights and not laws:
        return None
    all_dues = _dues(policy, kind, regimes, now)
    ids = dict.fromkeys(clause for right in rights for clause in right.clauses)
    clauses = [clause for id_ in ids if (clause := notice.clause(id_)) is not None]
    last = [due for due in all_dues if due.milestone in (Milestone.ANSWER, Milestone.STOP)]
    return Offer(
        kind=kind,
        sentences=tuple(Sentence(clause.id, clause.text) for clause in clauses),
        laws=laws,
        due=min(last or all_dues, default=None),
        dues=all_dues,
    )


def clauses_for(policy: Policy, asked: Request) -> tuple[ClauseId, ...]:
    """The clauses that grant a request."""
    return tuple(dict.fromkeys(clause for right in rights_for(policy, asked) for clause in right.clauses))


def parents_under(policy: Policy) -> int:
    """The age under which the notice wants a parent to ask; 0 where it says nothing of it."""
    ages = [rule.under for rule in policy.children.values() if rule.rule is ChildRuleKind.PARENTAL_CONSENT]
    return max(ages, default=0)


def _dues(policy: Policy, kind: RightKind, regimes: tuple[str, ...], now: datetime) -> tuple[Due, ...]:
    asked = Request(id="", organisation=OrganisationId(""), kind=kind, received_at=now, regimes=regimes)
    return dues(asked, policy)
