"""Which requests are to be looked at, and in which order?

1. What is open comes first, and of it what is due first; what is due at no time behind; then what is closed, the latest
   first.
2. A list shows nothing personal: no row's sealed parts are read for it.
3. A request needs a person where a machine handed it over, where a plan or an answer waits for her, and where the proof
   of who asks was left to her.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from troth.requests.flow import StepKind
from troth.requests.request import ENDS, State
from troth.store.failures import saying_database
from troth.store.models import RequestCase, RequestStep
from troth.store.requests import cases
from troth.words import Channel

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from troth.store.requests.cases import Case
    from troth.words import OrganisationId, RightKind

_BY_STAFF = (Channel.PHONE, Channel.POST, Channel.EMAIL)
"""Channels on which no link is sent by itself: a member of staff entered the request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which requests; everything where left out. `assigned_to` is an account, `id_` how an id begins or ends."""

    states: tuple[State, ...] = ()
    is_open: bool | None = None
    kind: RightKind | None = None
    assigned_to: str = ""
    is_late: bool = False
    needs_person: bool = False
    id_: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open requests there are, how many of them are late, and how many need a person."""

    open: int
    late: int
    person: int


def queue(
    organisation: OrganisationId, wanted: Wanted, today: date, *, start: int = 0, limit: int = 50
) -> tuple[tuple[Case, ...], int]:
    """A part of the requests that are wanted, in order; and how many there are in all."""
    rows = _filtered(RequestCase.objects.filter(organisation=organisation), wanted, today)
    # In the order of both databases: what has no date behind what has one, and what is closed behind what is open.
    ordered = rows.defer(*cases.SEALED).order_by(
        F("closed_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "received_at", "pk"
    )
    with saying_database():
        return tuple(map(cases.case_of, ordered[start : start + limit])), rows.count()


def counts(organisation: OrganisationId, today: date) -> Counts:
    """What the navigation shows."""
    rows = RequestCase.objects.filter(organisation=organisation).exclude(state__in=list(ENDS))
    with saying_database():
        return Counts(rows.count(), rows.filter(due_on__lt=today).count(), rows.filter(_needs_person()).count())


def row_of(organisation: OrganisationId, request: str) -> RequestCase:
    """A request's row, with what is sealed closed. WrongUse `requests.no-such-request`."""
    with saying_database():
        row = RequestCase.objects.filter(organisation=organisation, request=request).first()
    if row is None:
        raise cases.no_such_request()
    return row


def _filtered(rows: QuerySet[RequestCase], wanted: Wanted, today: date) -> QuerySet[RequestCase]:
    if wanted.states:
        rows = rows.filter(state__in=list(wanted.states))
    if wanted.is_open is not None:
        rows = rows.exclude(state__in=list(ENDS)) if wanted.is_open else rows.filter(state__in=list(ENDS))
    if wanted.kind is not None:
        rows = rows.filter(kind=wanted.kind)
    if wanted.assigned_to:
        rows = rows.filter(assigned_to=wanted.assigned_to)
    if wanted.is_late:
        rows = rows.exclude(state__in=list(ENDS)).filter(due_on__lt=today)
    if wanted.needs_person:
        rows = rows.filter(_needs_person())
    # An id begins with its time: people remember its end.
    named = Q(request__startswith=wanted.id_) | Q(request__endswith=wanted.id_)
    return rows.filter(named) if wanted.id_ else rows


def _needs_person() -> Q:
    waits = RequestStep.objects.filter(case=OuterRef("pk"), ended="", kind=StepKind.APPROVE)
    unproven = Q(state=State.ASKED, channel__in=list(_BY_STAFF))
    return Q(state=State.HANDED_OVER) | unproven | Q(Exists(waits))
