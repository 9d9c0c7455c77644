"""What is a request, and in which states can it be?

Rules:
1. A request is one kind of right for one subject of one organisation. Who asks is known by identifiers in their normal
   form; they stand in no `repr`.
2. It moves along `NEXT` and nowhere else. A state that is no end is either waiting for somebody or has a step due.
3. A denial has a reason, always (GDPR 12(4); 11 CCR 7024(b)). A request that needs a person says why it is handed over.
4. What was asked is never widened: an access request erases nothing.

What it leaves out: the steps by which it is carried out (`flow`), its clocks (`deadlines`).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from troth.inventory import Seed
    from troth.words import Channel, ClauseId, DataName, OrganisationId, PartyName, RightKind, SubjectId


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    """It has arrived, and it is not proven who asks."""
    PROVEN = "proven"
    """It may be carried out: the subject was recognised as far as this kind of request asks for it."""
    PLANNED = "planned"
    """It is known what is to be done, and a person has to approve it."""
    APPROVED = "approved"
    """A person, or a rule of the organisation, has approved the plan."""
    DONE = "done"
    """What was to be done is done, or submitted to whoever does it."""
    VERIFIED = "verified"
    """It was looked again, and it holds."""
    ANSWERED = "answered"
    """The subject has been told. An end."""
    DENIED = "denied"
    """Refused, with the reason. An end."""
    FORWARDED = "forwarded"
    """Handed on to the controller of the data, and the subject told. An end."""
    WITHDRAWN = "withdrawn"
    """Taken back by the subject. An end."""
    LAPSED = "lapsed"
    """Nobody proved who asked within the time that a link holds. An end."""
    HANDED_OVER = "handed_over"
    """A person has to go on: something could not be done, or may not be done by a machine."""


NEXT: dict[State, frozenset[State]] = {
    State.ASKED: frozenset({State.PROVEN, State.DENIED, State.WITHDRAWN, State.LAPSED, State.HANDED_OVER}),
    State.PROVEN: frozenset(
        {State.PLANNED, State.APPROVED, State.DENIED, State.FORWARDED, State.WITHDRAWN, State.HANDED_OVER}
    ),
    State.PLANNED: frozenset({State.APPROVED, State.PROVEN, State.DENIED, State.WITHDRAWN, State.HANDED_OVER}),
    State.APPROVED: frozenset({State.DONE, State.HANDED_OVER, State.PROVEN}),
    State.DONE: frozenset({State.VERIFIED, State.PROVEN, State.HANDED_OVER}),
    State.VERIFIED: frozenset({State.ANSWERED, State.HANDED_OVER}),
    State.HANDED_OVER: frozenset({State.PROVEN, State.ANSWERED, State.DENIED, State.FORWARDED, State.WITHDRAWN}),
    State.ANSWERED: frozenset(),
    State.DENIED: frozenset(),
    State.FORWARDED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.LAPSED: frozenset(),
}
"""From each state, where a request may go. Back to `proven` means: look and plan again."""

ENDS = frozenset(state for state, following in NEXT.items() if not following)


class Tier(StrEnum):
    """How surely it is known who asks (11 CCR 7060-7062)."""

    NONE = "none"
    """Not asked: an opt-out needs no proof (11 CCR 7060(b))."""
    REACHED = "reached"
    """A one-time link or code came back from an address or number that the request names: two data points agree."""
    DECLARED = "declared"
    """As `reached`, for two identifiers, or with a third data point and a signed declaration (11 CCR 7062(c))."""


ORDER_OF_TIERS = (Tier.NONE, Tier.REACHED, Tier.DECLARED)


class Denial(StrEnum):
    """Why a request is refused; each has a sentence for the subject (`reply`)."""

    NOT_PROVEN = "not_proven"
    """It could not be established who asks (GDPR 12(2), 12(6); 11 CCR 7060)."""
    UNFOUNDED = "unfounded"
    """Manifestly unfounded or excessive, in particular because repeated (GDPR 12(5); Civ. Code 1798.145(h)(3))."""
    TOO_OFTEN = "too_often"
    """More often than the law or the notice grants (Civ. Code 1798.130(b))."""
    EXCEPTION = "exception"
    """A legal exception covers all the data asked about (GDPR 17(3); Civ. Code 1798.105(d))."""
    OTHERS_RIGHTS = "others_rights"
    """It would adversely affect the rights of others (GDPR 15(4))."""
    NOT_GRANTED = "not_granted"
    """Neither the notice nor a law that holds for the organisation grants it to this subject."""
    NO_AUTHORITY = "no_authority"
    """The agent's authority was not shown (11 CCR 7063)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Somebody who asks for the subject (11 CCR 7063; GDPR 80): whether a signed permission was seen, and when."""

    name: str = dataclasses.field(repr=False)
    permission_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is to be right: the data category, and the value that the subject gives."""

    data: DataName
    value: str = dataclasses.field(repr=False)
    was: str = dataclasses.field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked, by whom, when, and where it stands."""

    id: str
    organisation: OrganisationId
    kind: RightKind
    received_at: datetime
    state: State = State.ASKED
    seeds: tuple[Seed, ...] = dataclasses.field(default=(), repr=False)
    """The identifiers that were named or proven, in their normal form."""
    subject: SubjectId | None = None
    tier: Tier = Tier.NONE
    channel: Channel | None = None
    regimes: tuple[str, ...] = ()
    """The laws under which it is answered: ids of `troth.laws`."""
    data: tuple[DataName, ...] = ()
    """Limited to these categories; everything where left out."""
    corrections: tuple[Correction, ...] = ()
    text: str = dataclasses.field(default="", repr=False)
    """What the subject said in her own words: a complaint, why a person should look at a decision."""
    language: str = ""
    """The language (BCP 47) in which she asked, and is answered."""
    declared: str = dataclasses.field(default="", repr=False)
    """The name under which she declared that she is who she says (11 CCR 7062(c))."""
    agent: Agent | None = None
    controller: PartyName | None = None
    """Where the organisation is only processor: whom it is forwarded to."""
    denial: Denial | None = None
    clauses: tuple[ClauseId, ...] = ()
    """The clauses that grant it, or that a denial rests on."""
    handed_over_for: str = ""
    """The id of why a person has to go on."""
    extended_at: datetime | None = None
    extended_for: str = ""
    """Why it takes longer (GDPR 12(3)); an extension without a reason is impossible."""
    closed_at: datetime | None = None
    proven_by: str = dataclasses.field(default="", repr=False)
    """How a member of staff saw who asks, in her words; empty where a link or code proved it."""
    continues: str = ""
    """The erasure whose kept rows this one is about, because the reason to keep them ended."""

    @property
    def is_closed(self) -> bool:
        """Whether nothing more happens to it."""
        return self.state in ENDS


