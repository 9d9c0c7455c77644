"""How fast do rows go whose retention limit is over, beside one statement that knows no limits, and beside what an
application does that was written without databases in mind?

One table of orders with four indexes, two thirds of whose rows are due, in SQLite (a file) and PostgreSQL; everybody
begins with a copy of the same rows, and what is left is compared before a figure counts. `limit:` is one statement over
the same connection settings (SQLite overwrites what it deletes): one transaction, which blocks everybody for as long as
it takes, and which knows neither holds nor rows that are pointed at. Ours counts first, as the command does.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if __package__ in {None, ""}:
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

from bench.race import FULL, Effort
from bench.row import Row
from troth.estate.connector import EstateProblem
from troth.estate.sql.sweeping import Sweeping
from troth.estate.sql.writing import writing_engine
from troth.inventory import Dataset, DatasetName, Field, Setting
from troth.retention import Sweep
from troth.words import Duration

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

NAME = "retention"
AIM = ">= 0.9"
START = datetime(2018, 1, 1, tzinfo=UTC)
BEFORE = datetime(2022, 1, 1, tzinfo=UTC)
SLOW = 500
"""Rows of those who commit, or ask, for each row: their rate does not depend on how many there are."""
POSTGRESQL = os.environ.get("TROTH_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432").rstrip("/")
DATABASE = "troth_bench_retention"

ORDERS = Dataset(
    at=DatasetName("shop", "orders"),
    fields=(Field(name="id"), Field(name="address"), Field(name="made_at")),
    key=("id",),
    since="made_at",
    confirmed=True,
)
DELETED = Sweep(dataset=ORDERS.at, clock="made_at", before=BEFORE, max=Duration(years=4))
EMPTIED = Sweep(
    dataset=ORDERS.at, clock="made_at", before=BEFORE, max=Duration(years=4), fields=("address",),
    settings=(Setting(field="address"),),
)  # fmt: skip


@dataclass(frozen=True)
class Database:
    name: str
    engine: Engine
    made_at: str

    @property
    def before(self) -> str:
        return BEFORE.date().isoformat()

    def fill(self, rows: int) -> None:
        step = timedelta(days=6 * 365) / rows
        made = [
            {
                "id": n,
                "user": n % 997,
                "address": f"{n} High Street, Bath, BA1 {n % 9}AA",
                "at": self.time(START + n * step),
                "no": f"{n * 2654435761 % 2**32:010}",
                "note": "Please leave it with the neighbours. " * 5,
            }
            for n in range(1, rows + 1)
        ]
        self.run("DROP TABLE IF EXISTS orders", "DROP TABLE IF EXISTS prepared")
        table = "(id INTEGER PRIMARY KEY, user_id INTEGER, address VARCHAR(80), made_at {}, no CHAR(10), note TEXT)"
        table = table.format(self.made_at)
        self.run(f"CREATE TABLE prepared {table}", f"CREATE TABLE orders {table}")
        self.run(*(f"CREATE INDEX orders_{name} ON orders ({name})" for name in ("made_at", "user_id", "no")))
        from sqlalchemy import text

        with self.engine.begin() as connection:
            connection.execute(text("INSERT INTO prepared VALUES (:id, :user, :address, :at, :no, :note)"), made)

    def time(self, at: datetime) -> str:
        return at.strftime("%Y-%m-%d %H:%M:%S")

    def reset(self, most: int = 0) -> None:
        """The same rows again, and the same state of the file."""
        self.run("DELETE FROM orders" if self.name == "SQLite" else "TRUNCATE orders")
        limit = f" WHERE id <= {most}" if most else ""
        self.run(f"INSERT INTO orders SELECT * FROM prepared{limit} ORDER BY id")
        if self.name == "PostgreSQL":
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE orders")

    def run(self, *statements: str) -> None:
        with self.engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    def left(self) -> Any:
        with self.engine.begin() as connection:
            said = "SELECT COUNT(*), COALESCE(SUM(id), 0), COUNT(address) FROM orders"
            return tuple(int(each) for each in connection.exec_driver_sql(said).one())


def swept(database: Database, sweep: Sweep) -> int:
    """As `troth retention run` does: count what is due, then sweep it."""
    sweeping = Sweeping(database.engine, "shop", ORDERS, sweep)
    return sum(each.deleted + each.emptied for each in sweeping.ranges(there=sweeping.due()))


def one_statement(database: Database, begin: str) -> int:
    with database.engine.begin() as connection:
        return int(connection.exec_driver_sql(f"{begin} WHERE made_at < '{database.before}'").rowcount)


def row_by_row(database: Database) -> int:
    """Rows are read, and deleted one after the other in one transaction."""
    from sqlalchemy import text

    with database.engine.begin() as connection:
        ids = [row[0] for row in connection.exec_driver_sql(_due(database))]
        for id_ in ids:
            connection.execute(text("DELETE FROM orders WHERE id = :id"), {"id": id_})
    return len(ids)


def commit_per_row(database: Database) -> int:
    """As jobs of applications do that delete one object after the other: read it, delete it, commit."""
    from sqlalchemy import text

    with database.engine.begin() as connection:
        ids = [row[0] for row in connection.exec_driver_sql(_due(database))]
    for id_ in ids:
        with database.engine.begin() as connection:
            connection.execute(text("SELECT * FROM orders WHERE id = :id"), {"id": id_}).one()
            connection.execute(text("DELETE FROM orders WHERE id = :id"), {"id": id_})
    return len(ids)


def _due(database: Database) -> str:
    return f"SELECT id FROM orders WHERE made_at < '{database.before}'"


def rate(database: Database, work: Callable[[], int], most: int = 0) -> tuple[float, Any]:
    database.reset(most)
    start = time.perf_counter()
    rows = work()
    return rows / (time.perf_counter() - start), database.left()


def compared(database: Database, what: str, sweep: Sweep, begin: str, rounds: int) -> list[Row]:
    """Ours and one statement in turn; the ratio is of the medians. Raises where what is left differs."""
    ours, plain = [], []
    for _ in range(rounds):
        one, left = rate(database, lambda: swept(database, sweep))
        other, wanted = rate(database, lambda: one_statement(database, begin))
        if left != wanted:
            raise AssertionError(f"{what} in {database.name}: what is left differs")
        ours.append(one)
        plain.append(other)
    mine, theirs = statistics.median(ours), statistics.median(plain)
    name = f"{what}, {database.name}"
    return [
        Row(f"{name}, share of one statement", "troth", mine / theirs, "of it", "medians of turns", AIM),
        Row(name, "troth", mine, "rows/s"),
        Row(name, "limit: one statement", theirs, "rows/s", "one transaction, which blocks"),
    ]


def measure_one(database: Database, effort: Effort) -> list[Row]:
    database.fill(effort.of(300_000, 2_000))
    rounds = effort.of(3, 1)
    rows = compared(database, "delete", DELETED, "DELETE FROM orders", rounds)
    most = effort.of(SLOW, 200)
    for who, work, note in (
        ("row by row", row_by_row, "one transaction"),
        ("a commit a row", commit_per_row, "as an application's job does"),
    ):
        figure, left = rate(database, lambda work=work: work(database), most)  # type: ignore[misc]
        again, wanted = rate(database, lambda: swept(database, DELETED), most)
        del again
        if left != wanted:
            raise AssertionError(f"{who} in {database.name}: what is left differs")
        rows.append(Row(f"delete, {database.name}", who, figure, "rows/s", note))
    return rows + compared(database, "empty a field", EMPTIED, "UPDATE orders SET address = NULL", rounds)


def postgresql() -> Database | None:
    main = writing_engine(f"{POSTGRESQL}/postgres")
    try:
        with main.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE {DATABASE}")
    except Exception as error:  # noqa: BLE001 -- a peer that is not here is a row that says so
        print(f"no PostgreSQL: {type(error).__name__}", file=sys.stderr)
        return None
    finally:
        main.dispose()
    return Database("PostgreSQL", writing_engine(f"{POSTGRESQL}/{DATABASE}"), "TIMESTAMP")


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows, ours first; takes about two minutes."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="troth-bench-", dir=os.environ.get("TROTH_BENCH_DIR")) as name:
        path = Path(name) / "shop.db"
        path.touch()
        sqlite = Database("SQLite", writing_engine(f"sqlite:///{path}"), "TEXT")
        rows += measure_one(sqlite, effort)
        sqlite.engine.dispose()
    server = postgresql()
    if server is None:
        note = "skipped: no PostgreSQL answers; start one, or set TROTH_TEST_POSTGRESQL"
        return [*rows, Row("delete, PostgreSQL", "troth", 0, "rows/s", note)]
    try:
        rows += measure_one(server, effort)
    finally:
        server.engine.dispose()
        main = writing_engine(f"{POSTGRESQL}/postgres")
        with suppress(EstateProblem), main.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        main.dispose()
    return rows


if __name__ == "__main__":
    for row in measure():
        aim = f"  aim {row.aim}" if row.aim else ""
        print(f"{row.operation:45} {row.who:25} {row.figure:12,.2f} {row.unit:8}{aim}  {row.note}")
