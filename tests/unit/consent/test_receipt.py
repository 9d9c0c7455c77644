from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from troth.consent.events import ConsentEvent, ConsentKind, Surface, digest
from troth.consent.receipt import Receipt, decode, encode, receipt
from troth.policy.model import Choice, DataCategory, Party, Retention, Right, Transfer
from troth.words import (
    Channel,
    ChoiceId,
    DataName,
    Duration,
    Modal,
    PartyName,
    PracticeId,
    PurposeName,
    RightKind,
    Role,
    SubjectId,
)

if TYPE_CHECKING:
    from troth.clock import SetClock
    from troth.policy.model import Policy

MARKETING, NEWSLETTER = PurposeName("marketing"), PurposeName("newsletter")
EMAIL, CONTACT = DataName("email_address"), DataName("contact_details")

Say = Callable[..., ConsentEvent]


@pytest.fixture
def full(policy: Policy) -> Policy:
    """The policy with parties, limits, transfers and rights about newsletters and about other things."""
    practice = replace(policy.practices[PracticeId("use-newsletter")], with_=(PartyName("mailer"),), from_=("subject",))
    return replace(
        policy,
        data={EMAIL: DataCategory(is_=("pd:EmailAddress", CONTACT), sensitive=True), CONTACT: DataCategory()},
        parties={
            PartyName("acme"): Party(
                role=Role.CONTROLLER, name="Acme", country="FR", contact=("mailto:privacy@acme.example",)
            ),
            PartyName("mailer"): Party(role=Role.PROCESSOR, name="Mailer", kind="mailing", country="US"),
            PartyName("bystander"): Party(role=Role.RECIPIENT),
            PartyName("regulator"): Party(role=Role.AUTHORITY),
            PartyName("others-controller"): Party(role=Role.CONTROLLER, of=(DataName("recordings"),)),
        },
        practices=policy.practices | {PracticeId("use-newsletter"): practice},
        retention={
            "contacts": Retention(data=(CONTACT,), max=Duration(years=2)),
            "newsletter": Retention(data=(EMAIL,), for_=(MARKETING,), until="request"),
            "recordings": Retention(data=(DataName("recordings"),), max=Duration(days=9)),
            "service": Retention(data=(EMAIL,), for_=(PurposeName("service_messages"),), max=Duration(days=8)),
        },
        transfers={
            "mailer": Transfer(to=("US",), with_=(PartyName("mailer"),)),
            "bystander": Transfer(to=("BR",), with_=(PartyName("bystander"),)),
        },
        choices=policy.choices
        | {
            ChoiceId("stop-newsletter"): replace(policy.choices[ChoiceId("stop-newsletter")], how=("unsubscribe_link",))
        },
        rights={
            "withdraw": Right(do=(RightKind.WITHDRAW,), how=("mailto:privacy@acme.example",), law="eu-gdpr"),
            "access": Right(do=(RightKind.ACCESS,), how=("profile",)),
        },
    )


def made(policy: Policy, events: list[ConsentEvent], clock: SetClock) -> Receipt:
    found = receipt(policy, events, clock)
    assert isinstance(found, Receipt), found
    return found


def as_json(found: Receipt) -> Any:
    return json.loads(encode(found))


def test_a_receipt_has_every_mandatory_field_of_the_standard(full: Policy, clock: SetClock, say: Say) -> None:
    found = as_json(made(full, [say(ConsentKind.GIVEN, purpose=NEWSLETTER)], clock))

    assert {"schema_version", "receipt_id"} <= set(found)
    record = found["record"]
    assert {"schema_version", "record_id", "pii_principal_id"} <= set(record)
    (processing,) = record["pii_processing"]
    assert {
        "privacy_notice",
        "language",
        "purpose",
        "pii_information",
        "pii_controllers",
        "storage_locations",
        "retention_period",
        "jurisdiction",
        "recipient_third_parties",
        "withdrawal_method",
    } <= set(processing)
    assert all("pii_type" in data for data in processing["pii_information"])
    for party in record["party_identification"]:
        assert {"party_id", "party_name", "party_contact", "party_type"} <= set(party)
    for event in record["consent_events"]:
        assert {"event_time", "validity_duration", "entity_id", "event_type", "event_state"} <= set(event)


