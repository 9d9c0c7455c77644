"""Is what a subject says kept as she said it, under the version that binds her, with what follows from it?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from conformance.store.world import (
    ACME,
    ALICE,
    BOB,
    CANARY,
    CHARLIE,
    LETTERS,
    OFFERS,
    OTHER,
    SHOWN,
    STOP_LETTERS,
    address,
    introduced,
    published,
    said,
    word,
)
from troth.clock import SetClock
from troth.consent.events import ConsentKind
from troth.consent.suppression import Lift, Suppression
from troth.errors import WrongUse
from troth.store import choices, log, organisations, policies, subjects
from troth.store.models import ChoiceEvent, ShownText
from troth.store.subjects import Standing
from troth.store.writing import writing
from troth.words import Channel, PurposeName

if TYPE_CHECKING:
    from django.test.utils import CaptureQueriesContext

    from databases import Database
    from troth.store.opened import Store


def _move(store: Store, **by: int) -> None:
    assert isinstance(store.clock, SetClock)
    store.clock.advance(timedelta(**by))


def test_a_word_is_read_as_it_was_recorded_with_its_entry(store: Store) -> None:
    published(store)
    introduced(store)
    event = said(store, channel=Channel.EMAIL)
    assert choices.events(ACME, ALICE) == (event,)
    assert choices.event(ACME, event.id) == event
    assert event.text_shown == SHOWN
    index = choices.entries_of(ACME, ALICE).get(event.id)
    assert index is not None
    found = log.entry(ACME, index)
    assert found is not None
    assert (found.entry.kind, found.entry.subject) == ("choice.recorded", ALICE)
    assert choices.count(ACME) == 1


def test_words_are_apart_between_organisations(store: Store) -> None:
    published(store)
    published(store, organisation=OTHER)
    introduced(store, ALICE, CANARY)
    introduced(store, CHARLIE, CANARY, organisation=OTHER)
    event = said(store, kind=ConsentKind.REFUSED)
    assert choices.event(OTHER, event.id) is None
    assert choices.entries_of(OTHER, ALICE) == {}
    assert choices.events(OTHER, ALICE) == ()
    assert choices.count(OTHER) == 0
    hashes = [subjects.hash_of(store, each, CANARY) for each in (ACME, OTHER)]
    assert choices.suppressions(OTHER, hashes) == ()
    assert len(choices.suppressions(ACME, hashes)) == 1


def test_events_come_in_the_order_in_which_they_were_said(store: Store) -> None:
    published(store)
    introduced(store)
    first = said(store)
    _move(store, hours=1)
    second = said(store, kind=ConsentKind.REFUSED)
    late = said(store, at=first.at + timedelta(minutes=1), late=True)
    assert [each.id for each in choices.events(ACME, ALICE)] == [first.id, late.id, second.id]


def test_a_text_is_kept_once_for_all_who_saw_it(store: Store) -> None:
    published(store)
    introduced(store)
    introduced(store, BOB)
    said(store)
    said(store, subject=BOB)
    assert ShownText.objects.count() == 1


def test_a_word_that_cannot_be_recorded_changes_nothing(store: Store) -> None:
    published(store)
    introduced(store)
    size = organisations.sizes()[ACME]
    with writing(store, ACME) as change:
        refused = choices.say(change, word(purpose=PurposeName("undeclared")))
    assert isinstance(refused, list)
    assert [each.id for each in refused] == ["consent.undeclared-purpose"]
    assert organisations.sizes()[ACME] == size
    assert not ChoiceEvent.objects.exists()


def test_a_word_of_nobody_and_a_word_under_no_policy_are_refused(store: Store) -> None:
    introduced(store)
    with writing(store, ACME) as change:
        refused = choices.say(change, word())
    assert isinstance(refused, list)
    assert [each.id for each in refused] == ["policy.no-versions"]
    published(store)
    with pytest.raises(WrongUse) as wrong, writing(store, ACME) as change:
        choices.say(change, word(subject=BOB))
    assert wrong.value.id == "store.no-such-subject"


def test_a_refusal_is_entered_for_every_identifier_and_for_those_it_named(store: Store) -> None:
    published(store)
    introduced(store, ALICE, CANARY, address("alice"))
    named = subjects.hash_of(store, ACME, address("third"))
    with writing(store, ACME) as change:
        event = choices.say(change, word(ConsentKind.REFUSED), [named])
    assert not isinstance(event, list)
    hashes = {*subjects.hashes_of(ACME, ALICE), named}
    entered = choices.suppressions(ACME, hashes)
    assert {each.identifier for each in entered} == hashes
    assert all(isinstance(each, Suppression) and each.purpose == OFFERS and each.origin == event.id for each in entered)


def test_a_choice_with_that_effect_is_entered_and_a_later_consent_lifts_it(store: Store) -> None:
    published(store)
    introduced(store, ALICE, CANARY)
    said(store, kind=ConsentKind.REFUSED, choice=STOP_LETTERS)
    _move(store, minutes=1)
    said(store, purpose=LETTERS)
    entered = choices.suppressions(ACME, subjects.hashes_of(ACME, ALICE))
    assert [type(each) for each in entered] == [Suppression, Lift]
    assert {each.purpose for each in entered} == {LETTERS}


def test_two_words_of_one_change_follow_one_another(store: Store) -> None:
    published(store)
    introduced(store)
    with writing(store, ACME) as change:
        first = choices.say(change, word())
        second = choices.say(change, word(ConsentKind.REFUSED))
    assert not isinstance(first, list)
    assert not isinstance(second, list)
    assert [each.id for each in choices.events(ACME, ALICE)] == [first.id, second.id]
    assert choices.entries_of(ACME, ALICE) == {first.id: 3, second.id: 4}


def test_a_subject_is_bound_by_the_version_of_her_first_contact_until_another_binds_her(store: Store) -> None:
    published(store, "1", "2024-01-01")
    published(store, "2", "{existing: 2024-06-01, new: 2024-02-01}")
    introduced(store, ALICE, standing=Standing(first_on=date(2024, 1, 15)))
    introduced(store, BOB, standing=Standing(first_on=date(2024, 2, 15)))
    assert said(store).version == "1"
    assert said(store, subject=BOB).version == "2"
    _move(store, days=100)
    assert said(store).version == "2"


def test_a_subject_whom_no_version_binds_says_nothing(store: Store) -> None:
    published(store, "1", "2025-01-01")
    published(store, "2", "2026-01-01")
    introduced(store)
    with writing(store, ACME) as change:
        refused = choices.say(change, word())
    assert isinstance(refused, list)
    assert not ChoiceEvent.objects.exists()
    assert policies.latest_published(ACME) == "2"


def test_a_word_of_a_known_subject_takes_nine_queries_and_one_less_without_an_identifier(store: Store) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    published(store)
    for subject, identifiers, most in ((ALICE, [CANARY], 9), (BOB, [], 8)):
        introduced(store, subject, *identifiers)
        said(store, subject=subject)
        with CaptureQueriesContext(connection) as queries:
            said(store, subject=subject)
        assert len(_asked(queries)) <= most, "\n".join(_asked(queries))


def test_no_question_of_a_word_reads_a_whole_table_or_a_whole_organisation(database: Database, store: Store) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if database.kind != "sqlite":
        return  # PostgreSQL chooses by what the tables hold
    published(store)
    introduced(store, ALICE, CANARY)
    with CaptureQueriesContext(connection) as queries:
        said(store)
    with connection.cursor() as cursor:
        for asked in _asked(queries):
            if asked.startswith("SELECT") and "policyversion" not in asked and "loghead" not in asked:  # few rows
                cursor.execute(f"EXPLAIN QUERY PLAN {asked}")
                for *_, step in cursor.fetchall():
                    assert "SCAN" not in step, asked
                    assert not step.endswith("(organisation_id=?)"), f"{step}: {asked}"


def _asked(queries: CaptureQueriesContext) -> list[str]:
    marks = ("BEGIN", "COMMIT", "ROLLBACK")
    return [each["sql"] for each in queries.captured_queries if not each["sql"].startswith(marks)]
