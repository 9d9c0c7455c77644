"""A made-up estate is the same in SQLite, PostgreSQL and MariaDB."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from bench.estates.made import open_url

from databases import postgresql_server
from troth.cli.demo.estates import Dialect, Filling, read_tables, write

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "troth_test_estates"
TEXT = """
[office.rooms]
room char(3)! -
label str(40)? -

[office.people]
id int! +
born date? +
mail str(120)* +
since time +
facts json? +
scan blob? -
score num -
seen_ms big -
active bool - {const 1}

[office.bookings]
room char(3)! - -> office.rooms.room
person int! + -> office.people.id
note text? +
"""
SINCE = "2023-01-01 10:00:00"
ROWS = [
    ("office.rooms", ("R01", "Grüße, 100 % „Ruhe“")),
    ("office.people", (1, "1980-02-29", "a@mail.example", SINCE, '{"a": [1]}', b"\\x00\xff", 1.5, 1_672_531_200_000)),
    ("office.people", (2, None, "b@mail.example", SINCE, None, None, 0, 1)),
    ("office.bookings", ("R01", 1, "it's \\ fine; -- no")),
]


def estate() -> Filling:
    filling = Filling(read_tables("office", TEXT), "office")
    for table, cells in ROWS:
        filling.add(table, *cells)
    return filling


@contextmanager
def empty(kind: str) -> Iterator[str]:
    """The URL of an empty database that is gone afterwards."""
    if kind == "postgresql":
        import psycopg

        server = postgresql_server()
        with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE IF EXISTS "{NAME}_{os.getpid()}"'.encode())
            admin.execute(f'CREATE DATABASE "{NAME}_{os.getpid()}" TEMPLATE template0'.encode())
            yield f"{server}/{NAME}_{os.getpid()}"
            admin.execute(f'DROP DATABASE "{NAME}_{os.getpid()}" WITH (FORCE)'.encode())
        return
    pymysql = pytest.importorskip("pymysql", reason="install it with: pip install pymysql")
    try:
        admin = pymysql.connect(host="127.0.0.1", user="root", password="", autocommit=True)
    except pymysql.err.OperationalError:
        pytest.skip("no MariaDB answers: start one on 127.0.0.1:3306 that lets `root` in")
    with closing(admin):
        admin.cursor().execute(f"CREATE OR REPLACE DATABASE {NAME}_{os.getpid()} CHARACTER SET utf8mb4")
        yield f"mysql://root@127.0.0.1:3306/{NAME}_{os.getpid()}"
        admin.cursor().execute(f"DROP DATABASE {NAME}_{os.getpid()}")


def cells(connection: Any, table: str, order: str) -> list[tuple[str, ...]]:
    cursor = connection.cursor()
    cursor.execute(f"SELECT * FROM {table} ORDER BY {order}")  # noqa: S608 -- names of our own
    return [tuple(_plain(cell) for cell in row) for row in cursor.fetchall()]


def _plain(cell: Any) -> str:
    """A cell without what each driver makes of it: `Decimal`, `date`, a parsed JSON."""
    if isinstance(cell, bytes):
        return cell.hex()
    text = str(cell).replace("'", '"').removesuffix(".00").removesuffix(".0")
    return text.removesuffix("0") if "." in text and text.replace(".", "").isdigit() else text


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_an_estate_has_the_same_rows_in_every_database(kind: str) -> None:
    filling = estate()
    with closing(sqlite3.connect(":memory:")) as here, empty(kind) as url:
        write(filling, here, Dialect.SQLITE)
        there, dialect = open_url(url)
        with closing(there):  # type: ignore[type-var]
            write(filling, there, dialect)
            for table, order in (("rooms", "room"), ("people", "id"), ("bookings", "room")):
                name = f"office.{table}" if kind == "postgresql" else f"office_{table}"
                assert cells(there, name, order) == cells(here, f"office_{table}", order)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_declared_key_is_one_in_every_database(kind: str) -> None:
    filling = estate()
    filling.add("office.bookings", "R99", 1, None)
    with empty(kind) as url:
        there, dialect = open_url(url)
        with closing(there), pytest.raises(Exception, match=r"(?i)foreign key"):  # type: ignore[type-var]
            write(filling, there, dialect)
