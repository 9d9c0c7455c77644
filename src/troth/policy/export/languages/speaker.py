"""What must a language be able to say, and how is an element of a policy said in it?

A `Speaker` says the elements of one policy in one language to the person whose data it is about. Each language is a
folder beside this file with a class `Spoken` that implements it: its own sentences, in its own order, with its own
grammar. What a language lacks fails mypy and cannot be made.

Rules:
1. The data subject is addressed, the organisation is "we".
2. Nothing is left out that changes the meaning: conditions, exceptions, `only`, consent, periods, limits.
3. No ids, no underscores, no legal Latin. What the policy's author wrote in another language stays as written, in
   quotation marks.

What it leaves out: which part of a notice is said where (`layered`, `short_layer`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from troth.policy.model import (
    ChildRule,
    Choice,
    Claim,
    DataCategory,
    Duty,
    Element,
    Head,
    Measure,
    Note,
    NoteKind,
    Party,
    Practice,
    Purpose,
    Retention,
    Right,
    Signal,
    SubjectKind,
    Tracker,
    Transfer,
)  # fmt: skip
from troth.words import Modal, PartyName

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from troth.policy.model import Effective, Policy
    from troth.words import Basis, Duration, Role


class Lead(StrEnum):
    """What an element does, in a word or two: the head of a margin note. The values are the English words."""

    ENFORCED = "enforced"
    NEVER = "enforced: never"
    OTHERS = "done by others"
    CHOICE = "your choice"
    NO_CHOICE = "no choice"
    SIGNAL = "your browser"
    RIGHT = "your right"
    LIMIT = "time limit"
    TRANSFER = "across borders"
    DUTY = "our duty"
    INTENTION = "intention"
    AGE = "age limit"
    TRACKER = "tracker"
    MEASURE = "protection"
    CLAIM = "claim"
    UNTESTABLE = "claim no machine can test"
    SCOPE = "this notice"
    NAMES = "names"
    MEANING = "explains a word"
    NO_RULE = "makes no rule"
    UNACCOUNTED = "not accounted for"


class Freedom(StrEnum):
    """What the data subject can do about a practice: the groups of "what for" in the short layer, in their order."""

    ASKED = "asked"
    OPTED = "opted"
    DEEMED = "deemed"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Said:
    """An element in plain words: the lead, and one or more sentences."""

    lead: Lead
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The fixed texts around a notice. A text with braces takes what they name."""

    title: str
    eyebrow: str
    skip: str
    contents: str
    in_short: str
    in_full: str
    in_full_long: str
    since: str
    since_unknown: str
    version: str
    version_line: str
    day_unknown: str
    sentences: str
    legend: str
    legend_keys: tuple[str, str, str, str]
    as_at: str
    there: str
    binds: str
    questions: str
    unaccounted: str
    silence: str
    parts: Mapping[str, str]
    """The titles of the short layer, by part."""
    note: str
    naming: Mapping[str, str]
    """What a clause only names, by kind of element."""


