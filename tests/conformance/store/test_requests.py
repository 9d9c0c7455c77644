from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from conformance.store.world import ACME, ALICE, CANARY, OTHER
from troth.errors import ProblemsFound, WrongUse
from troth.inventory import Action, DatasetName, Doing, Putting, Seed, Setting
from troth.requests.flow import Ended, StepKind
from troth.requests.plan import Forward, Hold, Plan
from troth.requests.request import Agent, Correction, Denial, Request, State, Tier
from troth.store.models import LogEntry, RequestCase, RequestStep
from troth.store.requests import cases, estates, history, holds, judging, queue, steps, work
from troth.store.requests.work import Result
from troth.store.writing import writing
from troth.words import Channel, DataName, IdentifierKind, OrganisationId, PartyName, RightKind, SubjectId

if TYPE_CHECKING:
    from troth.clock import SetClock
    from troth.store.opened import Store

SEED = Seed(IdentifierKind.EMAIL, CANARY.text)
ORDERS = DatasetName("shop", "orders")


def request(kind: RightKind = RightKind.ERASE, id_: str = "r1", organisation: OrganisationId = ACME) -> Request:
    from databases import NOON

    return Request(
        id=id_,
        organisation=organisation,
        kind=kind,
        received_at=NOON,
        seeds=(SEED,),
        subject=ALICE,
        tier=Tier.REACHED,
        channel=Channel.WEB,
        regimes=("eu-gdpr",),
        data=(DataName("contact"),),
        corrections=(Correction(data=DataName("contact"), value="right", was="wrong"),),
        agent=Agent(name="Eve", permission_seen_at=NOON),
    )


def plan(id_: str = "r1", kind: RightKind = RightKind.ERASE, systems: tuple[str, ...] = ("shop",)) -> Plan:
    acting = [
        Action(
            id=f"{id_}:{number}",
            dataset=DatasetName(system, "orders"),
            doing=Doing.READ if kind is RightKind.ACCESS else Doing.DELETE,
            rows=((7, "a", b"\x00\xff"), (8, None, 1.5)),
            fields=("mail",),
            settings=(Setting(field="mail", value="erased-{}", how=Putting.UNIQUE), Setting(field="x", value=b"\x01")),
            redact=(SEED,),
        )
        for number, system in enumerate(systems, 1)
    ]
    kept = Action(
        id=f"{id_}:9", dataset=ORDERS, doing=Doing.KEEP, rows=((9,),), reason="billing", clauses=("s6",),
        until=date(2032, 1, 1), for_=("billing",),
    )  # fmt: skip
    forward = Forward(controller=PartyName("client"), dataset=ORDERS, rows=2)
    return Plan(request=id_, kind=kind, actions=(*acting, kept), forwards=(forward,))


def receive(store: Store, asked: Request | None = None) -> Request:
    asked = asked or request()
    with writing(store, asked.organisation) as change:
        cases.receive(change, asked, date(2024, 4, 1))
    return asked


def begin(store: Store, id_: str = "r1") -> None:
    with writing(store, ACME) as change:
        work.begin(change, id_)


def take(store: Store, worker: str = "w1") -> steps.Taken:
    taken = steps.take(store, worker)
    assert taken is not None
    return taken


def end(store: Store, taken: steps.Taken, ended: Ended = Ended.DONE, worker: str = "w1", **more: object) -> int:
    with writing(store, ACME) as change:
        by_rule = more.pop("by_rule", ())
        results = [Result(row=row, ended=ended, **more) for row in taken.rows]  # type: ignore[arg-type]
        return work.end(change, worker, results, by_rule=by_rule)  # type: ignore[arg-type]


def state(id_: str = "r1") -> str:
    return RequestCase.objects.get(request=id_).state


def stepped() -> list[tuple[str, str]]:
    return list(RequestStep.objects.order_by("case__request", "number").values_list("kind", "ended"))


def clock(store: Store) -> SetClock:
    return store.clock  # type: ignore[return-value]


def entries() -> list[str]:
    return list(LogEntry.objects.filter(organisation=ACME).order_by("index").values_list("kind", flat=True))


