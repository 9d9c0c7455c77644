"""What was asked, and where does it stand?

1. A request is kept with its entry in the log, in one change; so is every move it makes. The log says which kind of
   request, of which subject where she is known, and never by which address.
2. A state is read and written under the organisation's head: two who move a request at once follow one another, and the
   second is told what the first did.
3. What nobody may know any more is destroyed with the request's key (`forget`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.evidence.sealing import new_key
from troth.inventory import Seed
from troth.requests.request import ENDS, Denial, MoveRefused, Request, State, Tier, moved
from troth.store.failures import saying_database
from troth.store.models import RequestCase
from troth.store.prepared import rewrite_all
from troth.store.requests.sealed import key_of, open_for, particulars, read_particulars, read_plan, seal_for, wrapped
from troth.store.requests.sealed import written_plan as _written_plan
from troth.words import Channel, ClauseId, IdentifierKind, OrganisationId, RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.requests.plan import Plan
    from troth.store.opened import Store
    from troth.store.writing import Writing

RECEIVED = "request.received"
MOVED = "request.moved"
EXTENDED = "request.extended"
FORGOTTEN = "request.forgotten"


MOVES = ("state", "closed_at", "reason", "clauses")
"""The fields of a row that a move writes."""
SEALED = ("wrapped_key", "particulars", "known", "plan", "package", "answer")
"""The fields of a row that no list reads."""


@dataclass(frozen=True, slots=True)
class ReceivedEntry:
    """What the log says of a request that arrived."""

    request: str
    kind: str
    channel: str
    regimes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MovedEntry:
    """What the log says of a request that moved: to which state, by whom, why, resting on which plan and clauses."""

    request: str
    state: str
    by: str = ""
    reason: str = ""
    plan: str = ""
    clauses: tuple[str, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A request as a list shows it: nothing in it is personal."""

    id: str
    kind: RightKind
    state: State
    subject: SubjectId | None
    received_at: datetime
    due_on: date | None
    closed_at: datetime | None
    reason: str
    assigned_to: str
    plan_digest: str
    counts: dict[str, int]
    asked: Request
    """What was asked, without what it says of people: for its clocks."""


def receive(change: Writing, request: Request, due_on: date | None = None) -> int:
    """Keep a request that arrived; returns the index of its entry."""
    key = new_key()
    row = RequestCase(
        organisation_id=change.organisation,
        request=request.id,
        kind=request.kind,
        state=request.state,
        subject=request.subject,
        tier=request.tier,
        channel=request.channel or "",
        regimes=list(request.regimes),
        received_at=request.received_at,
        due_on=due_on,
        clauses=list(request.clauses),
        continues=request.continues,
        wrapped_key=wrapped(change.store, change.organisation, request.id, key),
    )
    row.particulars = seal_for(key, row, "particulars", particulars(request))
    row.save(force_insert=True)
    public = ReceivedEntry(request.id, request.kind, row.channel, request.regimes)
    return change.record(Draft(change.organisation, RECEIVED, request.subject, public))


def move(
    change: Writing,
    row: RequestCase,
    to: State,
    *,
    by: str = "",
    reason: str = "",
    clauses: Sequence[ClauseId] = (),
) -> None:
    """Bring a request into its next state, with its entry; WrongUse `requests.cannot-move` where that leads not there.

    `row` was read within this change (`held`).
    """
    change.record(moved_along(change, row, (to,), by=by, reason=reason, clauses=clauses))
    row.save(update_fields=MOVES)


