"""What is a policy as a whole?"""

from __future__ import annotations

from dataclasses import dataclass, field

from troth.policy.model.element import Element
from troth.policy.model.facts import Claim, Measure, Note, Tracker
from troth.policy.model.head import Head
from troth.policy.model.names import DataCategory, Party, Purpose, SubjectKind
from troth.policy.model.practices import Choice, Practice, Signal, SignalName
from troth.policy.model.promises import ChildRule, Duty, Retention, Right, Transfer
from troth.words import ChoiceId, DataName, PartyName, PracticeId, PurposeName, SubjectKindName, TrackerName


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A whole policy file. Elements that others name are kept by name, the others in the order of the file."""

    head: Head
    parties: dict[PartyName, Party] = field(default_factory=dict)
    subjects: dict[SubjectKindName, SubjectKind] = field(default_factory=dict)
    data: dict[DataName, DataCategory] = field(default_factory=dict)
    purposes: dict[PurposeName, Purpose] = field(default_factory=dict)
    practices: dict[PracticeId, Practice] = field(default_factory=dict)
    choices: dict[ChoiceId, Choice] = field(default_factory=dict)
    signals: dict[SignalName, Signal] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)
    retention: dict[str, Retention] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)
    children: dict[str, ChildRule] = field(default_factory=dict)
    trackers: dict[TrackerName, Tracker] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    file: str = field(default="", compare=False)

    def elements(self) -> list[tuple[str, Element]]:
        """Every element with its address, such as `practices.use-marketing`, in the order of the file's kinds."""
        found: list[tuple[str, Element]] = [("policy", self.head)]
        for kind in KINDS:
            found.extend((f"{kind}.{id_}", element) for id_, element in getattr(self, kind).items())
        return found

    def element(self, address: str) -> Element | None:
        """The element at an address such as `practices.use-marketing`; None where there is none."""
        if address == "policy":
            return self.head
        kind, _, id_ = address.partition(".")
        found = getattr(self, kind).get(id_) if kind in KINDS else None
        return found if isinstance(found, Element) else None


KINDS: dict[str, type[Element]] = {
    "parties": Party,
    "subjects": SubjectKind,
    "data": DataCategory,
    "purposes": Purpose,
    "practices": Practice,
    "choices": Choice,
    "signals": Signal,
    "rights": Right,
    "retention": Retention,
    "transfers": Transfer,
    "duties": Duty,
    "children": ChildRule,
    "trackers": Tracker,
    "measures": Measure,
    "claims": Claim,
    "notes": Note,
}
"""The kinds of element, by their key in the file, in the order in which the file is read and shown."""
