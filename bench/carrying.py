"""How many requests of data subjects are carried out a second, from approved to verified, logged and answered?

A database of 500,000 rows on PostgreSQL: people, their addresses, orders and messages. The requests lie in an
installation on the same server; one worker, in a process of its own, finds every row, plans, acts, looks again through
the whole database, suppresses, and tells; each step with its entry in the log. The floor is the same rows read and
deleted by plain SQL over indexes, one person after the other, with nothing found, checked or written down. Nobody's
figure counts before the rows are what they have to be. Needs a PostgreSQL at `TROTH_TEST_POSTGRESQL`, else at
127.0.0.1:5432.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench.race import FULL, Effort, skipped
from bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "requests"
ACCESS, ERASE, MEMORY = "access requests, 500,000 rows", "erasures, 500,000 rows", "memory of the worker"
_SERVER = "postgresql://postgres@127.0.0.1:5432"
_ESTATE, _STORE = "troth_bench_estate", "troth_bench_store"
_PLAIN, _OURS = "limit: plain SQL, nothing found or checked", "troth, one worker"

_TABLES = """
CREATE TABLE customers (id integer PRIMARY KEY, name varchar(60), email varchar(80) UNIQUE, phone varchar(30));
CREATE TABLE addresses (id integer PRIMARY KEY, customer_id integer REFERENCES customers, street varchar(80),
  city varchar(40));
CREATE TABLE orders (id integer PRIMARY KEY, customer_id integer REFERENCES customers, ordered_at timestamp,
  total integer);
CREATE TABLE messages (id integer PRIMARY KEY, customer_id integer REFERENCES customers, subject varchar(60),
  body varchar(400));
INSERT INTO customers SELECT n, 'Person ' || n, 'person' || n || '@example.org', '+4930' || (1000000 + n)
  FROM generate_series(1, {people}) n;
INSERT INTO addresses SELECT n, n, 'Street ' || n, 'Town' FROM generate_series(1, {people}) n;
INSERT INTO orders SELECT n, 1 + (n * 7919) % {people}, timestamp '2024-01-01' + n * interval '1 minute', n % 500
  FROM generate_series(1, {people} * 3) n;
INSERT INTO messages SELECT n, 1 + (n * 7907::bigint) % {people}, 'About your order',
  'Hello, where is my parcel? I ordered it on the ' || n % 28 || 'th and nobody has told me anything since then.'
  FROM generate_series(1, {people} * 5) n;
CREATE INDEX ON addresses (customer_id);
CREATE INDEX ON orders (customer_id);
CREATE INDEX ON messages (customer_id);
ANALYZE;
"""
_OWN = ("addresses", "orders", "messages")

_WORKER = """
import json, os, resource, sys, time
from troth.web.opening import open_installation
open_installation()
from troth.clock import SystemClock
from troth.estate.graph import links
from troth.estate.sql import SqlConnector
from troth.inventory import *
from troth.inventory.file import write_inventory
from troth.jobs.requests.carry import Carrying
from troth.jobs.requests.world import World
from troth.requests.request import Request, Tier as Proven
from troth.store import organisations, policies, subjects
from troth.store.models import LogEntry, RequestCase
from troth.store.requests import cases, estates, work
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier
from troth.web import installed
from troth.words import *
url, asked, people = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
store, acme = installed.store(), OrganisationId("acme")
NOTICE = "# Privacy notice\\n\\nWe use your contact details to deliver.\\n\\nYou can see and erase your data.\\n"
POLICY = '''troth: 1
policy: {organisation: acme, version: "1", effective: 2024-01-01, laws: [eu-gdpr], cite: [s2]}
data:
  contact: {is: [pd:EmailAddress], cite: [s2]}
purposes:
  delivery: {is: [dpv:FulfilmentOfObligation], cite: [s2]}
practices:
  - {id: deliver, do: use, data: [contact], for: [delivery], modal: does, basis: contract, cite: [s2]}
rights:
  - {do: [access, erase], cite: [s3]}
'''
organisations.found(store, acme, "Acme")
entry = policies.add_draft(store, acme, policy_text=POLICY, notice_text=NOTICE, notice_name="notice.md", by="bench")
assert policies.publish(store, acme, entry.version, by="bench", basis=None) == []
connector = SqlConnector(System(name="shop", kind="sql", url="env:BENCH_ESTATE"), url)
tables = connector.tables()
kinds = {"email": IdentifierKind.EMAIL, "phone": IdentifierKind.PHONE}
def field(column, key):
    own = column.name in key or column.name == "customer_id"
    tier = Tier.NOT_PERSONAL if own else Tier.PROVEN
    content = Content.TEXT if column.name == "body" else Content.VALUE
    return Field(name=column.name, type=column.type, nullable=column.nullable, unique=column.unique, tier=tier,
        data=None if own else DataName("contact"), content=content, identifies=kinds.get(column.name), confirmed=True)
datasets = tuple(Dataset(at=t.at, key=t.key, holds=Holding.SUBJECTS if t.at.dataset == "customers" else Holding.ABOUT,
    fields=tuple(field(c, t.key) for c in t.columns), confirmed=True) for t in tables)
found = links(tables, {t.at: connector.sample(t, 1000) for t in tables}, {"shop": connector})
inventory = Inventory(organisation=acme, version="1", systems=(connector.system,), datasets=datasets, links=found)
with writing(store, acme) as change:
    estates.review(change, write_inventory(inventory), by="bench")
