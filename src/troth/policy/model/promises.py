"""What does the notice promise beyond single uses? Rights, limits, transfers, duties, age rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from troth.policy.model.element import Condition, Element, described
from troth.words import DataName, Duration, Modal, PartyName, PurposeName, RightKind, SubjectKindName


@dataclass(frozen=True, slots=True)
class Within:
    """A time limit for one kind of request."""

    right: RightKind
    limit: Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How often a right may be used."""

    times: int = described("How many times.", required=True)
    per: Duration = described("In any period of this length.", required=True)


@dataclass(frozen=True, slots=True)
class KeepIf:
    """Grounds on which data are kept although erasure was asked for."""

    right: RightKind
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Right(Element):
    """A right of data subjects, as the notice grants it."""

    do: tuple[RightKind, ...] = described("Which requests.", required=True)
    who: SubjectKindName | None = described("Who has it; everybody where left out.", default=None)
    data: tuple[DataName, ...] = described("For which data; all where left out.")
    law: str = described("The law the notice names for it.", default="")
    how: tuple[str, ...] = described("How it is exercised: addresses, `profile`, ...")
    within: tuple[Within, ...] = described("The notice's own time limits: `{erase: P30D}`.")
    limit: Limit | None = described("How often: `{times: 2, per: P12M}`.", default=None)
    lookback: Duration | None = described("How far back an answer reaches.", default=None)
    verify: tuple[str, ...] = described("What proof of identity is asked for.")
    refuse_if: tuple[str, ...] = described("Grounds on which it is refused.")
    keep_if: tuple[KeepIf, ...] = described("Grounds on which data are kept: `{erase: [billing, fraud]}`.")
    redirect: PartyName | None = described("Whom the subject must ask instead.", default=None)
    no_retaliation: bool = described("True where the notice promises no worse treatment.", default=False)
    reasons_given: bool = described("True where the notice promises reasons for a refusal.", default=False)
    covers: tuple[str, ...] = described(
        "What the answer contains: `categories`, `sources`, `purposes`, `recipients`, `copy`, ..."
    )


class Then(StrEnum):
    """What happens to data at the end of their retention."""

    DELETE = "delete"
    ANONYMISE = "anonymise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention(Element):
    """A limit on how long data are kept. The limit for the narrowest category wins."""

    data: tuple[DataName, ...] = described("Which data.", required=True)
    for_: tuple[PurposeName, ...] = described("Kept for which purposes; all where left out.")
    subjects: tuple[SubjectKindName, ...] = described("Of which subjects; all where left out.")
    max: Duration | None = described("Never longer than this after collection.", default=None)
    until: str = described("An event that ends it: `purpose_fulfilled`, `legal_duty_ended`, `request`, ...", default="")
    then: Then = described("What happens then.", default=Then.DELETE)
    unless: tuple[Condition, ...] = described("Facts under which it is kept longer.")
    modal: Modal = described("`does` limits; `may` permits keeping without a limit of its own.", default=Modal.DOES)
    default: bool = described("True where the limit holds unless the subject asks for less.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Element):
    """Data crossing a border (GDPR Art. 44-49)."""

    to: tuple[str, ...] = described("Countries (ISO 3166-1 alpha-2, or `*`).", required=True)
    from_: tuple[str, ...] = described("Countries they come from; any where left out.")
    mechanism: str = described(
        "`adequacy`, `scc`, `bcr`, `consent`, `derogation`; empty where the notice names none.", default=""
    )
    data: tuple[DataName, ...] = described("Which data.", default=(DataName("*"),))
    with_: tuple[PartyName, ...] = described("Which recipients; any where left out.")


class Event(StrEnum):
    """What sets off a duty."""

    BREACH = "breach"
    BREACH_RISK = "breach_risk"
    POLICY_CHANGE = "policy_change"
    MATERIAL_POLICY_CHANGE = "material_policy_change"
    SUSPENSION = "suspension"
    THIRD_PARTY_COLLECTION = "third_party_collection"
    NEW_PURPOSE = "new_purpose"
    REFUSAL = "refusal"
    CHILD_FOUND = "child_found"
    INQUIRY = "inquiry"
    COLLECTION = "collection"
    LINK_OUT = "link_out"
    SERVICE_CHANGE = "service_change"
    REVIEW_PERIOD = "review_period"


class Deed(StrEnum):
    """What a duty demands."""

    POST = "post"
    NOTIFY = "notify"
    REVIEW = "review"
    ERASE = "erase"
    GIVE_REASON = "give_reason"
    FORWARD = "forward"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    PREVENT = "prevent"
    ASSIST = "assist"
    ASK = "ask"
    SHOW = "show"
    ASSESS = "assess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Element):
    """Something the organisation has to do when something happens."""

    when: Event = described("What sets it off.", required=True)
    do: tuple[Deed, ...] = described("What is to be done.", required=True)
    who: tuple[str, ...] = described("Towards whom: a party, a kind of subject, or `subject`.")
    how: tuple[str, ...] = described("How: an address, a channel, a place.")
    within: Duration | None = described("By when, where the notice says so.", default=None)
    modal: Modal = described("`does` is a duty, `may` is an intention.", default=Modal.DOES)
    data: tuple[DataName, ...] = described("For which data; all where left out.")


class ChildRuleKind(StrEnum):
    """What a notice does about children."""

    EXCLUDE = "exclude"
    PARENTAL_CONSENT = "parental_consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildRule(Element):
    """An age limit (GDPR Art. 8; 16 CFR 312)."""

    under: int = described("In years: the rule is for subjects younger than this.", required=True)
    rule: ChildRuleKind = described("`exclude`, or `parental_consent`.", required=True)
    found: tuple[Deed, ...] = described("What is done when a child's data are found.")
    report: tuple[str, ...] = described("Where a child's data can be reported.")
