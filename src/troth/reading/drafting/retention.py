"""How long may data be kept, says a clause?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.model import Retention, Then
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind
from troth.words import Duration, Modal

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.RETENTION,)
_ANONYMISED = re.compile(r"\banonymi[sz]|\bde-?identif")
_UNTIL = (
    (
        "request",
        re.compile(r"\b(?:until|unless) you (?:\w+ ){0,3}(?:delete|ask|request|withdraw|object|unsubscribe|close)"),
    ),
    (
        "account_closed",
        re.compile(
            r"\b(?:account|membership|subscription) (?:is |remains )?(?:active|open|closed|deleted|"
            r"terminated|exists)|\bclose your account\b|\bduration of (?:the|our|your) (?:contract|"
            r"account|relationship)"
        ),
    ),
    ("legal_duty_ended", re.compile(r"\b(?:legal|legally|law|statutory|tax|accounting|regulatory)\b")),
    (
        "purpose_fulfilled",
        re.compile(
            r"\b(?:as long as|no longer (?:needed|necessary|required)|longer than|necessary|needed|purposes?)\b"
        ),
    ),
)
_MAY_KEEP = re.compile(
    r"\b(?:may|might|can|could)\b[^.;]{0,40}\b(?:retain|keep|store|file|hold|archive|preserve|maintain)"
)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the limit that a clause sets."""
    durations = [Duration.parse(value) for value in sense.values(SlotKind.DURATION)]
    longest = max((each for each in durations if each is not None), key=_days, default=None)
    until = next((name for name, pattern in _UNTIL if pattern.search(sense.plain)), "")
    element = Retention(
        data=sense.data,
        for_=sense.purposes,
        max=longest,
        until=until,
        then=Then.ANONYMISE if _ANONYMISED.search(sense.plain) else Then.DELETE,
        # a limit that names no end is none: it says that something is kept
        modal=Modal.MAY if longest is None and (not until or _MAY_KEEP.search(sense.plain)) else Modal.DOES,
        cite=citations(sense.cited),
    )
    ledger.add("retention", "keep", element, sense.rules, sense.reading.confidence)


def _days(duration: Duration) -> float:
    return duration.years * 365.25 + duration.months * 30.44 + duration.days + duration.hours / 24
