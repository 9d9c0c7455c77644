"""What is asked, what is known of the subject, and what is the answer?

The three parts of a decision as values. A `Question` is about one category of data, one purpose and perhaps one
recipient. `Choices` is what holds for the subject: her last words, and her standing (age, restriction, erasure). An
`Answer` says yes or no, why, and on which clauses of the notice it rests.

Rules:
1. Everything is hashable and compares by value, so that equal questions about equal subjects have one answer.
2. Nothing here identifies anybody: choices of two subjects who said the same are equal.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.words import Act

if TYPE_CHECKING:
    from datetime import date

    from troth.consent.binding import Contact
    from troth.consent.state import Word
    from troth.policy.model import SignalName
    from troth.words import Channel, ClauseId, DataName, PartyName, PurposeName, SubjectKindName


@dataclass(frozen=True, slots=True, eq=True)
class Question:
    """May this data be used for this purpose, and shared with this recipient?

    `do` is `share` where a recipient is named and `use` otherwise, unless it is given. `where` is a country (ISO 3166-1
    alpha-2), `source` where the data come from, `via` the means, `channel` that of a message to the subject. `facts`
    are what the one who asks can vouch for, as pairs. `signals` are those the subject's browser sends now.
    `instruction` names the controller whose recorded instruction covers this (GDPR Art. 28(3)(a)). `collected_on` is
    the day the datum was collected and `at` the day asked about; without them nothing that depends on time is judged.
    """

    data: DataName
    purpose: PurposeName
    recipient: PartyName | None = None
    do: Act | None = None
    channel: Channel | None = None
    where: str | None = None
    source: str | None = None
    via: str | None = None
    by: PartyName | None = None
    facts: frozenset[tuple[str, str]] = frozenset()
    signals: frozenset[SignalName] = frozenset()
    instruction: PartyName | None = None
    collected_on: date | None = None
    at: date | None = None
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        if self.do is None:
            object.__setattr__(self, "do", Act.SHARE if self.recipient is not None else Act.USE)
        parts = (self.data, self.purpose, self.recipient, self.do, self.channel, self.where, self.source, self.via)
        rest = (self.by, self.facts, self.signals, self.instruction, self.collected_on, self.at)
        object.__setattr__(self, "_hash", hash((parts, rest)))

    def __hash__(self) -> int:
        # Computed once: a question is asked of many subjects, and looked up each time.
        return self._hash

    def value_of(self, fact: str) -> str | None:
        """What is vouched for about a fact; None where nothing is."""
        return next((value for name, value in self.facts if name == fact), None)


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy kept after an erasure, locked to what it was kept for, until a day (None: until the duty ends)."""

    data: DataName
    purposes: frozenset[PurposeName]
    until: date | None = None
    clauses: tuple[ClauseId, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A suppression that reaches the subject: for a purpose and all beneath it, by a channel; None stands for all."""

    purpose: PurposeName | None = None
    channel: Channel | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """What holds for one subject.

    `words` are her last words, oldest first (`troth.consent.derive`). `kinds` are the kinds of subject she is known to
    be. `age` in whole years, None where unknown. `outweighed` are browser signals that a later word of hers goes before
    (`troth.consent.signals`). `contact` says since when she is a subject and which versions of the policy she accepted;
    it counts only where an organisation has several versions.
    """

    words: tuple[Word, ...] = ()
    kinds: frozenset[SubjectKindName] = frozenset()
    age: int | None = None
    parental_consent: bool = False
    restricted: bool = False
    erased: bool = False
    kept: tuple[Kept, ...] = ()
    suppressed: frozenset[Suppressed] = frozenset()
    outweighed: frozenset[SignalName] = frozenset()
    contact: Contact | None = None


class Reason(StrEnum):
    """Why. The denials stand in the order in which the definition looks for them, then what permits."""

    NO_VERSION = "no-version"
    UNKNOWN_TERM = "unknown-term"
    ERASED = "erased"
    KEPT_LOCKED = "kept-locked"
    RETENTION_OVER = "retention-over"
    MINOR_EXCLUDED = "minor-excluded"
    MINOR_NEEDS_CONSENT = "minor-needs-consent"
    NEVER = "never"
    ONLY = "only"
    RESTRICTED = "restricted"
    SUPPRESSED = "suppressed"
    REFUSED = "refused"
    SIGNAL = "signal"
    CONDITION_MISSING = "condition-missing"
    CONSENT_MISSING = "consent-missing"
    NOT_INSTRUCTED = "not-instructed"
    TRANSFER_UNDECLARED = "transfer-undeclared"
    NOT_PERMITTED = "not-permitted"
    PERMITTED = "permitted"
    CONSENTED = "consented"
    NOT_REFUSED = "not-refused"
    DEEMED = "deemed"
    INSTRUCTED = "instructed"
    UNREFUSABLE = "unrefusable"


PERMITTING = frozenset(
    {
        Reason.PERMITTED,
        Reason.CONSENTED,
        Reason.NOT_REFUSED,
        Reason.DEEMED,
        Reason.INSTRUCTED,
        Reason.UNREFUSABLE,
    }
)

IN_WORDS = {
    Reason.NO_VERSION: "no version of the policy binds the subject on that day",
    Reason.UNKNOWN_TERM: "the policy declares no such data, purpose or recipient",
    Reason.ERASED: "the subject's data were erased",
    Reason.KEPT_LOCKED: "the copy was kept for another purpose",
    Reason.RETENTION_OVER: "the data are past their retention limit",
    Reason.MINOR_EXCLUDED: "the subject is younger than the notice allows",
    Reason.MINOR_NEEDS_CONSENT: "the subject is a minor without a parent's consent",
    Reason.NEVER: "the notice says that this is never done",
    Reason.ONLY: "the notice says `only`, and this lies outside",
    Reason.RESTRICTED: "processing is restricted for this subject",
    Reason.SUPPRESSED: "the subject is suppressed for this",
    Reason.REFUSED: "the subject said no",
    Reason.SIGNAL: "the subject's browser says no, and the notice honours that",
    Reason.CONDITION_MISSING: "the notice's condition is not established",
    Reason.CONSENT_MISSING: "the subject has not consented",
    Reason.NOT_INSTRUCTED: "the controller has not instructed it",
    Reason.TRANSFER_UNDECLARED: "the notice declares no transfer to that country",
    Reason.NOT_PERMITTED: "nothing in the notice permits it",
    Reason.PERMITTED: "the notice permits it",
    Reason.CONSENTED: "the subject consented",
    Reason.NOT_REFUSED: "the notice permits it until the subject says no",
    Reason.DEEMED: "the notice takes the use of the service, or the entry of the data, as consent",
    Reason.INSTRUCTED: "the controller instructed it",
    Reason.UNREFUSABLE: "the notice permits it, and offers no choice about it",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes or no, why, and on what it rests: clauses of the notice, and addresses of elements of the policy."""

    allowed: bool
    reason: Reason
    clauses: tuple[ClauseId, ...] = ()
    elements: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    def __str__(self) -> str:
        verdict = "allowed" if self.allowed else "denied"
        rests = f" ({', '.join(self.clauses)})" if self.clauses else ""
        return f"{verdict}: {IN_WORDS[self.reason]}{rests} [{self.reason}]"
