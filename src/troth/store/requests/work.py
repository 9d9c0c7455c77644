"""How do steps end, and what is written of it?

    with writing(store, organisation) as change:
        end(change, worker, results)

1. What a worker brings is taken only for steps it still has: a step that was taken over is somebody else's to end.
2. A request moves with its last open step: approved to done when every system has acted, done to verified, verified to
   answered. One that needs a person is handed over, with the id of the reason, and its other steps are put aside.
3. Everything is one change with its entries: what was done in each step, with counts and ids, and nothing personal.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.requests.flow import Ended, Step, StepKind, after, after_approval, after_find, begins_with, due_again
from troth.requests.request import State
from troth.store.models import RequestCase, RequestStep
from troth.store.prepared import rewrite_all
from troth.store.requests import cases, steps
from troth.words import RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from troth.inventory import Seed
    from troth.requests.flow import Following
    from troth.requests.plan import Plan
    from troth.store.writing import Writing

STEPPED = "request.step"
ASIDE = "aside"
"""How a step ended that a person put aside, or that was put aside for one."""
_STEP = ("taken_by", "taken_until", "due_at", "ended", "ended_at", "problem", "rows")
_CASE = (*cases.MOVES, "round", "plan", "plan_digest", "known", "counts", "package", "package_until")
_THEN: dict[StepKind, tuple[State, ...]] = {
    StepKind.ACT: (State.DONE,),
    StepKind.COLLECT: (State.DONE, State.VERIFIED),
    StepKind.SAY: (State.APPROVED, State.DONE, State.VERIFIED),
    StepKind.VERIFY: (State.VERIFIED,),
    StepKind.ANSWER: (State.ANSWERED,),
}
"""Where a request stands when the last step of a kind is done."""
_BEFORE = {StepKind.VERIFY: (State.DONE,), StepKind.ANSWER: (State.DONE, State.VERIFIED)}
"""What a request goes through besides, where it is only approved: nothing was to be done in any system."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one step ended: what a worker brings. `plan` is what a `find` brings, `package` what a `collect` does."""

    row: RequestStep
    ended: Ended
    rows: int = 0
    problem: str = ""
    plan: Plan | None = None
    known: tuple[Seed, ...] = dataclasses.field(default=(), repr=False)
    package: bytes = b""
    package_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SteppedEntry:
    """What the log says of a step."""

    request: str
    step: str
    ended: str
    system: str = ""
    rows: int = 0
    problem: str = ""
    plan: str = ""


def begin(change: Writing, request: str, *, by: str = "") -> None:
    """A request is proven, or a person looked at it: put its first steps down, and any that are open aside."""
    row = cases.held(change, request)
    _put_aside(change, row)
    cases.move(change, row, State.PROVEN, by=by)
    steps.add([(row, begins_with(RightKind(row.kind)))], change.now)


def approve(change: Writing, request: str, *, digest: str, by: str) -> None:
    """Approve the plan that a person saw.

    Raises:
        WrongUse: the request has another plan by now (`requests.other-plan`), or waits for no approval.
    """
    row = cases.held(change, request)
    if row.plan_digest != digest:
        raise WrongUse(
            "the request has another plan than the one that was looked at",
            id="requests.other-plan",
            help="look at the plan as it is now, then approve it",
        )
    _put_aside(change, row, ended=Ended.DONE, by=by)
    cases.move(change, row, State.APPROVED, by=by)
    plan = cases.plan_of(change.store, row)
    steps.add([(row, after_approval(RightKind(row.kind), plan.systems if plan else ()).steps)], change.now)


def end(
    change: Writing,
    worker: str,
    results: Sequence[Result],
    *,
    by_rule: Collection[RightKind] = (),
    within: Callable[[Sequence[RequestStep]], None] | None = None,
) -> int:
    """Write down how steps ended and what follows; how many of them the worker still had.

    `by_rule` are the kinds of request whose sound plans the organisation has approved beforehand. `within` does what a
    step does in our own database, for those that are done and still the worker's.
    """
    brought = {result.row.pk: result for result in results}
    held = steps.still_held(worker, [result.row for result in results])
    of_case: dict[int, list[RequestStep]] = defaultdict(list)
    for row in held:
        of_case[row.case.pk].append(row)
    done = [row for row in held if brought[row.pk].ended is Ended.DONE]
    if within is not None and done:
        within(done)
    ending = _Ending(change, frozenset(by_rule), _open(of_case))
    for rows in of_case.values():
        ending.case(rows[0].case, rows, brought)
    rewrite_all(held, _STEP)
    rewrite_all([rows[0].case for rows in of_case.values()], _CASE)
    steps.add(ending.following, change.now)
    return len(held)


