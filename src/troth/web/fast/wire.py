"""What does a request for decisions look like, and what its answer?

1. Objects are closed: a field that nobody knows is refused, because a misspelt `channel` would be a wider question.
2. The fields of a question are those of `troth.decisions.Question`, under the same names.
3. A question's text is read once: the same octets are the same question.

What it leaves out: whether the policy declares the names. An answer says so (`unknown-term`).
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 -- msgspec resolves annotations at run time
from typing import TYPE_CHECKING, Annotated

import msgspec

from troth.decisions import IN_WORDS, Question
from troth.policy.model import SignalName  # noqa: TC001 -- msgspec resolves annotations at run time
from troth.subjects.identifiers import IdentifierKind  # noqa: TC001 -- msgspec resolves annotations at run time
from troth.words import Act, Channel, DataName, PartyName, PurposeName

if TYPE_CHECKING:
    from troth.decisions import Answer

MOST_AT_ONCE = 1_000
"""The most questions of one request."""
_MOST_REMEMBERED = 4_096
_LONGEST_REMEMBERED = 512

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Few = msgspec.Meta(max_length=50)


class QuestionBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A question; see `troth.decisions.Question`."""

    data: Name
    purpose: Name
    recipient: Name | None = None
    do: Act | None = None
    channel: Channel | None = None
    where: Name | None = None
    source: Name | None = None
    via: Name | None = None
    by: Name | None = None
    facts: Annotated[dict[Name, Name], _Few] = {}
    signals: Annotated[list[SignalName], _Few] = []
    instruction: Name | None = None
    collected_on: date | None = None
    at: date | None = None

    def question(self) -> Question:
        """The question as the engine is asked it."""
        return Question(
            data=DataName(self.data),
            purpose=PurposeName(self.purpose),
            recipient=None if self.recipient is None else PartyName(self.recipient),
            do=self.do,
            channel=self.channel,
            where=self.where,
            source=self.source,
            via=self.via,
            by=None if self.by is None else PartyName(self.by),
            facts=frozenset(self.facts.items()),
            signals=frozenset(self.signals),
            instruction=None if self.instruction is None else PartyName(self.instruction),
            collected_on=self.collected_on,
            at=self.at,
        )


class IdentifierBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An identifier as it was written; `region` (two letters) is where, for a telephone number without `+`."""

    kind: IdentifierKind
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=5_000)]
    region: Annotated[str, msgspec.Meta(min_length=2, max_length=2)] | None = None


class OneBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question about one subject, who is named or pointed at."""

    question: msgspec.Raw
    subject: Name | None = None
    identifier: IdentifierBody | None = None

    def __post_init__(self) -> None:
        if (self.subject is None) == (self.identifier is None):
            raise ValueError("either subject or identifier")


class ManyBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Questions in their order."""

    questions: Annotated[list[OneBody], msgspec.Meta(max_length=MOST_AT_ONCE)]


class AnswerBody(msgspec.Struct, frozen=True):
    """The answer; `in_words` is the reason as a sentence."""

    allowed: bool
    reason: str
    in_words: str
    clauses: tuple[str, ...]
    elements: tuple[str, ...]


def answer_body(answer: Answer) -> AnswerBody:
    """An answer as it is sent."""
    return AnswerBody(answer.allowed, answer.reason, IN_WORDS[answer.reason], answer.clauses, answer.elements)


read_one = msgspec.json.Decoder(OneBody).decode
read_many = msgspec.json.Decoder(ManyBody).decode
_read_question = msgspec.json.Decoder(QuestionBody).decode
_remembered: dict[bytes, Question] = {}


def read_question(raw: msgspec.Raw) -> Question:
    """The question that a part of a body holds; `msgspec.DecodeError` where it holds none."""
    octets = bytes(raw)
    question = _remembered.get(octets)
    if question is None:
        question = _read_question(octets).question()
        # What a caller vouches for may be about a person, and is not kept.
        if len(octets) <= _LONGEST_REMEMBERED and not question.facts:
            if len(_remembered) >= _MOST_REMEMBERED:
                _remembered.clear()
            _remembered[octets] = question
    return question
