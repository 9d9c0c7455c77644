"""How does a worker carry requests out?

1. It takes what is due, does it, and writes down how it ended: three transactions at most, whatever the number of
   requests. Killed anywhere between, it leaves steps that are taken over when their lease is over; doing them again
   does the same once more, since every action states an end.
2. What a step does in our own database (a word recorded, a subject forgotten) is done in the change that ends the step.
3. A step that raises is tried again later, by itself: one request that nobody can read holds up no other.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from troth.errors import OutsideWorldFailed, TrothError
from troth.jobs.requests import (
    acting,
    answering,
    collecting,
    finding,
    instructing,
    saying,
    suppressing,
    telling,
    verifying,
)
from troth.requests.flow import Ended, StepKind
from troth.store.requests import steps
from troth.store.requests.work import Result, end
from troth.store.writing import writing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.jobs.requests.world import World
    from troth.store.models import RequestStep
    from troth.store.requests.steps import Taken
    from troth.store.writing import Writing

logger = logging.getLogger("troth.jobs")


class Doing(Protocol):
    """What a kind of step is: a file of this folder."""

    def run(self, world: World, taken: Taken) -> list[Result]:
        """Do what is done outside our database, for all the steps that were taken."""

    def within(self, world: World, change: Writing, rows: Sequence[RequestStep]) -> None:
        """Do what is done in our own database, in the change that ends the steps; `rows` are those that are done."""


STEPS: Mapping[StepKind, Doing] = {
    StepKind.FIND: finding,
    StepKind.ACT: acting,
    StepKind.VERIFY: verifying,
    StepKind.COLLECT: collecting,
    StepKind.SAY: saying,
    StepKind.SUPPRESS: suppressing,
    StepKind.INSTRUCT: instructing,
    StepKind.ANSWER: answering,
    StepKind.TELL: telling,
}


@dataclass(slots=True)
class Carrying:
    """A worker that carries requests out; `name` is like no other's."""

    world: World
    name: str
    most: int = steps.MOST_AT_ONCE

    def look(self) -> int:
        """Do everything that is due now; how many steps were ended."""
        ended = 0
        while (number := self.once()) is not None:
            ended += number
        return ended

    def once(self) -> int | None:
        """Do what is due longest, with all that is like it; how many steps were ended, None where nothing is due."""
        taken = steps.take(self.world.store, self.name, most=self.most)
        if taken is None:
            return None
        results = self._done(taken)
        return self._write(taken, results)

    def _done(self, taken: Taken) -> list[Result]:
        doing = STEPS[taken.step]
        try:
            return doing.run(self.world, taken)
        except TrothError as error:
            if len(taken.rows) > 1 and not isinstance(error, OutsideWorldFailed):
                return [result for row in taken.rows for result in self._done(_alone(taken, row))]
            logger.warning("a step failed", extra={"step": taken.step.value, "problem": error.id})
            ended = Ended.AGAIN if isinstance(error, OutsideWorldFailed) else Ended.REFUSED
            return [Result(row=row, ended=ended, problem=error.id) for row in taken.rows]

    def _write(self, taken: Taken, results: list[Result]) -> int:
        doing = STEPS[taken.step]
        by_rule = self.world.by_rule(taken.organisation)
        with writing(self.world.store, taken.organisation) as change:
            return end(
                change,
                self.name,
                results,
                by_rule=by_rule,
                within=lambda rows: doing.within(self.world, change, rows),
            )


def _alone(taken: Taken, row: RequestStep) -> Taken:
    return steps.Taken(taken.organisation, taken.kind, taken.step, (row,), taken.until)
