"""Does a new policy allow what the old one denied?

The answers themselves are compared: each question is put to both policies, for a subject who said nothing and for one
who consented to everything. It knows nothing of how `troth.policy.changes` judges materiality, and so can contradict
it: whatever is found here, that has to call material (tests/property/test_policy_changes.py).

Rules:
1. `questions_over` asks about every category, purpose and act that the new policy declares, and about every recipient
   where the act gives data to somebody.
2. `widened` reports a question once for each subject for whom the answer turned from no to yes.

What it leaves out: what changed without any answer turning (rights, duties, measures), and questions with circumstances
nobody listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.consent.events import ConsentKind
from troth.consent.state import Word
from troth.decisions.compiled import CompiledPolicy
from troth.decisions.question import Answer, Choices, Question
from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from troth.policy.model import Policy

DISCLOSING = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER, Act.PUBLISH})
"""Acts that give data to somebody."""


@dataclass(frozen=True, slots=True)
class Widened:
    """A question that the new policy allows and the old one denies, for a subject of this standing."""

    question: Question
    choices: Choices
    before: Answer
    after: Answer


def questions_over(policy: Policy) -> Iterator[Question]:
    """Every question about declared data, purposes and acts, and recipients where something is given to one."""
    for data in policy.data:
        for purpose in policy.purposes:
            for act in Act:
                yield Question(data=data, purpose=purpose, do=act)
                if act in DISCLOSING:
                    for party in policy.parties:
                        yield Question(data=data, purpose=purpose, recipient=party, do=act)


def silent_and_consenting(old: Policy, new: Policy) -> tuple[Choices, Choices]:
    """A subject who said nothing, and one who consented to every purpose that either policy declares."""
    purposes = dict.fromkeys((*old.purposes, *new.purposes))
    return Choices(), Choices(words=tuple(Word(name, None, None, ConsentKind.GIVEN) for name in purposes))


def widened(
    old: Policy, new: Policy, questions: Iterable[Question], subjects: Sequence[Choices] | None = None
) -> list[Widened]:
    """The questions, in their order, that the new policy allows and the old one denies.

    `subjects` are the standings for which they are asked, `silent_and_consenting` where left out.
    """
    standings = silent_and_consenting(old, new) if subjects is None else subjects
    before, after = CompiledPolicy(old), CompiledPolicy(new)
    found = []
    for question in questions:
        for choices in standings:
            now = after.cell(question).answer(choices, after.kinds(choices.kinds), question.at)
            if not now.allowed:
                continue
            was = before.cell(question).answer(choices, before.kinds(choices.kinds), question.at)
            if not was.allowed:
                found.append(Widened(question, choices, was, now))
    return found