class MoveRefused(ValueError):  # noqa: N818 -- named for what happened
    """A request cannot go from its state to that one."""


def moved(request: Request, to: State, at: datetime) -> Request:
    """The request in its next state. Raises `MoveRefused` where `NEXT` does not lead there."""
    if to not in NEXT[request.state]:
        raise MoveRefused(f"a request that is {request.state} cannot become {to}")
    return dataclasses.replace(request, state=to, closed_at=at if to in ENDS else None)


def denied(request: Request, reason: Denial, at: datetime, clauses: tuple[ClauseId, ...] = ()) -> Request:
    """The request, refused for a reason. Raises `MoveRefused` where it is past that."""
    # LAW: GDPR 12(4): the reasons are given without delay, at the latest within one month of receipt
    return dataclasses.replace(moved(request, State.DENIED, at), denial=reason, clauses=clauses or request.clauses)


def handed_over(request: Request, reason: str, at: datetime) -> Request:
    """The request, waiting for a person, with the id of the reason."""
    if not reason:
        raise MoveRefused("a request is handed over for a reason")
    return dataclasses.replace(moved(request, State.HANDED_OVER, at), handed_over_for=reason)


def is_enough(tier: Tier, asked: Tier) -> bool:
    """Whether what was proven reaches what is asked."""
    return ORDER_OF_TIERS.index(tier) >= ORDER_OF_TIERS.index(asked)
