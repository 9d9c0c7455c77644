"""How fast are all rows of people found, in a database of 500,000 rows?

Four tables on PostgreSQL: people, their addresses, their orders, the orders' items. The limit is plain SQL: for each
person four statements over indexes, prepared by the driver, with every column. Ours is given e-mail addresses alone, as
the people wrote them, and finds and reads the same rows: as one batch, and one person after the other. Nobody is timed
before both gave the same rows. Needs a PostgreSQL at `TROTH_TEST_POSTGRESQL`, else at 127.0.0.1:5432.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench.race import FULL, Effort, skipped
from bench.row import Row
from troth.estate.graph import Finder, links
from troth.inventory import Dataset, Field, Holding, Inventory, Seed, System, Tier
from troth.words import IdentifierKind, OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.estate.connector import Connector, Table

NAME = "subjects"
OPERATION = "all rows of a person, 4 tables, 500,000 rows, PostgreSQL"
_SERVER = "postgresql://postgres@127.0.0.1:5432"
_DATABASE = "troth_bench_subjects"

_TABLES = """
CREATE TABLE people (id integer PRIMARY KEY, name varchar(60), email varchar(80) UNIQUE, phone varchar(30));
CREATE TABLE addresses (id integer PRIMARY KEY, person_id integer REFERENCES people, street varchar(80),
  city varchar(40));
CREATE TABLE orders (id integer PRIMARY KEY, person_id integer REFERENCES people, ordered_at timestamp, total integer);
CREATE TABLE items (id integer PRIMARY KEY, order_id integer REFERENCES orders, title varchar(60), price integer);
INSERT INTO people SELECT n, 'Person ' || n, 'person' || n || '@example.org', '+4930' || (1000000 + n)
  FROM generate_series(1, {people}) n;
INSERT INTO addresses SELECT n, n, 'Street ' || n, 'Town' FROM generate_series(1, {people}) n;
INSERT INTO orders SELECT n, 1 + (n * 7919) % {people}, timestamp '2024-01-01' + n * interval '1 minute', n % 500
  FROM generate_series(1, {people} * 3) n;
INSERT INTO items SELECT n, 1 + (n * 7907) % ({people} * 3), 'Thing ' || n % 1000, n % 90
  FROM generate_series(1, {people} * 5) n;
CREATE INDEX ON addresses (person_id);
CREATE INDEX ON orders (person_id);
CREATE INDEX ON items (order_id);
ANALYZE;
"""

_BY_HAND = (
    ("people", "SELECT * FROM people WHERE email = %s"),
    ("addresses", "SELECT a.* FROM addresses a WHERE person_id = %s"),
    ("orders", "SELECT o.* FROM orders o WHERE person_id = %s"),
    ("items", "SELECT i.* FROM items i WHERE order_id = ANY(%s)"),
)


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about half a minute."""
    people, asked = (1_000, 50) if effort.is_quick else (50_000, 1_000)
    try:
        with _database(people) as url:
            return _measured(url, people, asked)
    except _UnreachableError as reason:
        return [skipped(OPERATION, "troth, `find`", "subjects/s", str(reason))]


class _UnreachableError(Exception):
    pass