def test_a_receipt_says_what_the_policy_says_of_the_purpose(full: Policy, clock: SetClock, say: Say) -> None:
    found = made(full, [say(ConsentKind.GIVEN, purpose=NEWSLETTER)], clock)
    (processing,) = found.record.pii_processing

    assert processing.purpose == NEWSLETTER
    assert processing.purpose_type == ("dpv:Marketing",)
    assert processing.privacy_notice.version == "2024-01-01"
    assert processing.privacy_notice.effective_on == date(2024, 1, 1)
    assert processing.lawful_basis == ("legitimate_interest", "consent")
    assert [(data.pii_type, data.terms, data.sensitive) for data in processing.pii_information] == [
        ("email_address", ("pd:EmailAddress",), True)
    ]
    assert processing.pii_controllers == ("acme",)
    assert processing.recipient_third_parties == ("mailer",)
    assert processing.collection_method == ("subject",)
    assert processing.processing_method == ("use", "sell", "share")
    assert processing.storage_locations == ("FR",)
    assert processing.processing_locations == ("US",)
    assert processing.retention_period == ("P2Y", "request")
    assert processing.jurisdiction == ("eu-gdpr",)
    assert processing.withdrawal_method == ("unsubscribe_link", "mailto:privacy@acme.example")
    assert [right.rights for right in processing.privacy_rights] == [("withdraw",), ("access",)]
    assert processing.authority_party == ("regulator",)
    assert [party.party_id for party in found.record.party_identification] == ["acme", "mailer", "regulator"]
    assert found.record.party_identification[0].party_contact == ("mailto:privacy@acme.example",)


def test_a_receipt_shows_each_event_in_time_with_the_words_shown(full: Policy, clock: SetClock, say: Say) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER, channel=Channel.EMAIL)
    withdrawn = say(ConsentKind.WITHDRAWN, purpose=NEWSLETTER, surface=Surface.REPLY, text_shown="")
    record = made(full, [withdrawn, given], clock).record

    assert record.record_id == given.id
    assert record.pii_principal_id == "subject-alice"
    first, second = record.consent_events
    assert (first.event_state, first.event_type, first.validity_duration) == ("given", "explicit", "until_withdrawn")
    assert (first.text_shown, first.text_digest) == ("Yes, send me the newsletter.", digest(first.text_shown))
    assert (first.about, first.channel, first.method) == ("purposes.newsletter", "email", "form")
    assert (second.event_state, second.event_type, second.validity_duration) == ("withdrawn", "unspecified", None)
    assert second.entity_id == "subject-alice"


def test_a_receipt_leaves_out_what_is_never_done_and_choices_that_are_not_offered(
    full: Policy, clock: SetClock, say: Say
) -> None:
    newsletter = full.practices[PracticeId("use-newsletter")]
    never = replace(newsletter, modal=Modal.NEVER, with_=(PartyName("bystander"),))
    nowhere = Choice(of=(PracticeId("use-newsletter"),), available=False, how=("nowhere",))
    changed = replace(
        full,
        practices=full.practices | {PracticeId("never-newsletter"): never},
        choices=full.choices | {ChoiceId("nowhere"): nowhere},
    )
    (processing,) = made(changed, [say(ConsentKind.GIVEN, purpose=NEWSLETTER)], clock).record.pii_processing

    assert processing.recipient_third_parties == ("mailer",)
    assert "nowhere" not in processing.withdrawal_method


def test_an_imported_consent_is_not_called_explicit(full: Policy, clock: SetClock, say: Say) -> None:
    found = made(full, [say(ConsentKind.GIVEN, purpose=NEWSLETTER, surface=Surface.IMPORT)], clock)

    assert found.record.consent_events[0].event_type == "unspecified"


def test_a_receipt_for_a_choice_lists_the_purposes_it_is_about(full: Policy, clock: SetClock, say: Say) -> None:
    found = made(full, [say(ConsentKind.OPTED_OUT, choice=ChoiceId("stop-marketing"))], clock)

    assert [entry.purpose for entry in found.record.pii_processing] == ["marketing", "newsletter"]
    assert found.record.consent_events[0].about == "choices.stop-marketing"


def test_what_the_notice_does_not_say_stays_empty(policy: Policy, clock: SetClock, say: Say) -> None:
    (processing,) = made(policy, [say(ConsentKind.GIVEN, purpose=NEWSLETTER)], clock).record.pii_processing

    assert processing.retention_period == processing.storage_locations == processing.withdrawal_method == ()


def test_a_receipt_reads_back_as_it_was_and_is_the_same_octets_each_time(
    full: Policy, clock: SetClock, say: Say
) -> None:
    found = made(full, [say(ConsentKind.GIVEN, purpose=NEWSLETTER)], clock)
    octets = encode(found)

    assert decode(octets) == found
    assert encode(decode(octets)) == octets
    keys = list(json.loads(octets))
    assert keys == sorted(keys)


def test_what_is_no_receipt_is_not_read_as_one() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode(b"{}")


def test_a_receipt_is_of_one_subject_one_version_and_something(full: Policy, clock: SetClock, say: Say) -> None:
    alices = say(ConsentKind.GIVEN, purpose=NEWSLETTER)
    bobs = replace(alices, id="other", subject=SubjectId("canary-bob"))
    older = replace(alices, id="older", version="2020-01-01")

    def ids(events: list[ConsentEvent]) -> list[str]:
        found = receipt(full, events, clock)
        assert isinstance(found, list)
        assert "canary" not in "".join(map(str, found))
        return [problem.id for problem in found]

    assert ids([]) == ["consent.nothing-to-show"]
    assert ids([alices, bobs]) == ["consent.two-subjects"]
    assert ids([alices, older]) == ["consent.other-version"]
