"""On which live databases is the estate tested, and how does each test get one of its own?

1. SQLite is a file; PostgreSQL is the server that `TROTH_TEST_POSTGRESQL` names, else the one at 127.0.0.1:5432;
   MariaDB the one of `TROTH_TEST_MARIADB`, else the one at 127.0.0.1:3306. Where there is none, its tests are skipped
   with a sentence that says how to have it.
2. Statements are written once, in the SQL that all three share: names in double quotes.
3. What a test looks at, it looks at over a connection of its own, and never through what it tests.
"""

from __future__ import annotations

import atexit
import itertools
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS = ("sqlite", "postgresql", "mariadb")
_number = itertools.count(1)


@dataclass(frozen=True, slots=True)
class LiveDatabase:
    """An empty database that nobody else has."""

    kind: str
    url: str = field(repr=False)
    name: str = ""

    def connect(self) -> Any:
        """A connection of the driver's own, without a transaction that it begins by itself."""
        at = urlsplit(self.url)
        if self.kind == "sqlite":
            connection = sqlite3.connect(self.url.removeprefix("sqlite:///"), isolation_level=None, timeout=1)
            connection.execute("PRAGMA foreign_keys = ON")
            return connection
        if self.kind == "postgresql":
            import psycopg

            return psycopg.connect(self.url, autocommit=True)
        import pymysql

        connection = pymysql.connect(
            host=at.hostname or "", port=at.port or 3306, user=at.username, password=at.password or "",
            database=at.path[1:], autocommit=True, charset="utf8mb4",
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')")
        return connection

    def run(self, *statements: str) -> None:
        """Execute statements, one after the other."""
        with closing(self.connect()) as connection:
            for statement in statements:
                cursor = connection.cursor()
                cursor.execute(statement)
                cursor.close()

    def fill(self, table: str, rows: list[tuple[Any, ...]]) -> None:
        """Put rows into a table."""
        mark = "?" if self.kind == "sqlite" else "%s"
        name = table if self.kind == "sqlite" else table.replace("%", "%%")
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            for row in rows:
                cursor.execute(f'INSERT INTO "{name}" VALUES ({", ".join([mark] * len(row))})', row)  # noqa: S608

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query gives, in its order."""
        with closing(self.connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(query)
            return [tuple(row) for row in cursor.fetchall()]


@contextmanager
def live_database(kind: str, folder: Path) -> Iterator[LiveDatabase]:
    """An empty database of a kind, for as long as nobody asks for another one."""
    if kind == "sqlite":
        path = folder / f"live_{next(_number)}.db"
        path.touch()
        yield LiveDatabase(kind, f"sqlite:///{path}", path.stem)
        return
    live = _of_this_process(kind)
    if kind == "postgresql":
        schemas = live.rows(
            "SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
        )
        live.run(
            *(f'DROP SCHEMA "{name}" CASCADE' for (name,) in schemas),
            "CREATE SCHEMA public",
            "GRANT ALL ON SCHEMA public TO public",
        )
    else:
        _main(kind).run(f'DROP DATABASE "{live.name}"', f'CREATE DATABASE "{live.name}" CHARACTER SET utf8mb4')
    yield live


@cache
def _of_this_process(kind: str) -> LiveDatabase:
    """One database a process: making one takes a server longer than most tests do."""
    name = f"troth_live_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    main = _main(kind)
    main.run(f'CREATE DATABASE "{name}"{" TEMPLATE template0" if kind == "postgresql" else ""}')
    atexit.register(main.run, f'DROP DATABASE "{name}"{" WITH (FORCE)" if kind == "postgresql" else ""}')
    return LiveDatabase(kind, f"{server_of(kind)}/{name}", name)


def _main(kind: str) -> LiveDatabase:
    return LiveDatabase(kind, f"{server_of(kind)}/{'postgres' if kind == 'postgresql' else 'mysql'}")


def server_of(kind: str) -> str:
    """Where the server of a kind is, without a database; skips the test where there is none."""
    variable, given = {
        "postgresql": ("TROTH_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432"),
        "mariadb": ("TROTH_TEST_MARIADB", "mariadb://root@127.0.0.1:3306"),
    }[kind]
    address = os.environ.get(variable, given).rstrip("/")
    if not _answers(kind, address):
        pytest.skip(f"no {kind} answers: start one on {urlsplit(given).netloc.partition('@')[2]}, or set {variable}")
    return address


@cache
def _answers(kind: str, address: str) -> bool:
    driver = pytest.importorskip("psycopg" if kind == "postgresql" else "pymysql")
    main = "postgres" if kind == "postgresql" else "mysql"
    try:
        LiveDatabase(kind, f"{address}/{main}").connect().close()
    except driver.OperationalError:
        return False
    return True