def moved_along(
    change: Writing,
    row: RequestCase,
    states: Sequence[State],
    *,
    by: str = "",
    reason: str = "",
    clauses: Sequence[ClauseId] = (),
) -> Draft:
    """Bring a request through states, of which the last stays; the entry of it. The caller writes `MOVES` of the row.

    Raises:
        WrongUse: `requests.cannot-move`.
    """
    after = bare(row)
    try:
        for to in states:
            after = moved(after, to, change.now)
    except MoveRefused:
        raise WrongUse(
            f"the request is {after.state}, and cannot become {states[-1]}",
            id="requests.cannot-move",
            help="look at the request again: somebody may have moved it since",
        ) from None
    row.state = after.state
    row.closed_at = after.closed_at
    row.reason = reason
    if clauses:
        row.clauses = list(clauses)
    public = MovedEntry(row.request, after.state, by, reason, row.plan_digest, tuple(clauses), dict(row.counts))
    return Draft(change.organisation, MOVED, SubjectId(row.subject) if row.subject else None, public)


def held(change: Writing, request: str) -> RequestCase:
    """A request's row, within a change; WrongUse `requests.no-such-request`."""
    row = RequestCase.objects.filter(organisation=change.organisation, request=request).first()
    if row is None:
        raise no_such_request()
    return row


def get(store: Store, organisation: OrganisationId, request: str) -> Request:
    """A request with what it says of people. Who looks is recorded by the caller.

    Raises:
        WrongUse: there is no such request; or what it said was destroyed (`requests.forgotten`).
    """
    with saying_database():
        row = RequestCase.objects.filter(organisation=organisation, request=request).first()
    if row is None:
        raise no_such_request()
    return read(store, row)


def read(store: Store, row: RequestCase) -> Request:
    """The request in a row, opened with its key."""
    key = key_of(store, row)
    said = read_particulars(open_for(key, row, "particulars", row.particulars))
    return Request(
        id=row.request,
        organisation=OrganisationId(row.organisation_id),
        kind=RightKind(row.kind),
        received_at=row.received_at.astimezone(UTC),
        state=State(row.state),
        seeds=said.seeds,
        subject=SubjectId(row.subject) if row.subject else None,
        tier=Tier(row.tier),
        channel=Channel(row.channel) if row.channel else None,
        regimes=tuple(row.regimes),
        data=said.data,
        corrections=said.corrections,
        text=said.text,
        language=said.language,
        declared=said.declared,
        agent=said.agent,
        denial=Denial(row.reason) if row.state == State.DENIED and row.reason else None,
        clauses=tuple(ClauseId(each) for each in row.clauses),
        handed_over_for=row.reason if row.state == State.HANDED_OVER else "",
        extended_at=row.extended_at,
        extended_for=row.extended_for,
        closed_at=row.closed_at,
        proven_by=said.proven_by,
        continues=row.continues,
    )


def rewrite_particulars(store: Store, row: RequestCase, request: Request) -> None:
    """Write again what a request says of people, and how surely it is known who asks; the caller saves the row."""
    row.particulars = seal_for(key_of(store, row), row, "particulars", particulars(request))
    row.tier = request.tier


def keep_answer(store: Store, row: RequestCase, text: str) -> None:
    """Write what a person answers into a request's row; the caller saves it."""
    row.answer = seal_for(key_of(store, row), row, "answer", text)


def answer_of(store: Store, row: RequestCase) -> str:
    """What a person answered; empty where nobody did."""
    return str(open_for(key_of(store, row), row, "answer", row.answer)) if row.answer else ""


def keep_plan(store: Store, row: RequestCase, plan: Plan, known: Sequence[Seed] = ()) -> None:
    """Write a plan, and the identifiers found, into a request's row; the caller saves it."""
    key = key_of(store, row)
    row.plan = seal_for(key, row, "plan", _written_plan(plan))
    row.known = seal_for(key, row, "known", [[seed.kind.value, seed.text] for seed in known])
    row.plan_digest = plan.digest
    counts: dict[str, int] = {}
    for action in plan.actions:
        counts[action.doing.value] = counts.get(action.doing.value, 0) + len(action.rows)
    row.counts = counts


