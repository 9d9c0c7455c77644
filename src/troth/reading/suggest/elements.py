"""Which element of a policy is a part of an answer, in the names of a draft?

1. A term has the name by which the draft knows it. A term that the draft does not know is declared with it, as the
   draft would have: below the nearest wider one, citing the clause.
2. An element cites the clause that was asked about, and no other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.model import ChildRule, Duty, Note, NoteKind, Practice, Retention, Right, Within
from troth.reading.drafting.ledger import Ledger, citations
from troth.reading.suggest.schema import ChildRulePart, DutyPart, NotePart, PracticePart, RetentionPart
from troth.words import Duration, Modal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.policy.model import Element, Policy
    from troth.reading.suggest.schema import Part, RightPart
    from troth.words import DataName, PartyName, PurposeName

_REASONS = {
    NoteKind.DEFINITION: "",
    NoteKind.DISCLAIMER: "promises nothing that could be held against practice",
    NoteKind.CROSSREF: "points to what is said elsewhere",
}


class Names:
    """The names of one draft for the terms of one clause; `declared` are those that the draft did not have."""

    def __init__(self, policy: Policy, clause: str) -> None:
        self._policy, self._clause = policy, clause
        self._ledger = Ledger(policy.head.organisation)
        for name, category in policy.data.items():
            terms = _terms(category.is_)
            if category.alias:
                self._ledger.defined_data(category.alias, terms, "")
            elif terms:
                self._ledger.data(terms[0], "")
            else:
                self._ledger.defined_data(str(name), (), "")
        for called, purpose in policy.purposes.items():
            known = _terms(purpose.is_)
            if known and known[0] != "dpv:Purpose":
                self._ledger.purpose(known[0], "")
            else:
                self._ledger.own_purpose(str(called), "")

    def data(self, terms: tuple[str, ...]) -> tuple[DataName, ...]:
        """The categories of terms."""
        return tuple(dict.fromkeys(self._ledger.data(each, self._clause) for each in terms))

    def purposes(self, terms: tuple[str, ...]) -> tuple[PurposeName, ...]:
        """The purposes of terms."""
        return tuple(dict.fromkeys(self._ledger.purpose(each, self._clause) for each in terms))

    def parties(self, terms: tuple[str, ...]) -> tuple[PartyName, ...]:
        """The parties of terms."""
        return tuple(dict.fromkeys(self._ledger.party(each, self._clause) for each in terms))

    @property
    def declared(self) -> Mapping[str, Element]:
        """What the draft did not have, by its address."""
        found = {
            "data": self._ledger.data_elements(),
            "purposes": self._ledger.purpose_elements(),
            "parties": self._ledger.party_elements(),
        }
        return {
            f"{kind}.{name}": element
            for kind, elements in found.items()
            for name, element in elements.items()  # type: ignore[attr-defined]
            if name not in getattr(self._policy, kind)
        }


def element_of(part: Part, names: Names, clause: str) -> tuple[str, str, Element]:
    """The kind of element, the beginning of its id, and the element."""
    cite = citations((clause,))
    if isinstance(part, PracticePart):
        return _practice(part, names, clause)
    if isinstance(part, RetentionPart):
        limit = Retention(
            data=names.data(part.data), max=_length(part.max), until=part.until.value if part.until else "",
            then=part.then, cite=cite,
        )  # fmt: skip
        return "retention", "keep", limit
    if isinstance(part, DutyPart):
        return "duties", part.when.value, Duty(when=part.when, do=part.do, within=_length(part.within), cite=cite)
    if isinstance(part, ChildRulePart):
        return (
            "children",
            f"under-{part.under}",
            ChildRule(under=part.under, rule=part.rule, found=part.found, cite=cite),
        )
    if isinstance(part, NotePart):
        kind = NoteKind(part.note.value)
        note = Note(kind=kind, term=part.term, means=part.means, reason=_REASONS[kind], cite=cite)
        return "notes", f"n-{kind.value}", note
    return _right(part, names, clause)


def _practice(part: PracticePart, names: Names, clause: str) -> tuple[str, str, Element]:
    practice = Practice(
        do=tuple(dict.fromkeys(part.do)),
        data=names.data(part.data),
        for_=names.purposes(part.for_),
        with_=names.parties(part.with_),
        modal=part.modal,
        consent=part.consent,
        basis=part.basis,
        cite=citations((clause,)),
    )
    base = part.do[0].value
    return "practices", f"never-{base}" if part.modal is Modal.NEVER else base, practice


def _right(part: RightPart, names: Names, clause: str) -> tuple[str, str, Element]:
    length = _length(part.within)
    kinds = tuple(dict.fromkeys(part.do))
    right = Right(
        do=kinds,
        data=names.data(part.data),
        within=tuple(Within(kind, length) for kind in kinds) if length is not None else (),
        cite=citations((clause,)),
    )
    return "rights", kinds[0].value, right


def _length(text: str | None) -> Duration | None:
    return None if text is None else Duration.parse(text)


def _terms(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if ":" in word)
