"""Is a subject found by what she has, and by nothing else; and is nothing left of her when she is forgotten?"""

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
    FAMILY_PHONE,
    OTHER,
    address,
    founded,
    introduced,
    published,
    said,
    word,
)
from databases import KEY, everything_in
from troth.consent.events import ConsentKind
from troth.errors import OutsideWorldFailed, WrongUse
from troth.installation import InstallationKey
from troth.store import choices, log, organisations, proofs, subjects
from troth.store.models import OneTimeProof, Subject, SubjectIdentifier
from troth.store.opened import open_store, sweep
from troth.store.subjects import Standing
from troth.store.writing import writing
from troth.words import SubjectId, SubjectKindName

if TYPE_CHECKING:
    from databases import Database
    from troth.store.opened import Store

CLIENT = SubjectKindName("client")


def test_a_subject_is_found_by_her_identifier_and_only_in_her_organisation(store: Store) -> None:
    introduced(store, ALICE, CANARY)
    introduced(store, CHARLIE, CANARY, organisation=OTHER)
    assert subjects.find(store, ACME, CANARY).only == ALICE
    assert subjects.find(store, OTHER, CANARY).only == CHARLIE
    assert subjects.find(store, ACME, address("nobody")).subjects == ()
    assert subjects.hash_of(store, ACME, CANARY) != subjects.hash_of(store, OTHER, CANARY)
    assert subjects.hashes_of(ACME, ALICE) == (subjects.hash_of(store, ACME, CANARY),)
    assert subjects.hashes_of(OTHER, ALICE) == ()
    assert subjects.identifiers_of(store, ACME, ALICE) == (CANARY,)
    assert subjects.standing(OTHER, ALICE) is None
    with pytest.raises(WrongUse) as refused:
        subjects.identifiers_of(store, OTHER, ALICE)
    assert refused.value.id == "store.no-such-subject"


def test_a_subject_is_given_an_id_where_none_is_named(store: Store) -> None:
    with writing(store, ACME) as change:
        first, second = subjects.introduce(change), subjects.introduce(change)
    assert first != second
    assert [each.subject for each in subjects.listing(ACME)] == sorted([first, second])


def test_the_same_subject_is_not_introduced_twice_in_one_organisation(store: Store) -> None:
    introduced(store)
    introduced(store, organisation=OTHER)
    with pytest.raises(WrongUse) as refused:
        introduced(store)
    assert refused.value.id == "store.subject-exists"
    assert subjects.count(ACME) == subjects.count(OTHER) == 1


def test_an_identifier_of_two_subjects_is_shared_and_joins_nobody(store: Store) -> None:
    introduced(store, ALICE, FAMILY_PHONE)
    assert subjects.find(store, ACME, FAMILY_PHONE).only == ALICE
    introduced(store, BOB, FAMILY_PHONE, address("bob"))
    found = subjects.find(store, ACME, FAMILY_PHONE)
    assert found.subjects == (ALICE, BOB)
    assert found.shared
    assert found.only is None
    assert subjects.find(store, ACME, address("bob")).only == BOB


def test_what_is_shared_stays_shared_when_one_of_two_is_forgotten(store: Store) -> None:
    introduced(store, ALICE, FAMILY_PHONE)
    introduced(store, BOB, FAMILY_PHONE)
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    found = subjects.find(store, ACME, FAMILY_PHONE)
    assert found.subjects == (BOB,)
    assert found.only is None


def test_linking_twice_changes_nothing_and_a_proof_is_noted_once(store: Store) -> None:
    introduced(store)
    with writing(store, ACME) as change:
        hashed = subjects.link(change, ALICE, CANARY)
    assert log.recorded(ACME)[0].entry.kind == subjects.LINKED
    size = organisations.sizes()[ACME]
    with writing(store, ACME) as change:
        assert subjects.link(change, ALICE, CANARY) == hashed
    assert organisations.sizes()[ACME] == size
    for _ in range(2):
        with writing(store, ACME) as change:
            subjects.link(change, ALICE, CANARY, proven=True)
    assert organisations.sizes()[ACME] == size + 1
    assert SubjectIdentifier.objects.get().proven_at == store.clock.now()


def test_a_standing_is_kept_as_it_was_given(store: Store) -> None:
    standing = Standing(
        kinds=frozenset({CLIENT}),
        age=12,
        parental_consent=True,
        restricted=True,
        first_on=date(2020, 5, 1),
        accepted=(("1", date(2020, 5, 2)),),
    )
    introduced(store, standing=standing)
    assert subjects.standing(ACME, ALICE) == standing
    with writing(store, ACME) as change:
        subjects.set_standing(change, ALICE, Standing(age=13))
    assert subjects.standing(ACME, ALICE) == Standing(age=13, first_on=date(2020, 5, 1))
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        subjects.set_standing(change, BOB, Standing())
    assert refused.value.id == "store.no-such-subject"


def test_subjects_are_listed_in_pages_by_id(store: Store) -> None:
    for name in ("c", "a", "b"):
        introduced(store, SubjectId(name), address(name), FAMILY_PHONE)
    introduced(store, CHARLIE, organisation=OTHER)
    first = subjects.listing(ACME, limit=2)
    assert [(each.subject, each.identifiers) for each in first] == [("a", 2), ("b", 2)]
    assert [each.subject for each in subjects.listing(ACME, after=first[-1].subject)] == ["c"]


