"""How does a policy speak English?

The sentences of elements are in `elements` and `practices`, names in `names`, the words of the format in `phrases`;
here they become a speaker, with the fixed texts of a notice and the lines of its short layer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.export.languages.en import elements, names, phrases, practices
from troth.policy.export.languages.en.frame import FRAME
from troth.policy.export.languages.naming import contact
from troth.policy.export.languages.speaker import Freedom, Lead, Speaker
from troth.policy.model import Default

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.policy.model import (
        ChildRule,
        Choice,
        Claim,
        DataCategory,
        Duty,
        Effective,
        Head,
        Measure,
        Note,
        Party,
        Policy,
        Practice,
        Purpose,
        Retention,
        Right,
        Signal,
        SubjectKind,
        Tracker,
        Transfer,
    )  # fmt: skip
    from troth.words import Basis, Duration, Role

_FREEDOM = {
    Freedom.ASKED: "Only if you agreed",
    Freedom.OPTED: "Unless you say no",
    Freedom.DEEMED: "Because using the service, or entering the data, counts as your agreement",
    Freedom.OTHERWISE: "Without asking you",
}


class Spoken(Speaker):
    """One policy in English."""

    language = "en"
    leads = {lead: lead.value for lead in Lead}  # noqa: RUF012 -- typed as a mapping that nobody writes to
    frame = FRAME

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self.names = names.Names(policy)

    def organisation(self) -> str:
        return self.names.organisation()

    def datum(self, name: str) -> str:
        return self.names.datum(name)

    def purpose(self, name: str) -> str:
        return self.names.purpose(name)

    def party(self, name: str) -> str:
        return self.names.party(name)

    def subject(self, name: str) -> str:
        return self.names.subject(name)

    def route(self, how: str) -> str:
        return self.names.route(how)

    def describe(self, address: str) -> str:
        return elements.describe(self.names, address)

    def in_brief(self, practice: Practice) -> str:
        return practices.in_brief(self.names, practice)

    def country(self, code: str) -> str:
        return names.country(code)

    def law(self, name: str) -> str:
        return names.law(name)

    def role(self, role: Role) -> str:
        return phrases.ROLES[role]

    def listed(self, items: Iterable[str], *, either: bool = False) -> str:
        return names.listed(items, "or" if either else "and")

    def sentence(self, text: str) -> str:
        return names.sentence(text)

    def day(self, on: date) -> str:
        return names.day(on)

    def duration(self, length: Duration) -> str:
        return length.in_words()

    def since(self, effective: Effective) -> str:
        on = names.day(effective.existing) if effective.existing else ""
        if effective.new == "on_acceptance":
            return f"acceptance, for new users{f'; {on}, for the others' if on else ''}"
        return on

    def head(self, head: Head) -> Iterable[str]:
        return elements.say_head(self.names, head)

    def party_itself(self, party: Party) -> Iterable[str]:
        return elements.say_party(self.names, party)

    def subject_kind(self, kind: SubjectKind) -> Iterable[str]:
        return elements.say_subject(self.names, kind)

    def data_category(self, category: DataCategory) -> Iterable[str]:
        return elements.say_data(self.names, category)

    def purpose_itself(self, purpose: Purpose) -> Iterable[str]:
        return elements.say_purpose(self.names, purpose)

    def practice(self, practice: Practice) -> Iterable[str]:
        return practices.say_practice(self.names, practice)

    def choice(self, choice: Choice) -> Iterable[str]:
        return practices.say_choice(self.names, choice)

    def signal(self, signal: Signal) -> Iterable[str]:
        return elements.say_signal(self.names, signal)

    def right(self, right: Right) -> Iterable[str]:
        return elements.say_right(self.names, right)

    def retention(self, limit: Retention) -> Iterable[str]:
        return elements.say_retention(self.names, limit)

    def transfer(self, transfer: Transfer) -> Iterable[str]:
        return elements.say_transfer(self.names, transfer)

    def duty(self, duty: Duty) -> Iterable[str]:
        return elements.say_duty(self.names, duty)

    def child_rule(self, rule: ChildRule) -> Iterable[str]:
        return elements.say_child_rule(self.names, rule)

    def tracker(self, tracker: Tracker) -> Iterable[str]:
        return elements.say_tracker(self.names, tracker)

    def measure(self, measure: Measure) -> Iterable[str]:
        return elements.say_measure(self.names, measure)

    def claim(self, claim: Claim) -> Iterable[str]:
        return elements.say_claim(self.names, claim)

    def note(self, note: Note) -> Iterable[str]:
        return elements.say_note(self.names, note)

    def answers(self) -> str:
        return f"{self.organisation()} answers for your data."

    def also_answers(self, party: Party) -> str:
        data = self.listed(map(self.datum, party.of)) or "some data"
        role = "also answers" if party.role.value == "joint" else "answers, and we only act for them"
        return self.sentence(f"For {data}: {self.party(party.id)} {role}")

    def come_from(self, source: str, data: Iterable[str]) -> str:
        start = f"From {self.names.source(source)}" if source else "Besides"
        return self.sentence(f"{start}: {self.listed(map(self.datum, data))}")

    def grounded(self, freedom: Freedom, basis: Basis | None, purposes: Iterable[str]) -> str:
        start = _FREEDOM[freedom] + (f", because of {phrases.BASES[basis]}" if basis else "")
        return self.sentence(f"{start}: {self.listed(map(self.purpose, purposes))}")

    def receives(self, name: str, purposes: Iterable[str]) -> str:
        known = next((each for each in self.policy.parties.values() if each.id == name), None)
        role = f" ({phrases.ROLES[known.role]})" if known else ""
        aims = self.listed(map(self.purpose, purposes))
        return self.sentence(f"{self.party(name)}{role}" + (f": {aims}" if aims else ""))

    def choice_in_short(self, choice: Choice, practices: Iterable[Practice]) -> str:
        briefs = [self.listed(map(self.purpose, each.for_)) or self.in_brief(each) for each in practices]
        about = ", ".join(dict.fromkeys(briefs))
        if not choice.available:
            return self.sentence(f"You cannot say no to: {about}")
        start = "Nothing happens unless you say yes to" if choice.default is Default.DENIED else "You can say no to"
        how = f", {self.listed(map(self.route, choice.how), either=True)}" if choice.how else ""
        return self.sentence(f"{start}: {about}{how}")

    def reached(self, party: Party) -> str:
        own = party.id == self.policy.head.organisation
        who = self.organisation() if own else self.party(party.id)
        return self.sentence(f"{who}: {'; '.join(map(contact, party.contact))}")