def walk_to(store: Store, kind: StepKind, systems: tuple[str, ...] = ("shop",)) -> steps.Taken:
    """An erasure that a rule approves, up to where a worker has taken a step of this kind."""
    begin(store)
    while True:
        taken = take(store)
        if taken.step is kind:
            return taken
        more: dict[str, Any] = {"plan": plan(systems=systems)} if taken.step is StepKind.FIND else {}
        end(store, taken, by_rule={RightKind.ERASE}, **more)


def test_what_was_asked_is_read_back_as_it_was(store: Store) -> None:
    asked = receive(store)
    assert cases.get(store, ACME, "r1") == asked


def test_nothing_personal_of_a_request_stands_open_in_its_row_or_in_the_log(store: Store) -> None:
    receive(store)
    begin(store)
    end(store, take(store), plan=plan())
    row = RequestCase.objects.get(request="r1")
    kept = repr([bytes(row.particulars), bytes(row.plan), bytes(row.wrapped_key), row.counts, row.clauses])
    leaves = b"".join(bytes(leaf) for leaf in LogEntry.objects.values_list("leaf", flat=True))
    for secret in (CANARY.text, "Eve", "wrong"):
        assert secret not in kept
        assert secret.encode() not in leaves


def test_another_organisation_sees_no_request(store: Store) -> None:
    receive(store)
    with pytest.raises(WrongUse) as refused:
        cases.get(store, OTHER, "r1")
    assert refused.value.id == "requests.no-such-request"
    assert cases.listing(OTHER) == ()
    with pytest.raises(WrongUse), writing(store, OTHER) as change:
        work.begin(change, "r1")


def test_a_plan_is_kept_as_it_was_made(store: Store) -> None:
    receive(store)
    begin(store)
    end(store, take(store), plan=plan())
    row = RequestCase.objects.get(request="r1")
    assert cases.plan_of(store, row) == plan()
    assert row.plan_digest == plan().digest
    assert row.counts == {"delete": 2, "keep": 1}


def test_a_plan_waits_for_a_person_who_approves_the_one_that_was_seen(store: Store) -> None:
    receive(store)
    begin(store)
    end(store, take(store), plan=plan())
    assert state() == State.PLANNED
    assert steps.take(store, "w1") is None
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        work.approve(change, "r1", digest="other", by="dana")
    assert refused.value.id == "requests.other-plan"
    with writing(store, ACME) as change:
        work.approve(change, "r1", digest=plan().digest, by="dana")
    assert state() == State.APPROVED
    assert take(store).step is StepKind.ACT


def test_an_erasure_goes_its_whole_way(store: Store) -> None:
    receive(store)
    end(store, walk_to(store, StepKind.ANSWER))
    assert state() == State.ANSWERED
    assert [kind for kind, _ in stepped()] == ["find", "act", "verify", "suppress", "instruct", "answer"]
    assert {ended for _, ended in stepped()} == {"done"}
    assert steps.take(store, "w1") is None


def test_every_step_and_every_move_is_an_entry(store: Store) -> None:
    receive(store)
    end(store, walk_to(store, StepKind.ANSWER))
    assert entries().count("request.step") == 6
    assert entries().count("request.moved") == 5
    assert entries().count("request.received") == 1


def test_two_systems_are_acted_on_apart_and_verified_once(store: Store) -> None:
    receive(store)
    taken = walk_to(store, StepKind.ACT, ("crm", "shop"))
    assert [row.system for row in taken.rows] == ["crm", "shop"]
    with writing(store, ACME) as change:
        work.end(change, "w1", [Result(row=taken.rows[0], ended=Ended.DONE)])
    assert state() == State.APPROVED
    assert steps.take(store, "w2") is None
    with writing(store, ACME) as change:
        work.end(change, "w1", [Result(row=taken.rows[1], ended=Ended.DONE)])
    assert state() == State.DONE
    assert take(store).step is StepKind.VERIFY


def test_both_systems_brought_back_together_are_verified_once(store: Store) -> None:
    receive(store)
    end(store, walk_to(store, StepKind.ACT, ("crm", "shop")))
    assert state() == State.DONE
    assert [kind for kind, _ in stepped()].count("verify") == 1


