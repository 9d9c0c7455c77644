"""The engine's own doings: who it knows, in which order words count, answers in bulk, audiences."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pytest

from troth.consent.events import ConsentEvent, ConsentKind, Surface
from troth.decisions import Choices, Engine
from troth.words import OrganisationId, PurposeName, SubjectId
from unit.decisions.asking import ALICE, line, policy_of, question, saying, word

WRITE = policy_of("practices: [{id: write, do: use, data: contact, for: newsletters, modal: may, consent: opt_out}]\n")
ASKED = question()
ALLOWED, REFUSED = "allowed not-refused practices.write", "denied refused practices.write"
YES, NO = word("given", "newsletters"), word("refused", "newsletters")
A, B, C = (SubjectId(name) for name in ("alice", "bob", "charlie"))


def test_a_subject_whom_the_engine_does_not_know_has_said_nothing() -> None:
    engine = Engine(WRITE, [(A, saying(NO))])
    assert line(engine.decide(C, ASKED)) == ALLOWED
    assert engine.choices(C) == ALICE
    assert len(engine) == 1


def test_a_word_put_in_later_is_a_later_word() -> None:
    engine = Engine(WRITE)
    engine.say(A, NO)
    assert line(engine.decide(A, ASKED)) == REFUSED
    engine.say(A, YES)
    assert line(engine.decide(A, ASKED)) == "allowed consented practices.write"
    engine.say(A, NO)
    assert line(engine.decide(A, ASKED)) == REFUSED


def test_what_alice_says_is_not_said_by_bob() -> None:
    engine = Engine(WRITE, [(A, ALICE), (B, ALICE)])
    engine.say(A, NO)
    assert line(engine.decide(A, ASKED)) == REFUSED
    assert line(engine.decide(B, ASKED)) == ALLOWED


def test_an_event_of_consent_is_a_word() -> None:
    engine = Engine(WRITE)
    at = datetime(2024, 3, 1, 12, tzinfo=UTC)
    event = ConsentEvent(
        id="1",
        organisation=OrganisationId("acme"),
        subject=A,
        kind=ConsentKind.OPTED_OUT,
        purpose=PurposeName("marketing"),
        choice=None,
        channel=None,
        at=at,
        recorded_at=at,
        version="1",
        text_shown="",
        text_digest="",
        surface=Surface.LINK,
        language="en",
    )
    engine.apply(event)
    assert line(engine.decide(A, ASKED)) == REFUSED


def test_putting_what_holds_for_a_subject_replaces_what_held() -> None:
    engine = Engine(WRITE, [(A, saying(NO))])
    engine.put(A, Choices(restricted=True))
    assert line(engine.decide(A, ASKED)) == "denied restricted practices.write"
    assert len(engine) == 1


def test_subjects_who_said_the_same_share_one_standing() -> None:
    engine = Engine(WRITE, [(A, saying(NO)), (B, saying(YES, NO))])
    assert engine.choices(A) == engine.choices(B)


def test_an_engine_without_a_policy_is_refused() -> None:
    with pytest.raises(ValueError, match="an engine needs a policy"):
        Engine([])


def test_the_policy_of_an_engine_is_the_latest_version() -> None:
    assert Engine(WRITE).policy is WRITE


def test_a_day_that_decides_nothing_else_does_not_change_the_answer() -> None:
    engine = Engine(WRITE, [(A, ALICE)])
    days = [date(2024, 5, day) for day in range(1, 20)]
    assert {line(engine.decide(A, question(at=day, collected_on=date(2020, 1, 1)))) for day in days} == {ALLOWED}


# Answers in bulk.


def test_answers_in_bulk_stand_in_the_order_of_the_subjects() -> None:
    engine = Engine(WRITE, [(A, ALICE), (B, saying(NO)), (C, saying(YES))])
    decided = engine.decide_many(ASKED)
    assert decided.allowed.tolist() == [True, False, True]
    assert [line(decided[place]) for place in range(len(decided))] == [
        ALLOWED,
        REFUSED,
        "allowed consented practices.write",
    ]


def test_answers_in_bulk_can_be_asked_for_some_subjects_in_any_order() -> None:
    engine = Engine(WRITE, [(A, ALICE), (B, saying(NO))])
    assert engine.decide_many(ASKED, engine.numbers([B, A, B])).allowed.tolist() == [False, True, False]


def test_asking_for_the_number_of_a_subject_makes_her_known() -> None:
    engine = Engine(WRITE, [(A, ALICE)])
    assert engine.numbers([A, B]).tolist() == [0, 1]
    assert len(engine) == 2
    assert engine.subjects([1, 0]) == [B, A]


def test_a_number_that_no_subject_has_is_refused() -> None:
    engine = Engine(WRITE, [(A, ALICE)])
    with pytest.raises(IndexError):
        engine.decide_many(ASKED, np.array([7], dtype=np.uint32))


def test_an_engine_without_subjects_answers_nobody() -> None:
    engine = Engine(WRITE)
    assert len(engine.decide_many(ASKED)) == 0
    assert list(engine.audience(ASKED)) == []


def test_subjects_added_in_bulk_are_called_by_their_numbers() -> None:
    engine = Engine(WRITE, [(A, ALICE)])
    engine.populate([ALICE, saying(NO)], np.array([1, 0, 1], dtype=np.uint32))
    assert engine.decide_many(ASKED).allowed.tolist() == [True, False, True, False]
    assert list(engine.audience(ASKED)) == ["alice", "2"]


# Audiences.


def test_an_audience_is_those_for_whom_the_answer_is_yes() -> None:
    engine = Engine(WRITE, [(A, ALICE), (B, saying(NO)), (C, saying(YES))])
    audience = engine.audience(ASKED)
    assert list(audience) == [A, C]
    assert audience.numbers().tolist() == [0, 2]
    assert (len(audience), 0 in audience, 1 in audience) == (2, True, False)
    assert audience.question == ASKED


def test_an_audience_once_found_is_not_reached_by_later_words_and_the_next_one_is() -> None:
    engine = Engine(WRITE, [(A, ALICE), (B, ALICE)])
    before = engine.audience(ASKED)
    engine.say(A, NO)
    engine.say(C, YES)
    assert list(before) == [A, B]
    assert list(engine.audience(ASKED)) == [B, C]


def test_an_audience_never_holds_a_subject_of_another_organisation() -> None:
    engine, other = Engine(WRITE, [(A, ALICE)]), Engine(WRITE, [(C, ALICE)])
    assert list(engine.audience(ASKED)) == [A]
    assert list(other.audience(ASKED)) == [C]


def test_nobody_is_addressed_for_what_the_policy_does_not_declare() -> None:
    assert list(Engine(WRITE, [(A, saying(YES))]).audience(question(purpose="astrology"))) == []
