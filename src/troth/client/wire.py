"""What does the client send, and what does it read?

1. A question is sent with the fields that were set, under their own names.
2. Of an answer, what a newer server added is passed over; what is missing makes it a strange answer.
3. A subject is named by her id, or pointed at by an identifier as it was written.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- msgspec resolves annotations at run time
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from troth.decisions import Answer, Question


@dataclass(frozen=True, slots=True)
class By:
    """An identifier that points at a subject, as it was written; `region` helps to read a telephone number."""

    kind: str
    text: str = dataclasses.field(repr=False)
    region: str | None = None


class Recorded(msgspec.Struct, frozen=True):
    """A choice that was recorded: the id of its event, when it was said, and its entry in the log, once it is known."""

    id: str
    at: datetime
    version: str = ""
    entry: int | None = None


class Said(msgspec.Struct, frozen=True):
    """One of a subject's choices that still counts."""

    kind: str
    at: datetime | None = None
    purpose: str | None = None
    choice: str | None = None
    channel: str | None = None
    event: str = ""


class Reached(msgspec.Struct, frozen=True):
    """Who may be addressed."""

    count: int
    subjects: tuple[str, ...] = ()


class Proof(msgspec.Struct, frozen=True):
    """That an entry is in the log at a size: the hashes of RFC 6962 2.1.1, from the leaf up."""

    index: int
    size: int
    hashes: tuple[bytes, ...]


class Choices(msgspec.Struct, frozen=True):
    """What `GET /api/v1/subjects/<subject>/choices` answers."""

    choices: tuple[Said, ...]


class Receipts(msgspec.Struct, frozen=True):
    """What `GET /api/v1/subjects/<subject>/receipts` answers; each receipt as it stands."""

    receipts: tuple[msgspec.Raw, ...]


class AnswerBody(msgspec.Struct, frozen=True):
    """One answer."""

    allowed: bool
    reason: str
    clauses: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()

    def answer(self) -> Answer:
        """The answer as a value; ValueError where its reason is none that we know."""
        from troth.decisions import Answer, Reason
        from troth.words import ClauseId

        return Answer(self.allowed, Reason(self.reason), tuple(map(ClauseId, self.clauses)), self.elements)


class ProblemBody(msgspec.Struct, frozen=True):
    """A refusal (RFC 9457), with our id and next step."""

    status: int
    detail: str
    id: str
    help: str


class Answers(msgspec.Struct, frozen=True):
    """What `POST /api/v1/decisions` answers: an answer or a problem for each question."""

    answers: tuple[msgspec.Raw, ...]


def about(subject: str | By) -> dict[str, Any]:
    """The part of a body that says whom it is about."""
    if isinstance(subject, str):
        return {"subject": subject}
    region = {} if subject.region is None else {"region": subject.region}
    return {"identifier": {"kind": str(subject.kind), "text": subject.text} | region}


def asked(question: Question) -> dict[str, Any]:
    """The question as it is sent."""
    given = {each.name: getattr(question, each.name) for each in dataclasses.fields(question) if each.init}
    given["facts"], given["signals"] = dict(question.facts), sorted(question.signals)
    return {name: value for name, value in given.items() if value not in (None, {}, [])}
