"""Which statements of fact does a clause make that a check can test?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Claim
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Duration

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.LEGAL_BASIS, Kind.SALE, Kind.COLLECTION, Kind.PURPOSE)
_CLAIMS = (
    (
        "use_is_consent",
        re.compile(
            r"\bby (?:using|accessing|visiting|submitting|installing|registering)\b.*\b(?:consent|"
            r"agree|accept|understand)|\bconstitutes?\b[^.;]{0,40}\bconsent"
        ),
    ),
    ("no_sale", re.compile(r"\b(?:have not|has not|not) sold\b")),
    (
        "minimal",
        re.compile(
            r"\b(?:minimal|minimum amount|only (?:the )?(?:information|data) (?:that )?we (?:require|"
            r"need)|collect only)\b"
        ),
    ),
    ("purpose_bound", re.compile(r"\blimited to the purpose|\bfit the purpose\b")),
    ("lawful", re.compile(r"\blawful, fair|\blegal grounds\b(?! for it)|\blawfully\b")),
)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the claims of a clause."""
    for say, pattern in _CLAIMS:
        if pattern.search(sense.plain):
            since = next(
                (length for value in sense.values(SlotKind.DURATION) if (length := Duration.parse(value))), None
            )
            element = Claim(say=say, since=since if say == "no_sale" else None, cite=citations(sense.cited))
            ledger.add("claims", say.replace("_", "-"), element, sense.rules, sense.reading.confidence)
