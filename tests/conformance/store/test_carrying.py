from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from carrying import ACME, ALICE, BOB, PHONE, WRONG, staged
from troth.errors import OutsideWorldFailed
from troth.requests.package import read
from troth.requests.request import State
from troth.store import choices, subjects
from troth.store.models import LogEntry, RequestCase, RequestStep
from troth.store.requests import cases, work
from troth.store.requests.sealed import key_of, open_for
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier
from troth.words import IdentifierKind, RightKind, SubjectId

if TYPE_CHECKING:
    from carrying import Stage
    from databases import Database


@pytest.fixture
def stage(database: Database) -> Stage:
    return staged(database.store())


def test_an_erasure_takes_her_rows_in_every_system_and_nobody_elses(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED
    assert stage.rows("shop", "customers") == [(2, BOB, PHONE, "Bob")]
    assert stage.rows("shop", "orders") == [(12, 2, "paid", "mine")]
    assert stage.rows("desk", "tickets") == [(101, BOB, "where is it?")]


def test_an_erased_subject_is_forgotten_suppressed_and_told(stage: Stage) -> None:
    stage.ask(RightKind.ERASE)
    hashed = subjects.hash_of(stage.store, ACME, Identifier(IdentifierKind.EMAIL, ALICE))
    stage.worker().look()
    standing = subjects.standing(ACME, SubjectId("alice"))
    assert standing is not None
    assert standing.erased
    assert [entry.purpose for entry in choices.suppressions(ACME, [hashed])] == [None]
    (reply,) = stage.told
    assert (reply.went, reply.changed, reply.denial) == (4, 0, None)
    assert not RequestCase.objects.get(request=reply.request).wrapped_key


def test_nothing_personal_of_a_carried_out_request_is_in_the_log(stage: Stage) -> None:
    stage.ask(RightKind.ERASE)
    stage.worker().look()
    leaves = b"".join(bytes(leaf) for leaf in LogEntry.objects.values_list("leaf", flat=True))
    for secret in (ALICE, PHONE, "Alice"):
        assert secret.encode() not in leaves


def test_an_unpaid_order_stays_with_its_customer_emptied_and_the_reply_says_why(stage: Stage) -> None:
    stage.memory["shop"].data["orders"][0] = (10, 1, "unpaid", "")
    id_ = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED
    assert stage.rows("shop", "customers")[0] == (1, None, None, None)
    assert (10, 1, "unpaid", "") in stage.rows("shop", "orders")
    (reply,) = stage.told
    assert [(each.rows, each.reason, each.clauses) for each in reply.stays] == [(1, "billing", ("s3", "s4"))]


def test_many_requests_go_through_together(stage: Stage) -> None:
    ids = [stage.ask(RightKind.ERASE), stage.ask(RightKind.ERASE, BOB)]
    worker, rounds = stage.worker(), 0
    while worker.once() is not None:
        rounds += 1
    assert rounds == 6
    assert {stage.state(id_) for id_ in ids} == {State.ANSWERED}
    assert stage.rows("shop", "customers") == []


def test_access_shows_her_rows_with_what_the_notice_says(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ACCESS)
    stage.worker().look()
    row = RequestCase.objects.get(request=id_)
    package = read(open_for(key_of(stage.store, row), row, "package", row.package))
    assert stage.state(id_) is State.ANSWERED
    assert {table.dataset: len(table.rows) for table in package.tables} == {"customers": 1, "orders": 2, "tickets": 1}
    assert [said.what for said in package.explained[0].purposes] == ["delivery", "letters"]
    assert BOB not in repr(package.tables) + str([table.rows for table in package.tables])


def test_a_correction_is_made_and_read_again(stage: Stage) -> None:
    id_ = stage.ask(RightKind.RECTIFY, corrections=(WRONG,))
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED
    assert stage.rows("shop", "customers")[0][3] == "Alice Right"
    assert stage.rows("shop", "customers")[1][3] == "Bob"


def test_a_restriction_is_her_standing_at_once(stage: Stage) -> None:
    stage.ask(RightKind.RESTRICT)
    stage.worker().look()
    standing = subjects.standing(ACME, SubjectId("alice"))
    assert standing is not None
    assert standing.restricted


def test_an_objection_is_a_word_about_marketing(stage: Stage) -> None:
    stage.ask(RightKind.OBJECT)
    stage.worker().look()
    assert [(event.purpose, event.kind.value) for event in choices.events(ACME, SubjectId("alice"))] == [
        ("letters", "objected")
    ]


def test_a_word_of_nobody_we_know_is_a_persons(stage: Stage) -> None:
    id_ = stage.ask(RightKind.OBJECT, "new@mail.example", known=False)
    stage.worker().look()
    assert stage.state(id_) is State.HANDED_OVER


def test_a_system_that_is_away_makes_it_wait_and_never_say_done(stage: Stage) -> None:
    stage.memory["desk"].away = True
    id_ = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(id_) is State.PROVEN
    assert stage.told == []
    assert len(stage.rows("shop", "customers")) == 2
    stage.memory["desk"].away = False
    stage.clock.advance(timedelta(minutes=1))
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED


def test_a_system_that_goes_away_between_is_waited_for(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    worker = stage.worker()
    assert worker.once() == 1
    stage.memory["desk"].away = True
    worker.look()
    assert stage.state(id_) is State.APPROVED
    assert len(stage.rows("shop", "customers")) == 1
    stage.memory["desk"].away = False
    stage.clock.advance(timedelta(minutes=1))
    worker.look()
    assert stage.state(id_) is State.ANSWERED
    assert stage.rows("desk", "tickets") == [(101, BOB, "where is it?")]


def test_a_system_that_refuses_hands_over_and_nothing_is_called_done(stage: Stage) -> None:
    stage.memory["shop"].data["orders"].append((13, 1, "paid", ""))
    id_ = stage.ask(RightKind.ERASE)
    worker = stage.worker()
    worker.once()
    stage.memory["shop"].data["orders"].append((14, 1, "paid", "came between"))
    worker.look()
    assert stage.state(id_) is State.HANDED_OVER
    assert stage.told == []


def test_what_came_between_is_found_and_erased_in_another_round(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    worker = stage.worker()
    worker.once()
    stage.memory["desk"].data["tickets"].append((102, ALICE, "again"))
    worker.look()
    assert stage.state(id_) is State.ANSWERED
    assert stage.rows("desk", "tickets") == [(101, BOB, "where is it?")]
    assert RequestStep.objects.filter(kind="find").count() == 2


def test_what_comes_back_each_time_is_handed_over(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    worker = stage.worker()
    while stage.state(id_) in (State.PROVEN, State.APPROVED, State.DONE):
        kinds = set(RequestStep.objects.filter(ended="").values_list("kind", flat=True))
        if kinds == {"verify"}:
            number = 200 + len(stage.rows("desk", "tickets"))
            stage.memory["desk"].data["tickets"].append((number, ALICE, "re-imported"))
        worker.once()
    assert stage.state(id_) is State.HANDED_OVER
    assert RequestCase.objects.get(request=id_).reason == "requests.still-there"
    assert stage.told == []


def test_a_plan_waits_for_approval_where_no_rule_gives_it(stage: Stage) -> None:
    stage.by_rule = frozenset()
    id_ = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(id_) is State.PLANNED
    assert len(stage.rows("shop", "customers")) == 2
    digest = next(case.plan_digest for case in cases.listing(ACME))
    with writing(stage.store, ACME) as change:
        work.approve(change, id_, digest=digest, by="dana")
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED


def test_what_could_not_be_told_is_told_later_and_once(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    world = stage.world()
    failing = [True]

    def tell(reply: object) -> None:
        if failing:
            failing.pop()
            raise OutsideWorldFailed("the mail server is away", id="mail.away", help="wait")
        stage.told.append(reply)  # type: ignore[arg-type]

    world.tell = tell
    worker = stage.worker()
    worker.world = world
    worker.look()
    assert stage.state(id_) is State.VERIFIED
    stage.clock.advance(timedelta(minutes=1))
    worker.look()
    assert stage.state(id_) is State.ANSWERED
    assert len(stage.told) == 1


def test_an_organisation_without_an_estate_hands_over(database: Database) -> None:
    stage = staged(database.store())
    from troth.store.models import EstateVersion

    EstateVersion.objects.all().delete()
    id_ = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(id_) is State.HANDED_OVER
