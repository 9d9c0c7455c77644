"""A request that changes something is carried out once, or not at all."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from e2e.api.world import World, is_problem, postgresql_only, sqlite_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from e2e.api.world import Answer


def _word(subject: str, **more: Any) -> dict[str, Any]:
    return {"subject": subject, "kind": "refused", "purpose": "marketing"} | more


def test_the_same_request_again_is_answered_as_the_first_time_and_done_once(world: World) -> None:
    alice = world.introduce()
    first = world.post("/choices", _word(alice), Idempotency_Key="once-1")
    before = world.entries()
    second = world.post("/choices", _word(alice), Idempotency_Key="once-1")
    assert (first.status, first.body) == (second.status, second.body) == (201, first.body)
    assert second.headers["idempotency-replayed"] == "true"
    assert "idempotency-replayed" not in first.headers
    assert world.entries() == before
    third = world.post("/choices", _word(alice), Idempotency_Key="once-2")
    assert third.json["id"] != first.json["id"]


def test_the_same_key_with_another_request_is_refused(world: World) -> None:
    alice = world.introduce()
    first = world.post("/choices", _word(alice), Idempotency_Key="other-1")
    before = world.entries()
    got = world.post("/choices", _word(alice, kind="objected"), Idempotency_Key="other-1")
    assert is_problem(got, 422, "api.idempotency-key-reused")
    path = f"/choices/{first.json['id']}/withdraw"
    assert is_problem(world.post(path, _word(alice), Idempotency_Key="other-1"), 422, "api.invalid")
    assert is_problem(world.post(path, Idempotency_Key="other-1"), 422, "api.idempotency-key-reused")
    assert world.entries() == before


def test_a_key_of_another_program_is_another_key(world: World) -> None:
    alice = world.introduce()
    ours = world.post("/choices", _word(alice), Idempotency_Key="mine")
    other = world.post("/choices", _word(alice), Idempotency_Key="mine", key=world.key("choices:write"))
    assert other.status == 201
    assert other.json["id"] != ours.json["id"]


def test_what_was_refused_may_be_sent_again_under_the_same_key(world: World) -> None:
    got = world.post("/choices", _word("late:1"), Idempotency_Key="again-1")
    assert is_problem(got, 404, "store.no-such-subject")
    assert world.post("/subjects", {"subject": "late:1"}).status == 201
    assert world.post("/choices", _word("late:1"), Idempotency_Key="again-1").status == 201


@pytest.mark.parametrize("name", ["", " ", "a b", "é", "x" * 201])
@sqlite_only
def test_a_key_that_is_no_key_is_refused(world: World, name: str) -> None:
    got = world.post("/choices", _word("nobody"), Idempotency_Key=name)
    assert is_problem(got, 400, "api.bad-idempotency-key")


def test_the_same_request_many_times_at_once_is_done_once(world: World) -> None:
    alice = world.introduce()
    before = world.entries()
    start = threading.Barrier(6)

    def send(_: int) -> Answer:
        start.wait()
        try:
            return world.post("/choices", _word(alice), Idempotency_Key="at-once")
        finally:
            _close()

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    done = [each for each in answers if each.status == 201]
    # On a machine that is slow enough a request may wait for the lock in vain; then it is told so, and nothing is done.
    assert {each.status for each in answers} <= {201, 503}
    assert len({each.body for each in done}) == 1
    assert sum("idempotency-replayed" not in each.headers for each in done) == 1
    assert world.entries() == before + 1


@pytest.fixture
def locked(world: World) -> Iterator[World]:
    """A world whose database somebody else holds, with a real lock of a second connection."""
    from django.db import connection

    if connection.vendor == "sqlite":
        holder = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        yield world
        holder.execute("ROLLBACK")
        holder.close()
        return
    import psycopg

    with psycopg.connect(host="127.0.0.1", user="postgres", dbname=connection.settings_dict["NAME"]) as opened:
        opened.execute("SELECT * FROM store_loghead FOR UPDATE")
        yield world
        opened.rollback()


def test_a_locked_database_is_said_in_time_and_nothing_is_half_done(locked: World) -> None:
    body = {
        "identifier": {"kind": "email", "text": "out@example.org"},
        "kind": "refused",
        "purpose": "marketing",
    }
    before = locked.entries()
    since = time.monotonic()
    got = locked.post("/choices", body, Idempotency_Key="locked")
    assert time.monotonic() - since < 10
    assert is_problem(got, 503, "store.busy")
    assert got.headers["retry-after"] == "1"
    assert b"out@example" not in got.body
    assert locked.entries() == before
    assert locked.post("/subjects/find", body["identifier"]).json == {"subjects": [], "shared": False}


def test_after_the_lock_the_same_request_is_carried_out(world: World) -> None:
    body = {"identifier": {"kind": "email", "text": "canary@example.org"}, "kind": "refused", "purpose": "marketing"}
    assert world.post("/choices", body, Idempotency_Key="locked").status == 201


@postgresql_only
def test_a_database_that_goes_in_mid_request_is_said_and_nothing_is_half_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    import psycopg
    from django.db import connection

    from troth.store.prepared import add

    before = world.entries()
    body = {"identifier": {"kind": "email", "text": "gone@example.org"}, "kind": "refused", "purpose": "marketing"}

    def gone(rows: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (ours,) = cursor.fetchone()
        with psycopg.connect(host="127.0.0.1", user="postgres", dbname="postgres", autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", (ours,))
        add(rows)

    with monkeypatch.context() as changed:
        changed.setattr("troth.store.choices.add", gone)
        got = world.post("/choices", body, Idempotency_Key="gone")
    assert is_problem(got, 503, "store.away")
    _close()
    assert world.entries() == before
    assert world.post("/subjects/find", body["identifier"]).json["subjects"] == []
    assert world.post("/choices", body, Idempotency_Key="gone").status == 201


def test_a_word_from_before_the_last_one_is_taken_only_as_a_late_one(world: World) -> None:
    alice = world.introduce()
    world.say(alice, "given")
    earlier = _word(alice, at="2026-01-01T12:00:00+01:00")
    assert is_problem(world.post("/choices", earlier), 422, "consent.clock-went-back")
    got = world.post("/choices", earlier | {"late": True})
    assert got.status == 201, got.body
    assert (got.json["at"], got.json["late"]) == ("2026-01-01T11:00:00Z", True)
    assert [each["kind"] for each in world.get(f"/subjects/{alice}/choices").json["choices"]] == ["given"]


@sqlite_only
def test_an_engine_that_cannot_follow_does_not_unsay_what_was_recorded(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from troth.errors import OutsideWorldFailed

    alice = world.introduce()

    def away(*_: object, **__: object) -> None:
        raise OutsideWorldFailed("away", id="store.away", help="wait")

    with monkeypatch.context() as changed:
        changed.setattr(type(world.desk.following), "follow", away)
        got = world.post("/choices", _word(alice))
    assert got.status == 201
    world.desk.following.look()
    assert world.get(f"/subjects/{alice}/choices").json["choices"][0]["event"] == got.json["id"]


@sqlite_only
def test_a_full_disk_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    alice = world.introduce()
    before = world.entries()

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    with monkeypatch.context() as changed:
        changed.setattr("troth.store.choices.add", full)
        got = world.post("/choices", _word(alice))
    assert is_problem(got, 507, "store.full")
    assert world.entries() == before


@sqlite_only
def test_a_mistake_of_ours_is_said_without_its_text(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from troth.web.logs import JsonLines

    alice = world.introduce()
    before = world.entries()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("canary@example.org")

    with monkeypatch.context() as changed:
        changed.setattr("troth.store.choices.add", broken)
        got = world.post("/choices", _word(alice))
    assert is_problem(got, 500, "api.broken")
    assert world.entries() == before
    lines = [JsonLines().format(each) for each in caplog.records]
    assert any(json.loads(each).get("problem") == "api.broken" for each in lines)
    assert not any("canary" in each for each in [*lines, got.body.decode()])


def _close() -> None:
    from django.db import connections

    connections.close_all()
