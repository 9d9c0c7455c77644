"""Do the engines of all processes say what the tables say, whoever changed them?"""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.store.world import (
    ACME,
    ALICE,
    BOB,
    CANARY,
    CHARLIE,
    FAMILY_PHONE,
    LETTERS,
    OFFERS,
    OTHER,
    STOP_LETTERS,
    address,
    founded,
    introduced,
    published,
    said,
    word,
)
from databases import KINDS, fresh_database
from troth.clock import SetClock
from troth.consent.events import ConsentKind
from troth.decisions import Question, decide
from troth.errors import OutsideWorldFailed
from troth.store import api_keys, choices, policies, subjects
from troth.store.following import Following
from troth.store.standings import all_standings
from troth.store.subjects import Standing
from troth.store.writing import writing
from troth.words import Act, Channel, DataName, PurposeName

if TYPE_CHECKING:
    from databases import Database
    from troth.store.opened import Store
    from troth.subjects.identifiers import Identifier
    from troth.words import OrganisationId, SubjectId

MARKETING = PurposeName("marketing")
QUESTIONS = [
    Question(do=Act.USE, data=DataName("contact"), purpose=purpose, channel=channel)
    for purpose in (OFFERS, LETTERS, MARKETING)
    for channel in (None, Channel.EMAIL, Channel.SMS)
]


def allows(following: Following, subject: SubjectId = ALICE, organisation: OrganisationId = ACME) -> bool:
    engine = following.engine(organisation)
    assert engine is not None
    return engine.decide(subject, QUESTIONS[0]).allowed


def test_an_organisation_without_a_policy_has_no_engine(store: Store) -> None:
    following = Following(store)
    assert not following.is_ready
    following.look()
    assert following.is_ready
    assert following.engine(ACME) is None
    published(store)
    following.look()
    assert following.engine(ACME) is not None
    assert following.engine(OTHER) is None


def test_two_processes_see_each_others_changes_at_their_next_look(store: Store) -> None:
    published(store)
    introduced(store, ALICE, CANARY)
    here, there = Following(store), Following(store)
    for each in (here, there):
        each.look()
        assert not allows(each)
    said(store)
    here.follow(ACME)
    assert allows(here)
    assert not allows(there)
    there.look()
    assert allows(there)
    said(store, kind=ConsentKind.REFUSED)
    there.follow(ACME)
    assert not allows(there)
    assert allows(here)
    here.look()
    assert not allows(here)


def test_a_refusal_reaches_whoever_else_has_the_identifier(store: Store) -> None:
    published(store)
    introduced(store, ALICE, FAMILY_PHONE)
    introduced(store, BOB, FAMILY_PHONE)
    said(store, subject=BOB)
    following = Following(store)
    following.look()
    assert allows(following, BOB)
    assert isinstance(store.clock, SetClock)
    store.clock.advance(timedelta(minutes=1))
    said(store, kind=ConsentKind.REFUSED)
    following.look()
    assert not allows(following, BOB)


def test_a_refusal_reaches_the_identifier_that_it_names(store: Store) -> None:
    published(store)
    introduced(store, ALICE)
    introduced(store, BOB, address("bob"))
    said(store, subject=BOB)
    following = Following(store)
    following.look()
    with writing(store, ACME) as change:
        choices.say(change, word(ConsentKind.REFUSED), [subjects.hash_of(store, ACME, address("bob"))])
    following.look()
    assert not allows(following, BOB)


def test_a_new_version_and_a_forgotten_subject_are_followed(store: Store) -> None:
    published(store)
    introduced(store, ALICE, CANARY)
    said(store)
    following = Following(store)
    following.look()
    published(store, "2", "2024-02-01")
    following.look()
    engine = following.engine(ACME)
    assert engine is not None
    assert engine.policy.head.version == "2"
    assert allows(following)
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    following.look()
    assert not allows(following)


def test_keys_are_followed_and_expire_between_two_looks(store: Store) -> None:
    until = store.clock.now() + timedelta(minutes=1)
    key, token = api_keys.make(store, ACME, name="crm", scopes=[api_keys.Scope.DECIDE], by="1", expires_at=until)
    following = Following(store)
    assert following.key(token) is None
    following.look()
    assert following.key(token) == key
    assert following.key("forged") is None
    assert isinstance(store.clock, SetClock)
    store.clock.advance(timedelta(minutes=1))
    assert following.key(token) is None


