"""How fast are subjects erased in a database, verified and told apart, beside the plain statements that do only that?

A shop of six tables with declared references; each subject has 31 rows in them: herself, two addresses, four orders
with three lines each, four messages, eight clicks. Everybody erases the same subjects of the same database, made anew
for each, over a connection that is there, and all leave the same rows: a run in which one does not is no run.

- `limit: plain SQL, all at once`: one `DELETE ... WHERE key IN (...)` a table for the whole batch, one transaction.
- `limit: plain SQL, a subject at a time`: six statements and a commit for each subject.
- `row by row`: a statement a row, one commit a subject, as a mapper of objects does it.
- `troth`: plans as requests have them, looked at before the commit, an outcome and a count for each action.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.race import FULL, AbsentError, Effort, library, skipped
from bench.row import Row
from troth.estate.sql import SqlConnector
from troth.inventory import Action, Dataset, DatasetName, Doing, System

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAME = "erasing"
AIM = ">= 50 %"
TOGETHER, APART = "erase subjects in 6 tables, {}, 100 requests at once", "erase subjects in 6 tables, {}, one by one"
SUBJECTS, ERASED, BATCH = 4_000, 400, 100
TABLES = {
    "users": "id INTEGER PRIMARY KEY, email VARCHAR(60) UNIQUE, name VARCHAR(60)",
    "addresses": "id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), street VARCHAR(60)",
    "orders": "id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), total NUMERIC(8,2)",
    "lines": "order_id INTEGER NOT NULL REFERENCES orders(id), no INTEGER NOT NULL, what VARCHAR(60),"
    " PRIMARY KEY (order_id, no)",
    "messages": "id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), text VARCHAR(200)",
    "clicks": "id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), page VARCHAR(60)",
}
INDEXES = ("addresses", "orders", "messages", "clicks")
ORDER = ("lines", "clicks", "messages", "orders", "addresses", "users")
KEYS = {name: ("order_id", "no") if name == "lines" else ("id",) for name in TABLES}

Keys = dict[str, list[tuple[int, ...]]]


def keys_of(subject: int) -> Keys:
    """The keys of one subject's rows, by table."""
    orders = [subject * 4 + each for each in range(4)]
    return {
        "users": [(subject,)],
        "addresses": [(subject * 2 + each,) for each in range(2)],
        "orders": [(order,) for order in orders],
        "lines": [(order, no) for order in orders for no in range(3)],
        "messages": [(subject * 4 + each,) for each in range(4)],
        "clicks": [(subject * 8 + each,) for each in range(8)],
    }


def rows_of(table: str, subject: int) -> list[tuple[Any, ...]]:
    """What a subject's rows in a table hold."""
    keys = keys_of(subject)[table]
    if table == "users":
        return [(subject, f"user{subject}@example.org", f"Name {subject}")]
    if table == "lines":
        return [(*key, "a thing that was bought") for key in keys]
    if table == "orders":
        return [(*key, subject, "19.90") for key in keys]
    return [(*key, subject, "what a cell of this size holds") for key in keys]


@dataclass(frozen=True, slots=True)
class Database:
    kind: str
    url: str
    connect: Callable[[], Any]
    mark: str

    def fill(self, subjects: int) -> None:
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            for name in ORDER:
                cursor.execute(f"DROP TABLE IF EXISTS {name}" + (" CASCADE" if self.kind == "postgresql" else ""))
            for name, columns in TABLES.items():
                cursor.execute(f"CREATE TABLE {name} ({columns})")
                rows = [row for subject in range(1, subjects + 1) for row in rows_of(name, subject)]
                marks = ", ".join([self.mark] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)
            for name in INDEXES:
                cursor.execute(f"CREATE INDEX {name}_user ON {name} (user_id)")
            connection.commit()

    def left(self) -> list[list[Any]]:
        """Every row, to compare contenders by."""
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            found = []
            for name in ORDER:
                cursor.execute(f"SELECT {', '.join(KEYS[name])} FROM {name} ORDER BY 1, {len(KEYS[name])}")
                found.append([tuple(row) for row in cursor.fetchall()])
            return found


def plainly(database: Database, batches: Sequence[Sequence[int]]) -> float:
    """One statement a table and batch, one commit a batch."""
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        start = time.perf_counter()
        for batch in batches:
            for name in ORDER:
                keys = [key for subject in batch for key in keys_of(subject)[name]]
                if len(KEYS[name]) > 1 and database.kind == "sqlite":
                    # SQLite reads the whole table for a list of rows of values: one by one is the faster there.
                    where = " AND ".join(f"{key} = ?" for key in KEYS[name])
                    cursor.executemany(f"DELETE FROM {name} WHERE {where}", keys)
                    continue
                key = ", ".join(KEYS[name])
                one = f"({', '.join([database.mark] * len(KEYS[name]))})" if len(KEYS[name]) > 1 else database.mark
                values = "VALUES " if len(KEYS[name]) > 1 else ""
                among = f"({values}{', '.join([one] * len(keys))})"
                cursor.execute(f"DELETE FROM {name} WHERE ({key}) IN {among}", [cell for row in keys for cell in row])
            connection.commit()
        return time.perf_counter() - start


