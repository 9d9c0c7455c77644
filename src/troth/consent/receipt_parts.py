"""What does a receipt say of the processing for a purpose, and of the parties to it?

Everything is read from the policy, for the practices that serve the purpose: nothing else is said there, and what the
notice does not say stays empty. `troth.consent.receipt` explains each field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 -- encoders resolve annotations at run time
from typing import TYPE_CHECKING

from troth.consent.scope import practices_for, upward
from troth.words import EVERYTHING, DataName, Modal, PartyName, RightKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Party, Policy, Practice
    from troth.words import PracticeId, PurposeName

ORGANISATION = PartyName("organisation")
"""The policy file's name for the organisation itself, where it is a party among others."""

_CONTROLLERS = frozenset({Role.CONTROLLER, Role.JOINT})
_TAKE_BACK = frozenset({RightKind.WITHDRAW, RightKind.OBJECT, RightKind.OPT_OUT})


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """The notice that was shown: whose, which version, and from which date it binds."""

    organisation: str
    version: str
    effective_on: date | None
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataEntry:
    """A category of data, with the vocabulary's terms for it."""

    pii_type: str
    terms: tuple[str, ...]
    sensitive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RightEntry:
    """A right granted, how it is exercised, and the law the notice names for it."""

    rights: tuple[str, ...]
    how: tuple[str, ...]
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingEntry:
    """The processing for one purpose."""

    privacy_notice: NoticeEntry
    language: str
    purpose: str
    purpose_type: tuple[str, ...]
    lawful_basis: tuple[str, ...]
    pii_information: tuple[DataEntry, ...]
    pii_controllers: tuple[str, ...]
    recipient_third_parties: tuple[str, ...]
    collection_method: tuple[str, ...]
    processing_method: tuple[str, ...]
    storage_locations: tuple[str, ...]
    processing_locations: tuple[str, ...]
    retention_period: tuple[str, ...]
    jurisdiction: tuple[str, ...]
    withdrawal_method: tuple[str, ...]
    privacy_rights: tuple[RightEntry, ...]
    authority_party: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEntry:
    """A party to the processing; the organisation itself stands first."""

    party_id: str
    party_name: str
    party_role: str
    party_type: str
    party_country: str
    party_contact: tuple[str, ...]


def describe_purpose(policy: Policy, purpose: PurposeName, language: str, effective_on: date | None) -> ProcessingEntry:
    """Everything the policy says of the processing for the purpose, permitted practices only."""
    ids = [id_ for id_ in practices_for(policy, purpose) if policy.practices[id_].modal is not Modal.NEVER]
    practices = [policy.practices[id_] for id_ in ids]
    data = _once(name for practice in practices for name in practice.data)
    recipients = _once(name for practice in practices for name in practice.with_)
    controllers = _controllers(policy, data)
    return ProcessingEntry(
        privacy_notice=NoticeEntry(
            organisation=policy.head.organisation,
            version=policy.head.version,
            effective_on=effective_on,
            lang=policy.head.lang,
        ),
        language=language,
        purpose=purpose,
        purpose_type=_once(term for name in upward(policy, purpose) for term in _terms(policy.purposes[name].is_)),
        lawful_basis=_once(practice.basis for practice in practices if practice.basis is not None),
        pii_information=tuple(_data_entry(policy, name) for name in data),
        pii_controllers=controllers,
        recipient_third_parties=recipients,
        collection_method=_once(source for practice in practices for source in practice.from_),
        processing_method=_once(act for practice in practices for act in practice.do),
        storage_locations=_once(
            party.country for name, party in policy.parties.items() if name in controllers and party.country
        ),
        processing_locations=_transferred_to(policy, data, recipients),
        retention_period=_retention(policy, purpose, data, practices),
        jurisdiction=policy.head.laws,
        withdrawal_method=_withdrawal(policy, ids),
        privacy_rights=tuple(
            RightEntry(rights=tuple(right.do), how=right.how, law=right.law) for right in policy.rights.values()
        ),
        authority_party=tuple(name for name, party in policy.parties.items() if party.role is Role.AUTHORITY),
    )


