"""What does reading find in a notice, clause by clause?

1. A clause is read into frames (who does what to data, in which modality), slots (durations, ages, dates, contacts,
   data, purposes, recipients, ...) and hits: rules that fired, each with the kind of practice it speaks for.
2. Everything that was found says where: ranges of characters of the clause's text (`Clause.text`), end exclusive.
3. A reading is a function of the text. It holds no time, no name of a person who looked at it, and no decision.

What it leaves out: the elements of a policy that follow from it (`troth.reading.drafting`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.notice.model import Clause, Notice
    from troth.words import Modal


class Kind(StrEnum):
    """What a clause is about. Most clauses have one kind, some two or three, notes and headings may have none."""

    COLLECTION = "collection"
    SOURCE = "source"
    PURPOSE = "purpose"
    LEGAL_BASIS = "legal-basis"
    SHARING = "sharing"
    PROCESSOR = "processor"
    TRANSFER = "transfer"
    RETENTION = "retention"
    SECURITY = "security"
    RIGHT = "right"
    CHOICE = "choice"
    COOKIE = "cookie"
    CHILDREN = "children"
    AUTOMATED_DECISION = "automated-decision"
    BREACH = "breach"
    CHANGE_NOTICE = "change-notice"
    CONTACT = "contact"
    COMPLAINT = "complaint"
    DEFINITION = "definition"
    DISCLAIMER = "disclaimer"
    THIRD_PARTY_LINK = "third-party-link"
    PUBLIC_FORUM = "public-forum"
    SURVEY = "survey"
    PAYMENT = "payment"
    AGGREGATE = "aggregate"
    SALE = "sale"
    CORPORATE_EVENT = "corporate-event"
    LEGAL_REQUEST = "legal-request"


class ReadAs(StrEnum):
    """What a clause does in the policy: it makes a rule, makes none, heads others, or leads into others."""

    PRACTICE = "practice"
    NOTE = "note"
    HEADING = "heading"
    LEAD_IN = "lead_in"


class Actor(StrEnum):
    """Who does what a frame says."""

    ORGANISATION = "organisation"
    SUBJECT = "subject"
    THIRD_PARTY = "third_party"
    TRACKER = "tracker"
    NOTICE = "notice"
    UNSTATED = "unstated"


class Doing(StrEnum):
    """What is done: the classes of the verbs of the lexicon."""

    COLLECT = "collect"
    ASK = "ask"
    GIVE = "give"
    USE = "use"
    SHARE = "share"
    SELL = "sell"
    STORE = "store"
    DELETE = "delete"
    COMBINE = "combine"
    TRANSFER = "transfer"
    PUBLISH = "publish"
    ANONYMISE = "anonymise"
    DECIDE = "decide"
    PROTECT = "protect"
    NOTIFY = "notify"
    CHANGE = "change"
    CONSENT = "consent"
    REFUSE = "refuse"
    REQUEST = "request"
    CORRECT = "correct"
    CONTACT = "contact"
    ASSURE = "assure"
    LET = "let"
    PLACE = "place"
    TRACK = "track"
    READ = "read"
    LINK = "link"
    REQUIRE = "require"
    BE = "be"
    OTHER = "other"


class Form(StrEnum):
    """How a verb stands in its sentence."""

    MAIN = "main"
    CONDITION = "condition"
    RELATIVE = "relative"
    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"
    IMPERATIVE = "imperative"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters of a clause's text, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Frame:
    """One verb with who does it, how far it is promised, and what it reaches.

    `subject` is the range of the words that name the actor, None where they were taken from the words before; `reach`
    is what stands behind the verb, up to the next verb or the end of its part of the sentence. `negated` is true where
    the words deny it; `modal` says what that makes of the promise. `duty` is true for must, shall, have to.
    """

    doing: Doing
    verb: str
    at: Span
    actor: Actor
    modal: Modal
    form: Form = Form.MAIN
    passive: bool = False
    negated: bool = False
    duty: bool = False
    only: bool = False
    subject: Span | None = None
    reach: Span = Span(0, 0)
    governor: str = ""


class SlotKind(StrEnum):
    """What a slot holds."""

    DURATION = "duration"
    AGE = "age"
    DATE = "date"
    CONTACT = "contact"
    LAW = "law"
    DATA = "data"
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    RIGHT = "right"
    MEASURE = "measure"
    PLACE = "place"
    TRACKER = "tracker"
    TIMES = "times"
    BASIS = "basis"


@dataclass(frozen=True, slots=True)
class Found:
    """A value that fills a slot: in one spelling (`P6Y`, `<13`, `2022-11-21`, `mailto:...`, `pd:EmailAddress`)."""

    slot: SlotKind
    value: str
    at: Span
    rule: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that fired: for which kind it speaks, how strongly (0 to 1), and on which words.

    `at` is None where the rule fired on the context: headings, the lead-in, the clause before.
    """

    rule: str
    kind: Kind
    weight: float
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class ClauseReading:
    """All that was found in one clause. `modal` is None where it commits to nothing; `confidence` is from 0 to 1."""

    clause: Clause
    read_as: ReadAs
    kinds: tuple[Kind, ...]
    modal: Modal | None
    actor: Actor
    confidence: float
    frames: tuple[Frame, ...] = ()
    slots: tuple[Found, ...] = ()
    hits: tuple[Hit, ...] = ()
    open: bool = False

    def found(self, *slots: SlotKind) -> tuple[Found, ...]:
        """What fills these slots, in the order of the text."""
        return tuple(found for found in self.slots if found.slot in slots)


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A word that the notice defines: `means` is the text that it stands for, and `clause` where it says so."""

    term: str
    means: str
    clause: str
    at: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A notice as it was read. `own_names` are the names by which the notice speaks of its organisation."""

    notice: Notice
    clauses: tuple[ClauseReading, ...]
    terms: tuple[DefinedTerm, ...]
    own_names: tuple[str, ...]

    def of(self, id: str) -> ClauseReading | None:  # noqa: A002 -- the field's name is short
        """The reading of a clause; None where the notice has none of that id."""
        clause = self.notice.clause(id)  # type: ignore[arg-type]
        return None if clause is None else self.clauses[clause.number - 1]
