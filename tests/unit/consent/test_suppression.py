from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from troth.consent.events import ConsentEvent, ConsentKind
from troth.consent.suppression import (
    Suppression,
    SuppressionList,
    SuppressionReason,
    lift,
    read_hashes,
    suppress,
)
from troth.errors import WrongUse
from troth.subjects.directory import Directory
from troth.subjects.hashing import derive_key, hash_identifier
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.words import Channel, ChoiceId, OrganisationId, PracticeId, PurposeName, SubjectId

if TYPE_CHECKING:
    from troth.policy.model import Policy

ACME, GLOBEX = OrganisationId("acme"), OrganisationId("globex")
KEY = derive_key(bytes(32), ACME)
ALICE = SubjectId("subject-alice")
MAIL = hash_identifier(KEY, Identifier(IdentifierKind.EMAIL, "alice@example.com"))
OTHER_MAIL = hash_identifier(KEY, Identifier(IdentifierKind.EMAIL, "alice@work.example"))
MARKETING, NEWSLETTER, SERVICE = map(PurposeName, ("marketing", "newsletter", "service_messages"))
UP = (NEWSLETTER, MARKETING)

Say = Callable[..., ConsentEvent]


@pytest.fixture
def listed() -> SuppressionList:
    return SuppressionList(ACME)


def everything(since: datetime) -> Suppression:
    return Suppression(
        organisation=ACME,
        identifier=MAIL,
        purpose=None,
        channel=None,
        since=since,
        reason=SuppressionReason.ERASURE,
        origin="request-1",
    )


def test_nobody_is_suppressed_at_first(listed: SuppressionList) -> None:
    assert not listed.is_suppressed(ACME, [MAIL], UP, Channel.EMAIL)
    assert listed.entries(ACME) == ()


def test_a_refusal_suppresses_its_purpose_and_what_is_beneath(
    listed: SuppressionList, policy: Policy, say: Say
) -> None:
    event = say(ConsentKind.OPTED_OUT, purpose=MARKETING)
    listed.add(ACME, suppress(policy, event, [MAIL]))

    assert listed.is_suppressed(ACME, [MAIL], UP, Channel.EMAIL)
    assert listed.is_suppressed(ACME, [MAIL], (MARKETING,), Channel.SMS)
    assert not listed.is_suppressed(ACME, [MAIL], (SERVICE,), Channel.EMAIL)
    assert not listed.is_suppressed(ACME, [OTHER_MAIL], UP, Channel.EMAIL)
    assert [entry.origin for entry in listed.holding(ACME, [MAIL], UP, Channel.EMAIL)] == [event.id]


def test_a_refusal_by_one_channel_leaves_the_others(listed: SuppressionList, policy: Policy, say: Say) -> None:
    listed.add(ACME, suppress(policy, say(ConsentKind.OPTED_OUT, purpose=MARKETING, channel=Channel.SMS), [MAIL]))

    assert listed.is_suppressed(ACME, [MAIL], UP, Channel.SMS)
    assert not listed.is_suppressed(ACME, [MAIL], UP, Channel.EMAIL)
    assert not listed.is_suppressed(ACME, [MAIL], UP, None)


def test_every_address_that_a_letter_names_is_suppressed(listed: SuppressionList, policy: Policy, say: Say) -> None:
    listed.add(ACME, suppress(policy, say(ConsentKind.OPTED_OUT, purpose=MARKETING), [MAIL, OTHER_MAIL, MAIL]))

    assert len(listed.entries(ACME)) == 2
    assert listed.is_suppressed(ACME, [OTHER_MAIL], UP, Channel.EMAIL)


def test_one_suppressed_identifier_of_a_person_is_enough(listed: SuppressionList) -> None:
    listed.add(ACME, [everything(datetime(2024, 1, 1, tzinfo=UTC))])

    assert listed.is_suppressed(ACME, [OTHER_MAIL, MAIL], UP, Channel.EMAIL)


def test_suppression_outlives_the_subject(listed: SuppressionList, policy: Policy, say: Say) -> None:
    directory = Directory(ACME)
    directory.link(ACME, MAIL, ALICE)
    listed.add(
        ACME, suppress(policy, say(ConsentKind.OPTED_OUT, purpose=MARKETING), directory.identifiers_of(ACME, ALICE))
    )
    directory.forget(ACME, ALICE)

    assert directory.find(ACME, MAIL).subjects == ()
    assert listed.is_suppressed(ACME, [MAIL], UP, Channel.EMAIL)
    assert "alice" not in repr(listed.entries(ACME))


def test_a_choice_suppresses_only_where_the_policy_says_so(policy: Policy, say: Say) -> None:
    assert suppress(policy, say(ConsentKind.OPTED_OUT, choice=ChoiceId("stop-newsletter")), [MAIL]) == ()
    made = suppress(policy, say(ConsentKind.OPTED_OUT, choice=ChoiceId("stop-marketing")), [MAIL])

    assert {(entry.purpose, entry.channel) for entry in made} == {(MARKETING, None), (NEWSLETTER, None)}