def test_steps_of_many_requests_are_taken_together(store: Store) -> None:
    for number in range(5):
        receive(store, request(id_=f"r{number}"))
        begin(store, f"r{number}")
    receive(store, request(RightKind.ACCESS, "a1"))
    begin(store, "a1")
    first, second = take(store), take(store)
    assert (first.kind, len(first.rows)) == (RightKind.ERASE, 5)
    assert (second.kind, len(second.rows)) == (RightKind.ACCESS, 1)
    assert steps.take(store, "w1") is None


def test_a_step_is_taken_by_one_worker_until_its_time_is_over(store: Store) -> None:
    receive(store)
    begin(store)
    late = take(store, "w1")
    assert steps.take(store, "w2") is None
    clock(store).advance(steps.LEASE + timedelta(seconds=1))
    over = take(store, "w2")
    assert [row.attempt for row in over.rows] == [2]
    assert end(store, late, worker="w1", plan=plan()) == 0
    assert state() == State.PROVEN
    assert end(store, over, worker="w2", plan=plan()) == 1
    assert state() == State.PLANNED


def test_a_step_is_ended_once_whatever_is_brought_again(store: Store) -> None:
    receive(store)
    begin(store)
    taken = take(store)
    assert end(store, taken, plan=plan()) == 1
    before = len(entries())
    assert end(store, taken, plan=plan()) == 0
    assert len(entries()) == before


def test_who_works_long_keeps_the_step(store: Store) -> None:
    receive(store)
    begin(store)
    taken = take(store)
    clock(store).advance(steps.LEASE - timedelta(seconds=1))
    assert steps.prolong(store, "w1", taken) == 1
    clock(store).advance(timedelta(seconds=30))
    assert steps.take(store, "w2") is None


def test_what_could_not_be_done_is_due_again_later(store: Store) -> None:
    receive(store)
    end(store, walk_to(store, StepKind.ACT), Ended.AGAIN, problem="estate.away")
    assert steps.take(store, "w1") is None
    assert state() == State.APPROVED
    clock(store).advance(timedelta(seconds=11))
    assert take(store).step is StepKind.ACT


def test_after_too_many_tries_a_person_goes_on_and_can_begin_again(store: Store) -> None:
    receive(store)
    taken = walk_to(store, StepKind.ACT)
    while state() == State.APPROVED:
        end(store, taken, Ended.AGAIN, problem="estate.away")
        clock(store).advance(timedelta(hours=3))
        taken = steps.take(store, "w1") or taken
    row = RequestCase.objects.get(request="r1")
    assert (row.state, row.reason) == (State.HANDED_OVER, "requests.act-unreachable")
    assert steps.take(store, "w1") is None
    begin(store)
    assert take(store).step is StepKind.FIND


def test_a_refusal_hands_over_and_puts_the_other_systems_aside(store: Store) -> None:
    receive(store)
    taken = walk_to(store, StepKind.ACT, ("crm", "shop"))
    with writing(store, ACME) as change:
        work.end(change, "w1", [Result(row=taken.rows[0], ended=Ended.REFUSED, problem="estate.refused")])
    assert state() == State.HANDED_OVER
    assert ("act", "aside") in stepped()
    assert end(store, taken) == 0


def test_what_is_left_is_looked_for_again_and_never_called_done(store: Store) -> None:
    receive(store)
    end(store, walk_to(store, StepKind.VERIFY), Ended.LEFT, rows=3)
    assert state() == State.PROVEN
    assert take(store).step is StepKind.FIND


def test_a_word_of_the_subject_is_recorded_and_answered(store: Store) -> None:
    receive(store, request(RightKind.OPT_OUT))
    begin(store)
    end(store, take(store))
    assert state() == State.VERIFIED
    end(store, take(store))
    assert state() == State.ANSWERED


def test_access_is_collected_and_answered(store: Store) -> None:
    receive(store, request(RightKind.ACCESS))
    begin(store)
    end(store, take(store), plan=plan(kind=RightKind.ACCESS), by_rule={RightKind.ACCESS})
    taken = take(store)
    assert taken.step is StepKind.COLLECT
    end(store, taken, package=b"sealed")
    assert state() == State.VERIFIED
    assert bytes(RequestCase.objects.get(request="r1").package) == b"sealed"


