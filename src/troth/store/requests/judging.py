"""What does a person decide about a request?

1. To deny it, with a reason, always; the subject is told (GDPR 12(4)). A denial without a reason cannot be written
   down.
2. To take longer, once, with a reason, while the first period still runs (GDPR 12(3); 11 CCR 7021(b)).
3. To give it to a colleague, or take it.
4. To go on with one that a machine handed over: look and plan again (`work.begin`), or close it as answered by hand,
   with a sentence of what was done.
5. The subject herself may take her request back, as long as nothing was carried out.
6. To note how she saw who asks, or that she saw the permission that an agent was given (11 CCR 7063): the request goes
   on by itself where that is enough.
7. To answer a complaint, or what asks for a human's review, in her own words.

Each is one change with its entry, and says by whom.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.requests.deadlines import can_extend, dues, first
from troth.requests.flow import Ended, Step, StepKind
from troth.requests.proof import is_proven
from troth.requests.request import Denial, State
from troth.store.models import RequestStep
from troth.store.requests import cases, steps
from troth.store.requests.work import ASIDE, begin
from troth.words import RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.policy.model import Policy
    from troth.requests.request import Request, Tier
    from troth.store.models import RequestCase
    from troth.store.writing import Writing
    from troth.words import ClauseId

EXTENDED = "request.extended"
ASSIGNED = "request.assigned"
PROVEN = "request.proven"
PERMISSION = "request.permission_seen"
WRITTEN = "request.answer_written"
_LONGEST = 200
_CARRIES_OUT = (StepKind.ACT, StepKind.COLLECT, StepKind.SAY)
_LONGEST_ANSWER = 8000
_IN_WORDS = frozenset({RightKind.COMPLAIN, RightKind.HUMAN_REVIEW})


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
    """Note that an answer takes longer, and why; the new date. Whoever notes it tells the subject in time.

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


def note_proof(change: Writing, request: str, tier: Tier, how: str, *, by: str) -> bool:
    """Note how surely it is known who asks, and how that was seen; whether the request goes on by that.

    Raises:
        WrongUse: it says not how; or the request is past that.
    """
    said = " ".join(how.split())
    if not said or len(said) > _LONGEST:
        raise WrongUse(
            "a proof says how it was seen, in one sentence",
            id="requests.proof-without-word",
            help=f"say in at most {_LONGEST} characters what you saw; it is kept sealed with the request",
        )
    row = _asked(change, request)
    found = dataclasses.replace(cases.read(change.store, row), tier=tier, proven_by=said)
    return _seen(change, row, found, PROVEN, by)


def permission_seen(change: Writing, request: str, *, by: str) -> bool:
    """Note that the permission that a subject signed for her agent was seen; whether the request goes on by that.

    Raises:
        WrongUse: no agent asks; or the request is past that.
    """
    row = _asked(change, request)
    found = cases.read(change.store, row)
    if found.agent is None:
        raise WrongUse(
            "the request was made by no agent",
            id="requests.no-agent",
            help="note how you saw who asks instead",
        )
    # LAW: 11 CCR 7063(a): the business may require the agent to show that the consumer gave signed permission
    found = dataclasses.replace(found, agent=dataclasses.replace(found.agent, permission_seen_at=change.now))
    return _seen(change, row, found, PERMISSION, by)


def answer(change: Writing, request: str, text: str, *, by: str) -> None:
    """Answer a complaint or a review in a person's own words; the subject is told them by the step `answer`.

    Raises:
        WrongUse: the text is empty or too long; or the request waits for no such answer.
    """
    said = text.strip()
    if not said or len(said) > _LONGEST_ANSWER:
        raise WrongUse(
            "an answer says something",
            id="requests.answer-without-word",
            help=f"write what the subject is to read, in at most {_LONGEST_ANSWER:,} characters",
        )
    row = cases.held(change, request)
    if row.kind not in _IN_WORDS:
        raise WrongUse(
            f"a request of the kind `{row.kind}` is not answered in words alone",
            id="requests.not-in-words",
            help="approve what is planned, deny it with a reason, or close it by hand where it was handed over",
        )
    cases.keep_answer(change.store, row, said)
    row.save(update_fields=("answer",))
    RequestStep.objects.filter(case=row, ended="", kind=StepKind.APPROVE).update(
        ended=Ended.DONE, ended_at=change.now, taken_by=by
    )
    cases.move(change, row, State.APPROVED, by=by)
    _record(change, row, WRITTEN, JudgedEntry(row.request, by))
    steps.add([(row, (Step(StepKind.ANSWER),))], change.now)


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


def _asked(change: Writing, request: str) -> RequestCase:
    """The row of a request that waits for proof."""
    row = cases.held(change, request)
    if row.state != State.ASKED:
        raise WrongUse(
            "the request waits for no proof any more",
            id="requests.cannot-move",
            help="look at the request again: somebody may have moved it since",
        )
    return row


def _seen(change: Writing, row: RequestCase, found: Request, kind: str, by: str) -> bool:
    cases.rewrite_particulars(change.store, row, found)
    row.save(update_fields=("particulars", "tier"))
    _record(change, row, kind, JudgedEntry(row.request, by, to=found.tier if kind == PROVEN else ""))
    if not is_proven(found):
        return False
    begin(change, row.request, by=by)
    return True


def _put_aside(change: Writing, row: RequestCase) -> None:
    RequestStep.objects.filter(case=row, ended="").update(ended=ASIDE, ended_at=change.now)


def _record(change: Writing, row: RequestCase, kind: str, entry: JudgedEntry) -> None:
    change.record(Draft(change.organisation, kind, SubjectId(row.subject) if row.subject else None, entry))
