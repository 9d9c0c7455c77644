"""A worker is killed between every two statements of a request; another takes over, and the end is the same.

The process that dies is a real one, killed by SIGKILL; the databases are real files or a real server. Where it dies is
counted in statements of our own database, of the systems of the estate, in commits, and in messages to people.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from databases import KINDS, NOON, fresh_database
from django_set_up import set_up

set_up()

from django.db import connection, connections  # noqa: E402 -- tables can be read only now
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from sqlalchemy import Engine, event  # noqa: E402

from carrying import ACME, ALICE, BOB, PHONE, WRONG, Stage, staged  # noqa: E402
from conformance.store.test_writing import assert_chain_holds  # noqa: E402
from troth.clock import SetClock  # noqa: E402
from troth.estate.sql.connector import SqlConnector  # noqa: E402
from troth.jobs.requests.carry import Carrying  # noqa: E402
from troth.jobs.requests.world import World  # noqa: E402
from troth.requests.request import State  # noqa: E402
from troth.store.models import LogEntry, RequestCase  # noqa: E402
from troth.store.requests.steps import waiting  # noqa: E402
from troth.words import RightKind  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from databases import Database
    from troth.inventory import System
    from troth.requests.reply import Reply
    from troth.store.opened import Store

EVERY = {
    ("sqlite", RightKind.ERASE): 1,
    ("sqlite", RightKind.RECTIFY): 4,
    ("sqlite", RightKind.ACCESS): 4,
    ("postgresql", RightKind.ERASE): 11,
    ("postgresql", RightKind.RECTIFY): 23,
    ("postgresql", RightKind.ACCESS): 23,
}
"""An erasure is killed at every place; the others, and those on the server, at every so manieth."""
LATE = timedelta(hours=1)

TABLES = {
    "shop": (
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, phone TEXT, name TEXT)",
        (
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers (id), status TEXT,"
            " note TEXT)"
        ),
    ),
    "desk": ("CREATE TABLE tickets (id INTEGER PRIMARY KEY, mail TEXT, body TEXT)",),
}
ROWS: dict[str, dict[str, list[tuple[object, ...]]]] = {
    "shop": {
        "customers": [(1, ALICE, PHONE, "Alice"), (2, BOB, PHONE, "Bob")],
        "orders": [(10, 1, "paid", "for me"), (11, 1, "unpaid", ""), (12, 2, "paid", "mine")],
    },
    "desk": {"tickets": [(100, ALICE, f"write to {ALICE}"), (101, BOB, "where is it?")]},
}


def make_systems(folder: Path) -> None:
    for system, statements in TABLES.items():
        with closing(sqlite3.connect(folder / f"{system}.db")) as database, database:
            for statement in statements:
                database.execute(statement)
            for table, rows in ROWS[system].items():
                marks = ", ".join("?" * len(rows[0]))
                database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 -- our own names


def systems(folder: Path) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for system, tables in ROWS.items():
        with closing(sqlite3.connect(folder / f"{system}.db")) as database:
            for table in tables:
                found[table] = database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608
    return found


def world(store: Store, folder: Path, tick: Callable[[], None] = lambda: None) -> World:
    def connect(system: System) -> SqlConnector:
        return SqlConnector(system, f"sqlite:///{folder / system.name}.db")

    def tell(reply: Reply) -> None:
        tick()
        with (folder / "told").open("a") as file:
            file.write(json.dumps([reply.message_id, reply.went, reply.changed, len(reply.stays)]) + "\n")
        tick()

    return World(store=store, tell=tell, by_rule=lambda _: frozenset(RightKind), connect=connect)


def work_and_die(database: Database, folder: Path, at: int) -> bool:
    """Work in another process until the place `at`; whether it was killed there. False: it came to its end before."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # its threads would not be in the other process
    pid = os.fork()
    if pid == 0:
        try:
            _work(database, folder, at)
        finally:
            os._exit(1)
    _, status = os.waitpid(pid, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0
    return False


def _work(database: Database, folder: Path, at: int) -> None:
    passed = 0

    def tick(*_: object, **__: object) -> None:
        nonlocal passed
        passed += 1
        if passed == at:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(execute: Any, *arguments: Any) -> Any:
        tick()
        return execute(*arguments)

    commit = BaseDatabaseWrapper._commit  # type: ignore[attr-defined]

    def committed(self: Any) -> Any:
        tick()
        done = commit(self)
        tick()
        return done

    BaseDatabaseWrapper._commit = committed  # type: ignore[attr-defined]
    event.listen(Engine, "before_cursor_execute", tick)
    event.listen(Engine, "commit", tick)
    with connection.execute_wrapper(counted):
        Carrying(world(database.store(SetClock(NOON)), folder, tick), "first").look()
    os._exit(0)


def take_over(database: Database, folder: Path) -> None:
    """Another worker, later: it goes on until nothing is due any more."""
    clock = SetClock(NOON + LATE)
    reached = world(database.store(clock), folder)
    carrying = Carrying(reached, "second")
    for _ in range(20):
        carrying.look()
        if waiting(reached.store) is None:
            break
        clock.advance(LATE)
    reached.close()


def ask(database: Database, kind: RightKind) -> Stage:
    stage = staged(database.store(SetClock(NOON)))
    stage.ask(kind, corrections=(WRONG,) if kind is RightKind.RECTIFY else ())
    return stage


def end_of(folder: Path) -> dict[str, Any]:
    """Everything that has to be the same, whatever happened on the way."""
    row = RequestCase.objects.get(request="r1")
    done = [
        (entry["step"], entry.get("system", ""))
        for leaf in LogEntry.objects.filter(organisation=ACME, kind="request.step").order_by("index")
        if (entry := json.loads(bytes(leaf.leaf))["public"])["ended"] == "done"
    ]
    told = set((folder / "told").read_text().splitlines())
    return {
        "systems": systems(folder),
        "state": row.state,
        "counts": row.counts,
        "done once": sorted(done),
        "told": sorted(told),
        "forgotten": not row.wrapped_key,
    }


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fresh(kind: str, folder: Path) -> Iterator[Database]:
    folder.mkdir()
    make_systems(folder)
    with fresh_database(kind, folder) as database:
        yield database


@pytest.mark.slow
@pytest.mark.parametrize("asked", [RightKind.ERASE, RightKind.RECTIFY, RightKind.ACCESS], ids=str)
def test_killed_anywhere_a_request_ends_as_if_nothing_had_happened(kind: str, asked: RightKind, tmp_path: Path) -> None:
    for database in fresh(kind, tmp_path / "undisturbed"):
        ask(database, asked)
        assert not work_and_die(database, tmp_path / "undisturbed", 0)
        undisturbed = end_of(tmp_path / "undisturbed")
    assert undisturbed["state"] == State.ANSWERED
    place, tried, alive = 1, 0, True
    while alive:
        folder = tmp_path / f"at-{place}"
        for database in fresh(kind, folder):
            ask(database, asked)
            alive = work_and_die(database, folder, place)
            take_over(database, folder)
            ended = end_of(folder)
            assert_chain_holds(ACME)
        assert ended == undisturbed, f"killed at place {place}"
        place += EVERY[kind, asked]
        tried += alive
    assert tried * EVERY[kind, asked] > 60