def test_a_request_that_is_forgotten_tells_nothing_any_more(store: Store) -> None:
    receive(store)
    begin(store)
    end(store, take(store), plan=plan())
    with writing(store, ACME) as change:
        cases.forget(change, "r1")
        cases.forget(change, "r1")
    with pytest.raises(WrongUse) as refused:
        cases.get(store, ACME, "r1")
    assert refused.value.id == "requests.forgotten"
    assert entries().count("request.forgotten") == 1
    assert [case.id for case in cases.listing(ACME)] == ["r1"]


def test_requests_are_listed_by_what_is_due_first(store: Store) -> None:
    for number, due in ((1, date(2024, 5, 1)), (2, date(2024, 4, 1)), (3, None)):
        with writing(store, ACME) as change:
            cases.receive(change, request(id_=f"r{number}"), due)
    assert [case.id for case in cases.listing(ACME)] == ["r2", "r1", "r3"]
    assert cases.listing(ACME, states=[State.DENIED]) == ()
    assert len(cases.listing(ACME, kind=RightKind.ERASE, limit=2)) == 2


def test_earlier_requests_are_counted_without_being_opened(store: Store) -> None:
    receive(store)
    assert [each.id for each in cases.earlier(store, ACME, ALICE, RightKind.ERASE)] == ["r1"]
    assert cases.earlier(store, ACME, ALICE, RightKind.KNOW) == ()
    assert cases.earlier(store, OTHER, ALICE, RightKind.ERASE) == ()


def test_a_hold_is_placed_and_lifted_and_resumes_what_it_held_up(store: Store) -> None:
    hold = Hold(id="h1", ground="litigation", subject=ALICE, datasets=(ORDERS,), until=date(2030, 1, 1))
    receive(store)
    begin(store)
    with writing(store, ACME) as change:
        holds.place(change, hold, by="dana")
    assert holds.holding(ACME) == (hold,)
    assert holds.holding(OTHER) == ()
    end(store, take(store), plan=plan())
    with writing(store, ACME) as change:
        assert holds.lift(change, "h1", by="dana") == ("r1",)
    assert (state(), take(store).step) == (State.PROVEN, StepKind.FIND)
    assert holds.holding(ACME) == ()
    with pytest.raises(WrongUse), writing(store, ACME) as change:
        holds.lift(change, "h1", by="dana")
    assert [kind for kind in entries() if kind.startswith("hold")] == ["hold.placed", "hold.lifted"]


ESTATE = "troth: 1\nestate: {organisation: acme, version: a}\nsystems:\n  shop: {url: env:SHOP}\n"


def test_an_estate_is_reviewed_version_by_version_and_the_last_holds(store: Store) -> None:
    assert estates.reviewed(ACME) is None
    with writing(store, ACME) as change:
        estates.review(change, ESTATE, by="dana")
        estates.review(change, ESTATE, by="dana")
    with writing(store, ACME) as change:
        estates.review(change, ESTATE.replace("version: a", "version: b"), by="dana")
    found = estates.reviewed(ACME)
    assert found is not None
    assert found.version == "b"
    assert estates.reviewed(OTHER) is None
    assert entries().count("estate.reviewed") == 2


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        (ESTATE.replace("acme", "other"), "estate.other-organisation"),
        (ESTATE.replace("env:SHOP", "env:OTHER"), "estate.version-exists"),
    ],
    ids=["another organisation's", "another text of the same version"],
)
def test_an_estate_that_does_not_fit_is_refused(store: Store, text: str, id_: str) -> None:
    with writing(store, ACME) as change:
        estates.review(change, ESTATE, by="dana")
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        estates.review(change, text, by="dana")
    assert refused.value.id == id_


def test_a_broken_estate_is_refused_with_its_problems(store: Store) -> None:
    with pytest.raises(ProblemsFound), writing(store, ACME) as change:
        estates.review(change, "troth: 2", by="dana")


def test_a_request_of_nobody_known_is_kept_too(store: Store) -> None:
    asked = receive(store, replace(request(), subject=None, agent=None, corrections=()))
    assert cases.get(store, ACME, "r1") == asked
    assert cases.listing(ACME)[0].subject is None
    assert SubjectId("x") != asked.subject


def test_a_denial_has_a_reason_and_is_told(store: Store) -> None:
    receive(store)
    begin(store)
    with writing(store, ACME) as change:
        judging.deny(change, "r1", Denial.UNFOUNDED, by="dana")
    assert cases.get(store, ACME, "r1").denial is Denial.UNFOUNDED
    assert take(store).step is StepKind.ANSWER
    assert end(store, steps.Taken(ACME, RightKind.ERASE, StepKind.ANSWER, (), clock(store).now())) == 0


