"""To which countries may data go, says a clause, and on which ground?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.model import Note, NoteKind, Transfer
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Act, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.TRANSFER,)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the transfer of a clause, or the note of one that denies it: what is not declared is denied anyway."""
    if sense.modal is Modal.NEVER or (sense.denial is not None and Act.TRANSFER in sense.denial.acts):
        reason = "denies transfers that the notice does not declare, which are denied anyway"
        note = Note(kind=NoteKind.OTHER, reason=reason, cite=citations(sense.cited))
        ledger.add("notes", "n-no-transfer", note, sense.rules, sense.reading.confidence)
        return
    places = sense.values(SlotKind.PLACE)
    mechanism = next((place.removeprefix("by:") for place in places if place.startswith("by:")), "")
    to = tuple(place for place in places if not place.startswith("by:") and place != "EEA") or ("*",)
    element = Transfer(to=to, mechanism=mechanism, data=sense.data, with_=sense.recipients, cite=citations(sense.cited))
    ledger.add("transfers", "transfer", element, sense.rules, sense.reading.confidence)
