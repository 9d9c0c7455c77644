"""How do answers become a request?

1. The request is kept with who asks, as far as that is proven, and begins; one that somebody makes for another waits
   until a person has seen the permission.
2. Who was unknown becomes known by what she gave: a word about data that may come has to hold of somebody.
3. An identifier that several people share points at none of them.
4. What is open already is not begun again: she is shown the one that is.
5. What was asked too often, and what two identifiers ask that belong to two people, is a person's to decide.
6. Who has proved nothing is told the same whatever is known of the address, and cannot make more than `MOST_UNPROVEN`
   requests an hour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from troth.inventory import Seed
from troth.requests.deadlines import dues, first
from troth.requests.limits import is_too_often
from troth.requests.proof import is_proven
from troth.requests.request import Agent, Correction, Request, State, Tier
from troth.store import subjects
from troth.store.requests import cases, work
from troth.store.requests.followed import open_ones
from troth.store.writing import writing
from troth.web.centre.requests.granted import clauses_for, regimes_of
from troth.web.centre.requests.letters import send_receipt
from troth.web.desk import desk
from troth.words import Channel, DataName, SubjectId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.policy import Policy
    from troth.store.writing import Writing
    from troth.subjects.identifiers import Identifier
    from troth.web.centre.requests.asking import Asking
    from troth.web.centre.shelf import OrganisationView

MOST_UNPROVEN = 5
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Who:
    """Whom the identifiers point at; `differ` where they point at two."""

    subject: SubjectId | None
    differ: bool = False


def receive(
    view: OrganisationView, policy: Policy, asking: Asking, identifiers: Sequence[Identifier], tier: Tier
) -> str | None:
    """Make the request; its id, or that of the one that is open already. None where she asked too often unproven."""
    with writing(desk().store, view.id) as change:
        who = _who(change, identifiers, proven=tier is not Tier.NONE)
        made = _request(change, policy, asking, identifiers, replace_tier(tier, who))
        made = replace(made, subject=who.subject)
        if who.subject is not None:
            same = next((each for each in open_ones(change, who.subject, made.kind) if _is_same(each, made)), None)
            if same is not None:
                return same.id
            if tier is Tier.NONE and _asked_lately(change, who.subject, made) >= MOST_UNPROVEN:
                return None
        due = first(dues(made, policy))
        cases.receive(change, made, due.on if due else None)
        _begin(change, policy, made, who)
    desk().following.follow(view.id)
    send_receipt(view, made, due)
    return made.id


def replace_tier(tier: Tier, who: _Who) -> Tier:
    """Two identifiers that belong to two people prove no more than one."""
    return Tier.REACHED if who.differ and tier is Tier.DECLARED else tier


def _who(change: Writing, identifiers: Sequence[Identifier], *, proven: bool) -> _Who:
    found = [subjects.find(change.store, change.organisation, each) for each in identifiers]
    pointed = list(dict.fromkeys(each.only for each in found if each.only is not None))
    if len(pointed) > 1:
        return _Who(pointed[0], differ=True)
    if pointed:
        for each, known in zip(identifiers, found, strict=True):
            if proven and not known.shared:
                subjects.link(change, pointed[0], each, proven=True)
        return _Who(pointed[0])
    if any(each.shared for each in found):
        return _Who(None)
    return _Who(subjects.introduce(change, identifiers, proven=proven))


def _request(change: Writing, policy: Policy, asking: Asking, identifiers: Sequence[Identifier], tier: Tier) -> Request:
    term = asking.term
    made = Request(
        id=change.store.clock.new_id(),
        organisation=change.organisation,
        kind=asking.right,
        # LAW: 11 CCR 7021(b): the time runs from receipt, whatever proving who asks takes
        received_at=min(datetime.fromisoformat(asking.at), change.now),
        seeds=tuple(Seed(each.kind, each.text) for each in identifiers),
        tier=tier,
        channel=Channel.WEB,
        regimes=regimes_of(policy, asking.place),
        data=tuple(DataName(each) for each in asking.data),
        corrections=(Correction(data=DataName(term), value=asking.value, was=asking.was),) if term else (),
        agent=Agent(name=asking.agent) if asking.agent else None,
        text=asking.text,
        language=asking.language,
        declared=asking.declared,
    )
    return replace(made, clauses=clauses_for(policy, made))


def _is_same(one: Request, other: Request) -> bool:
    """Whether two requests of one kind ask for the same."""
    return (one.data, one.corrections, one.text) == (other.data, other.corrections, other.text)


def _asked_lately(change: Writing, subject: SubjectId, made: Request) -> int:
    earlier = cases.earlier(change.store, change.organisation, subject, made.kind)
    return sum(each.received_at > change.now - _HOUR for each in earlier)


def _begin(change: Writing, policy: Policy, made: Request, who: _Who) -> None:
    if made.agent is not None:
        return
    reason = ""
    if who.differ:
        reason = "requests.identifiers-differ"
    elif who.subject is not None:
        earlier = cases.earlier(change.store, change.organisation, who.subject, made.kind)
        # LAW: Civ. Code 1798.130(b): a business need not answer more than twice in twelve months
        reason = "requests.too-often" if is_too_often(policy, made, earlier) else ""
    if reason:
        cases.move(change, cases.held(change, made.id), State.HANDED_OVER, reason=reason)
    elif is_proven(made):
        work.begin(change, made.id)
