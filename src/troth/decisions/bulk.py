"""What are the answers to one question, for an array of subjects?

Subjects of one state have one answer, so that a bulk decision is two gathers: subject to state, state to answer. Needs
numpy (the extra `audience`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from troth.decisions.engine import Engine
    from troth.decisions.question import Answer, Question


@dataclass(frozen=True, slots=True)
class Decisions:
    """Answers in bulk: `allowed` and `codes` have one member a subject, `codes` being places in `answers`."""

    allowed: NDArray[np.bool_]
    states: NDArray[np.uint32]
    codes: NDArray[np.uint16]
    answers: tuple[Answer, ...]

    def __len__(self) -> int:
        return len(self.allowed)

    def __getitem__(self, place: int) -> Answer:
        return self.answers[int(self.codes[int(self.states[place])])]


def decide_in_bulk(engine: Engine, question: Question, subjects: NDArray[np.uint32] | None) -> Decisions:
    """The answers for the subjects of these numbers, or for all of them.

    Raises:
        IndexError: a number that no subject has.
    """
    states = np.frombuffer(engine.states, dtype=np.uint32) if len(engine) else np.empty(0, dtype=np.uint32)
    chosen = states if subjects is None else states[subjects]
    answers: dict[Answer, int] = {}
    codes = np.empty(len(engine.standings), dtype=np.uint16)
    may = np.empty(len(engine.standings), dtype=np.bool_)
    for state in range(len(engine.standings)):
        answer = engine.answer_to(question, state)
        codes[state] = answers.setdefault(answer, len(answers))
        may[state] = answer.allowed
    return Decisions(may[chosen], chosen.copy() if subjects is None else chosen, codes, tuple(answers))