# --- Nothing personal can be read ----------------------------------------------------------------------------------


def test_no_octet_of_the_database_holds_an_address(database: Database) -> None:
    store = published(founded(database.store()))
    introduced(store, ALICE, CANARY, FAMILY_PHONE)
    proofs.ask(store, ACME, CANARY, timedelta(minutes=30))
    said(store)
    everything = everything_in(database)
    assert ALICE.encode() in everything  # what is looked through is what was written
    for text in (CANARY.text, "canary.person", FAMILY_PHONE.text):
        assert text.encode() not in everything


def test_an_address_that_stood_in_the_open_would_be_seen(database: Database) -> None:
    store = founded(database.store())
    introduced(store)
    Subject.objects.update(wrapped_key=CANARY.text.encode(), kinds=["+33123456789"])
    everything = everything_in(database)
    assert CANARY.text.encode() in everything
    assert FAMILY_PHONE.text.encode() in everything


def test_a_database_is_not_opened_with_another_key(database: Database) -> None:
    store = founded(database.store())
    introduced(store, ALICE, CANARY)
    other = InstallationKey(bytes(32))
    with pytest.raises(WrongUse) as refused:
        open_store(other, store.clock)
    assert refused.value.id == "installation.other-key"
    for secret in (other, KEY):
        assert secret.secret.hex() not in str(refused.value)
    assert open_store(KEY, store.clock).key == KEY


def test_a_key_put_in_another_subjects_place_opens_nothing(store: Store) -> None:
    introduced(store, ALICE, CANARY)
    introduced(store, BOB)
    taken = Subject.objects.get(subject=BOB).wrapped_key
    Subject.objects.filter(subject=ALICE).update(wrapped_key=taken)
    with pytest.raises(OutsideWorldFailed) as failed:
        subjects.identifiers_of(store, ACME, ALICE)
    assert failed.value.id == "evidence.keys-damaged"


# --- To be forgotten -----------------------------------------------------------------------------------------------


def test_nothing_of_a_forgotten_subject_opens_again_and_her_refusals_hold(store: Store) -> None:
    published(store)
    introduced(store, ALICE, CANARY, standing=Standing(kinds=frozenset({CLIENT}), age=34))
    said(store, word(ConsentKind.REFUSED))
    hashed = subjects.hash_of(store, ACME, CANARY)
    suppressed = choices.suppressions(ACME, [hashed])
    assert suppressed
    sealed = log.recorded(ACME, subject=ALICE)
    proofs.ask(store, ACME, CANARY, timedelta(minutes=30))
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)

    newest = log.recorded(ACME)[0].entry
    assert (newest.kind, newest.subject, newest.sealed) == (subjects.FORGOTTEN, ALICE, b"")
    assert subjects.find(store, ACME, CANARY).subjects == ()
    assert not SubjectIdentifier.objects.filter(subject=ALICE).exists()
    assert not OneTimeProof.objects.filter(identifier=hashed).exists()
    assert subjects.standing(ACME, ALICE) == Standing(erased=True, first_on=store.clock.now().date())
    assert choices.suppressions(ACME, [hashed]) == suppressed
    for each in sealed:
        with pytest.raises(WrongUse) as refused:
            log.open_entry(store, each.entry)
        assert refused.value.id == "evidence.subject-forgotten"


def test_nobody_speaks_for_a_forgotten_subject_or_links_her_or_brings_her_back(store: Store) -> None:
    published(store)
    introduced(store, ALICE, CANARY)
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    size = organisations.sizes()[ACME]
    attempts = (
        lambda change: choices.say(change, word()),
        lambda change: subjects.link(change, ALICE, CANARY),
        lambda change: subjects.set_standing(change, ALICE, Standing()),
        lambda change: subjects.introduce(change, [CANARY], subject=ALICE),
    )
    for attempt in attempts:
        with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
            attempt(change)
        assert refused.value.id in {"evidence.subject-forgotten", "store.subject-exists"}
    assert organisations.sizes()[ACME] == size
    assert subjects.find(store, ACME, CANARY).subjects == ()
    assert choices.events(ACME, ALICE) == ()
    found = subjects.standing(ACME, ALICE)
    assert found is not None
    assert found.erased


def test_forgetting_twice_changes_nothing_and_a_stranger_cannot_be_forgotten(store: Store) -> None:
    introduced(store)
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    size = organisations.sizes()[ACME]
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    assert organisations.sizes()[ACME] == size
    with pytest.raises(WrongUse) as refused, writing(store, OTHER) as change:
        subjects.forget(change, ALICE)
    assert refused.value.id == "store.no-such-subject"


def test_the_octets_of_a_destroyed_key_are_gone_from_the_database(database: Database) -> None:
    store = founded(database.store())
    introduced(store, ALICE, CANARY)
    wrapped = bytes(Subject.objects.get().wrapped_key)
    assert wrapped in everything_in(database)
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    assert sweep()
    assert wrapped not in everything_in(database)