def test_what_cannot_be_read_leaves_the_engine_as_it_was_and_is_caught_up_later(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(store)
    introduced(store, ALICE, CANARY)
    following = Following(store)
    following.look()
    said(store)

    def away(*_: object) -> Any:
        raise OutsideWorldFailed("the database does not answer", id="store.away", help="wait")

    with monkeypatch.context() as patched:
        patched.setattr("troth.store.following.standings", away)
        with pytest.raises(OutsideWorldFailed):
            following.look()
    assert following.behind_since == store.clock.now()
    assert not allows(following)
    following.look()
    assert following.behind_since is None
    assert allows(following)


# --- For whatever is said ------------------------------------------------------------------------------------------

SUBJECTS = (ALICE, BOB, CHARLIE)
IDENTIFIERS = (FAMILY_PHONE, CANARY, address("third"))
SAID = st.tuples(
    st.just("say"),
    st.sampled_from(SUBJECTS),
    st.sampled_from([ConsentKind.GIVEN, ConsentKind.REFUSED, ConsentKind.WITHDRAWN]),
    st.sampled_from([OFFERS, LETTERS, MARKETING, STOP_LETTERS]),
    st.sampled_from([None, Channel.EMAIL, Channel.SMS]),
    st.sampled_from(["now", "late"]),
)
LINKED = st.tuples(st.just("link"), st.sampled_from(SUBJECTS), st.sampled_from(IDENTIFIERS))
STOOD = st.tuples(
    st.just("stand"),
    st.sampled_from(SUBJECTS),
    st.sampled_from([Standing(), Standing(restricted=True), Standing(age=12), Standing(age=40)]),
)
OTHERS = st.tuples(st.sampled_from(["forget", "wait", "publish"]), st.sampled_from(SUBJECTS))
STEPS = st.lists(st.one_of(SAID, SAID, SAID, LINKED, STOOD, OTHERS), min_size=4, max_size=12)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=10)
@given(steps=STEPS)
def test_whatever_is_said_engines_that_followed_answer_as_the_definition(kind: str, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as folder, fresh_database(kind, Path(folder)) as database:
        _run(database, steps)


def _run(database: Database, steps: list[Any]) -> None:
    store = published(founded(database.store()))
    followings = [Following(store) for _ in range(2)]
    followings[0].look()
    introduced(store, ALICE, FAMILY_PHONE, CANARY)
    introduced(store, BOB, FAMILY_PHONE)
    introduced(store, CHARLIE)
    for step in steps:
        _take(store, *step)
        if step[0] != "wait":
            followings[0].look()
    for each in followings:
        each.look()
    published_ones = policies.versions(ACME)
    assert published_ones is not None
    holding = dict(all_standings(ACME, published_ones.latest))
    assert set(holding) == set(SUBJECTS)
    for subject in SUBJECTS:
        for question in QUESTIONS:
            expected = decide(published_ones.policies, question, holding[subject])
            for following in followings:
                engine = following.engine(ACME)
                assert engine is not None
                assert engine.decide(subject, question) == expected


def _take(store: Store, what: str, subject: SubjectId, *more: Any) -> None:
    """One step; one that is refused (a forgotten subject, a word that is not offered) changes nothing."""
    assert isinstance(store.clock, SetClock)
    standing = subjects.standing(ACME, subject)
    assert standing is not None
    if what == "wait":
        store.clock.advance(timedelta(minutes=5))
    elif what == "publish":
        number = len(policies.entries(ACME)) + 1
        published(store, str(number), f"2024-02-{number:02}")
    elif not standing.erased:
        with writing(store, ACME) as change:
            _change(change, what, subject, *more)


def _change(change: Any, what: str, subject: SubjectId, *more: Any) -> None:
    if what == "say":
        kind, about, channel, when = more
        thing: dict[str, Any] = {"choice": about} if about == STOP_LETTERS else {"purpose": about}
        if when == "late":
            thing |= {"at": change.now - timedelta(minutes=3), "late": True}
        choices.say(change, word(kind, subject, channel=channel, **thing))
    elif what == "link":
        identifier: Identifier = more[0]
        subjects.link(change, subject, identifier)
    elif what == "stand":
        subjects.set_standing(change, subject, more[0])
    else:
        subjects.forget(change, subject)
