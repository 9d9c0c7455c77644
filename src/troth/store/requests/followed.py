"""What does a subject see of her own requests?

1. A request is hers where the directory knows her by an identifier that is hers alone; where the suppression list says
   that the identifier she proved was erased by it; or where her own browser asked for it.
2. When each thing happened is read from the steps that ended and from the log: nothing is kept twice.
3. Of a request whose key was destroyed there are its kind, its state and its dates.
4. A package is opened once it is fetched, while it may be, and that it was is an entry of the log.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING

from django.db.models import Q

from troth.evidence import Draft
from troth.requests.flow import Ended, StepKind
from troth.requests.package import read as read_package
from troth.requests.request import ENDS, State
from troth.store import choices
from troth.store.failures import saying_database
from troth.store.log import EXPORTED, Viewed, recorded
from troth.store.models import RequestCase, RequestStep
from troth.store.requests import cases
from troth.store.requests.sealed import key_of, open_for
from troth.words import OrganisationId, RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from troth.requests.package import Package
    from troth.requests.plan import Plan
    from troth.requests.request import Request
    from troth.store.opened import Store
    from troth.store.requests.cases import Case
    from troth.store.writing import Writing
    from troth.subjects.hashing import IdentifierHash

_MOST_ENTRIES = 500
_DOES = (StepKind.ACT, StepKind.COLLECT, StepKind.SAY)
_FOUND = State.PLANNED


@dataclass(frozen=True, slots=True)
class Stage:
    """What a request came to, and when. `planned` stands for: it was found what is there."""

    state: State
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A request as its subject sees it. `request` and `plan` are None where its key was destroyed."""

    case: Case
    stages: tuple[Stage, ...]
    request: Request | None
    plan: Plan | None
    package_until: datetime | None
    tier: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """By what a request is known to be somebody's."""

    subject: SubjectId | None = None
    identifiers: tuple[IdentifierHash, ...] = ()
    asked: frozenset[str] = frozenset()
    """Ids of requests that her browser asked for."""


def own(organisation: OrganisationId, whose: Whose) -> tuple[Case, ...]:
    """Somebody's requests, the latest first."""
    with saying_database():
        rows = _own(organisation, whose).defer("wrapped_key", "particulars", "plan", "package")
        return tuple(cases.case_of(row) for row in rows.order_by("-received_at"))


def follow(store: Store, organisation: OrganisationId, whose: Whose, request: str) -> Followed | None:
    """One request of somebody's; None where there is none, or it is another's."""
    with saying_database():
        row = _own(organisation, whose).filter(request=request).first()
    if row is None:
        return None
    known = bool(row.wrapped_key)
    return Followed(
        case=cases.case_of(row),
        stages=_stages(row),
        request=cases.read(store, row) if known else None,
        plan=cases.plan_of(store, row) if known else None,
        package_until=row.package_until if row.package else None,
        tier=row.tier,
    )


def fetch(change: Writing, request: str) -> Package | None:
    """The package of a request, and the entry that it was fetched; None where there is none, or not any more."""
    row = cases.held(change, request)
    if not row.package or row.package_until is None or row.package_until <= change.now:
        return None
    package = read_package(open_for(key_of(change.store, row), row, "package", row.package))
    subject = SubjectId(row.subject) if row.subject else None
    # LAW: GDPR 5(2), 32(1): who took a copy can be shown
    change.record(Draft(change.organisation, EXPORTED, subject, public=Viewed("subject", f"request {request}")))
    return package


def open_ones(change: Writing, subject: SubjectId, kind: RightKind) -> list[Request]:
    """The requests of one kind that a subject made and that are not closed, as she made them."""
    rows = RequestCase.objects.filter(organisation=change.organisation, subject=subject, kind=kind)
    still = rows.exclude(state__in=[state.value for state in ENDS]).order_by("received_at")
    return [cases.read(change.store, row) for row in still if row.wrapped_key]


def _own(organisation: OrganisationId, whose: Whose) -> QuerySet[RequestCase]:
    named: Collection[str] = whose.asked
    if whose.identifiers:
        origins = {entry.origin for entry in choices.suppressions(organisation, whose.identifiers)}
        named = origins | whose.asked
    hers = Q(request__in=sorted(named))
    if whose.subject is not None:
        hers |= Q(subject=whose.subject)
    return RequestCase.objects.filter(hers, organisation=organisation)


def _stages(row: RequestCase) -> tuple[Stage, ...]:
    """What happened and when, in the order in which it is told."""
    with saying_database():
        steps = list(RequestStep.objects.filter(case=row, ended=Ended.DONE).order_by("ended_at"))
    moves = _moves(row)
    at: dict[State, datetime] = {State.ASKED: row.received_at}
    if State.PROVEN in moves:
        at[State.PROVEN] = moves[State.PROVEN]
    _last(at, _FOUND, steps, (StepKind.FIND,))
    approvals = (StepKind.APPROVE,) if State.PLANNED in moves else (StepKind.FIND,)
    if State.APPROVED in moves:
        _last(at, State.APPROVED, steps, approvals)
    _last(at, State.DONE, steps, _DOES)
    _last(at, State.VERIFIED, steps, (StepKind.VERIFY,))
    if row.closed_at is not None:
        at[State(row.state)] = row.closed_at
    elif row.state == State.HANDED_OVER and State.HANDED_OVER in moves:
        at[State.HANDED_OVER] = moves[State.HANDED_OVER]
    return tuple(Stage(state, when.astimezone(UTC)) for state, when in at.items())


def _last(at: dict[State, datetime], state: State, steps: Sequence[RequestStep], kinds: tuple[StepKind, ...]) -> None:
    ended = [step.ended_at for step in steps if step.kind in kinds and step.ended_at is not None]
    if ended:
        at[state] = max(ended)


def _moves(row: RequestCase) -> dict[State, datetime]:
    """When the log says that the request came to each state, for the last time."""
    subject = SubjectId(row.subject) if row.subject else None
    found = recorded(OrganisationId(row.organisation_id), subject=subject, kinds=(cases.MOVED,), limit=_MOST_ENTRIES)
    moves: dict[State, datetime] = {}
    for each in found:
        public = json.loads(each.entry.public)
        if public["request"] == row.request:
            moves.setdefault(State(public["state"]), each.entry.at)
    return moves