def plan_of(store: Store, row: RequestCase) -> Plan | None:
    """The plan of a request; None where none was made yet."""
    return read_plan(open_for(key_of(store, row), row, "plan", row.plan)) if row.plan else None


def known_of(store: Store, row: RequestCase) -> tuple[Seed, ...]:
    """The identifiers of the subject that were found with the plan; none where none was made yet."""
    written = open_for(key_of(store, row), row, "known", row.known) if row.known else []
    return tuple(Seed(IdentifierKind(kind), text) for kind, text in written)


def listing(
    organisation: OrganisationId, *, states: Sequence[State] = (), kind: RightKind | None = None, limit: int = 200
) -> tuple[Case, ...]:
    """Requests, what is due first in front; those without a date and those that are closed behind, the latest first."""
    rows = RequestCase.objects.filter(organisation=organisation)
    if states:
        rows = rows.filter(state__in=list(states))
    if kind is not None:
        rows = rows.filter(kind=kind)
    rows = rows.defer(*SEALED)
    with saying_database():
        found = [case_of(row) for row in rows.order_by("closed_at", "due_on", "received_at")[:limit]]
    return tuple(sorted(found, key=lambda each: (each.closed_at is not None, each.due_on or date.max)))


def earlier(store: Store, organisation: OrganisationId, subject: SubjectId, kind: RightKind) -> tuple[Request, ...]:
    """The requests of one kind that a subject made, without what they say of people: for counting."""
    del store
    with saying_database():
        rows = RequestCase.objects.filter(organisation=organisation, subject=subject, kind=kind).order_by("received_at")
        return tuple(map(bare, rows.defer(*SEALED)))


def forget(change: Writing, request: str) -> None:
    """Destroy a request's key, and with it all that it said; twice changes nothing."""
    forget_rows(change, [held(change, request)])


def forget_row(change: Writing, row: RequestCase) -> None:
    """As `forget`, for a row that was read within this change."""
    forget_rows(change, [row])


def forget_rows(change: Writing, rows: Sequence[RequestCase]) -> None:
    """As `forget`, for rows that were read within this change."""
    known = [row for row in rows if row.wrapped_key]
    for row in known:
        row.wrapped_key = row.particulars = row.known = row.plan = row.package = row.answer = b""
        subject = SubjectId(row.subject) if row.subject else None
        change.record(Draft(change.organisation, FORGOTTEN, subject, MovedEntry(row.request, row.state)))
    rewrite_all(known, ("wrapped_key", "particulars", "known", "plan", "package", "answer"))


def no_such_request() -> WrongUse:
    """The request that was named is not there, or is another organisation's: the same words for both."""
    return WrongUse(
        "there is no such request in this organisation",
        id="requests.no-such-request",
        help="list the requests, and name one by its id",
    )


def bare(row: RequestCase) -> Request:
    """The request in a row, without what it says of people."""
    return Request(
        id=row.request,
        organisation=OrganisationId(row.organisation_id),
        kind=RightKind(row.kind),
        received_at=row.received_at,
        state=State(row.state),
        subject=SubjectId(row.subject) if row.subject else None,
        tier=Tier(row.tier),
        regimes=tuple(row.regimes),
        extended_at=row.extended_at,
        extended_for=row.extended_for,
        closed_at=row.closed_at,
        continues=row.continues,
    )


def case_of(row: RequestCase) -> Case:
    """The request in a row, as a list shows it."""
    return Case(
        id=row.request,
        kind=RightKind(row.kind),
        state=State(row.state),
        subject=SubjectId(row.subject) if row.subject else None,
        received_at=row.received_at,
        due_on=row.due_on,
        closed_at=row.closed_at,
        reason=row.reason,
        assigned_to=row.assigned_to,
        plan_digest=row.plan_digest,
        counts=dict(row.counts),
        asked=bare(row),
    )


def is_open(row: RequestCase) -> bool:
    """Whether something may still happen to a request."""
    return State(row.state) not in ENDS
