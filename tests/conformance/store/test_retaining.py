"""The chore of retention: it reports what is overdue, deletes only where that was enabled, and the log tells of it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from carrying import ACME, ALICE, BOB, CUSTOMERS, ESTATE, NOTICE, PHONE, POLICY, plain
from troth.clock import SetClock
from troth.errors import OutsideWorldFailed
from troth.estate.sql import SqlConnector
from troth.inventory import DatasetName
from troth.inventory.file import write_inventory
from troth.jobs.requests.world import World
from troth.jobs.retention import Retaining
from troth.requests.plan import Hold
from troth.store import organisations, policies, subjects
from troth.store.models import LogEntry
from troth.store.requests import estates, holds
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier
from troth.words import IdentifierKind, SubjectId

if TYPE_CHECKING:
    from pathlib import Path

    from databases import Database
    from troth.store.opened import Store

LIMIT = "retention:\n  - {id: two-years, data: [contact], max: P2Y, cite: [s4]}\n"
CLOCKED = replace(CUSTOMERS, since="made_at", fields=(*CUSTOMERS.fields, plain("made_at", type="text")))
SHOP = replace(ESTATE, systems=ESTATE.systems[:1], datasets=(CLOCKED,), links=())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "shop.db"
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, mail TEXT, phone TEXT, name TEXT, made_at TEXT)"
        )
        rows = [
            (1, ALICE, PHONE, "Alice", "2020-01-01"),
            (2, BOB, "", "Bob", "2020-01-01"),
            (3, "c", "", "", "2024-01-01"),
        ]
        connection.executemany("INSERT INTO customers VALUES (?, ?, ?, ?, ?)", rows)
    return made


@pytest.fixture
def store(database: Database) -> Store:
    made = database.store()
    organisations.found(made, ACME, "Acme")
    entry = policies.add_draft(
        made, ACME, policy_text=POLICY + LIMIT, notice_text=NOTICE, notice_name="notice.md", by="dana"
    )
    assert isinstance(entry, policies.PolicyEntry), entry
    assert policies.publish(made, ACME, entry.version, by="dana", basis=None) == []
    with writing(made, ACME) as change:
        estates.review(change, write_inventory(SHOP), by="dana")
        alone = (Identifier(IdentifierKind.EMAIL, ALICE),)
        subjects.introduce(change, alone, subject=SubjectId("alice"), proven=True)
    return made


def chore(store: Store, path: Path, *, deletes: bool) -> Retaining:
    def connect(system: Any) -> SqlConnector:
        return SqlConnector(system, f"sqlite:///{path}", SetClock(store.clock.now()))

    return Retaining(World(store=store, tell=lambda _: None, connect=connect), deletes=deletes)


def ids(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM customers ORDER BY 1")]


def told(kind: str) -> list[dict[str, Any]]:
    """The public parts of the entries of a kind."""
    leaves = [json.loads(bytes(each)) for each in LogEntry.objects.order_by("index").values_list("leaf", flat=True)]
    return [each["public"] for each in leaves if each["kind"] == kind]


def test_without_being_enabled_it_reports_and_deletes_nothing(store: Store, path: Path) -> None:
    retaining = chore(store, path, deletes=False)
    retaining.look()
    retaining.look()
    assert ids(path) == [1, 2, 3]
    (found,) = told("retention.overdue")
    assert (found["dataset"], found["rows"], found["limits"], found["clauses"]) == (
        "shop.customers", 2, ["retention.two-years"], ["s4"]
    )  # fmt: skip
    assert told("retention.swept") == []


def test_the_same_finding_is_told_again_the_next_day(store: Store, path: Path) -> None:
    retaining = chore(store, path, deletes=False)
    retaining.look()
    store.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    retaining.look()
    assert len(told("retention.overdue")) == 2


def test_enabled_it_sweeps_once_and_says_by_which_policy(store: Store, path: Path) -> None:
    retaining = chore(store, path, deletes=True)
    retaining.look()
    retaining.look()
    assert ids(path) == [3]
    (swept,) = told("retention.swept")
    assert (swept["deleted"], swept["emptied"], swept["left"], swept["policy"], swept["estate"], swept["by"]) == (
        2, 0, 0, "1", "1", "schedule"
    )  # fmt: skip
    leaves = b"".join(bytes(leaf) for leaf in LogEntry.objects.values_list("leaf", flat=True))
    assert ALICE.encode() not in leaves


def test_a_held_subjects_row_stays_and_the_others_go(store: Store, path: Path) -> None:
    with writing(store, ACME) as change:
        holds.place(change, Hold(id="h1", ground="court", subject=SubjectId("alice")), by="dana")
    chore(store, path, deletes=True).look()
    assert ids(path) == [1, 3]


def test_a_hold_of_somebody_who_shares_a_phone_stops_the_dataset(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE customers SET phone = ? WHERE id = 2", (PHONE,))
    with writing(store, ACME) as change:
        holds.place(change, Hold(id="h1", ground="court", subject=SubjectId("alice")), by="dana")
    chore(store, path, deletes=True).look()
    assert ids(path) == [1, 2, 3]


def test_a_hold_of_somebody_whom_nobody_can_look_for_stops_the_dataset(store: Store, path: Path) -> None:
    with writing(store, ACME) as change:
        subjects.introduce(change, (), subject=SubjectId("bob"), proven=True)
        hold = Hold(id="h1", ground="court", subject=SubjectId("bob"), datasets=(DatasetName("shop", "customers"),))
        holds.place(change, hold, by="dana")
    chore(store, path, deletes=True).look()
    assert ids(path) == [1, 2, 3]
    assert told("retention.overdue") == []


def test_a_system_that_is_away_sweeps_nothing_and_is_no_finding(store: Store, path: Path) -> None:
    retaining = chore(store, path.with_name("gone.db"), deletes=True)
    retaining.look_at(ACME)
    assert ids(path) == [1, 2, 3]
    assert (told("retention.overdue"), told("retention.swept")) == ([], [])


def test_a_chore_that_could_not_count_fails(store: Store, path: Path) -> None:
    with pytest.raises(OutsideWorldFailed):
        chore(store, path.with_name("gone.db"), deletes=True).look()
