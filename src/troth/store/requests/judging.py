"""What does a person decide about a request?

1. To deny it, with a reason, always; the subject is told (GDPR 12(4)). A denial without a reason cannot be written
   down.
2. To take longer, once, with a reason, while the first period still runs (GDPR 12(3); 11 CCR 7021(b)).
3. To give it to a colleague, or take it.
4. To go on with one that a machine handed over: look and plan again (`work.begin`), or close it as answered by hand,
   with a sentence of what was done.
5. The subject herself may take her request back, as long as nothing was carried out.

Each is one change with its entry, and says by whom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.requests.deadlines import can_extend, dues, first
from troth.requests.flow import Ended, Step, StepKind
from troth.requests.request import Denial, State
from troth.store.models import RequestStep
from troth.store.requests import cases, steps
from troth.store.requests.work import ASIDE
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.policy.model import Policy
    from troth.store.models import RequestCase
    from troth.store.writing import Writing
    from troth.words import ClauseId

EXTENDED = "request.extended"
ASSIGNED = "request.assigned"
_LONGEST = 200
_CARRIES_OUT = (StepKind.ACT, StepKind.COLLECT, StepKind.SAY)


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """What the log says of a person's decision."""

    request: str
    by: str
    to: str = ""
    until: str = ""


def deny(change: Writing, request: str, reason: Denial, *, by: str, clauses: Sequence[ClauseId] = ()) -> None:
    """Refuse a request for a reason; the subject is told by a step of its own.

    Raises:
        WrongUse: the request is past that (`requests.cannot-move`), or there is none.
    """
    row = cases.held(change, request)
    _put_aside(change, row)
    cases.move(change, row, State.DENIED, by=by, reason=reason, clauses=clauses)
    steps.add([(row, (Step(StepKind.ANSWER),))], change.now)


def extend(change: Writing, request: str, why: str, *, by: str, policy: Policy | None = None, place: str = "") -> date:
    """Announce that an answer takes longer, and why; the new date. The subject is told by a step of its own.

    Raises:
        WrongUse: no reason; no law knows an extension here, it was extended before, or the first period is over.
    """
    row = cases.held(change, request)
    reason = " ".join(why.split())
    if not reason or len(reason) > _LONGEST:
        raise WrongUse(
            "an extension has a reason, in one sentence",
            id="requests.extension-without-reason",
            help=f"say why in at most {_LONGEST} characters; the subject reads it",
        )
    asked = cases.bare(row)
    if not can_extend(asked, dues(asked, policy, place=place), change.now):
        # LAW: GDPR 12(3): the subject is informed within one month of receipt
        raise WrongUse(
            "the time for this request cannot be extended now",
            id="requests.cannot-extend",
            help="a period is extended once, with a reason, before it is over, where a law knows extensions",
        )
    row.extended_at, row.extended_for = change.now, reason
    earliest = first(dues(cases.bare(row), policy, place=place))
    row.due_on = earliest.on if earliest else row.due_on
    row.save(update_fields=("extended_at", "extended_for", "due_on"))
    steps.add([(row, (Step(StepKind.TELL),))], change.now)
    until = row.due_on.isoformat() if row.due_on else ""
    _record(change, row, EXTENDED, JudgedEntry(row.request, by, until=until))
    if row.due_on is None:
        raise WrongUse("no date binds this request", id="requests.cannot-extend", help="look at its laws")
    return row.due_on


def assign(change: Writing, request: str, to: str, *, by: str) -> None:
    """Give a request to a member of staff."""
    row = cases.held(change, request)
    row.assigned_to = to
    row.save(update_fields=("assigned_to",))
    _record(change, row, ASSIGNED, JudgedEntry(row.request, by, to=to))


def close_by_hand(change: Writing, request: str, what: str, *, by: str) -> None:
    """Close a request that was handed over: a person did what was to be done, and says what.

    Raises:
        WrongUse: it says nothing; or the request was not handed over.
    """
    said = " ".join(what.split())
    if not said or len(said) > _LONGEST:
        raise WrongUse(
            "what was done by hand is said in one sentence",
            id="requests.closed-without-word",
            help=f"say in at most {_LONGEST} characters what was done, without anybody's data",
        )
    row = cases.held(change, request)
    cases.move(change, row, State.ANSWERED, by=by, reason="by_hand")
    _record(change, row, "request.closed_by_hand", JudgedEntry(row.request, by, to=said))


def take_back(change: Writing, request: str) -> None:
    """The subject takes her request back. WrongUse `requests.cannot-move` where something was carried out already."""
    row = cases.held(change, request)
    if RequestStep.objects.filter(case=row, kind__in=_CARRIES_OUT, ended=Ended.DONE).exists():
        raise WrongUse(
            "something was carried out already",
            id="requests.cannot-move",
            help="what was asked for is done, or partly done, and cannot be taken back",
        )
    _put_aside(change, row)
    cases.move(change, row, State.WITHDRAWN, by="subject")


def _put_aside(change: Writing, row: RequestCase) -> None:
    RequestStep.objects.filter(case=row, ended="").update(ended=ASIDE, ended_at=change.now)


def _record(change: Writing, row: RequestCase, kind: str, entry: JudgedEntry) -> None:
    change.record(Draft(change.organisation, kind, SubjectId(row.subject) if row.subject else None, entry))
