"""Does the draft of a policy decide as the reviewed policy does?

The notices of the five examples are read without help, and the drafts are asked what the reviewed policies are asked.
Both have names of their own, so the questions are put in terms of the vocabulary: a term stands for the declared names
that it is said to be, else for those it is wider than. Data that a policy does not name are asked about by the nearest
wider category; purposes are not: the vocabulary classifies them, and a permission to provide a service is none to
analyse it. A question is allowed where any of the names it stands for is; where a policy has none, it permits nothing.

The questions of an organisation are all (data, purpose, recipient) of terms that its reviewed policy knows, taken
evenly up to `MOST`, for a subject who has said nothing. Allowed and denied ones are counted apart, since a draft that
denies everything must not look good.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bench.race import FULL, Effort
from bench.row import Row
from troth.decisions import Choices, Question, decide
from troth.notice import read_notice
from troth.policy.file.read import load_policy
from troth.policy.vocabulary import ancestors, is_a
from troth.reading.draft import draft
from troth.reading.read import read
from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from troth.policy.model import DataCategory, Policy, Purpose
    from troth.words import DataName, PartyName, PurposeName

NameType = TypeVar("NameType", bound=str)
NAME = "agreement"
OPERATION = "decisions of draft and reviewed policy"
MOST = 240
_EXAMPLES = Path(__file__).parents[1] / "examples"
DATA = (
    "pd:EmailAddress", "pd:Name", "pd:TelephoneNumber", "pd:PhysicalAddress", "pd:IPAddress", "pd:BrowsingBehavior",
    "pd:PaymentCard", "pd:Financial", "troth:MessageContent", "troth:CookieIdentifier", "pd:Demographic", "pd:CallLog",
    "troth:SurveyResponse", "pd:Location", "pd:Preference", "troth:AccountData", "dpv:PersonalData", "pd:MedicalHealth",
    "troth:UserGeneratedContent", "pd:Health",
)  # fmt: skip
PURPOSES = (
    "dpv:ServiceProvision", "dpv:DirectMarketing", "dpv:PersonalisedAdvertising", "dpv:ServiceUsageAnalytics",
    "dpv:ImproveExistingProductsAndServices", "dpv:FraudPreventionAndDetection", "troth:CorporateTransaction",
    "troth:LegalRequest", "dpv:SellDataToThirdParties", "dpv:PaymentManagement", "troth:AggregateStatistics",
    "dpv:CustomerCare", "troth:Newsletter", "dpv:Personalisation", "dpv:RecruitmentManagement", "troth:ModelTraining",
    "troth:Billing", "troth:MessageDelivery",
)  # fmt: skip
RECIPIENTS = (
    None, "troth:AdvertisingNetwork", "dpv:DataProcessor", "troth:Affiliate", "troth:BusinessPartner",
    "troth:Successor", "dpv:GovernmentalOrganisation", "troth:TelephonyOperator", "troth:PaymentProcessor",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in terms of the vocabulary."""

    data: str
    purpose: str
    recipient: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a draft decides as the reviewed policy: of the questions that this one allows, and that it denies."""

    organisation: str
    allowed: int
    allowed_alike: int
    denied: int
    denied_alike: int

    @property
    def share(self) -> float:
        """The share of all questions that both answer alike, 0 to 1."""
        return (self.allowed_alike + self.denied_alike) / max(1, self.allowed + self.denied)


def measure(effort: Effort = FULL) -> list[Row]:
    """One row an organisation, and one for all; takes some seconds."""
    folders = sorted(file.parent for file in _EXAMPLES.glob("*/notice.md"))
    agreements = [agreement(folder) for folder in folders[: effort.of(len(folders), 1)]]
    rows = [_row(each) for each in agreements]
    every = sum(each.allowed + each.denied for each in agreements)
    alike = sum(each.allowed_alike + each.denied_alike for each in agreements)
    return [
        *rows,
        Row(
            "decisions of draft and reviewed policy",
            "troth, all",
            100 * alike / every,
            "% alike",
            f"{every} questions",
            ">= 85",
        ),
    ]


def _row(each: Agreement) -> Row:
    note = f"allowed {each.allowed_alike} of {each.allowed}, denied {each.denied_alike} of {each.denied}"
    return Row(OPERATION, f"troth, {each.organisation}", 100 * each.share, "% alike", note, ">= 85")


def agreement(folder: Path) -> Agreement:
    """How far the draft of a folder's notice agrees with its policy."""
    reviewed = load_policy(folder / "policy.yaml")
    drafted = draft(read(read_notice(folder / "notice.md")), folder.name).policy
    questions = questions_for(reviewed)
    wanted = [allows(reviewed, asked) for asked in questions]
    got = [allows(drafted, asked) for asked in questions]
    alike = [one == other for one, other in zip(wanted, got, strict=True)]
    return Agreement(
        folder.name,
        sum(wanted),
        sum(same for same, want in zip(alike, wanted, strict=True) if want),
        len(wanted) - sum(wanted),
        sum(same for same, want in zip(alike, wanted, strict=True) if not want),
    )