@dataclass(slots=True)
class _Ending:
    """Steps of several requests on their way to being ended."""

    change: Writing
    by_rule: frozenset[RightKind]
    open_steps: dict[int, int]
    following: list[tuple[RequestCase, tuple[Step, ...]]] = field(default_factory=list)

    def case(self, case: RequestCase, rows: Sequence[RequestStep], brought: dict[int, Result]) -> None:
        """End the steps of one request that one worker brings back together."""
        for row in rows:
            result = brought[row.pk]
            is_beside = row.kind == StepKind.TELL
            self.open_steps[case.pk] = self.open_steps.get(case.pk, 0) - (
                result.ended is not Ended.AGAIN and not is_beside
            )
            others_open = self.open_steps[case.pk] > 0 or is_beside
            if result.plan is not None:
                cases.keep_plan(self.change.store, case, result.plan, result.known)
            if result.package:
                case.package, case.package_until = result.package, result.package_until
            self._write(case, row, result)
            then = self._then(case, row, result, others_open=others_open)
            if then.person:
                self._hand_over(case, row, then.person)
                return
            if result.ended is not Ended.AGAIN:
                self._move(case, row, result, then, others_open=others_open)
                self.following.append((case, then.steps))

    def _write(self, case: RequestCase, row: RequestStep, result: Result) -> None:
        now = self.change.now
        row.problem, row.rows, row.taken_by, row.taken_until = result.problem, result.rows, "", None
        if result.ended is Ended.AGAIN:
            row.due_at = due_again(now, row.attempt)
        else:
            row.ended, row.ended_at = result.ended, now
        plan = case.plan_digest if result.plan is not None else ""
        public = SteppedEntry(case.request, row.kind, result.ended, row.system, result.rows, result.problem, plan)
        subject = SubjectId(case.subject) if case.subject else None
        self.change.record(Draft(self.change.organisation, STEPPED, subject, public))

    def _then(self, case: RequestCase, row: RequestStep, result: Result, *, others_open: bool) -> Following:
        kind, step = RightKind(case.kind), Step(StepKind(row.kind), row.system)
        if result.plan is not None and result.ended is Ended.DONE:
            return after_find(
                kind, result.plan.systems, sound=not result.plan.problems, approved_by_rule=kind in self.by_rule
            )
        if step.kind is StepKind.VERIFY:
            case.round += 1
        return after(kind, step, result.ended, attempt=row.attempt, round_=case.round, others_open=others_open)

    def _move(self, case: RequestCase, row: RequestStep, result: Result, then: Following, *, others_open: bool) -> None:
        kind = StepKind(row.kind)
        states: tuple[State, ...] = ()
        if kind is StepKind.FIND:
            asks = then.steps[0].kind is StepKind.APPROVE
            states = (State.PLANNED,) if asks else (State.APPROVED,)
        elif result.ended is Ended.LEFT:
            states = (State.DONE, State.PROVEN) if case.state == State.APPROVED else (State.PROVEN,)
        elif not others_open:
            states = _THEN.get(kind, ())
            if states and case.state == State.APPROVED:
                states = (*_BEFORE.get(kind, ()), *states)
        if states and cases.is_open(case):
            by = "rule" if states == (State.APPROVED,) else ""
            self.change.record(cases.moved_along(self.change, case, states, by=by))

    def _hand_over(self, case: RequestCase, row: RequestStep, reason: str) -> None:
        """A person goes on: the step that failed ends, the others of the request are put aside."""
        now = self.change.now
        if not row.ended:
            row.ended, row.ended_at = Ended.AGAIN, now
        RequestStep.objects.filter(case=case, ended="").exclude(pk=row.pk).update(ended=ASIDE, ended_at=now)
        if cases.is_open(case):
            self.change.record(cases.moved_along(self.change, case, (State.HANDED_OVER,), reason=reason))


def _open(of_case: dict[int, list[RequestStep]]) -> dict[int, int]:
    """How many steps of each request are open; what she is told besides holds nothing up."""
    rows = RequestStep.objects.filter(case__in=list(of_case), ended="").exclude(kind=StepKind.TELL)
    return dict(rows.values_list("case").annotate(number=Count("pk")).values_list("case", "number"))


def _put_aside(change: Writing, row: RequestCase, *, ended: str = ASIDE, by: str = "") -> None:
    RequestStep.objects.filter(case=row, ended="").exclude(kind=StepKind.TELL).update(
        ended=ended, ended_at=change.now, taken_by=by
    )
