"""Is nothing half done, and nothing lost that was acknowledged, when the world of the store breaks?"""

from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from databases import KINDS, Database, fresh_database, leave, postgresql_server
from django_set_up import set_up

set_up()

from conformance.store.test_writing import assert_chain_holds  # noqa: E402 -- tables can be read only now
from conformance.store.world import ACME, ALICE, CANARY, founded, introduced, published, said, word  # noqa: E402
from troth.store import choices, organisations  # noqa: E402
from troth.store.failures import (  # noqa: E402
    DatabaseAway,
    DatabaseBusy,
    DatabaseDiskFailed,
    DatabaseFull,
)
from troth.store.models import ChoiceEvent, LogEntry, SuppressionEntry  # noqa: E402
from troth.store.writing import writing  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.store.opened import Store

TESTS = Path(__file__).resolve().parents[1]


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with fresh_database(request.param, tmp_path) as made:
        yield made


def installation(database: Database) -> Store:
    store = published(founded(database.live()))
    introduced(store, ALICE, CANARY)
    return store


def assert_nothing_is_half_done() -> None:
    """Each word has its entry in the log and in the suppression list, each entry its word, and the chain holds."""
    assert_chain_holds(ACME)
    told = LogEntry.objects.filter(organisation=ACME, kind="choice.recorded").values_list("index", flat=True)
    assert sorted(ChoiceEvent.objects.values_list("entry", flat=True)) == sorted(told)
    events = set(ChoiceEvent.objects.values_list("event", flat=True))
    assert set(SuppressionEntry.objects.values_list("origin", flat=True)) == events


@pytest.mark.slow
@pytest.mark.parametrize("how", ["alone", "together"])
def test_a_process_killed_at_any_moment_loses_nothing_that_it_acknowledged(database: Database, how: str) -> None:
    installation(database)
    leave()
    moments = random.Random(7)  # noqa: S311 -- moments, not secrets
    acknowledged: set[str] = set()
    for _ in range(4):
        acknowledged |= _until_killed(database, how, moments.uniform(0.05, 0.6))
        assert acknowledged <= {event.id for event in choices.events(ACME, ALICE)}
        assert_nothing_is_half_done()
    assert acknowledged
    said(database.live())
    assert_nothing_is_half_done()


def _until_killed(database: Database, how: str, after: float) -> set[str]:
    """Let a process record until it is killed; what it acknowledged in whole lines."""
    process = subprocess.Popen(
        [sys.executable, str(TESTS / "faults" / "writer.py"), how],
        env=database.environment | {"PYTHONPATH": f"{TESTS}:{TESTS.parent / 'src'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    with process.stdout:
        assert process.stdout.readline() == b"ready\n"
        first = process.stdout.readline()
        time.sleep(after)
        process.kill()
        rest = process.stdout.read()
    process.wait()
    return {line.decode() for line in (first + rest).split(b"\n")[:-1]}


# --- SQLite --------------------------------------------------------------------------------------------------------


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    with fresh_database("sqlite", tmp_path) as made:
        yield made


def test_a_database_that_another_process_holds_is_busy_and_then_works_again(sqlite: Database) -> None:
    from django.db import connection

    store = installation(sqlite)
    size = organisations.sizes()[ACME]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    with contextlib.closing(sqlite3.connect(sqlite.settings.sqlite_file)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseBusy) as failed:
            said(store)
        assert failed.value.id == "store.busy"
        other.rollback()
    said(store)
    assert organisations.sizes()[ACME] == size + 1
    assert_nothing_is_half_done()


def test_a_database_without_room_says_so_and_records_nothing(sqlite: Database) -> None:
    from django.db import connection

    store = installation(sqlite)
    leave()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    recorded = 0
    with pytest.raises(DatabaseFull) as failed:
        for _ in range(500):
            said(store)
            recorded += 1
    assert failed.value.id == "store.full"
    leave()  # there is room again
    assert choices.count(ACME) == recorded
    assert_nothing_is_half_done()
    said(store)
    assert_nothing_is_half_done()


def test_a_file_that_may_not_grow_records_nothing(sqlite: Database) -> None:
    import resource
    import signal

    store = installation(sqlite)
    said(store)
    before = choices.count(ACME)
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    wal = sqlite.settings.data / "troth.sqlite3-wal"
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (wal.stat().st_size, was[1]))
        with pytest.raises((DatabaseFull, DatabaseDiskFailed)) as failed:
            for _ in range(3):
                said(store)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)
        signal.signal(signal.SIGXFSZ, ignored)
    assert failed.value.id in {"store.full", "store.disk"}
    assert choices.count(ACME) == before
    assert_nothing_is_half_done()
    said(store)
    assert_nothing_is_half_done()


# --- PostgreSQL ----------------------------------------------------------------------------------------------------


@pytest.fixture
def postgresql(tmp_path: Path) -> Iterator[Database]:
    with fresh_database("postgresql", tmp_path) as made:
        yield made


def _end_others(database: Database) -> None:
    """End every connection to the database, as an administrator or a restart does."""
    import psycopg

    name = database.settings.database.rpartition("/")[2]
    with psycopg.connect(f"{postgresql_server()}/postgres", autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])


def test_a_connection_ended_in_mid_change_records_nothing_and_the_next_change_works(postgresql: Database) -> None:
    store = installation(postgresql)
    size = organisations.sizes()[ACME]
    with pytest.raises(DatabaseAway) as failed, writing(store, ACME) as change:
        choices.say(change, word())
        _end_others(postgresql)
    assert failed.value.id == "store.away"
    assert ALICE not in str(failed.value)
    said(store)
    assert organisations.sizes()[ACME] == size + 1
    assert_nothing_is_half_done()


def test_a_connection_ended_between_two_questions_is_opened_again(postgresql: Database) -> None:
    store = installation(postgresql)
    outcomes: list[str] = []

    def look() -> None:
        """A thread of our own, as the one that follows the logs is: nobody closes its connection for it."""
        from django.db import connection

        organisations.sizes()
        _end_others(postgresql)
        for _ in range(3):
            try:
                organisations.sizes()
            except DatabaseAway as error:
                outcomes.append(error.id)
            else:
                outcomes.append("answered")
        connection.close()

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    assert outcomes[-1] == "answered"
    assert outcomes.count("store.away") <= 1
    leave()
    said(store)
    assert_nothing_is_half_done()


def test_a_server_that_is_not_there_is_away(postgresql: Database) -> None:
    from dataclasses import replace

    from databases import using

    nowhere = replace(postgresql.settings, database="postgresql://postgres@127.0.0.1:1/nowhere?connect_timeout=1")
    with using(nowhere), pytest.raises(DatabaseAway) as failed:
        organisations.sizes()
    assert failed.value.id == "store.away"
