"""Is a sale denied beside what the law counts as one?

1. The notice denies it by a `never` on selling, or the claim `no_sale`; a `never` on sharing for the marketing of third
   parties goes with it.
2. Beside it stand advertising networks or marketing partners: data are shared with them, they set or read trackers, or
   they collect for purposes of their own. Making data available for something of value, or for advertising across
   contexts, is selling or sharing in California whatever the notice calls it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import NO_SALE
from troth.policy.model import Practice, Tracker
from troth.policy.validation.overlap import DISCLOSURES, Trees
from troth.policy.validation.rule import Rule, quoted
from troth.policy.vocabulary import is_a
from troth.words import Act, Modal, PartyName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Element, Party, Policy

ADVERTISING = ("advertising_network", "marketing_partner")
"""The kinds of party to whom data go for advertising."""

RULE = Rule(
    id="policy.sale-definition",
    severity=Severity.WARNING,
    finds="A sale of data is denied beside advertising networks or marketing partners that get or collect them.",
    law="Civ. Code 1798.140(ad), (ah)",
    example="""\
parties: {network: {role: third_party, kind: advertising_network, cite: [s2]}}
data: {visits: {is: [pd:BrowsingBehavior], cite: [s1]}}
practices: [{id: no-sale, do: sell, data: [visits], modal: never, cite: [s1]}]
trackers: {ads: {kind: cookie, class: advertising, set_by: [network], data: [visits], cite: [s2]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for all that denies a sale, with all that may be one."""
    denials = _denials(policy)
    disclosures = _disclosures(policy)
    if denials and disclosures:
        text = f"a sale is denied by {quoted(denials)}, and data go to advertisers by {quoted(disclosures)}"
        help_ = "say whether anything of value is given for it, and offer an opt-out of sale and sharing"
        first, *others = denials.values()
        yield RULE.found(first, text, help_, on=[*others, *disclosures.values(), *_reached(policy, disclosures)])


def _denials(policy: Policy) -> dict[str, Element]:
    """What says that nothing is sold. Where nothing does, a `never` on sharing says nothing of sales either."""
    found: dict[str, Element] = {
        f"practices.{name}": practice
        for name, practice in policy.practices.items()
        if practice.modal is Modal.NEVER and Act.SELL in practice.do
    }
    found |= {f"claims.{name}": claim for name, claim in policy.claims.items() if claim.say == NO_SALE}
    marketing = [
        name for name, purpose in policy.purposes.items() if any(is_a(word, "dpv:Marketing") for word in purpose.is_)
    ]
    if found:
        found |= {
            f"practices.{name}": practice
            for name, practice in policy.practices.items()
            if practice.modal is Modal.NEVER and Act.SHARE in practice.do and set(practice.for_) & set(marketing)
        }
    return found


def _advertisers(policy: Policy) -> list[PartyName]:
    return [name for name, party in policy.parties.items() if party.kind in ADVERTISING]


def _reached(policy: Policy, disclosures: Mapping[str, Element]) -> list[Party]:
    """The advertisers to whom data go."""
    trees = Trees.of(policy)
    slots = [
        (*element.with_, *element.by) if isinstance(element, Practice) else (*element.set_by, *element.read_by)
        for element in disclosures.values()
        if isinstance(element, Practice | Tracker)
    ]
    return [policy.parties[name] for name in _advertisers(policy) if any(name in trees.parties.reach(s) for s in slots)]


def _disclosures(policy: Policy) -> dict[str, Element]:
    """Practices and trackers by which advertisers get or collect data."""
    trees = Trees.of(policy)
    advertisers = set(_advertisers(policy))
    found: dict[str, Element] = {}
    for name, practice in policy.practices.items():
        to = trees.parties.reach(practice.with_) if DISCLOSURES & set(practice.do) else frozenset()
        reached = (to | trees.parties.reach(practice.by)) & advertisers
        if practice.modal is not Modal.NEVER and reached:
            found[f"practices.{name}"] = practice
    for tracker_name, tracker in policy.trackers.items():
        if trees.parties.reach((*tracker.set_by, *tracker.read_by)) & advertisers:
            found[f"trackers.{tracker_name}"] = tracker
    return found
