"""Which parts of an answer are of the form that was asked for?

1. An answer is one JSON value of the schema, alone or in a Markdown fence. Anything else is no answer, and so is one
   that names another clause than it was asked about.
2. Each part is read by itself: one that is not of the schema is refused, the others stay.
3. What is refused is a value: the clause, an id, and a sentence. It repeats nothing that a model wrote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from troth.reading.suggest.schema import PARTS_AT_MOST, Envelope, Part

if TYPE_CHECKING:
    from troth.reading.suggest.asking import Question
    from troth.words import ClauseId

LONGEST_ANSWER = 64_000
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_AT = re.compile(r" - at `\$\.?([a-z_]*)(?:\[\.\.\.\])?`\Z")
_FIELDS = frozenset(name for part in Part.__args__ for name in part.__struct_encode_fields__) | {"kind"}


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something a model said that is not taken: about which clause, why (`id`), and the same as a sentence."""

    clause: ClauseId
    id: str
    reason: str


def parts_of(question: Question, answer: str) -> tuple[tuple[Part, ...], tuple[Rejected, ...]] | Rejected:
    """The parts of an answer and what of them is refused; what is refused as a whole where it is no answer."""
    envelope = _envelope(question, answer)
    if isinstance(envelope, Rejected):
        return envelope
    parts: list[Part] = []
    refused: list[Rejected] = []
    for raw in envelope.elements[:PARTS_AT_MOST]:
        part = _part(question, raw)
        (refused if isinstance(part, Rejected) else parts).append(part)  # type: ignore[arg-type]
    if len(envelope.elements) > PARTS_AT_MOST:
        reason = f"the answer has more than {PARTS_AT_MOST} elements: the others are left out"
        refused.append(Rejected(question.clause, "model.too-many-elements", reason))
    return tuple(parts), tuple(refused)


def is_answer(question: Question, answer: str) -> bool:
    """Whether this is an answer at all."""
    return not isinstance(_envelope(question, answer), Rejected)


def _envelope(question: Question, answer: str) -> Envelope | Rejected:
    if len(answer) > LONGEST_ANSWER:
        reason = f"the answer is longer than {LONGEST_ANSWER:,} characters"
        return Rejected(question.clause, "model.long-answer", reason)
    fenced = _FENCE.match(answer)
    try:
        found = msgspec.json.decode(fenced.group(1) if fenced else answer, type=Envelope)
    except msgspec.ValidationError:
        return Rejected(question.clause, "model.not-of-the-schema", "the answer is not of the schema")
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return Rejected(question.clause, "model.no-json", "the answer is no JSON")
    if found.clause != question.tag:
        return Rejected(question.clause, "model.other-clause", "the answer is about another clause")
    return found


def _part(question: Question, raw: msgspec.Raw) -> Part | Rejected:
    try:
        part: Part = msgspec.json.decode(raw, type=Part)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        at = _AT.search(str(error))
        where = f" at `{at.group(1)}`" if at and at.group(1) in _FIELDS else ""
        reason = f"an element is not of the schema{where}"
        return Rejected(question.clause, "model.not-of-the-schema", reason)
    return part
