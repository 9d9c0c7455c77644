"""For whom a question's answer is yes; and a snapshot to decide with elsewhere."""

from __future__ import annotations

import asyncio
import threading

import msgspec

from e2e.api.world import OURS, World, is_problem, sqlite_only
from troth.web.fast.decide import ONE_PATH, Decider, Waiting

QUESTION = {"data": "contact", "purpose": "marketing", "channel": "email"}


def test_who_refused_leaves_the_audience_at_once_and_ids_come_by_pages(world: World) -> None:
    people = [world.introduce(kinds=["customer"]) for _ in range(5)]
    before = world.post("/audience", {"question": QUESTION}).json
    assert before["subjects"] == []
    assert before["next"] is None
    world.say(people[0], "opted_out")
    after = world.post("/audience", {"question": QUESTION}).json
    assert after["count"] == before["count"] - 1
    assert after["of"] == before["of"]
    found: list[str] = []
    last = None
    while True:
        body = {"question": QUESTION, "ids": True, "limit": 2} | ({} if last is None else {"after": last})
        page = world.post("/audience", body).json
        assert len(page["subjects"]) <= 2
        found += page["subjects"]
        last = page["next"]
        if last is None:
            break
    assert len(found) == len(set(found)) == after["count"]
    assert found == sorted(found)
    assert set(people[1:]) <= set(found)
    assert people[0] not in found


def test_a_name_that_nobody_declares_is_refused_and_not_taken_for_nobody(world: World) -> None:
    for part in ({"purpose": "no_such"}, {"data": "no_such"}):
        got = world.post("/audience", {"question": QUESTION | part})
        assert is_problem(got, 422, "api.unknown-term")
    assert is_problem(world.post("/audience", {"question": QUESTION | {"chanel": "sms"}}), 422, "api.invalid")
    assert is_problem(world.post("/audience", {"question": QUESTION, "limit": 501}), 422, "api.invalid")


@sqlite_only
def test_a_question_that_is_none_is_refused_by_its_place(world: World) -> None:
    for question, place in (
        (QUESTION | {"channel": "pigeon"}, "body/given/question/channel"),
        (QUESTION | {"at": "2024-02-30"}, "body/given/question/at"),
        (QUESTION | {"data": ""}, "body/given/question/data"),
        (QUESTION | {"facts": {"canary": 1}}, "body/given/question/facts"),
        (QUESTION | {"canary": 1}, "body/given/question"),
        ("canary", "body/given/question"),
    ):
        got = world.post("/audience", {"question": question})
        assert is_problem(got, 422, "api.invalid")
        (said,) = got.json["problems"]
        assert (said["id"], said["at"]) == ("api.not-a-question", place)
        assert b"canary" not in got.body


@sqlite_only
def test_a_text_that_is_no_identifier_is_refused_alike_before_django_and_behind_it(world: World) -> None:
    decider = Decider(world.desk)
    for identifier in ({"kind": "email", "text": "nothing"}, {"kind": "phone", "text": "01 23"}):
        behind = world.post("/subjects/find", identifier)
        body = msgspec.json.encode({"identifier": identifier, "question": QUESTION})
        waiting = decider.answer(ONE_PATH, f"Bearer {world.ours}".encode(), b"application/json", body)
        assert isinstance(waiting, Waiting)
        before = asyncio.run(decider.finish(waiting))
        said = msgspec.json.decode(before.body)
        assert behind.status == before.status == said["status"] == 422
        assert {name: behind.json[name] for name in said} == said


@sqlite_only
def test_nobody_moves_while_an_audience_is_looked_for(world: World) -> None:
    following = world.desk.following
    alice = world.introduce()
    world.say(alice, "opted_out")
    followed = following._followed[OURS]
    followed.size -= 1  # as if another process had recorded her word
    done = threading.Event()

    def catch_up() -> None:
        following.follow(OURS, followed.size + 1)
        done.set()
        _close()

    late = threading.Thread(target=catch_up)
    with following.still(OURS) as engine:
        assert engine is not None
        late.start()
        assert not done.wait(0.2)
    late.join()
    assert done.is_set()


def test_a_snapshot_decides_as_the_server_does_and_is_signed_by_the_log(world: World) -> None:
    from troth.client.snapshot import open_snapshot
    from troth.decisions import Question
    from troth.store.organisations import signer_of
    from troth.words import Channel, DataName, PurposeName, SubjectId

    alice, bob = (world.introduce(kinds=["customer"]) for _ in range(2))
    world.say(alice, "opted_out")
    got = world.get("/snapshot")
    assert got.status == 200, got.body
    assert got.headers["content-type"] == "application/octet-stream"
    snapshot = open_snapshot(got.body, signer_of(world.desk.store, OURS).verifier)
    assert snapshot.log_size == world.entries()
    engine = world.desk.engine(OURS)
    assert engine is not None
    question = Question(DataName("contact"), PurposeName("marketing"), channel=Channel.EMAIL)
    for subject, allowed in ((alice, False), (bob, True)):
        assert snapshot.decide(subject, question).allowed is allowed
        assert snapshot.decide(subject, question) == engine.decide(SubjectId(subject), question)


def _close() -> None:
    from django.db import connections

    connections.close_all()