def row_by_row(database: Database, batches: Sequence[Sequence[int]]) -> float:
    """A statement a row, one commit a subject."""
    with closing(database.connect()) as connection:
        cursor = connection.cursor()
        start = time.perf_counter()
        for subject in (each for batch in batches for each in batch):
            keys = keys_of(subject)
            for name in ORDER:
                where = " AND ".join(f"{key} = {database.mark}" for key in KEYS[name])
                for key in keys[name]:
                    cursor.execute(f"DELETE FROM {name} WHERE {where}", key)
            connection.commit()
        return time.perf_counter() - start


def ours(database: Database, batches: Sequence[Sequence[int]]) -> float:
    """Plans, as requests have them; stops the run where one does not hold. A connection is there, as for the others."""
    names = {name: DatasetName("shop", name) for name in TABLES}
    datasets = {at: Dataset(at=at, key=KEYS[name]) for name, at in names.items()}
    connector = SqlConnector(System(name="shop", kind="sql", url=""), database.url)
    connector.perform(datasets, [Action(id="0:1", dataset=names["users"], doing=Doing.DELETE, rows=((0,),))])
    start = time.perf_counter()
    try:
        for batch in batches:
            actions = [
                Action(id=f"{subject}:{number}", dataset=names[name], doing=Doing.DELETE, rows=tuple(keys[name]))
                for subject in batch
                for keys in (keys_of(subject),)
                for number, name in enumerate(ORDER)
            ]
            outcomes = connector.perform(datasets, actions)
            counts = [len(action.rows) for action in actions]
            if [outcome.rows for outcome in outcomes] != counts:
                raise RuntimeError("an erasure did not hold")
        return time.perf_counter() - start
    finally:
        connector.close()


def measure(effort: Effort = FULL) -> list[Row]:
    """Rows for each database that is here."""
    with tempfile.TemporaryDirectory() as folder:
        rows = _measure(_sqlite(Path(folder)), effort)
        try:
            rows += _measure(_postgresql(), effort)
        except AbsentError as absent:
            rows.append(skipped(TOGETHER.format("postgresql"), "troth", "subjects/s", str(absent)))
    return rows


def _measure(database: Database, effort: Effort) -> list[Row]:
    subjects, erased = effort.of(SUBJECTS, 60), effort.of(ERASED, 20)
    whom = range(1, erased + 1)
    together = [list(whom[start : start + BATCH]) for start in range(0, erased, BATCH)]
    apart = [[subject] for subject in whom]
    works = {
        TOGETHER: [("troth", ours, together), ("limit: plain SQL, all at once", plainly, together)],
        APART: [
            ("troth", ours, apart),
            ("limit: plain SQL, a subject at a time", plainly, apart),
            ("row by row", row_by_row, apart),
        ],
    }
    rows, wanted = [], None
    for operation, contenders in works.items():
        rates: dict[str, list[float]] = {who: [] for who, _, _ in contenders}
        for _ in range(effort.of(3, 1)):
            for who, work, batches in contenders:
                database.fill(subjects)
                gc.collect()
                rates[who].append(erased / work(database, batches))
                left = database.left()
                wanted = wanted or left
                if left != wanted:
                    raise RuntimeError(f"{who} left other rows")
        limit = statistics.median(rates[contenders[1][0]])
        for who, _, _ in contenders:
            rate = statistics.median(rates[who])
            note = f"{100 * rate / limit:.0f} % of plain SQL"
            rows.append(Row(operation.format(database.kind), who, rate, "subjects/s", note))
            if who == "troth":
                rows.append(Row(f"{rows[-1].operation}: of plain SQL", who, 100 * rate / limit, "%", "", AIM))
    return rows


def _sqlite(folder: Path) -> Database:
    path = folder / "shop.db"

    def connect() -> Any:
        connection = sqlite3.connect(path)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        return connection

    connect().close()
    return Database("sqlite", f"sqlite:///{path}", connect, "?")


def _postgresql() -> Database:
    psycopg = library("psycopg")
    server = os.environ.get("TROTH_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432").rstrip("/")
    try:
        with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3) as connection:
            connection.execute("DROP DATABASE IF EXISTS troth_bench_erasing WITH (FORCE)")
            connection.execute("CREATE DATABASE troth_bench_erasing")
    except psycopg.OperationalError:
        raise AbsentError("no PostgreSQL answers at TROTH_TEST_POSTGRESQL") from None
    url = f"{server}/troth_bench_erasing"
    return Database("postgresql", url, lambda: psycopg.connect(url), "%s")
