"""Which security measures does a clause promise?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Measure, Note, NoteKind
from troth.policy.vocabulary import is_a
from troth.reading.drafting.ledger import citations
from troth.reading.model import Actor, Kind, SlotKind
from troth.words import Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.SECURITY,)
_READERS = re.compile(
    r"\b(?:you are responsible|your (?:password|login|credentials|account)|we (?:ask|request|"
    r"urge) (?:that )?you|do not (?:share|send)|depends on you|you (?:must|should|need to))\b"
)
_EFFORT = re.compile(r"\b(?:do our best|try|strive|reasonable|endeavou?r|designed to|aim|appropriate|commercially)\b")
_NOTES = frozenset({Kind.DISCLAIMER, Kind.DEFINITION, Kind.THIRD_PARTY_LINK})
_ON = (
    ("transport", ("dpv:EncryptionInTransfer",)),
    ("storage", ("dpv:EncryptionAtRest", "troth:SecureServer", "dpv:DataBackupProtocols")),
    ("access", ("dpv:AccessControlMethod", "dpv:AuthorisationProcedure", "dpv:PasswordAuthentication")),
)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the measures of a clause; what it asks of the reader is a note."""
    if sense.kinds[0] in _NOTES or (Kind.DISCLAIMER in sense.kinds and sense.modal is Modal.NEVER):
        return
    if sense.reading.actor is Actor.SUBJECT or _READERS.search(sense.plain) or sense.modal is Modal.NEVER:
        note = Note(
            kind=NoteKind.OTHER,
            reason="asks something of the reader, or warns; promises no measure",
            cite=citations(sense.cited),
        )
        ledger.add("notes", "n-readers-part", note, sense.rules, sense.reading.confidence)
        return
    terms = sense.values(SlotKind.MEASURE) or ("dpv:TechnicalOrganisationalMeasure",)
    on = tuple(place for place, wide in _ON if any(is_a(each, one) for each in terms for one in wide))
    element = Measure(
        is_=terms,
        data=sense.data if sense.says_data else (),
        on=on,
        best_effort=_EFFORT.search(sense.plain) is not None,
        cite=citations(sense.cited),
    )
    ledger.add("measures", "protect", element, sense.rules, sense.reading.confidence)
