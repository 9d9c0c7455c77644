from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from carrying import ACME, ALICE, BOB, CUSTOMERS, PHONE, WRONG, staged
from troth.errors import OutsideWorldFailed, WrongUse
from troth.estate.graph.again import read_again
from troth.inventory import DatasetName, RowKey
from troth.jobs.requests.ending import resume_ended
from troth.requests.package import read
from troth.requests.plan import Hold
from troth.requests.reply import About
from troth.requests.request import State
from troth.store import choices, proofs, subjects
from troth.store.log import EXPORTED, recorded
from troth.store.models import LogEntry, RequestCase, RequestStep
from troth.store.requests import cases, followed, holds, judging, work
from troth.store.requests.followed import Whose
from troth.store.requests.sealed import key_of, open_for, seal_for
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


def test_a_ticket_of_bobs_that_mentions_her_loses_the_mention_and_stays(stage: Stage) -> None:
    stage.memory["desk"].data["tickets"].append((102, BOB, f"please ask {ALICE} too"))
    id_ = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED
    assert (102, BOB, "please ask  too") in stage.rows("desk", "tickets")
    assert (101, BOB, "where is it?") in stage.rows("desk", "tickets")


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


def test_an_extension_is_told_beside_the_other_steps_and_moves_nothing(stage: Stage) -> None:
    stage.by_rule = frozenset()
    id_ = stage.ask(RightKind.ACCESS, language="fr")
    stage.worker().look()
    with writing(stage.store, ACME) as change:
        until = judging.extend(change, id_, "Many ask at once.", by="dana")
    stage.worker().look()
    (reply,) = stage.told
    assert (reply.about, reply.extended_to, reply.extended_for, reply.language) == (
        About.EXTENSION,
        until,
        "Many ask at once.",
        "fr",
    )
    assert stage.state(id_) is State.PLANNED
    digest = RequestCase.objects.get(request=id_).plan_digest
    with writing(stage.store, ACME) as change:
        work.approve(change, id_, digest=digest, by="dana")
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED


def test_an_approval_puts_no_extension_aside(stage: Stage) -> None:
    stage.by_rule = frozenset()
    id_ = stage.ask(RightKind.ACCESS)
    stage.worker().look()
    digest = RequestCase.objects.get(request=id_).plan_digest
    with writing(stage.store, ACME) as change:
        judging.extend(change, id_, "Many ask at once.", by="dana")
        work.approve(change, id_, digest=digest, by="dana")
    stage.worker().look()
    assert stage.state(id_) is State.ANSWERED
    steps = RequestStep.objects.filter(case__request=id_, kind="tell")
    assert [step.ended for step in steps] == ["done"]