connector.close()
told = []
world = World(store=store, tell=told.append, by_rule=lambda _: frozenset(RightKind))
def ask(kind, first):
    for begin in range(0, asked, 500):
        with writing(store, acme) as change:
            for number in range(begin, min(begin + 500, asked)):
                mail = f"person{1 + (first + number) * 31 % people}@example.org"
                own = (Identifier(IdentifierKind.EMAIL, mail),)
                known = subjects.introduce(change, own) if kind == "erase" else None
                request = Request(id=f"{kind}{number}", organisation=acme, kind=RightKind(kind),
                    received_at=store.clock.now(), seeds=(Seed(IdentifierKind.EMAIL, mail),), subject=known,
                    tier=Proven.REACHED, channel=Channel.WEB, regimes=("eu-gdpr",))
                cases.receive(change, request)
                work.begin(change, request.id)
def carried(kind, first):
    ask(kind, first)
    start = time.perf_counter()
    Carrying(world, kind).look()
    took = time.perf_counter() - start
    states = set(RequestCase.objects.filter(kind=kind).values_list("state", flat=True))
    assert states == {"answered"}, states
    return asked / took
figures = {"access": carried("access", 0), "erase": carried("erase", 0)}
assert len(told) == 2 * asked
figures["entries"] = LogEntry.objects.count()
figures["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(figures))
"""


class _UnreachableError(Exception):
    pass


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about a minute."""
    people, asked = (1_000, 50) if effort.is_quick else (50_000, 2_000)
    try:
        with _databases(people) as (server, url):
            return _measured(server, url, people, asked)
    except _UnreachableError as reason:
        return [skipped(name, _OURS, "requests/s", str(reason)) for name in (ACCESS, ERASE)]


def _measured(server: str, url: str, people: int, asked: int) -> list[Row]:
    import psycopg

    with psycopg.connect(url) as connection:
        read = _timed(connection, _read, _persons(people, asked, from_end=False))
        deleted = _timed(connection, _delete, _persons(people, asked, from_end=True))
        left = _count(connection)
    ours = _carried(server, url, people, asked)
    with psycopg.connect(url) as connection:
        gone = left["customers"] - _count(connection)["customers"]
    assert gone == asked, gone
    note = f"{asked:,} requests, {ours['entries'] / (2 * asked):.1f} entries in the log each"
    return [
        Row(ACCESS, _PLAIN, read, "requests/s"),
        Row(ACCESS, _OURS, ours["access"], "requests/s", f"{note}; the package sealed", ">= 200"),
        Row(ERASE, _PLAIN, deleted, "requests/s"),
        Row(ERASE, _OURS, ours["erase"], "requests/s", f"{note}; looked for again in every field", ">= 300"),
        Row(MEMORY, _OURS, ours["memory"], "MB", "at most, everything above included", "<= 120"),
    ]


def _persons(people: int, asked: int, *, from_end: bool) -> list[int]:
    """The people of the requests stand at the beginning; plain SQL deletes others."""
    first = asked * 2 if from_end else 0
    return [1 + (first + number) * 31 % people for number in range(asked)]


def _timed(connection: Any, do: Any, persons: list[int]) -> float:
    start = time.perf_counter()
    for person in persons:
        do(connection, f"person{person}@example.org")
        connection.commit()
    return len(persons) / (time.perf_counter() - start)


def _read(connection: Any, mail: str) -> None:
    (row,) = connection.execute("SELECT * FROM customers WHERE email = %s", (mail,)).fetchall()
    for table in _OWN:
        connection.execute(f"SELECT * FROM {table} WHERE customer_id = %s", (row[0],)).fetchall()


def _delete(connection: Any, mail: str) -> None:
    ((person,),) = connection.execute("SELECT id FROM customers WHERE email = %s", (mail,)).fetchall()
    for table in _OWN:
        connection.execute(f"DELETE FROM {table} WHERE customer_id = %s", (person,))
    connection.execute("DELETE FROM customers WHERE id = %s", (person,))


def _count(connection: Any) -> dict[str, int]:
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("customers", *_OWN)}


def _carried(server: str, url: str, people: int, asked: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="troth-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("TROTH_", "DJANGO_"))}
        environment |= {
            "TROTH_DATA": folder,
            "TROTH_DATABASE": f"{server}/{_STORE}",
            "TROTH_LOG_LEVEL": "warning",
            "BENCH_ESTATE": url,
        }
        command = [sys.executable, "-c", _WORKER, url, str(asked), str(people)]
        ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(ended.stderr[-2000:])
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


@contextmanager
def _databases(people: int) -> Iterator[tuple[str, str]]:
    """The server, and the URL of an estate with that many people; both databases are dropped at the end."""
    try:
        import psycopg
    except ImportError as missing:
        raise _UnreachableError("psycopg is not installed") from missing
    server = os.environ.get("TROTH_TEST_POSTGRESQL", _SERVER).rstrip("/")

    def each(statement: str) -> None:
        with psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3) as connection:
            for name in (_ESTATE, _STORE):
                connection.execute(statement.format(name).encode())

    try:
        each('DROP DATABASE IF EXISTS "{}" WITH (FORCE)')
        each('CREATE DATABASE "{}" TEMPLATE template0')
    except psycopg.OperationalError as away:
        raise _UnreachableError("no PostgreSQL answers; set TROTH_TEST_POSTGRESQL") from away
    try:
        with psycopg.connect(f"{server}/{_ESTATE}", autocommit=True) as connection:
            connection.execute(_TABLES.format(people=people).encode())
        yield server, f"{server}/{_ESTATE}"
    finally:
        each('DROP DATABASE IF EXISTS "{}" WITH (FORCE)')