def test_what_was_denied_is_answered_and_stays_denied(store: Store) -> None:
    receive(store)
    begin(store)
    with writing(store, ACME) as change:
        judging.deny(change, "r1", Denial.UNFOUNDED, by="dana")
    end(store, take(store))
    assert state() == State.DENIED


def test_an_extension_has_a_reason_and_is_made_once_in_time(store: Store) -> None:
    receive(store)
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.extend(change, "r1", "  ", by="dana")
    assert refused.value.id == "requests.extension-without-reason"
    with writing(store, ACME) as change:
        assert judging.extend(change, "r1", "many  systems", by="dana") == date(2024, 6, 3)
    assert cases.get(store, ACME, "r1").extended_for == "many systems"
    with pytest.raises(WrongUse) as again, writing(store, ACME) as change:
        judging.extend(change, "r1", "once more", by="dana")
    assert again.value.id == "requests.cannot-extend"


def test_an_extension_after_the_first_period_is_refused(store: Store) -> None:
    receive(store)
    clock(store).advance(timedelta(days=40))
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.extend(change, "r1", "late", by="dana")
    assert refused.value.id == "requests.cannot-extend"


def test_what_was_handed_over_is_closed_by_hand_with_a_word(store: Store) -> None:
    receive(store)
    taken = walk_to(store, StepKind.ACT)
    end(store, taken, Ended.REFUSED, problem="estate.refused")
    with pytest.raises(WrongUse), writing(store, ACME) as change:
        judging.close_by_hand(change, "r1", "", by="dana")
    with writing(store, ACME) as change:
        judging.close_by_hand(change, "r1", "erased with the vendor's tool", by="dana")
    assert state() == State.ANSWERED


def test_a_subject_takes_her_request_back_until_something_was_done(store: Store) -> None:
    receive(store)
    begin(store)
    with writing(store, ACME) as change:
        judging.take_back(change, "r1")
    assert state() == State.WITHDRAWN
    assert steps.take(store, "w1") is None
    receive(store, request(id_="r2"))
    with writing(store, ACME) as change:
        work.begin(change, "r2")
    end(store, take(store), plan=plan("r2"), by_rule={RightKind.ERASE})
    with pytest.raises(WrongUse), writing(store, ACME) as change:
        judging.take_back(change, "r2")


def test_a_request_is_given_to_a_colleague(store: Store) -> None:
    receive(store)
    with writing(store, ACME) as change:
        judging.assign(change, "r1", "dana", by="dana")
    assert cases.listing(ACME)[0].assigned_to == "dana"
    assert "request.assigned" in entries()


def test_a_permission_that_was_seen_lets_an_agents_request_go_on(store: Store) -> None:
    receive(store, replace(request(), agent=Agent(name="Eve")))
    with writing(store, ACME) as change:
        assert judging.permission_seen(change, "r1", by="dana")
    found = cases.get(store, ACME, "r1")
    assert found.agent is not None
    assert found.agent.permission_seen_at == clock(store).now()
    assert take(store).step is StepKind.FIND
    assert "request.permission_seen" in entries()
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.permission_seen(change, "r1", by="dana")
    assert refused.value.id == "requests.cannot-move"


def test_no_permission_is_noted_where_no_agent_asks(store: Store) -> None:
    receive(store, replace(request(), agent=None))
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.permission_seen(change, "r1", by="dana")
    assert refused.value.id == "requests.no-agent"


def test_a_proof_says_how_it_was_seen_and_begins_a_request_where_it_is_enough(store: Store) -> None:
    receive(store, replace(request(), tier=Tier.NONE, regimes=("us-ca-ccpa",), agent=None))
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.note_proof(change, "r1", Tier.REACHED, " ", by="dana")
    assert refused.value.id == "requests.proof-without-word"
    with writing(store, ACME) as change:
        assert not judging.note_proof(change, "r1", Tier.REACHED, "called her back", by="dana")
    assert state() == State.ASKED
    with writing(store, ACME) as change:
        assert judging.note_proof(change, "r1", Tier.DECLARED, "called her back, saw the declaration", by="dana")
    assert state() == State.PROVEN
    assert cases.get(store, ACME, "r1").proven_by == "called her back, saw the declaration"
    leaves = b"".join(bytes(leaf) for leaf in LogEntry.objects.values_list("leaf", flat=True))
    assert b"called her back" not in leaves


