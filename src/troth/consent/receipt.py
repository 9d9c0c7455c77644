"""What does a subject get to keep of what she said?

A consent receipt in the shape of ISO/IEC TS 27560:2023: a copy of the record, to be read without us. The standard fixes
which fields there are and which of them must be, not how they are written; the names here are its terms with
underscores, as the W3C community group's guide lists them (w3id.org/dpv/guides/consent-27560).

Its parts, in the standard's order (m: mandatory there; ours: not in the standard):

    schema_version (m)              which shape this is
    receipt_id (m)                  this copy's own id; `issued_at` (ours) when it was made
    record
      schema_version (m), record_id (m)
                                    the record's id is that of its first event
      pii_principal_id (m)          the subject, by the organisation's pseudonym
      pii_processing                one a purpose
        privacy_notice (m)          organisation, version and date of the notice
        language (m)                in which it was shown
        purpose (m), purpose_type   the policy's name and the vocabulary's terms
        lawful_basis                of the practices for it
        pii_information (m)         data categories: pii_type (m), terms, sensitive
        pii_controllers (m), recipient_third_parties (m)
                                    party ids
        collection_method, processing_method
                                    sources; what is done
        storage_locations (m)       countries of the controllers, as far as the notice names them
        processing_locations        countries the data are transferred to
        retention_period (m)        limits, as ISO 8601 or an event
        jurisdiction (m)            the laws the notice names
        withdrawal_method (m)       how it is taken back
        privacy_rights              the rights granted, and how they are exercised
        authority_party             party ids
      party_identification          party_id (m), party_name (m), party_contact (m: with party_address (m), which a
                                    policy keeps among the contacts), party_type (m), party_role, party_country
      consent_events                event_time (m), validity_duration (m), entity_id (m), event_type (m),
                                    event_state (m); and ours: event_id, recorded_at, about, channel, text_shown,
                                    text_digest, method

Rules:
1. What the notice does not say stays empty; nothing is made up to fill a mandatory field.
2. `event_type` is `explicit` where the subject acted before a text (ISO/IEC 29184, 3.1); `unspecified` where the event
   was imported, or no text is known to have been shown.
3. Consent holds `until_withdrawn`; no other event has a duration.
4. One receipt is about one subject, one organisation and one version of the policy.

What it leaves out: signing (`troth.evidence`), and a page to read it on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from typing import TYPE_CHECKING

import msgspec

from troth.consent.events import ConsentEvent, ConsentKind, Surface
from troth.consent.receipt_parts import PartyEntry, ProcessingEntry, describe_parties, describe_purpose
from troth.consent.scope import purposes_of
from troth.consent.state import in_time
from troth.errors import Place, Problem
from troth.policy.versions import starts_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.clock import Clock
    from troth.policy.model import Policy
    from troth.words import PurposeName

SCHEMA_VERSION = "ISO/IEC TS 27560:2023 troth-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """One consent event, as the receipt shows it."""

    event_id: str
    event_time: datetime
    recorded_at: datetime
    event_type: str
    event_state: str
    validity_duration: str | None
    entity_id: str
    about: str
    channel: str | None
    method: str
    text_shown: str
    text_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecord:
    """The record that a receipt is a copy of."""

    schema_version: str
    record_id: str
    pii_principal_id: str
    pii_processing: tuple[ProcessingEntry, ...]
    party_identification: tuple[PartyEntry, ...]
    consent_events: tuple[EventEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """A subject's copy of her consent record."""

    schema_version: str
    receipt_id: str
    issued_at: datetime
    record: ConsentRecord


def receipt(policy: Policy, events: Sequence[ConsentEvent], clock: Clock) -> Receipt | list[Problem]:
    """The receipt for these events of one subject, said before this policy; or what speaks against one (rule 4)."""
    problems = _unfit(policy, events)
    if problems:
        return problems
    ordered = in_time(events)
    purposes: dict[PurposeName, None] = {}
    for event in ordered:
        purposes.update(dict.fromkeys(purposes_of(policy, event.purpose, event.choice)))
    processing = tuple(
        describe_purpose(policy, purpose, ordered[0].language, starts_on(policy.head)) for purpose in purposes
    )
    record = ConsentRecord(
        schema_version=SCHEMA_VERSION,
        record_id=ordered[0].id,
        pii_principal_id=ordered[0].subject,
        pii_processing=processing,
        party_identification=describe_parties(policy, processing),
        consent_events=tuple(map(_entry, ordered)),
    )
    return Receipt(schema_version=SCHEMA_VERSION, receipt_id=clock.new_id(), issued_at=clock.now(), record=record)


def encode(made: Receipt) -> bytes:
    """The receipt as JSON in UTF-8, keys in alphabetical order: the same receipt, the same octets."""
    return msgspec.json.encode(made, order="sorted")


def decode(octets: bytes) -> Receipt:
    """A receipt read back; raises `msgspec.ValidationError` where it is none."""
    return msgspec.json.decode(octets, type=Receipt)


def _unfit(policy: Policy, events: Sequence[ConsentEvent]) -> list[Problem]:
    """What keeps the events from standing on one receipt; ids only."""
    place = Place("consent receipt")
    if not events:
        return [
            Problem(place, "consent.nothing-to-show", "there is no event for the receipt", "pass at least one event")
        ]
    problems = []
    if len({event.subject for event in events}) > 1:
        problems.append(
            Problem(place, "consent.two-subjects", "the events are of several subjects", "make one receipt for each")
        )
    before = (policy.head.organisation, policy.head.version)
    problems.extend(
        Problem(
            place,
            "consent.other-version",
            f"event `{event.id}` was said before another policy than version `{policy.head.version}`",
            "make one receipt for each version, with its own policy",
        )
        for event in events
        if (event.organisation, event.version) != before
    )
    return problems


def _entry(event: ConsentEvent) -> EventEntry:
    seen = event.surface is not Surface.IMPORT and bool(event.text_shown.strip())
    return EventEntry(
        event_id=event.id,
        event_time=event.at,
        recorded_at=event.recorded_at,
        event_type="explicit" if seen else "unspecified",
        event_state=event.kind,
        validity_duration="until_withdrawn" if event.kind is ConsentKind.GIVEN else None,
        entity_id=event.subject,
        about=f"purposes.{event.purpose}" if event.purpose is not None else f"choices.{event.choice}",
        channel=event.channel,
        method=event.surface,
        text_shown=event.text_shown,
        text_digest=event.text_digest,
    )
