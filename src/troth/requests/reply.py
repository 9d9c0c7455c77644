"""What is the subject told, and what is a controller told?

1. A reply says what went, what stays and why, with the clause, the law and the day on which the reason ends; what is in
   backups, and until when; what was handed on, and to whom. It never says more than what was verified.
2. A refusal names its reason, and where to complain (GDPR 12(4)).
3. A reply is a value: its words, in the subject's language, are made where it is sent.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.inventory import Doing
from troth.requests.request import State

if TYPE_CHECKING:
    from datetime import date, datetime

    from troth.inventory import Inventory, Seed
    from troth.policy.model import Policy
    from troth.requests.plan import Plan
    from troth.requests.request import Denial, Request
    from troth.words import ClauseId, OrganisationId, PartyName, RightKind


class About(StrEnum):
    """What a reply tells."""

    ANSWER = "answer"
    """What was done."""
    DENIAL = "denial"
    """That it is refused, and why."""
    EXTENSION = "extension"
    """That it takes longer, until when, and why."""
    FORWARDING = "forwarding"
    """That it was handed on, and to whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stays:
    """Rows that stay: how many, why, under which clauses, until when, and what they may be used for."""

    rows: int
    reason: str
    clauses: tuple[str, ...] = ()
    until: date | None = None
    for_: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What somebody is told about a request. `to` are the identifiers it may be sent to."""

    message_id: str
    """The same where the same message is sent again."""
    organisation: OrganisationId
    request: str
    kind: RightKind
    to: tuple[Seed, ...] = dataclasses.field(repr=False)
    about: About = About.ANSWER
    language: str = ""
    """In which she asked (BCP 47)."""
    regimes: tuple[str, ...] = ()
    denial: Denial | None = None
    clauses: tuple[ClauseId, ...] = ()
    """The clauses that a denial rests on."""
    went: int = 0
    changed: int = 0
    shown: int = 0
    stays: tuple[Stays, ...] = ()
    handed_on: tuple[PartyName, ...] = ()
    in_backups_until: date | None = None
    extended_to: date | None = None
    extended_for: str = ""
    text: str = dataclasses.field(default="", repr=False)
    """What a person wrote to her, in that person's words."""


def make_reply(
    request: Request, plan: Plan | None, inventory: Inventory | None, *, message_id: str, now: datetime, text: str = ""
) -> Reply:
    """What the subject of a request is told when it is closed; `text` is what a person answers her."""
    told = dataclasses.replace(_to(request, message_id), text=text)
    if request.state is State.DENIED:
        return dataclasses.replace(told, about=About.DENIAL, denial=request.denial, clauses=request.clauses)
    if plan is None:
        return told
    return dataclasses.replace(
        told,
        went=plan.rows(Doing.DELETE),
        changed=plan.rows(Doing.CHANGE),
        shown=plan.rows(Doing.READ),
        stays=tuple(
            Stays(
                rows=len(action.rows),
                reason=action.reason,
                clauses=action.clauses,
                until=action.until,
                for_=action.for_,
            )
            for action in plan.of(Doing.KEEP)
        ),
        handed_on=tuple(dict.fromkeys(each.controller for each in plan.forwards)),
        in_backups_until=_in_backups(plan, inventory, now),
    )


def extension(request: Request, until: date | None, *, message_id: str) -> Reply:
    """What she is told where an answer takes longer: until when, and why (GDPR 12(3); 11 CCR 7021(b))."""
    told = _to(request, message_id)
    return dataclasses.replace(told, about=About.EXTENSION, extended_to=until, extended_for=request.extended_for)


def _to(request: Request, message_id: str) -> Reply:
    return Reply(
        message_id=message_id,
        organisation=request.organisation,
        request=request.id,
        kind=request.kind,
        to=request.seeds,
        language=request.language,
        regimes=request.regimes,
    )


def _in_backups(plan: Plan, inventory: Inventory | None, now: datetime) -> date | None:
    """The day on which the last backup with what was erased is gone; None where nothing was, or it is not known."""
    if inventory is None or not (plan.of(Doing.DELETE) or plan.of(Doing.CHANGE)):
        return None
    systems = (inventory.system(name) for name in plan.systems)
    days = [system.backups.after(now.date()) for system in systems if system is not None and system.backups is not None]
    return max(days, default=None)


def forwarding(request: Request, policy: Policy, controller: PartyName, *, message_id: str) -> Reply:
    """What a controller is told whose data the request is about: who asks, and for what (GDPR 28(3)(e))."""
    del policy
    told = _to(request, f"{message_id}.{controller}")
    return dataclasses.replace(told, about=About.FORWARDING, handed_on=(controller,))