class Speaker(ABC):
    """One policy in one language. Texts of elements are whole sentences; names and lists are parts of sentences."""

    language: ClassVar[str]
    leads: ClassVar[Mapping[Lead, str]]
    frame: ClassVar[Frame]

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def say(self, element: Element) -> Said:
        """The element in plain words: `Said(Lead.ENFORCED, "We may use your e-mail address for newsletters.")`."""
        return Said(lead_of(element), " ".join(map(self.sentence, self.sentences(element))))

    def sentences(self, element: Element) -> list[str]:
        """What is said of an element, a sentence each, without capitals and full stops."""
        speak: tuple[tuple[type[Element], Callable[..., Iterable[str]]], ...] = (
            (Head, self.head), (Party, self.party_itself), (SubjectKind, self.subject_kind),
            (DataCategory, self.data_category), (Purpose, self.purpose_itself), (Practice, self.practice),
            (Choice, self.choice), (Signal, self.signal), (Right, self.right), (Retention, self.retention),
            (Transfer, self.transfer), (Duty, self.duty), (ChildRule, self.child_rule), (Tracker, self.tracker),
            (Measure, self.measure), (Claim, self.claim), (Note, self.note),
        )  # fmt: skip
        for kind, say in speak:
            if isinstance(element, kind):
                return [each for each in say(element) if each]
        raise AssertionError(f"the model has a kind of element without words: {type(element).__name__}")

    def own_party(self) -> Party | None:
        """The organisation as a party, where the file lists it for its contacts."""
        return self.policy.parties.get(PartyName(self.policy.head.organisation))

    # What things are called.
    @abstractmethod
    def organisation(self) -> str:
        """The organisation's name as people read it."""

    @abstractmethod
    def datum(self, name: str) -> str:
        """One data category."""

    @abstractmethod
    def purpose(self, name: str) -> str:
        """One purpose."""

    @abstractmethod
    def party(self, name: str) -> str:
        """One party."""

    @abstractmethod
    def subject(self, name: str) -> str:
        """One kind of data subject."""

    @abstractmethod
    def route(self, how: str) -> str:
        """A way to do something (`mailto:...`, `reply`, a party) as a phrase."""

    @abstractmethod
    def describe(self, address: str) -> str:
        """What an address such as `data.device` or `practices.no-sale` points to, in a few words."""

    @abstractmethod
    def in_brief(self, practice: Practice) -> str:
        """A practice in a few words."""

    @abstractmethod
    def country(self, code: str) -> str:
        """The name of a country; its code where the language has none."""

    @abstractmethod
    def law(self, name: str) -> str:
        """The name of a regime: `eu-gdpr` is the GDPR."""

    @abstractmethod
    def role(self, role: Role) -> str:
        """What a party is for the data."""

    # The grammar of parts.
    @abstractmethod
    def listed(self, items: Iterable[str], *, either: bool = False) -> str:
        """Items as a sentence lists them, each once: "a, b and c", or with "or"."""

    @abstractmethod
    def sentence(self, text: str) -> str:
        """The text with a capital at the front, one full stop at the end, and the typography of the language."""

    @abstractmethod
    def day(self, on: date) -> str:
        """A date as the language writes it."""

    @abstractmethod
    def duration(self, length: Duration) -> str:
        """A length of time: "2 years", "30 days"."""

    @abstractmethod
    def since(self, effective: Effective) -> str:
        """From when a version binds, after the words of `Frame.since`; empty where the notice does not say."""

    # The elements, one kind each: sentences without capitals and full stops.
    @abstractmethod
    def head(self, head: Head) -> Iterable[str]: ...
    @abstractmethod
    def party_itself(self, party: Party) -> Iterable[str]: ...
    @abstractmethod
    def subject_kind(self, kind: SubjectKind) -> Iterable[str]: ...
    @abstractmethod
    def data_category(self, category: DataCategory) -> Iterable[str]: ...
    @abstractmethod
    def purpose_itself(self, purpose: Purpose) -> Iterable[str]: ...
    @abstractmethod
    def practice(self, practice: Practice) -> Iterable[str]: ...
    @abstractmethod
    def choice(self, choice: Choice) -> Iterable[str]: ...
    @abstractmethod
    def signal(self, signal: Signal) -> Iterable[str]: ...
    @abstractmethod
    def right(self, right: Right) -> Iterable[str]: ...
    @abstractmethod
    def retention(self, limit: Retention) -> Iterable[str]: ...
    @abstractmethod
    def transfer(self, transfer: Transfer) -> Iterable[str]: ...
    @abstractmethod
    def duty(self, duty: Duty) -> Iterable[str]: ...
    @abstractmethod
    def child_rule(self, rule: ChildRule) -> Iterable[str]: ...
    @abstractmethod
    def tracker(self, tracker: Tracker) -> Iterable[str]: ...
    @abstractmethod
    def measure(self, measure: Measure) -> Iterable[str]: ...
    @abstractmethod
    def claim(self, claim: Claim) -> Iterable[str]: ...
    @abstractmethod
    def note(self, note: Note) -> Iterable[str]: ...

    # The lines of the short layer that no single element says.
    @abstractmethod
    def answers(self) -> str:
        """That the organisation answers for the data."""

    @abstractmethod
    def also_answers(self, party: Party) -> str:
        """That another controller answers for some data."""

    @abstractmethod
    def come_from(self, source: str, data: Iterable[str]) -> str:
        """Which data come from a source; from no source in particular where it is empty."""

    @abstractmethod
    def grounded(self, freedom: Freedom, basis: Basis | None, purposes: Iterable[str]) -> str:
        """Which purposes the subject has the same say about, on the same legal ground."""

    @abstractmethod
    def receives(self, name: str, purposes: Iterable[str]) -> str:
        """What a recipient gets data for."""

    @abstractmethod
    def choice_in_short(self, choice: Choice, practices: Iterable[Practice]) -> str:
        """A choice by the purposes it is about."""

    @abstractmethod
    def reached(self, party: Party) -> str:
        """Where a party, or the organisation, is reached."""


def lead_of(element: Element) -> Lead:
    """The lead of an element; the same in every language."""
    if isinstance(element, Practice):
        if element.by:
            return Lead.OTHERS  # what others do can be said; it cannot be enforced
        return Lead.NEVER if element.modal is Modal.NEVER else Lead.ENFORCED
    if isinstance(element, Choice):
        return Lead.CHOICE if element.available else Lead.NO_CHOICE
    if isinstance(element, Duty):
        return Lead.INTENTION if element.modal is Modal.MAY else Lead.DUTY
    if isinstance(element, Claim):
        return Lead.UNTESTABLE if element.untestable else Lead.CLAIM
    if isinstance(element, Note):
        return Lead.MEANING if element.kind is NoteKind.DEFINITION else Lead.NO_RULE
    return _LEADS[type(element)]


_LEADS: dict[type[Element], Lead] = {
    Head: Lead.SCOPE, Party: Lead.NAMES, SubjectKind: Lead.NAMES, DataCategory: Lead.NAMES, Purpose: Lead.NAMES,
    Signal: Lead.SIGNAL, Right: Lead.RIGHT, Retention: Lead.LIMIT, Transfer: Lead.TRANSFER, ChildRule: Lead.AGE,
    Tracker: Lead.TRACKER, Measure: Lead.MEASURE,
}  # fmt: skip
