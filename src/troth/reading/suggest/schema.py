"""In which form has a language model to answer?

One value a question: the tag of the clause, and parts, each an element of a policy in few fields with the words of the
clause that it rests on. The classes are the schema: answers are decoded by them, and the JSON Schema that a model is
given is derived from them.

What it leaves out on purpose: conditions, closed lists, contacts, remarks. What a model may not say it cannot get
wrong.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from troth.policy.model import ChildRuleKind, Deed, Event, Then
from troth.words import Act, Basis, ConsentMode, Modal, RightKind

VERSION = 1
"""Of the schema and of what an answer is taken for; answers that are kept are kept for one version."""

PARTS_AT_MOST = 8
_LONGEST_QUOTE = 8_000
_SOME = msgspec.Meta(min_length=1, max_length=20)
_FEW = msgspec.Meta(max_length=20)
Quote = Annotated[str, msgspec.Meta(min_length=1, max_length=_LONGEST_QUOTE)]
Words = Annotated[str, msgspec.Meta(max_length=300)]
Terms = Annotated[tuple[str, ...], _FEW]
SomeTerms = Annotated[tuple[str, ...], _SOME]


class Until(StrEnum):
    """The events that end a retention which a model may name."""

    REQUEST = "request"
    ACCOUNT_CLOSED = "account_closed"
    LEGAL_DUTY_ENDED = "legal_duty_ended"
    PURPOSE_FULFILLED = "purpose_fulfilled"


class NoteOf(StrEnum):
    """Why a clause makes no rule. A model may not say that it just makes none: that would hide clauses."""

    DEFINITION = "definition"
    DISCLAIMER = "disclaimer"
    CROSSREF = "crossref"


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    quote: Quote


class PracticePart(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="practice"):
    """A permission or a prohibition."""

    do: Annotated[tuple[Act, ...], _SOME]
    modal: Modal
    data: SomeTerms
    for_: Terms = msgspec.field(default=(), name="for")
    with_: Terms = msgspec.field(default=(), name="with")
    consent: ConsentMode = ConsentMode.NONE
    basis: Basis | None = None


class RetentionPart(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="retention"):
    """A limit on how long data are kept."""

    data: SomeTerms
    max: Words | None = None
    until: Until | None = None
    then: Then = Then.DELETE


class RightPart(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="right"):
    """A right of data subjects."""

    do: Annotated[tuple[RightKind, ...], _SOME]
    data: Terms = ()
    within: Words | None = None


class DutyPart(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="duty"):
    """Something to be done when something happens."""

    when: Event
    do: Annotated[tuple[Deed, ...], _SOME]
    within: Words | None = None


class ChildRulePart(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="child_rule"):
    """An age limit."""

    under: Annotated[int, msgspec.Meta(ge=1, le=21)]
    rule: ChildRuleKind
    found: Annotated[tuple[Deed, ...], _FEW] = ()


class NotePart(_Part, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="note"):
    """A clause that makes no rule; `term` and `means` are its own words."""

    note: NoteOf
    term: Words = ""
    means: Words = ""


Part = PracticePart | RetentionPart | RightPart | DutyPart | ChildRulePart | NotePart


class Answer(msgspec.Struct, frozen=True):
    """A whole answer, as a model is asked for it."""

    clause: str
    elements: Annotated[tuple[Part, ...], msgspec.Meta(max_length=PARTS_AT_MOST)]


class Envelope(msgspec.Struct, frozen=True):
    """A whole answer, its parts not yet looked at: one that is wrong does not take the others with it."""

    clause: str
    elements: tuple[msgspec.Raw, ...]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of an answer (2020-12)."""
    return msgspec.json.schema(Answer)
