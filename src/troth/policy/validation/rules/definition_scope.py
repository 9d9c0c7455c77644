"""Are data called not personal that identify somebody?

1. The notice says so in a claim (`no_personal_data`), of a tracker (`personal: false`) or of data (`personal: none`).
2. They identify somebody when an identifier is among them (`troth.policy.validation.meaning`), or when a practice that
   the notice permits combines them with personal data.
3. One finding for each claim, with all it is about. Trackers and the widest categories of data join the finding that
   rests on the same identifiers and links; the rest are findings of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import NO_PERSONAL_DATA
from troth.policy.model import Claim, DataCategory, Element, Personal, Tracker
from troth.policy.tree import upward
from troth.policy.validation.meaning import identifiers_among, linking_practices
from troth.policy.validation.overlap import Trees
from troth.policy.validation.rule import Rule, quoted, spoken_of
from troth.words import DataName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy, Practice

RULE = Rule(
    id="policy.definition-scope",
    severity=Severity.WARNING,
    finds="Data or trackers are called not personal, and hold identifiers or are linked to personal data.",
    law="GDPR 4(1), recital 30; Civ. Code 1798.140(v)(1)(A)",
    example="""\
data: {device: {is: [pd:IPAddress], personal: none, cite: [s1]}}
claims: [{id: not-personal, say: no_personal_data, about: [data.device], cite: [s1]}]
""",
)


@dataclass(slots=True)
class _Denial:
    """What says that data are not personal, and what shows that they are."""

    denying: dict[str, Element]
    about: list[Element]
    identifiers: dict[str, DataCategory]
    links: dict[str, Practice]

    @classmethod
    def of(cls, policy: Policy, trees: Trees, address: str, element: Element, about: Mapping[str, Element]) -> _Denial:
        """A denial by an element, about other elements or itself."""
        slot = tuple(name for each in about.items() for name in _data_of(*each))
        shown = (identifiers_among(policy, trees, slot), linking_practices(policy, trees, slot))
        return cls({address: element}, list(about.values()), *shown)

    @property
    def evidence(self) -> set[str]:
        """The names of all that shows the data to be personal."""
        return {*self.identifiers, *self.links}


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each denial that does not hold; what shows nothing new joins the denial that it repeats."""
    trees = Trees.of(policy)
    found: list[_Denial] = []
    for address, element, about in _denials(policy):
        denial = _Denial.of(policy, trees, address, element, about)
        said = next((other for other in found if denial.evidence <= other.evidence), None)
        if not denial.evidence:
            continue
        if said is None or isinstance(element, Claim):
            found.append(denial)
        else:
            said.denying |= denial.denying
    for denial in found:
        yield _problem(denial)


def _denials(policy: Policy) -> Iterator[tuple[str, Element, dict[str, Element]]]:
    """What denies that data are personal: claims, trackers, and the widest categories, each with what it is about."""
    for name, claim in policy.claims.items():
        if claim.say == NO_PERSONAL_DATA:
            yield f"claims.{name}", claim, dict(spoken_of(policy, claim.about))
    for tracker_name, tracker in policy.trackers.items():
        if tracker.personal is False:
            yield f"trackers.{tracker_name}", tracker, {f"trackers.{tracker_name}": tracker}
    for data_name, category in policy.data.items():
        if _is_widest(policy, data_name, category):
            yield f"data.{data_name}", category, {f"data.{data_name}": category}


def _data_of(address: str, element: Element) -> tuple[DataName, ...]:
    """The data that an element which a claim is about carries."""
    if isinstance(element, DataCategory):
        return (DataName(address.partition(".")[2]),)
    return element.data if isinstance(element, Tracker) else ()


def _is_widest(policy: Policy, name: str, category: DataCategory) -> bool:
    """Whether a category is called not personal, and nothing above it is."""
    return category.personal is Personal.NONE and not any(
        policy.data[DataName(each)].personal is Personal.NONE for each in upward(policy.data, name)[1:]
    )


def _problem(denial: _Denial) -> Problem:
    reasons = []
    if denial.identifiers:
        among = quoted(f"data.{name}" for name in denial.identifiers)
        reasons.append(f"a person or her device is identified by {among}")
    if denial.links:
        by = quoted(f"practices.{name}" for name in denial.links)
        reasons.append(f"they are linked to personal data by {by}")
    text = f"data are not personal by {quoted(denial.denying)}, and {'; '.join(reasons)}"
    first, *others = denial.denying.values()
    on: list[Element] = [*others, *denial.about, *denial.identifiers.values(), *denial.links.values()]
    help_ = "call them personal, or neither collect the identifiers nor link them"
    return RULE.found(first, text, help_, on=on)
