"""How are a million subjects' questions answered at once?

An engine holds what is true of each subject of one organisation and answers at the speed of a few table look-ups: a
subject points to her standing, and equal standings share their answers (`decisions.compiled`). Rules:

1. The answer is the definition's, always.
2. A subject the engine does not know has said nothing and is nothing in particular.
3. What a subject says is taken in order: a word put in later is a later word.
4. Purposes, limits and prohibitions stay in the policy and only the subject's facts are kept per subject, so that a
   change of policy costs nothing per subject.

What it leaves out: keeping anything (the log and the store do), and whose identifier a subject is (`troth.subjects`).
"""

from __future__ import annotations

import dataclasses
from array import array
from typing import TYPE_CHECKING

from troth.consent.state import Word, condense
from troth.decisions.compiled import CompiledPolicy
from troth.decisions.decide import bound_version
from troth.decisions.question import Answer, Choices, Question, Reason
from troth.policy.model import Policy
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from troth.consent.events import ConsentEvent
    from troth.decisions.audience import Audience, Audiences
    from troth.decisions.bulk import Decisions

_MOST_QUESTIONS = 65_536
"""Rows of answers kept; beyond it they are worked out again. A question is some hundred bytes."""

NO_VERSION = Answer(allowed=False, reason=Reason.NO_VERSION)


