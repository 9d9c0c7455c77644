"""How does the policy read as a fideslang system?

YAML in the shape of fideslang 3 (`system` with `privacy_declarations`), so that tools which read that taxonomy can
be fed. Facts only:

1. One declaration for each permitting practice and each of its purposes. Keys of fideslang's own taxonomy are used
   where terms of the element have an evident counterpart; else the element's own name, and that key is declared in
   the same file below the nearest fideslang key, so that no key dangles.
2. The legal basis stands where the notice names it, the retention where a limit in the policy is about the very data.

What it leaves out, because fideslang has no place for it: prohibitions, `only`, choices, conditions, rights, duties,
and practices that name no purpose. `left_out` lists them in a comment at the head.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from troth.policy.export.languages.en import Spoken
from troth.policy.vocabulary import ancestors
from troth.words import EVERYTHING, Basis, Modal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from troth.policy.model import Policy, Practice

_DATA = {
    "pd:EmailAddress": "user.contact.email", "pd:TelephoneNumber": "user.contact.phone_number",
    "pd:PhysicalAddress": "user.contact.address", "pd:PostalCode": "user.contact.address.postal_code",
    "pd:Contact": "user.contact", "pd:Name": "user.name", "pd:Username": "user.account.username",
    "troth:AccountData": "user.account", "pd:IPAddress": "user.device.ip_address",
    "troth:CookieIdentifier": "user.device.cookie_id", "troth:DeviceIdentifier": "user.device.device_id",
    "pd:DeviceBased": "user.device", "pd:UserAgent": "user.device",
    "pd:BrowsingBehavior": "user.behavior.browsing_history",
    "troth:SearchHistory": "user.behavior.search_history", "pd:Purchase": "user.behavior.purchase_history",
    "pd:Behavioral": "user.behavior", "pd:GPSCoordinate": "user.location.precise",
    "troth:CoarseLocation": "user.location.imprecise", "pd:Location": "user.location", "pd:UID": "user.unique_id",
    "pd:PaymentCard": "user.financial.credit_card", "pd:BankAccount": "user.financial.bank_account",
    "pd:Financial": "user.financial", "pd:Password": "user.authorization.password",
    "pd:Authenticating": "user.authorization.credentials", "pd:Demographic": "user.demographic",
    "pd:BirthDate": "user.demographic.date_of_birth", "pd:Age": "user.demographic.age_range",
    "pd:Gender": "user.demographic.gender", "pd:Language": "user.demographic.language",
    "pd:Ethnicity": "user.demographic.race_ethnicity", "pd:PoliticalOpinion": "user.demographic.political_opinion",
    "pd:Biometric": "user.biometric", "pd:MedicalHealth": "user.health_and_medical",
    "pd:Criminal": "user.criminal_history",
    "troth:UserGeneratedContent": "user.content", "pd:Communication": "user.content.private",
    "troth:Employer": "user.workplace", "pd:PrivacyPreference": "user.privacy_preferences", "pd:Social": "user.social",
    "dpv:PersonalData": "user",
}  # fmt: skip
_USES = {
    "dpv:ServiceUsageAnalytics": "analytics", "troth:AdMeasurement": "analytics.reporting.ad_performance",
    "dpv:RecruitmentManagement": "employment.recruitment", "dpv:HumanResourceManagement": "employment",
    "dpv:FraudPreventionAndDetection": "essential.fraud_detection",
    "dpv:MisusePreventionAndDetection": "essential.fraud_detection",
    "dpv:LegalCompliance": "essential.legal_obligation",
    "dpv:IdentityAuthentication": "essential.service.authentication",
    "troth:ServiceMessage": "essential.service.notifications",
    "dpv:PaymentManagement": "essential.service.payment_processing",
    "dpv:EnforceSecurity": "essential.service.security", "dpv:CustomerCare": "essential.service.operations.support",
    "dpv:TechnicalServiceProvision": "essential.service.operations", "dpv:ServiceProvision": "essential.service",
    "troth:Accounting": "finance", "dpv:ServiceOptimisation": "functional.service.improve",
    "dpv:ImproveExistingProductsAndServices": "functional.service.improve",
    "troth:AdFrequencyCapping": "marketing.advertising.frequency_capping",
    "troth:ThirdPartyMarketing": "marketing.advertising.third_party",
    "dpv:TargetedAdvertising": "marketing.advertising.profiling", "dpv:Advertising": "marketing.advertising",
    "dpv:DirectMarketing": "marketing.communications", "dpv:Marketing": "marketing",
    "dpv:Personalisation": "personalize", "dpv:ServicePersonalisation": "personalize.content",
    "dpv:OrganisationGovernance": "operations", "troth:ModelTraining": "train_ai_system",
}  # fmt: skip
"""Keys of fideslang 3 (its data_categories and data_uses) by our terms; a narrower term takes a wider one's."""

