"""What does an answered erasure still know, and who goes on when the reason to keep rows ends?

1. With its answer an erasure is forgotten: its key is destroyed. One that keeps rows is not, yet: it is reduced to what
   it takes to erase them later: their keys, the identifiers to take out of them, and whom to tell.
2. A reason ends when the hold is lifted, or its last day is over. Another request then continues the erasure: it is
   about these rows alone, and looks for nobody by an identifier. Who came back since is not erased.
3. What a request knew goes over to the one that continues it, in one change; it is then forgotten itself.
   INVARIANT: the rows that stay are known by one request at most.
4. A subject may have been told that rows stay: she is told again when they are gone.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.evidence import Draft
from troth.inventory import Doing, Erasing
from troth.requests.deadlines import dues, first
from troth.requests.flow import Ended, StepKind, begins_with
from troth.requests.request import Request, State
from troth.store.models import DataHold, RequestCase
from troth.store.requests import cases, steps
from troth.store.requests.holding import hold_of
from troth.words import RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.inventory import Action, DatasetName, Inventory, RowKey
    from troth.requests.plan import Hold, Plan
    from troth.store.writing import Writing

CONTINUED = "request.continued"
_HOLD = "hold:"


@dataclass(frozen=True, slots=True)
class ContinuedEntry:
    """What the log says of an erasure that goes on: by which request, and why."""

    request: str
    continues: str
    by: str


def rows_of(plan: Plan | None) -> dict[DatasetName, dict[RowKey, tuple[str, ...]]]:
    """The rows that a plan leaves behind, by dataset, with this person's fields in those of several people.

    Those it keeps, and those it only emptied: a row may have been emptied because one that stays points at it.
    """
    found: dict[DatasetName, dict[RowKey, tuple[str, ...]]] = {}
    for action in plan.actions if plan else ():
        if _is_left(action):
            found.setdefault(action.dataset, {}).update(dict.fromkeys(action.rows, action.fields))
    return found


def behind(row: RequestCase, plan: Plan | None) -> dict[DatasetName, dict[RowKey, tuple[str, ...]]]:
    """The rows that a search has to take up again by their keys, because no identifier leads there any more.

    Of what continues an erasure: all that it left behind. Of an erasure that was carried out and is looked at again:
    what it kept. A plan that was never carried out says nothing: it may have been wrong.
    """
    if row.continues:
        return rows_of(plan)
    if plan is None or not plan.of(Doing.KEEP) or not row.steps.filter(kind=StepKind.ACT, ended=Ended.DONE).exists():
        return {}
    return rows_of(dataclasses.replace(plan, actions=plan.of(Doing.KEEP)))


def reduce(change: Writing, row: RequestCase, inventory: Inventory | None) -> None:
    """What an answered erasure forgets: everything, or everything but what its kept rows need. Saves the row.

    Where the reason ended between its plan and its answer, it is continued at once.
    """
    plan = cases.plan_of(change.store, row)
    if plan is None or not plan.of(Doing.KEEP):
        cases.forget_row(change, row)
        return
    left = [action for action in plan.actions if _is_left(action) and not _is_emptied_for_good(action, inventory)]
    digest, counts = row.plan_digest, row.counts
    cases.keep_plan(change.store, row, dataclasses.replace(plan, actions=tuple(left), forwards=(), problems=()))
    # What was approved and done stays as it was said; only the rows that went are known no more.
    row.plan_digest, row.counts = digest, counts
    request = cases.read(change.store, row)
    cases.rewrite_particulars(
        change.store, row, dataclasses.replace(request, corrections=(), agent=None, data=(), proven_by="")
    )
    row.known = row.package = row.answer = b""
    row.save(update_fields=("plan", "particulars", "known", "package", "answer"))
    if has_ended(plan, request.subject, _holding(change), change.now.date()):
        resume(change, row, by="answer")


def waiting(organisation: str) -> list[RequestCase]:
    """The answered erasures that still know rows which stay, the oldest first."""
    rows = RequestCase.objects.filter(organisation=organisation, kind=RightKind.ERASE, state=State.ANSWERED)
    return [row for row in rows.filter(counts__keep__gt=0).order_by("received_at", "pk") if row.wrapped_key]


def resume_ended(change: Writing, *, by: str) -> tuple[str, ...]:
    """Continue every erasure of which a reason to keep rows has ended; the ids of the requests that do so."""
    holds, today = _holding(change), change.now.date()
    return tuple(
        resume(change, row, by=by)
        for row in waiting(change.organisation)
        if has_ended(cases.plan_of(change.store, row), SubjectId(row.subject) if row.subject else None, holds, today)
    )


def resume(change: Writing, row: RequestCase, *, by: str) -> str:
    """Continue an answered erasure: the id of the request that takes over what it knew."""
    before = cases.read(change.store, row)
    request = Request(
        id=change.store.clock.new_id(),
        organisation=change.organisation,
        kind=before.kind,
        received_at=change.now,
        state=State.ASKED,
        seeds=before.seeds,
        subject=before.subject,
        tier=before.tier,
        channel=before.channel,
        regimes=before.regimes,
        clauses=before.clauses,
        continues=before.id,
    )
    earliest = first(dues(request))
    cases.receive(change, request, earliest.on if earliest else None)
    change.record(Draft(change.organisation, CONTINUED, request.subject, ContinuedEntry(request.id, before.id, by)))
    taking = cases.held(change, request.id)
    plan = cases.plan_of(change.store, row)
    if plan is not None:
        cases.keep_plan(change.store, taking, dataclasses.replace(plan, request=request.id))
    taking.plan_digest, taking.counts = "", {}
    taking.save(update_fields=("plan", "known", "plan_digest", "counts"))
    cases.forget_row(change, row)
    cases.move(change, taking, State.PROVEN, by=by)
    steps.add([(taking, begins_with(request.kind))], change.now)
    return request.id


def has_ended(plan: Plan | None, subject: SubjectId | None, holds: Iterable[Hold], today: date) -> bool:
    """Whether some row that a plan keeps stays for no reason any more: its last day is over, or no hold covers it."""
    kept = plan.of(Doing.KEEP) if plan else ()
    return any(
        (action.until is not None and action.until < today)
        or (action.reason.startswith(_HOLD) and not any(covers(hold, subject, action.dataset, today) for hold in holds))
        for action in kept
    )


def covers(hold: Hold, subject: SubjectId | None, at: DatasetName, today: date) -> bool:
    """Whether a hold keeps a subject's rows of a dataset today."""
    if hold.until is not None and hold.until < today:
        return False
    return (hold.subject is None or hold.subject == subject) and (not hold.datasets or at in hold.datasets)


def _is_left(action: Action) -> bool:
    return action.doing is Doing.KEEP or (action.doing is Doing.CHANGE and action.reason == "erase")


def _is_emptied_for_good(action: Action, inventory: Inventory | None) -> bool:
    """Whether a row was emptied because its dataset says so, and not because a row that stays points at it."""
    dataset = inventory.by_name.get(action.dataset) if inventory is not None else None
    return action.doing is Doing.CHANGE and (dataset is None or dataset.erase is Erasing.BLANK)


def _holding(change: Writing) -> tuple[Hold, ...]:
    rows = DataHold.objects.filter(organisation=change.organisation, lifted_at=None)
    return tuple(map(hold_of, rows.order_by("created_at", "pk")))