class Engine:
    """Answers questions about the subjects of one organisation, under its policy or the versions of it.

    Args:
        policy: one policy, or the versions of one.
        subjects: what holds for subjects known from the start.
    """

    def __init__(self, policy: Policy | Sequence[Policy], subjects: Iterable[tuple[SubjectId, Choices]] = ()) -> None:
        self._policies: tuple[Policy, ...] = (policy,) if isinstance(policy, Policy) else tuple(policy)
        if not self._policies:
            raise ValueError("an engine needs a policy")
        self._compiled = {id(each): CompiledPolicy(each) for each in self._policies}
        self._numbers: dict[SubjectId, int] = {}
        self._subjects: list[SubjectId] = []
        self._state_of = array("I")
        self._standings: list[Choices] = [Choices()]
        self._states: dict[Choices, int] = {Choices(): 0}
        self._after: dict[tuple[int, Word], int] = {}
        self._rows: dict[Question, list[Answer | None] | dict[int, Answer]] = {}
        self._audiences: Audiences | None = None
        for subject, choices in subjects:
            self.put(subject, choices)

    # What holds for subjects

    def __len__(self) -> int:
        return len(self._state_of)

    @property
    def policy(self) -> Policy:
        """The latest version."""
        return self._policies[-1]

    @property
    def policies(self) -> tuple[Policy, ...]:
        """Every version, the oldest first."""
        return self._policies

    def choices(self, subject: SubjectId) -> Choices:
        """What holds for a subject; of one the engine does not know, nothing in particular."""
        number = self._numbers.get(subject)
        return self._standings[0] if number is None else self._standings[self._state_of[number]]

    def put(self, subject: SubjectId, choices: Choices) -> None:
        """Say what holds for a subject from now on, in place of what held."""
        self._move(self._number(subject), self._state(choices))

    def say(self, subject: SubjectId, word: Word) -> None:
        """Add a subject's word: it is her latest."""
        number = self._number(subject)
        before = self._state_of[number]
        after = self._after.get((before, word))
        if after is None:
            standing = self._standings[before]
            words = (*standing.words, word)
            after = self._state(dataclasses.replace(standing, words=self._condensed(words)))
            self._after[before, word] = after
        self._move(number, after)

    def apply(self, event: ConsentEvent) -> None:
        """Add what an event of consent says; events come in the order in which they happened."""
        self.say(event.subject, Word(event.purpose, event.choice, event.channel, event.kind))

    def populate(self, choices: Sequence[Choices], states: NDArray[np.uint32]) -> None:
        """Add subjects in bulk, called by their numbers: `states` (shape: subjects) are places in `choices`."""
        import numpy as np

        known = np.array([self._state(each) for each in choices], dtype=np.uint32)
        first = len(self._state_of)
        self._state_of.frombytes(known[states].astype(np.uint32).tobytes())
        if self._audiences is not None:
            self._audiences.forget()
        self._subjects.extend([SubjectId("")] * (len(self._state_of) - first))

    def numbers(self, subjects: Iterable[SubjectId]) -> NDArray[np.uint32]:
        """The numbers by which bulk answers and audiences call these subjects; unknown ones are added."""
        import numpy as np

        return np.fromiter((self._number(subject) for subject in subjects), dtype=np.uint32)

    def subjects(self, numbers: Iterable[int]) -> list[SubjectId]:
        """The subjects of these numbers; a subject who was added in bulk is called by her number."""
        return [self._subjects[number] or SubjectId(str(number)) for number in numbers]

    # What is asked

    def decide(self, subject: SubjectId, question: Question) -> Answer:
        """The answer to a question about one subject."""
        number = self._numbers.get(subject)
        state = 0 if number is None else self._state_of[number]
        try:
            answer = self._rows[question][state]
        except LookupError:
            return self._work_out(question, state)
        return self._work_out(question, state) if answer is None else answer

    def decide_many(self, question: Question, subjects: NDArray[np.uint32] | None = None) -> Decisions:
        """The answers to a question about many subjects, by number; about all where `subjects` is left out."""
        from troth.decisions.bulk import decide_in_bulk

        return decide_in_bulk(self, question, subjects)

    def audience(self, question: Question) -> Audience:
        """The subjects for whom the question's answer is yes: who may be addressed for a purpose by a channel."""
        from troth.decisions.audience import Audiences

        if self._audiences is None:
            self._audiences = Audiences(self)
        return self._audiences.find(question)

    # What the bulk answers need

    @property
    def standings(self) -> Sequence[Choices]:
        """The different standings met so far; a subject's state is a place in it."""
        return self._standings

    @property
    def binding_standings(self) -> Sequence[Choices]:
        """Standings that differ in the version of the policy that may bind: one, where there is one version."""
        if len(self._policies) == 1:
            return self._standings[:1]
        return list({each.contact: each for each in self._standings}.values())

    @property
    def states(self) -> array[int]:
        """Each subject's state, by her number. Not to be changed."""
        return self._state_of

    def answer_to(self, question: Question, state: int) -> Answer:
        """The answer for everybody of one state."""
        try:
            answer = self._rows[question][state]
        except LookupError:
            return self._work_out(question, state)
        return self._work_out(question, state) if answer is None else answer

    def answer_for(self, question: Question, choices: Choices) -> Answer:
        """The answer for a standing, worked out and not remembered."""
        compiled = self.compiled_for(question, choices)
        if compiled is None:
            return NO_VERSION
        return compiled.cell(question).answer(choices, compiled.kinds(choices.kinds), question.at)

    def compiled_for(self, question: Question, choices: Choices) -> CompiledPolicy | None:
        """The compiled version that binds the datum; None where none binds."""
        if len(self._policies) == 1:
            return self._compiled[id(self._policies[0])]
        bound = bound_version(self._policies, question, choices)
        return None if bound is None else self._compiled[id(bound)]

    def _work_out(self, question: Question, state: int) -> Answer:
        answer = self.answer_for(question, self._standings[state])
        if question not in self._rows and len(self._rows) >= _MOST_QUESTIONS:
            self._rows.clear()
        # Few standings are shared by many subjects, and a list of them is the faster table. Under several versions
        # nearly every subject has a standing of her own, and a list would be as long as the population.
        row = self._rows.setdefault(question, [] if self._is_shared else {})
        if isinstance(row, list):
            row.extend([None] * (state + 1 - len(row)))
        row[state] = answer
        return answer

    def _number(self, subject: SubjectId) -> int:
        number = self._numbers.get(subject)
        if number is None:
            number = self._numbers[subject] = len(self._state_of)
            self._subjects.append(subject)
            self._state_of.append(0)
            if self._audiences is not None:
                self._audiences.add(number, 0)
        return number

    def _move(self, number: int, state: int) -> None:
        before = self._state_of[number]
        if before != state:
            self._state_of[number] = state
            if self._audiences is not None:
                self._audiences.move(number, before, state)

    def _state(self, choices: Choices) -> int:
        """The number of a standing; standings with the same answers share one."""
        state = self._states.get(choices)
        if state is None:
            folded = self._folded(choices)
            state = self._states.get(folded)
            if state is None:
                state = self._states[folded] = len(self._standings)
                self._standings.append(folded)
            if self._is_shared:
                self._states[choices] = state
        return state

    @property
    def _is_shared(self) -> bool:
        """Whether many subjects may have one standing: with several versions each has a contact of her own."""
        return len(self._policies) == 1

    def _folded(self, choices: Choices) -> Choices:
        """The same standing in the form that stands for all with the same answers."""
        contact = choices.contact if len(self._policies) > 1 else None
        return dataclasses.replace(choices, contact=contact, words=self._condensed(choices.words))

    def _condensed(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        # Trees of purposes differ between versions: only under a single one is a wider word known to cover another.
        return condense(words, self._policies[0]) if len(self._policies) == 1 else words