_BASES = {
    Basis.CONSENT: "Consent", Basis.CONTRACT: "Contract", Basis.LEGAL_OBLIGATION: "Legal obligations",
    Basis.VITAL_INTEREST: "Vital interests", Basis.PUBLIC_TASK: "Public interest",
    Basis.LEGITIMATE_INTEREST: "Legitimate interests",
}  # fmt: skip

_ANYONE = "anyone_covered"
"""fideslang asks for subjects; a practice that names none is about everybody the notice covers."""


def fideslang_yaml(policy: Policy) -> str:
    """The policy as fideslang YAML, the same bytes every time."""
    names = Spoken(policy)
    kept = [each for each in policy.practices.values() if _can_stand(each)]
    categories = _Keys(policy.data, _DATA, "user", names.datum)
    uses = _Keys(policy.purposes, _USES, "operations", names.purpose)
    declarations = [_declaration(policy, each, use, categories, uses) for each in kept for use in each.for_]
    subjects = sorted({subject for each in kept for subject in _subjects(each)})
    document = {
        "data_category": categories.declared(),
        "data_use": uses.declared(),
        "data_subject": [{"fides_key": each, "name": names.subject(each).capitalize()} for each in subjects],
        "system": [
            {
                "fides_key": policy.head.organisation,
                "name": names.organisation(),
                "description": f"What the notice permits, version {policy.head.version}",
                "system_type": "Organization",
                "privacy_declarations": declarations,
            }
        ],
    }
    yaml = YAML()
    yaml.default_flow_style = False
    yaml.width = 110
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = io.StringIO()
    yaml.dump({key: value for key, value in document.items() if value}, text)
    return "".join(f"# {line}\n" for line in _head(policy)) + text.getvalue()


def left_out(policy: Policy) -> tuple[str, ...]:
    """The ids of the practices that fideslang has no place for, in the order of the file."""
    return tuple(id_ for id_, each in policy.practices.items() if not _can_stand(each))


def _can_stand(practice: Practice) -> bool:
    return practice.modal is not Modal.NEVER and bool(practice.for_) and EVERYTHING not in practice.for_


def _head(policy: Policy) -> list[str]:
    missing = left_out(policy)
    said = ["fideslang has no prohibitions, choices, conditions or rights: the policy file has them."]
    return [*said, f"Not in this file: {', '.join(missing)}"] if missing else said


def _subjects(practice: Practice) -> tuple[str, ...]:
    return practice.subjects or (_ANYONE,)


def _declaration(policy: Policy, practice: Practice, use: str, categories: _Keys, uses: _Keys) -> dict[str, Any]:
    data = list(dict.fromkeys(key for each in practice.data for key in categories.keys(each)))
    found: dict[str, Any] = {
        "name": f"{practice.id} for {use}" if len(practice.for_) > 1 else str(practice.id),
        "data_categories": data,
        "data_use": uses.keys(use)[0],
        "data_subjects": list(_subjects(practice)),
    }
    if practice.basis:
        found["legal_basis_for_processing"] = _BASES[practice.basis]
    limits = [str(each.max) for each in policy.retention.values() if each.max and set(practice.data) <= set(each.data)]
    if limits:
        found["retention_period"] = limits[0]
    if practice.with_:
        found["data_shared_with_third_parties"] = True
        found["third_parties"] = ", ".join(Spoken(policy).party(each) for each in practice.with_)
    return found


class _Keys:
    """The fideslang keys of one kind of element, and those that the file has to declare itself."""

    def __init__(self, elements: Mapping[Any, Any], table: Mapping[str, str], root: str, label: Any) -> None:
        self._elements = elements
        self._table = table
        self._root = root
        self._label = label
        self._own: dict[str, dict[str, str]] = {}

    def keys(self, name: str) -> list[str]:
        """The keys of an element: fideslang's where its own terms have them, else one key below the nearest."""
        if name == EVERYTHING:
            return [self._root]
        is_ = self._elements[name].is_ if name in self._elements else ()
        exact = [self._table[each] for each in is_ if each in self._table and self._table[each] != self._root]
        if exact:
            return exact
        parent = self._nearest(is_)
        key = f"{parent}.{name}"
        self._own[key] = {"fides_key": key, "name": self._label(name).capitalize(), "parent_key": parent}
        return [key]

    def _nearest(self, is_: Iterable[str], seen: frozenset[str] = frozenset()) -> str:
        """The fideslang key of the first term that has one, itself or by a wider term, through names of the file."""
        for each in is_:
            if each in self._elements and each not in seen:
                found = self._nearest(self._elements[each].is_, seen | {each})
                if found != self._root:
                    return found
            for term in (each, *ancestors(each)):
                if term in self._table and self._table[term] != self._root:
                    return self._table[term]
        return self._root

    def declared(self) -> list[dict[str, str]]:
        """The keys that are not fideslang's, in alphabetical order."""
        return [self._own[key] for key in sorted(self._own)]
