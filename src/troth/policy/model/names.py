"""Which parties, kinds of subject, data and purposes does a policy know? Four trees of names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from troth.policy.model.element import Element, described
from troth.words import DataName, PartyName, PurposeName, Role, SubjectKindName


@dataclass(frozen=True, slots=True, kw_only=True)
class Party(Element):
    """Somebody other than the data subject."""

    role: Role = described("What the party is (GDPR Art. 4(7)-(10)).", required=True)
    name: str = described("The name as people read it.", default="")
    is_: tuple[PartyName, ...] = described(
        "Wider groups of parties it belongs to: what may go to the group may go to it."
    )
    kind: str = described(
        "What sort of body: `telephony_operator`, `advertising_network`, `data_protection_officer`, ...",
        default="",
    )
    country: str = described("Where it is (ISO 3166-1 alpha-2), or `*` for worldwide.", default="")
    contact: tuple[str, ...] = described("Addresses: `mailto:`, `tel:`, `https:`, or a postal address.")
    of: tuple[DataName, ...] = described("The data for which it has this role; everything where left out.")
    control: PartyName | None = described("The party that controls or instructs it.", default=None)
    safeguards: tuple[str, ...] = described("What the notice promises of it: `contract`, `adequate_protection`, ...")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectKind(Element):
    """A kind of data subject."""

    is_: tuple[SubjectKindName, ...] = described("Wider kinds it belongs to.")
    of: PartyName | None = described("The party whose subject it is: the end users of a customer.", default=None)
    age: str = described("An age range: `<13`, `>=18`.", default="")
    test: str = described("How it is recognised, in words: residence, having an account.", default="")


class Personal(StrEnum):
    """How far the notice says the data identify a person."""

    DIRECT = "direct"
    LINKABLE = "linkable"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCategory(Element):
    """A category of data: terms of the vocabulary (`pd:EmailAddress`), and names of the file for what it is part of."""

    is_: tuple[str, ...] = described(
        "Terms of the vocabulary (`pd:`, `dpv:`, `troth:`), and wider categories of this file."
    )
    ccpa: tuple[str, ...] = described("Letters of Civ. Code 1798.140(v)(1): A to L.")
    personal: Personal = described("How far the notice says it identifies a person.", default=Personal.DIRECT)
    sensitive: bool = described("True for special categories and sensitive personal information.", default=False)
    public: bool = described("True where it is or becomes public.", default=False)
    from_: tuple[str, ...] = described(
        "Where it comes from: `subject`, `device`, `third_party`, `public_source`, or a party."
    )
    alias: str = described("The notice's own word for it.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose(Element):
    """A purpose; a tree."""

    is_: tuple[str, ...] = described(
        "What it is: terms of the vocabulary (`dpv:`, `troth:`) and wider purposes of this file."
    )
    by: tuple[PartyName, ...] = described("Whose purpose it is, where not the organisation's own.")
    compatible_with: tuple[PurposeName, ...] = described(
        "Purposes it is compatible with (GDPR Art. 6(4)), once assessed."
    )
