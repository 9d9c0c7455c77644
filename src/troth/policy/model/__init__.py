"""What does an organisation's notice commit it to, as values?

The policy file (docs/policy-format.md) as frozen values, one class a kind of element. The classes are the single source
of the format: the reader of the file, the validation of names, the JSON Schema for editors and the reference page are
derived from their fields and the texts beside them.

Rules:
1. A field's name is its key in the file; a trailing underscore (`for_`, `with_`) keeps clear of Python's words.
2. Names of other elements have types of their own (`DataName`, `PartyName`, ...): that is how validation knows what
   must be declared. `*` stands for every one of them.
3. Every element cites the clauses of the notice it comes from.
4. Order in the file has no meaning, except in lists of alternatives that people read.

What it leaves out: what a question's answer is (`troth.decisions`).
"""

from troth.policy.model.element import Citation, Condition, Element, described
from troth.policy.model.facts import Claim, Measure, Note, NoteKind, Tracker, TrackerClass, TrackerKind
from troth.policy.model.head import Accept, AppliesTo, Changes, Effective, Head
from troth.policy.model.names import DataCategory, Party, Personal, Purpose, SubjectKind
from troth.policy.model.practices import (
    Choice,
    Default,
    Period,
    Practice,
    Review,
    Signal,
    SignalName,
    SignalState,
    Slot,
)
from troth.policy.model.promises import (
    ChildRule,
    ChildRuleKind,
    Deed,
    Duty,
    Event,
    KeepIf,
    Limit,
    Retention,
    Right,
    Then,
    Transfer,
    Within,
)
from troth.policy.model.whole import KINDS, Policy

__all__ = [
    "KINDS",
    "Accept",
    "AppliesTo",
    "Changes",
    "ChildRule",
    "ChildRuleKind",
    "Choice",
    "Citation",
    "Claim",
    "Condition",
    "DataCategory",
    "Deed",
    "Default",
    "Duty",
    "Effective",
    "Element",
    "Event",
    "Head",
    "KeepIf",
    "Limit",
    "Measure",
    "Note",
    "NoteKind",
    "Party",
    "Period",
    "Personal",
    "Policy",
    "Practice",
    "Purpose",
    "Retention",
    "Review",
    "Right",
    "Signal",
    "SignalName",
    "SignalState",
    "Slot",
    "SubjectKind",
    "Then",
    "Tracker",
    "TrackerClass",
    "TrackerKind",
    "Transfer",
    "Within",
    "described",
]
