"""What is permitted, what is forbidden, and what can the subject say about it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from troth.policy.model.element import Condition, Element, described
from troth.words import (
    Act,
    Basis,
    Channel,
    ConsentMode,
    DataName,
    Duration,
    Modal,
    PartyName,
    PracticeId,
    PurposeName,
    SubjectKindName,
)


class Slot(StrEnum):
    """The slot of a practice that the word `only` closes."""

    DATA = "data"
    FOR = "for"
    WITH = "with"
    WHERE = "where"
    VIA = "via"
    FROM = "from"
    BY = "by"


class Review(StrEnum):
    """When a human looks again at an automated decision."""

    NONE = "none"
    HUMAN_ON_REQUEST = "human_on_request"
    HUMAN_ALWAYS = "human_always"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time in the past: data collected from `from` to `to`, both inclusive."""

    from_: date = described("First day.", required=True)
    to: date = described("Last day.", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Element):
    """A permission or a prohibition. A slot that is left out does not limit the practice."""

    do: tuple[Act, ...] = described("What is done.", required=True)
    data: tuple[DataName, ...] = described("To which data.", required=True)
    subjects: tuple[SubjectKindName, ...] = described("Of which subjects; all where left out.")
    from_: tuple[str, ...] = described(
        "Where the data come from: `subject`, `device`, `third_party`, `public_source`, or a party."
    )
    via: tuple[str, ...] = described("By which means or medium: `cookies`, `web_form`, `email`, a tracker's name, ...")
    for_: tuple[PurposeName, ...] = described("For which purposes.")
    with_: tuple[PartyName, ...] = described("With which recipients.")
    where: tuple[str, ...] = described("In which countries (ISO 3166-1 alpha-2, or `EEA`, or `*`).")
    by: tuple[PartyName, ...] = described("By whom, where not by the organisation.")
    on_behalf_of: PartyName | None = described(
        "The controller on whose instruction it is done (GDPR Art. 28(3)(a)).", default=None
    )
    modal: Modal = described("`does` or `may` permits, `never` forbids.", required=True)
    only: tuple[Slot, ...] = described(
        "Slots that the notice closes: nothing outside them. `true` closes `for`, or else `with`."
    )
    basis: Basis | None = described("The legal basis the notice states (GDPR Art. 6(1)).", default=None)
    consent: ConsentMode = described("What the subject's silence means.", default=ConsentMode.NONE)
    if_: tuple[Condition, ...] = described("Facts that must be established.")
    unless: tuple[Condition, ...] = described("Facts that lift it.")
    keep: Duration | None = described(
        "How long the data are kept for this, where the sentence itself says so.", default=None
    )
    automated: bool = described("True where no human takes part.", default=False)
    effect: str = described("What an automated decision does: `suspend_service`, `profile`, ...", default="")
    review: Review = described("When a human looks again.", default=Review.NONE)
    mandatory: bool = described("True where the subject cannot have the service without it.", default=False)
    cost: str = described("What refusing costs: `no_service`, `degraded_service`.", default="")
    open: bool = described(
        "True where the notice's words leave the list open: such as, including, other.", default=False
    )
    period: Period | None = described("Only data collected in this period.", default=None)


class Default(StrEnum):
    """What holds until the subject chooses."""

    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Element):
    """A choice that the notice offers, or expressly does not."""

    of: tuple[PracticeId, ...] = described("The practices it is about.", required=True)
    how: tuple[str, ...] = described(
        "How: an address, `reply`, `post`, `unsubscribe_link`, `profile`, `browser_setting`, `external:URL`."
    )
    channel: tuple[Channel, ...] = described("For messages by which channels; all where left out.")
    default: Default = described("What holds until the subject chooses.", default=Default.ALLOWED)
    available: bool = described("False where the notice says that there is no such choice.", default=True)
    cost: str = described("What refusing costs: `no_service`, `degraded_service`.", default="")
    effect: tuple[str, ...] = described("What a refusal does: `stop`, `erase`, `suppress`.", default=("stop",))
    except_: tuple[Condition, ...] = described("Facts under which a refusal does not reach.")
    period: Period | None = described("Only for data collected in this period.", default=None)


class SignalName(StrEnum):
    """A signal that a browser sends."""

    DNT = "dnt"
    GPC = "gpc"


class SignalState(StrEnum):
    """What the notice says is done with a signal."""

    HONOURED = "honoured"
    IGNORED = "ignored"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Element):
    """What is done with a browser signal (W3C GPC; the older Do-Not-Track)."""

    state: SignalState = described("`honoured`, `ignored` or `unstated`.", required=True)
    of: tuple[PracticeId, ...] = described(
        "Practices that an honoured signal opts out of; sale, and sharing that can be opted out of, where left out."
    )