def describe_parties(policy: Policy, processing: Iterable[ProcessingEntry]) -> tuple[PartyEntry, ...]:
    """The organisation, then every other party that the entries name, in the order of the file."""
    named = {
        name
        for entry in processing
        for names in (entry.pii_controllers, entry.recipient_third_parties, entry.authority_party)
        for name in names
    }
    organisation = policy.head.organisation
    own = policy.parties.get(PartyName(organisation)) or policy.parties.get(ORGANISATION)
    first = PartyEntry(
        party_id=organisation,
        party_name=(own.name if own else "") or organisation,
        party_role=Role.CONTROLLER,
        party_type=own.kind if own else "",
        party_country=own.country if own else "",
        party_contact=own.contact if own else (),
    )
    others = (
        _party_entry(name, party)
        for name, party in policy.parties.items()
        if (name in named or EVERYTHING in named) and name not in (organisation, ORGANISATION)
    )
    return (first, *others)


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _terms(names: Iterable[str]) -> tuple[str, ...]:
    """The vocabulary's terms among the names: those with a prefix."""
    return tuple(name for name in names if ":" in name)


def _data_upward(policy: Policy, name: str) -> set[str]:
    """The category and all it lies beneath."""
    found, waiting = {name}, [name]
    while waiting:
        category = policy.data.get(DataName(waiting.pop()))
        fresh = set(category.is_ if category else ()) - found
        found |= fresh
        waiting.extend(fresh)
    return found


def _concern(policy: Policy, names: Iterable[str], data: Iterable[str]) -> bool:
    """Whether an element about the named categories is about some of the data: the same, wider or narrower ones."""
    named, held = set(names), set(data)
    if EVERYTHING in named | held:
        return True
    wider = {each for name in held for each in _data_upward(policy, name)}
    return bool(named & wider) or any(_data_upward(policy, name) & held for name in named)


def _data_entry(policy: Policy, name: str) -> DataEntry:
    category = policy.data.get(DataName(name))
    if category is None:
        return DataEntry(pii_type=name, terms=(), sensitive=False)
    return DataEntry(pii_type=name, terms=_terms(category.is_), sensitive=category.sensitive)


def _controllers(policy: Policy, data: Iterable[str]) -> tuple[str, ...]:
    """The organisation, and every declared controller of some of the data."""
    held = tuple(data)
    declared = (
        name
        for name, party in policy.parties.items()
        if party.role in _CONTROLLERS and (not party.of or _concern(policy, party.of, held))
    )
    return _once((policy.head.organisation, *declared))


def _transferred_to(policy: Policy, data: Iterable[str], recipients: Iterable[str]) -> tuple[str, ...]:
    held, named = tuple(data), set(recipients)
    return _once(
        country
        for transfer in policy.transfers.values()
        if _concern(policy, transfer.data, held)
        and (not transfer.with_ or EVERYTHING in named or named.intersection(transfer.with_))
        for country in transfer.to
    )


def _retention(
    policy: Policy, purpose: PurposeName, data: Iterable[str], practices: Iterable[Practice]
) -> tuple[str, ...]:
    """The limits for the data and the purpose: those of practices' own sentences first, then the notice's."""
    held = tuple(data)
    own = (str(practice.keep) for practice in practices if practice.keep is not None)
    limits = (
        str(limit.max) if limit.max is not None else limit.until
        for limit in policy.retention.values()
        if _concern(policy, limit.data, held)
        and (not limit.for_ or EVERYTHING in limit.for_ or set(limit.for_) & set(upward(policy, purpose)))
    )
    return _once(each for each in (*own, *limits) if each)


def _withdrawal(policy: Policy, practices: Iterable[PracticeId]) -> tuple[str, ...]:
    """How a word about these practices is taken back: by the choices offered, then by rights that serve for it."""
    among = set(practices)
    choices = (choice.how for choice in policy.choices.values() if choice.available and among.intersection(choice.of))
    rights = (right.how for right in policy.rights.values() if _TAKE_BACK.intersection(right.do))
    return _once(way for ways in (*choices, *rights) for way in ways)


def _party_entry(name: str, party: Party) -> PartyEntry:
    return PartyEntry(
        party_id=name,
        party_name=party.name or name,
        party_role=party.role,
        party_type=party.kind,
        party_country=party.country,
        party_contact=party.contact,
    )