def test_a_complaint_is_answered_in_a_persons_words(store: Store) -> None:
    receive(store, request(RightKind.COMPLAIN))
    begin(store)
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.answer(change, "r1", " ", by="dana")
    assert refused.value.id == "requests.answer-without-word"
    with writing(store, ACME) as change:
        judging.answer(change, "r1", "We looked, and you are right.", by="dana")
    row = RequestCase.objects.get(request="r1")
    assert cases.answer_of(store, row) == "We looked, and you are right."
    assert b"you are right" not in bytes(row.answer)
    end(store, take(store))
    assert state() == State.ANSWERED
    assert {ended for _, ended in stepped()} == {"done"}


def test_an_erasure_is_not_answered_in_words_alone(store: Store) -> None:
    receive(store)
    begin(store)
    with pytest.raises(WrongUse) as refused, writing(store, ACME) as change:
        judging.answer(change, "r1", "no", by="dana")
    assert refused.value.id == "requests.not-in-words"


def test_the_queue_shows_what_is_due_first_and_what_is_wanted_of_it(store: Store) -> None:
    dues = {"a1": date(2024, 4, 1), "a2": date(2024, 2, 1), "a3": None, "b4": date(2024, 3, 1)}
    for id_, due in dues.items():
        with writing(store, ACME) as change:
            cases.receive(change, request(RightKind.ACCESS if id_ == "b4" else RightKind.ERASE, id_), due)
    with writing(store, ACME) as change:
        judging.deny(change, "b4", Denial.UNFOUNDED, by="dana")
        judging.assign(change, "a1", "7", by="dana")
        work.begin(change, "a3")
    end(store, next(each for each in iter(lambda: take(store), None) if each.step is StepKind.FIND), plan=plan("a3"))
    today = clock(store).now().date()

    def ids(**wanted: Any) -> list[str]:
        return [each.id for each in queue.queue(ACME, queue.Wanted(**wanted), today)[0]]

    assert ids() == ["a2", "a1", "a3", "b4"]
    assert ids(is_open=True) == ["a2", "a1", "a3"]
    assert ids(is_late=True) == ["a2"]
    assert ids(needs_person=True) == ["a3"]
    assert ids(assigned_to="7") == ["a1"]
    assert ids(kind=RightKind.ACCESS) == ids(states=(State.DENIED,)) == ids(id_="b") == ["b4"]
    assert [each.id for each in queue.queue(ACME, queue.Wanted(), today, start=1, limit=1)[0]] == ["a1"]
    assert queue.counts(ACME, today) == queue.Counts(3, 1, 1)
    assert queue.queue(OTHER, queue.Wanted(), today) == ((), 0)
    assert queue.counts(OTHER, today) == queue.Counts(0, 0, 0)


@pytest.mark.parametrize("known", [True, False], ids=["known", "nobody known"])
def test_the_entries_of_a_request_are_its_own(store: Store, *, known: bool) -> None:
    from troth.store import log

    subject = ALICE if known else None
    for id_ in ("r1", "r2"):
        receive(store, replace(request(id_=id_), subject=subject))
    begin(store)
    log.record_view(store, ACME, subject, by="7", what=history.looked_at("r1"))
    log.record_view(store, ACME, subject, by="7", what=history.looked_at("r2"))
    found = history.entries_of(queue.row_of(ACME, "r1"))
    assert [each.kind for each in found] == ["request.received", "request.moved", "access.viewed"]
    with pytest.raises(WrongUse):
        queue.row_of(OTHER, "r1")


def test_the_versions_of_an_estate_are_listed_the_last_first(store: Store) -> None:
    for version in ("a", "b"):
        with writing(store, ACME) as change:
            estates.review(change, ESTATE.replace("version: a", f"version: {version}"), by="dana")
    assert [(each.version, each.by) for each in estates.versions(ACME)] == [("b", "dana"), ("a", "dana")]
    assert estates.versions(OTHER) == ()