def _measured(url: str, people: int, asked: int) -> list[Row]:
    import psycopg

    from troth.estate.sql import SqlConnector

    connector = SqlConnector(
        System(name="shop", kind="sql", url="env:BENCH"), url.replace("postgresql", "postgresql+psycopg")
    )
    inventory = _inventory(connector)
    mails = [f"person{1 + (number * 31) % people}@example.org" for number in range(asked)]
    seeds = [[Seed(IdentifierKind.EMAIL, mail)] for mail in mails]
    with psycopg.connect(url) as connection:
        for mail in mails[:20]:
            _by_hand(connection, mail)
        start = time.perf_counter()
        expected = [_by_hand(connection, mail) for mail in mails]
        plain = asked / (time.perf_counter() - start)
    finder = Finder(inventory, {"shop": connector})
    start = time.perf_counter()
    found = finder.find(seeds, cells=True)
    first = asked / (time.perf_counter() - start)
    for own, wanted in zip(found, expected, strict=True):
        assert {(row.dataset.dataset, row.key[0]) for row in own.rows} == wanted
        assert all(row.cells for row in own.rows)
    start = time.perf_counter()
    assert finder.find(seeds, cells=True) == found
    again = asked / (time.perf_counter() - start)
    few = seeds[: max(10, asked // 10)]
    start = time.perf_counter()
    for number, seed in enumerate(few):
        assert finder.find([seed], cells=True)[0] == found[number]
    single = len(few) / (time.perf_counter() - start)
    connector.close()
    rows = sum(len(own.rows) for own in found)
    note = f"{asked:,} people, {rows:,} rows, the same as by hand"
    return [
        Row(OPERATION, "limit: plain SQL, one person after the other", plain, "subjects/s"),
        Row(OPERATION, "troth, `find`, first batch", first, "subjects/s", f"{note}; every field read whole", ">= 200"),
        Row(OPERATION, "troth, `Finder`, next batch", again, "subjects/s", f"{note}; by the index", ">= 200"),
        Row(OPERATION, "troth, `Finder`, one person after the other", single, "subjects/s", "by the index"),
    ]


def _inventory(connector: Connector) -> Inventory:
    """What a scan found, confirmed."""
    tables = connector.tables()
    found = links(tables, {table.at: connector.sample(table, 1_000) for table in tables}, {"shop": connector})
    return Inventory(
        organisation=OrganisationId("acme"),
        version="1",
        systems=(connector.system,),
        datasets=tuple(_dataset(table) for table in tables),
        links=found,
    )


def _dataset(table: Table) -> Dataset:
    kinds = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE}
    # as a scan judges them: the titles of things are nobody's, streets and names are somebody's
    nobodys = {"title", "price", "total", "id", "order_id", "person_id"}
    fields = tuple(
        Field(
            name=c.name,
            type=c.type,
            unique=c.unique,
            identifies=kinds.get(c.name),
            tier=Tier.NOT_PERSONAL if c.name in nobodys else Tier.LIKELY,
        )
        for c in table.columns
    )
    holds = Holding.SUBJECTS if table.at.dataset == "people" else Holding.ABOUT
    return Dataset(at=table.at, fields=fields, key=table.key, holds=holds)


def _by_hand(connection: Any, mail: str) -> set[tuple[str, int]]:
    """The same rows in plain SQL."""
    (_, people), *others, (_, items) = _BY_HAND
    (person,) = connection.execute(people, (mail,)).fetchall()
    found = {("people", person[0])}
    orders: list[int] = []
    for name, statement in others:
        keys = [row[0] for row in connection.execute(statement, (person[0],)).fetchall()]
        found |= {(name, key) for key in keys}
        orders = keys
    return found | {("items", row[0]) for row in connection.execute(items, (orders,)).fetchall()}


@contextmanager
def _database(people: int) -> Iterator[str]:
    """The URL of a database with that many people; it is dropped at the end."""
    try:
        import psycopg
    except ImportError as missing:
        raise _UnreachableError("psycopg is not installed") from missing
    server = os.environ.get("TROTH_TEST_POSTGRESQL", _SERVER).rstrip("/")
    drop = f'DROP DATABASE IF EXISTS "{_DATABASE}" WITH (FORCE)'
    try:
        with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3) as connection:
            connection.execute(drop.encode())
            connection.execute(f'CREATE DATABASE "{_DATABASE}" TEMPLATE template0'.encode())
    except psycopg.OperationalError as away:
        raise _UnreachableError("no PostgreSQL answers; set TROTH_TEST_POSTGRESQL") from away
    try:
        with psycopg.connect(f"{server}/{_DATABASE}", autocommit=True) as connection:
            connection.execute(_TABLES.format(people=people).encode())
        yield f"{server}/{_DATABASE}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(drop.encode())