def test_a_choice_suppresses_on_its_own_channels(policy: Policy, say: Say) -> None:
    limited = replace(policy.choices[ChoiceId("stop-newsletter")], effect=("suppress",))
    changed = replace(policy, choices=policy.choices | {ChoiceId("stop-newsletter"): limited})
    every = suppress(changed, say(ConsentKind.OPTED_OUT, choice=ChoiceId("stop-newsletter")), [MAIL])
    one = suppress(
        changed, say(ConsentKind.OPTED_OUT, choice=ChoiceId("stop-newsletter"), channel=Channel.POST), [MAIL]
    )

    assert {entry.channel for entry in every} == {Channel.EMAIL, Channel.POST}
    assert {entry.channel for entry in one} == {Channel.POST}


def test_a_choice_of_a_practice_without_a_purpose_suppresses_everything_and_lifts_nothing(
    policy: Policy, say: Say
) -> None:
    aimless = replace(policy.practices[PracticeId("use-marketing")], for_=())
    changed = replace(policy, practices=policy.practices | {PracticeId("use-marketing"): aimless})

    (entry,) = suppress(changed, say(ConsentKind.OPTED_OUT, choice=ChoiceId("stop-marketing")), [MAIL])
    assert entry.purpose is None
    assert lift(changed, say(ConsentKind.GIVEN, choice=ChoiceId("stop-marketing")), [MAIL]) == ()


def test_only_a_later_explicit_consent_lifts_as_far_as_it_reaches(
    listed: SuppressionList, policy: Policy, say: Say
) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER, channel=Channel.EMAIL)
    listed.add(ACME, [everything(given.at - timedelta(days=1))])
    listed.add(ACME, lift(policy, given, [MAIL]))

    assert not listed.is_suppressed(ACME, [MAIL], UP, Channel.EMAIL)
    assert listed.is_suppressed(ACME, [MAIL], UP, Channel.SMS)
    assert listed.is_suppressed(ACME, [MAIL], (MARKETING,), Channel.EMAIL)
    assert len(listed.entries(ACME)) == 2


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=1)])
def test_an_earlier_or_simultaneous_consent_lifts_nothing(
    listed: SuppressionList, policy: Policy, say: Say, later: timedelta
) -> None:
    given = say(ConsentKind.GIVEN, purpose=NEWSLETTER)
    listed.add(ACME, lift(policy, given, [MAIL]))
    listed.add(ACME, [everything(given.at + later)])

    assert listed.is_suppressed(ACME, [MAIL], UP, Channel.EMAIL)


def test_a_refusal_lifts_nothing_and_a_consent_suppresses_nothing(policy: Policy, say: Say) -> None:
    assert lift(policy, say(ConsentKind.REFUSED, purpose=MARKETING), [MAIL]) == ()
    assert suppress(policy, say(ConsentKind.GIVEN, purpose=MARKETING), [MAIL]) == ()


def test_an_event_is_read_by_its_own_version(policy: Policy, say: Say) -> None:
    event = say(ConsentKind.OPTED_OUT, purpose=MARKETING)
    newer = replace(policy, head=replace(policy.head, version="2025-01-01"))

    for read in (suppress, lift):
        with pytest.raises(WrongUse, match=r"consent\.other-version"):
            read(newer, event, [MAIL])


def test_adding_twice_is_adding_once(listed: SuppressionList) -> None:
    entry = everything(datetime(2024, 1, 1, tzinfo=UTC))
    listed.add(ACME, [entry])
    listed.add(ACME, [entry])

    assert listed.entries(ACME) == (entry,)


def test_no_entry_and_no_question_crosses_to_another_organisation(listed: SuppressionList) -> None:
    own = everything(datetime(2024, 1, 1, tzinfo=UTC))
    charlies = replace(own, organisation=GLOBEX)
    for ask in (
        lambda: listed.add(ACME, [own, charlies]),
        lambda: listed.add(GLOBEX, []),
        lambda: listed.is_suppressed(GLOBEX, [MAIL], UP, None),
        lambda: listed.entries(GLOBEX),
    ):
        with pytest.raises(WrongUse, match=r"consent\.other-organisation"):
            ask()
    assert listed.entries(ACME) == ()


def test_an_import_reads_each_hash_once() -> None:
    assert read_hashes([f"{MAIL}\n", "\n", f" {OTHER_MAIL} ", MAIL]) == (MAIL, OTHER_MAIL)


def test_an_import_with_a_plain_address_is_refused_and_the_address_not_repeated() -> None:
    found = read_hashes([MAIL, "canary@example.com", "", "email:short"], file="list.txt")

    assert isinstance(found, list)
    assert [(problem.id, str(problem.place)) for problem in found] == [
        ("consent.not-a-hash", "list.txt:2:1"),
        ("consent.not-a-hash", "list.txt:4:1"),
    ]
    assert "canary" not in "".join(map(str, found))
