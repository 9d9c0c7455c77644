"""Which step comes next?

A request is carried out in steps. Each is done once, by whoever has its lease, and says how it ended; this module says
what follows. Rules:

1. find -> plan -> (a person or a rule approves) -> act, in each system -> verify -> suppress, where it was an erasure
   -> instruct those the data were disclosed to (GDPR 19) -> answer. A word of the subject is recorded, and answered.
2. Where `verify` still sees an identifier, it is looked for and planned again, at most `ROUNDS` times; then a person
   goes on. "Done" is never said of what was not verified.
3. A step that could not be done now is tried again, later each time, at most `ATTEMPTS` times; then a person goes on.
4. A system that refuses is not asked again: a person goes on.
5. A plan with problems is never approved by a rule.
6. Steps know nothing but the request and each other: carried out twice, a step ends the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.requests.plan.make import SHOWS, WORDS
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


class StepKind(StrEnum):
    """What a step does."""

    FIND = "find"
    """Look for the subject's rows in every system, and make the plan."""
    APPROVE = "approve"
    """Wait for a person; the only step that no worker takes."""
    ACT = "act"
    """Carry out the plan's actions in one system, in one transaction."""
    COLLECT = "collect"
    """Read the rows, and make the package."""
    SAY = "say"
    """Record the subject's word: restriction, objection, withdrawal, opt-out, limit."""
    VERIFY = "verify"
    """Look again in every system for every identifier."""
    SUPPRESS = "suppress"
    """Forget the subject, and remember what she refused."""
    INSTRUCT = "instruct"
    """Tell those to whom the data were disclosed."""
    ANSWER = "answer"
    """Tell the subject."""
    TELL = "tell"
    """Tell her that it takes longer. Stands beside the others, and nothing waits for it."""


class Ended(StrEnum):
    """How a step ended."""

    DONE = "done"
    AGAIN = "again"
    """Not now: away, busy, locked."""
    REFUSED = "refused"
    """Not at all, without a person."""
    LEFT = "left"
    """Of `verify`: something is still there."""


ATTEMPTS = 8
"""With `wait_before`, tries are spread over a good four hours."""
ROUNDS = 3
_FIRST_WAIT = timedelta(seconds=10)
_LONGEST_WAIT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a request; `system` for what is done in one system."""

    kind: StepKind
    system: str = ""


@dataclass(frozen=True, slots=True)
class Following:
    """What follows a step: the next steps, or the id of why a person has to go on."""

    steps: tuple[Step, ...] = ()
    person: str = ""


def begins_with(kind: RightKind) -> tuple[Step, ...]:
    """The first steps of a request that is proven."""
    if kind in WORDS:
        return (Step(StepKind.SAY),)
    if kind in (RightKind.COMPLAIN, RightKind.HUMAN_REVIEW):
        return (Step(StepKind.APPROVE),)
    return (Step(StepKind.FIND),)


def after_find(kind: RightKind, systems: Sequence[str], *, sound: bool, approved_by_rule: bool) -> Following:
    """What follows a plan: a person's approval, or at once what it plans. `sound` says that it has no problem."""
    if not (approved_by_rule and sound):
        return Following((Step(StepKind.APPROVE),))
    return after_approval(kind, systems)


def after_approval(kind: RightKind, systems: Sequence[str]) -> Following:
    """What follows an approval: all systems at once, each by itself."""
    if kind in SHOWS:
        return Following((Step(StepKind.COLLECT),))
    if kind in (RightKind.COMPLAIN, RightKind.HUMAN_REVIEW):
        return Following((Step(StepKind.ANSWER),))
    if not systems:
        return Following((Step(StepKind.VERIFY),))
    return Following(tuple(Step(StepKind.ACT, system) for system in systems))


def after(kind: RightKind, step: Step, ended: Ended, *, attempt: int, round_: int, others_open: bool) -> Following:
    """What follows a step that a worker took.

    Args:
        kind: of the request.
        step: the step that ended.
        ended: how.
        attempt: how often it has been tried, this time included.
        round_: how often the request has been verified, this time included.
        others_open: whether steps beside this one are still to be done: other systems.
    """
    if ended is Ended.REFUSED:
        return Following(person=f"requests.{step.kind}-refused")
    if ended is Ended.AGAIN:
        return Following((step,)) if attempt < ATTEMPTS else Following(person=f"requests.{step.kind}-unreachable")
    if ended is Ended.LEFT:
        return Following((Step(StepKind.FIND),)) if round_ < ROUNDS else Following(person="requests.still-there")
    return Following(() if others_open else _next(kind, step.kind))


def _next(kind: RightKind, step: StepKind) -> tuple[Step, ...]:
    following = {
        StepKind.ACT: StepKind.VERIFY,
        StepKind.VERIFY: StepKind.SUPPRESS if kind is RightKind.ERASE else StepKind.INSTRUCT,
        StepKind.SUPPRESS: StepKind.INSTRUCT,
        StepKind.INSTRUCT: StepKind.ANSWER,
        StepKind.COLLECT: StepKind.ANSWER,
        StepKind.SAY: StepKind.INSTRUCT if kind is RightKind.RESTRICT else StepKind.ANSWER,
    }.get(step)
    return (Step(following),) if following is not None else ()


def wait_before(attempt: int) -> timedelta:
    """How long to wait before a step is tried again: three times as long each time, at most two hours."""
    return min(timedelta(seconds=_FIRST_WAIT.total_seconds() * 3.0 ** max(0, attempt - 1)), _LONGEST_WAIT)


def due_again(now: datetime, attempt: int) -> datetime:
    """When a step that could not be done is tried again."""
    return now + wait_before(attempt)
