"""Which clauses make no rule, and why?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.model import Note, NoteKind
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense
    from troth.reading.model import DefinedTerm

KINDS = (Kind.DEFINITION, Kind.DISCLAIMER, Kind.THIRD_PARTY_LINK)
_REASONS = {
    Kind.DEFINITION: (NoteKind.OTHER, "n-definition", "says what words mean, or what the notice covers"),
    Kind.DISCLAIMER: (NoteKind.DISCLAIMER, "n-disclaimer", "promises nothing that could be held against practice"),
    Kind.THIRD_PARTY_LINK: (
        NoteKind.CROSSREF,
        "n-elsewhere",
        "points to what others publish, or denies responsibility for it",
    ),
}


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the note of a clause."""
    for kind in sense.kinds:
        if kind in _REASONS:
            note_kind, base, reason = _REASONS[kind]
            links = tuple(value for value in sense.values(SlotKind.CONTACT) if value.startswith("http"))
            note = Note(kind=note_kind, reason=reason, link=links, cite=citations(sense.cited))
            ledger.add("notes", base, note, sense.rules, sense.reading.confidence)


def draft_title(sense: Sense, ledger: Ledger) -> None:
    """Add the note of a sentence that only names what the sentences around it are about, or speaks to nobody's data."""
    note = Note(
        kind=NoteKind.HEADING, reason="names what the sentences around it say, and says nothing itself",
        cite=citations(sense.cited),
    )  # fmt: skip
    ledger.add("notes", "n-title", note, sense.rules, sense.reading.confidence)


def draft_term(term: DefinedTerm, means: str, ledger: Ledger) -> None:
    """Add the note of a defined term; `means` is the element that carries it, or its words."""
    note = Note(kind=NoteKind.DEFINITION, term=term.term, means=means[:200], cite=citations((term.clause,)))
    ledger.add("notes", "n-term", note, ("definition.term",), 0.9)