def questions_for(policy: Policy) -> list[Asked]:
    """The questions of an organisation, evenly taken out of all that its policy can be asked."""
    data = [term for term in DATA if data_of(policy, term)]
    purposes = [term for term in PURPOSES if purposes_of(policy, term)]
    recipients = [term for term in RECIPIENTS if term is None or parties_of(policy, term)]
    every = [Asked(*each) for each in itertools.product(data, purposes, recipients)]
    step = max(1, len(every) // MOST)
    return every[::step]


def allows(policy: Policy, asked: Asked) -> bool:
    """Whether the policy allows any of what the question stands for, to a subject who has said nothing."""
    return any(decide(policy, question, Choices()).allowed for question in _put(policy, asked))


def _put(policy: Policy, asked: Asked) -> Iterator[Question]:
    recipients: Sequence[PartyName | None] = [None] if asked.recipient is None else parties_of(policy, asked.recipient)
    for data, purpose, recipient in itertools.product(
        data_of(policy, asked.data), purposes_of(policy, asked.purpose), recipients
    ):
        acts = (Act.USE,) if recipient is None else (Act.SHARE,)
        if asked.purpose == "dpv:SellDataToThirdParties":
            acts = (Act.SELL,)
        for act in acts:
            yield Question(data, purpose, recipient, do=act)


def data_of(policy: Policy, term: str) -> list[DataName]:
    """The declared categories that a term stands for."""
    return _named(policy.data, (term, *ancestors(term)))


def purposes_of(policy: Policy, term: str) -> list[PurposeName]:
    """The declared purposes that a term stands for."""
    return _named(policy.purposes, (term,))


def _named(
    declared: Mapping[NameType, DataCategory] | Mapping[NameType, Purpose], wanted: tuple[str, ...]
) -> list[NameType]:
    """The names that are said to be the first of these terms that any is; else those below the first."""
    terms = {name: _terms(declared, name) for name in declared}
    for term in wanted:
        exact = [name for name, own in terms.items() if term in own]
        if exact:
            return exact
    return [name for name, own in terms.items() if any(is_a(each, wanted[0]) for each in own)]


def _terms(declared: Mapping[NameType, DataCategory] | Mapping[NameType, Purpose], name: NameType) -> set[str]:
    """The terms of the vocabulary that an element is said to be, in its own words."""
    return {word for word in declared[name].is_ if word not in declared}


def parties_of(policy: Policy, term: str) -> list[PartyName]:
    """The declared parties of a kind; the vocabulary's local names are the kinds of the file."""
    kinds = _kinds(term)
    return [name for name, party in policy.parties.items() if party.kind in kinds or str(party.role) in kinds]


def _kinds(term: str) -> Iterable[str]:
    return _KINDS[term]


_KINDS = {
    "troth:AdvertisingNetwork": {"advertising_network", "advertiser"},
    "dpv:DataProcessor": {"processor", "data_processor", "vendor"},
    "troth:Affiliate": {"affiliate", "subsidiary_legal_entity"},
    "troth:BusinessPartner": {"business_partner", "partner"},
    "troth:Successor": {"successor"},
    "dpv:GovernmentalOrganisation": {"authority", "public_authority", "law_enforcement", "governmental_organisation"},
    "troth:TelephonyOperator": {"telephony_operator"},
    "troth:PaymentProcessor": {"payment_processor", "card_processor"},
}