def test_what_was_done_in_one_system_is_not_taken_back(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    worker = stage.worker()
    worker.once()
    stage.memory["desk"].away = True
    for _ in range(8):
        worker.look()
        stage.clock.advance(timedelta(hours=3))
    assert stage.state(id_) is State.HANDED_OVER
    assert len(stage.rows("shop", "customers")) == 1
    with pytest.raises(WrongUse) as refused, writing(stage.store, ACME) as change:
        judging.take_back(change, id_)
    assert refused.value.id == "requests.cannot-move"


def test_a_request_is_hers_by_the_directory_the_suppression_list_or_her_browser(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ERASE)
    mails = [Identifier(IdentifierKind.EMAIL, mail) for mail in (ALICE, BOB)]
    alices, bobs = (subjects.hash_of(stage.store, ACME, each) for each in mails)

    def own(whose: Whose) -> list[str]:
        return [case.id for case in followed.own(ACME, whose)]

    assert own(Whose(SubjectId("alice"))) == [id_]
    assert own(Whose(SubjectId("bob"), (bobs,))) == []
    assert own(Whose(None, (), frozenset({id_}))) == [id_]
    stage.worker().look()
    assert own(Whose(None, (alices,))) == [id_]
    assert own(Whose(None, (bobs,))) == []
    assert followed.follow(stage.store, ACME, Whose(None, (bobs,)), id_) is None
    seen = followed.follow(stage.store, ACME, Whose(None, (alices,)), id_)
    assert seen is not None
    assert (seen.request, seen.plan) == (None, None)
    assert [each.state for each in seen.stages] == [
        State.ASKED,
        State.PROVEN,
        State.PLANNED,
        State.APPROVED,
        State.DONE,
        State.VERIFIED,
        State.ANSWERED,
    ]


def test_a_package_is_fetched_with_an_entry_until_its_day(stage: Stage) -> None:
    id_ = stage.ask(RightKind.ACCESS)
    stage.worker().look()
    with writing(stage.store, ACME) as change:
        package = followed.fetch(change, id_)
    assert package is not None
    assert package.rows == 4
    assert [each.entry.subject for each in recorded(ACME, kinds=(EXPORTED,))] == ["alice"]
    stage.clock.advance(timedelta(days=31))
    with writing(stage.store, ACME) as change:
        assert followed.fetch(change, id_) is None
    assert len(recorded(ACME, kinds=(EXPORTED,))) == 1


def test_what_was_carried_with_a_link_comes_back_once(stage: Stage) -> None:
    identifier = Identifier(IdentifierKind.EMAIL, ALICE)
    asked = proofs.ask(stage.store, ACME, identifier, timedelta(minutes=30), b"a \0 request")
    assert asked is not None
    assert proofs.redeem_carried(stage.store, ACME, "forged") is None
    assert proofs.redeem_carried(stage.store, ACME, asked.token) == proofs.Redeemed(identifier, b"a \0 request")
    assert proofs.redeem_carried(stage.store, ACME, asked.token) is None


def test_words_of_the_subject_are_kept_sealed_and_older_requests_are_read_without(stage: Stage) -> None:
    id_ = stage.ask(RightKind.COMPLAIN, text="nobody answers", language="de", declared="Alice")
    found = cases.get(stage.store, ACME, id_)
    assert (found.text, found.language, found.declared) == ("nobody answers", "de", "Alice")
    row = RequestCase.objects.get(request=id_)
    assert b"nobody answers" not in bytes(row.particulars)
    key = key_of(stage.store, row)
    row.particulars = seal_for(key, row, "particulars", open_for(key, row, "particulars", row.particulars)[:4])
    row.save()
    old = cases.get(stage.store, ACME, id_)
    assert (old.seeds, old.text, old.language) == (found.seeds, "", "")


def hold(stage: Stage, **more: Any) -> None:
    found = Hold(id="h1", ground="litigation", **more)
    with writing(stage.store, ACME) as change:
        holds.place(change, found, by="dana")


def lift(stage: Stage) -> tuple[str, ...]:
    with writing(stage.store, ACME) as change:
        return holds.lift(change, "h1", by="dana")


ORDERS = (DatasetName("shop", "orders"),)


def test_what_a_hold_kept_goes_when_it_is_lifted(stage: Stage) -> None:
    hold(stage, subject=SubjectId("alice"), datasets=ORDERS)
    first = stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert stage.state(first) is State.ANSWERED
    assert [row[0] for row in stage.rows("shop", "orders")] == [10, 11, 12]
    assert stage.rows("shop", "customers")[0] == (1, None, None, None)
    (second,) = lift(stage)
    stage.worker().look()
    assert stage.state(second) is State.ANSWERED
    assert stage.rows("shop", "orders") == [(12, 2, "paid", "mine")]
    assert stage.rows("shop", "customers") == [(2, BOB, PHONE, "Bob")], "the row that they pointed at goes too"
    assert [(reply.request, reply.went) for reply in stage.told] == [(first, 1), (second, 3)]
    assert not RequestCase.objects.exclude(wrapped_key=b"").exists(), "neither knows anybody any more"


def test_an_erasure_that_keeps_rows_knows_only_what_these_need(stage: Stage) -> None:
    hold(stage, datasets=ORDERS)
    id_ = stage.ask(RightKind.ERASE, corrections=(WRONG,))
    stage.worker().look()
    row = RequestCase.objects.get(request=id_)
    plan = cases.plan_of(stage.store, row)
    assert plan is not None
    assert {(str(each.dataset), each.doing.value) for each in plan.actions} == {
        ("shop.orders", "keep"),
        ("shop.customers", "change"),
    }
    assert cases.read(stage.store, row).corrections == ()
    assert (bytes(row.known), row.counts["delete"]) == (b"", 1), "what went is counted still, and not known"


def test_who_came_back_meanwhile_is_not_erased_when_a_hold_is_lifted(stage: Stage) -> None:
    hold(stage, datasets=ORDERS)
    stage.ask(RightKind.ERASE)
    stage.worker().look()
    stage.memory["shop"].data["customers"].append((3, ALICE, None, "Alice"))
    identifier = Identifier(IdentifierKind.EMAIL, ALICE)
    with writing(stage.store, ACME) as change:
        subjects.introduce(change, (identifier,), subject=SubjectId("alice2"), proven=True)
    (second,) = lift(stage)
    stage.worker().look()
    assert stage.state(second) is State.ANSWERED
    assert stage.rows("shop", "customers") == [(2, BOB, PHONE, "Bob"), (3, ALICE, None, "Alice")]
    standing = subjects.standing(ACME, SubjectId("alice2"))
    assert standing is not None
    assert not standing.erased


def test_rows_with_another_reason_stay_when_a_hold_is_lifted_and_are_known_on(stage: Stage) -> None:
    stage.memory["shop"].data["orders"][0] = (10, 1, "unpaid", "")
    hold(stage, datasets=ORDERS)
    stage.ask(RightKind.ERASE)
    stage.worker().look()
    (second,) = lift(stage)
    stage.worker().look()
    assert [row[0] for row in stage.rows("shop", "orders")] == [10, 12]
    assert [each.reason for each in stage.told[-1].stays] == ["billing"]
    assert [each.request for each in RequestCase.objects.exclude(wrapped_key=b"")] == [second]


def test_a_hold_that_another_one_covers_resumes_nothing(stage: Stage) -> None:
    hold(stage, datasets=ORDERS)
    with writing(stage.store, ACME) as change:
        holds.place(change, Hold(id="h2", ground="investigation"), by="dana")
    stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert lift(stage) == ()
    assert len(stage.rows("shop", "orders")) == 3


def test_a_hold_that_is_lifted_while_an_erasure_is_carried_out_is_not_forgotten(stage: Stage) -> None:
    hold(stage, datasets=ORDERS)
    stage.ask(RightKind.ERASE)
    worker = stage.worker()
    worker.once()
    assert lift(stage) == ()
    worker.look()
    assert stage.rows("shop", "orders") == [(12, 2, "paid", "mine")]
    assert RequestCase.objects.filter(state=State.ANSWERED).count() == 2


def test_a_hold_ends_by_itself_on_its_last_day(stage: Stage) -> None:
    hold(stage, datasets=ORDERS, until=stage.clock.now().date() + timedelta(days=10))
    stage.ask(RightKind.ERASE)
    stage.worker().look()
    assert resume_ended(stage.store) == 0
    stage.clock.advance(timedelta(days=11))
    assert (resume_ended(stage.store), resume_ended(stage.store)) == (1, 0)
    stage.worker().look()
    assert stage.rows("shop", "orders") == [(12, 2, "paid", "mine")]


@pytest.mark.parametrize("approved", [False, True], ids=["planned", "approved"])
def test_a_hold_that_comes_before_the_deed_changes_the_plan(stage: Stage, *, approved: bool) -> None:
    if not approved:
        stage.by_rule = frozenset()
    id_ = stage.ask(RightKind.ERASE)
    worker = stage.worker()
    worker.once()
    hold(stage, subject=SubjectId("alice"), datasets=ORDERS)
    worker.look()
    assert len(stage.rows("shop", "orders")) == 3
    assert stage.state(id_) is (State.ANSWERED if approved else State.PLANNED)
    assert next(case.counts["keep"] for case in cases.listing(ACME)) == 2


def test_a_row_of_several_people_that_was_kept_is_read_again_as_one(stage: Stage) -> None:
    estate = stage.world().estate(ACME)
    wanted: dict[DatasetName, dict[RowKey, tuple[str, ...]]] = {CUSTOMERS.at: {(1,): ("mail",), (2,): (), (9,): ()}}
    first, second = read_again(estate.inventory, estate.connectors, wanted)
    assert (first.key, first.shared, first.fields) == ((1,), True, ("mail",))
    assert (second.key, second.shared, second.fields, second.cells) == ((2,), False, (), (2, BOB, PHONE, "Bob"))
    with pytest.raises(WrongUse) as refused:
        read_again(estate.inventory, estate.connectors, {DatasetName("shop", "gone"): {(1,): ()}})
    assert refused.value.id == "estate.no-such-dataset"


def test_what_a_second_round_finds_still_says_what_stays(stage: Stage) -> None:
    stage.memory["shop"].data["orders"][0] = (10, 1, "unpaid", "")
    stage.ask(RightKind.ERASE)
    worker = stage.worker()
    worker.once()
    stage.memory["desk"].data["tickets"].append((102, ALICE, "again"))
    worker.look()
    assert [(each.rows, each.reason) for each in stage.told[-1].stays] == [(1, "billing")]
