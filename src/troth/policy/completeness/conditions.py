"""Under which circumstances does an item apply, and does the policy show them?

Each condition answers yes, no, or unknown, with how that is known. What a notice is silent about stays unknown: silence
about transfers does not mean that there are none.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from troth.policy.completeness.demands.origin import indirect_data, indirect_practices
from troth.policy.completeness.demands.safeguards import needs_safeguards
from troth.policy.completeness.demands.sale import ad_sharing, denials_of_sale, denials_of_sharing, sales
from troth.policy.completeness.demands.sensitive import sensitive_data
from troth.policy.completeness.demands.transfers import crossings, transfers_outside
from troth.policy.completeness.gap import Applies
from troth.policy.completeness.seen import rests_on_consent
from troth.policy.model import ChildRuleKind
from troth.words import Act, Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from troth.policy.completeness.seen import Seen

    Told = tuple[Applies, str]
    Condition = Callable[[Seen], Told]

_OWN_SOURCES = ("subject", "device")


def always(_: Seen) -> Told:
    """It applies to every notice."""
    return Applies.YES, ""


def not_in_policy(_: Seen) -> Told:
    """As facts have it that no notice states."""
    return Applies.UNKNOWN, "whether it applies does not follow from a policy"


def established_outside(seen: Seen) -> Told:
    """The organisation is established outside."""
    country = seen.organisation.country if seen.organisation else ""
    if not country or country == "*":
        return Applies.UNKNOWN, "the policy does not say where the organisation is established"
    if country in seen.regime.inside:
        return Applies.NO, f"the organisation is established in {country}"
    return Applies.YES, f"the organisation is established in {country}"


def disclosure(seen: Seen) -> Told:
    """Data are passed on."""
    if seen.doing(Act.SHARE, Act.SELL, Act.TRANSFER, Act.PUBLISH):
        return Applies.YES, "the policy permits passing data on"
    if any("*" in each.data and not each.unless and not each.for_ for each in seen.forbidden(Act.SHARE)):
        return Applies.NO, "the policy forbids passing data on"
    return Applies.UNKNOWN, "the policy does not say whether data are passed on"


def transfers(seen: Seen) -> Told:
    """Data cross a border."""
    if transfers_outside(seen) or crossings(seen):
        return Applies.YES, "the policy names a place outside"
    if seen.policy.transfers:
        return Applies.NO, "every country that data go to lies within"
    if any("*" in each.data and not each.unless for each in seen.forbidden(Act.TRANSFER)):
        return Applies.NO, "the policy forbids transfers"
    return Applies.UNKNOWN, "the policy does not say whether data cross a border"


def safeguards(seen: Seen) -> Told:
    """A transfer rests on safeguards, of which there is a copy."""
    told, why = transfers(seen)
    if told is not Applies.YES:
        return told, why
    resting = [each for each in transfers_outside(seen) if each.mechanism]
    if resting and len(resting) == len(transfers_outside(seen)) and not any(map(needs_safeguards, resting)):
        return Applies.NO, "no transfer rests on safeguards of which there is a copy"
    return Applies.YES, why


def legitimate_interest(seen: Seen) -> Told:
    """Some processing rests on legitimate interests."""
    if any(each.basis is Basis.LEGITIMATE_INTEREST for each in seen.own.values()):
        return Applies.YES, "the policy names legitimate interest as a basis"
    if seen.own and all(each.basis or rests_on_consent(each) for each in seen.own.values()):
        return Applies.NO, "every practice rests on another basis"
    return Applies.UNKNOWN, "the policy does not name the basis of every practice"


def consent(seen: Seen) -> Told:
    """Some processing rests on consent."""
    if any(map(rests_on_consent, seen.own.values())):
        return Applies.YES, "the policy names consent as a basis"
    if seen.own and all(each.basis for each in seen.own.values()):
        return Applies.NO, "every practice rests on another basis"
    return Applies.UNKNOWN, "the policy does not name the basis of every practice"


def direct(seen: Seen) -> Told:
    """Data come from the subject."""
    origins = [category.from_ for name in seen.held for category in seen.wider(name) if category.from_]
    origins += [each.from_ for each in seen.own.values() if each.from_]
    if any(origin in _OWN_SOURCES for each in origins for origin in each):
        return Applies.YES, "the policy says that data come from the subject"
    if origins and all(any(category.from_ for category in seen.wider(name)) for name in seen.held):
        return Applies.NO, "no data come from the subject"
    return Applies.UNKNOWN, "the policy does not say where all data come from"


def indirect(seen: Seen) -> Told:
    """Data come from others than the subject."""
    if indirect_practices(seen) or indirect_data(seen):
        return Applies.YES, "the policy says that data come from others"
    if seen.held and all(any(category.from_ for category in seen.wider(name)) for name in seen.held):
        return Applies.NO, "all data come from the subject or her device"
    return Applies.UNKNOWN, "the policy does not say where all data come from"


def automated(seen: Seen) -> Told:
    """Decisions are made by automated means."""
    if any(each.automated for each in seen.permitted.values()):
        return Applies.YES, "the policy names automated decisions"
    return Applies.UNKNOWN, "the policy does not say whether decisions are automated"


def sale(seen: Seen) -> Told:
    """Data are sold, or shared for cross-context behavioural advertising."""
    if sales(seen) or ad_sharing(seen):
        return Applies.YES, "the policy permits sale or sharing for advertising"
    if denials_of_sale(seen) and denials_of_sharing(seen):
        return Applies.NO, "the policy forbids sale and sharing for advertising"
    return Applies.UNKNOWN, "the policy does not deny both sale and sharing for advertising"


def sensitive(seen: Seen) -> Told:
    """Sensitive data are held."""
    if sensitive_data(seen):
        return Applies.YES, "the policy names sensitive data"
    return Applies.UNKNOWN, "the policy does not say whether sensitive data are collected"


def sensitive_unlimited(seen: Seen) -> Told:
    """Sensitive data serve more than 11 CCR 7027(m) allows."""
    names = sensitive_data(seen)
    practices = [each for each in seen.own.values() if names & seen.personal(each.data)]
    if practices and all(each.only for each in practices):
        return Applies.NO, "the policy closes the uses of sensitive data"
    return Applies.UNKNOWN, "whether sensitive data serve more than 11 CCR 7027(m) allows does not follow from a policy"


def children(seen: Seen) -> Told:
    """Data of children are collected."""
    rules = seen.policy.children.values()
    if any(each.rule is ChildRuleKind.PARENTAL_CONSENT for each in rules):
        return Applies.YES, "the policy asks for the consent of parents"
    if rules or any(each.say == "not_directed_to_children" for each in seen.policy.claims.values()):
        return Applies.NO, "the policy keeps children out"
    return Applies.UNKNOWN, "the policy does not say whether data of children are collected"


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            always,
            not_in_policy,
            established_outside,
            disclosure,
            transfers,
            safeguards,
            legitimate_interest,
            consent,
            direct,
            indirect,
            automated,
            sale,
            sensitive,
            sensitive_unlimited,
            children,
        )
    }
)
"""Every condition that an item can name."""
