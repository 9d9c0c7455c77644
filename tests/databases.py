"""On which databases do the tests of the store run, and how does each test get one of its own?

Django is set up once in a process, from `troth.web.settings`. A test then is given a database that nobody else has:

1. The tables are made once in each process, in a template; a test's database is a copy of that.
2. SQLite is a file; PostgreSQL is the server that `TROTH_TEST_POSTGRESQL` names (`postgresql://user@host:port`), else
   the one at 127.0.0.1:5432. Where there is none, its tests are skipped with a sentence that says how to have it.
3. The options are those of an installation (`troth.web.settings`), the pool of connections among them.
4. Threads that a test starts end within it (`at_once`): a thread keeps the connection that it opened.
"""

from __future__ import annotations

import atexit
import contextlib
import itertools
import os
import shutil
import sqlite3
import tempfile
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock
from urllib.parse import urlsplit

import pytest

from django_set_up import KEY_HEX, set_up
from troth.clock import SetClock, SystemClock
from troth.installation import InstallationKey, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from troth.clock import Clock
    from troth.store.opened import Store

KINDS = ("sqlite", "postgresql")
KEY = InstallationKey(bytes.fromhex(KEY_HEX))
NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
_PREFIX = "troth_test_"
_number = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Database:
    """A database with all tables and nothing in them; `settings` are those of an installation that has it."""

    kind: str
    settings: Settings

    def store(self, clock: Clock | None = None, key: InstallationKey = KEY) -> Store:
        """The store in it, at noon of 1 March 2024 where no clock is given."""
        from troth.store.opened import open_store

        return open_store(key, clock or SetClock(NOON))

    def live(self) -> Store:
        """The store in it, with the machine's clock: for threads."""
        return self.store(SystemClock())

    @property
    def environment(self) -> dict[str, str]:
        """What a process of our own is given to work with this database."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
        given = {"TROTH_DATA": str(self.settings.data), "TROTH_KEY": KEY.secret.hex()}
        if self.settings.database:
            given["TROTH_DATABASE"] = self.settings.database
        return own | given


@contextmanager
def fresh_database(kind: str, folder: Path) -> Iterator[Database]:
    """A database of a kind, which is Django's default one until it is taken away."""
    set_up()
    with _copied(kind, folder) as settings, using(settings):
        yield Database(kind, settings)


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[Database]:
    """As `fresh_database`, without any table."""
    set_up()
    with _made(kind, folder, template=None) as settings, using(settings):
        yield Database(kind, settings)


@contextmanager
def using(settings: Settings) -> Iterator[None]:
    """Make the database of these settings Django's default one."""
    from django.db import connections

    before = connections.databases["default"]
    leave()
    connections.databases["default"] = connections.configure_settings({"default": options(settings)})["default"]
    try:
        yield
    finally:
        leave()
        connections.databases["default"] = before


def leave() -> None:
    """Close this thread's connection, and the pool."""
    from django.db import connections

    connection: Any = connections["default"]
    with contextlib.suppress(Exception):  # a connection that the test broke is closed as well as it can be
        connection.close()
    if hasattr(connection, "close_pool"):
        connection.close_pool()
    with contextlib.suppress(AttributeError):
        del connections["default"]


def options(settings: Settings) -> dict[str, Any]:
    """Django's settings of a database, as an installation with these settings has them."""
    from troth.web import settings as web

    with mock.patch.object(web, "_SET", settings):
        return web._database()


def at_once(*work: Callable[[], object]) -> list[object]:
    """Do all of it in threads that begin together; what each gave back, or the exception that it ended with."""
    from django.db import connections

    barrier = threading.Barrier(len(work))
    results: list[object] = [None] * len(work)

    def run(place: int, do: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results[place] = do()
        except Exception as error:  # noqa: BLE001 -- it is what the test looks at
            results[place] = error
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def everything_in(database: Database) -> bytes:
    """All that the database keeps: the octets of SQLite's files, or every row of every table of PostgreSQL."""
    if database.kind == "sqlite":
        files = sorted(database.settings.data.glob("troth.sqlite3*"))
        assert files
        return b"\n".join(file.read_bytes() for file in files)
    from django.db import connection

    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT text)') as rows:
                # An octet column is written as `\\x` and hexadecimal digits: what it says is looked into as well.
                for row in rows:
                    found += [bytes(row), *(bytes.fromhex(each.decode()) for each in _octets(bytes(row)))]
    return b"\n".join(found)


def _octets(row: bytes) -> list[bytes]:
    return [cell[3:] for cell in row.rstrip(b"\n").split(b"\t") if cell.startswith(b"\\\\x")]


# --- PostgreSQL and SQLite -----------------------------------------------------------------------------------------


def postgresql_server() -> str:
    """Where the server is, without a database; skips the test where there is none."""
    address = os.environ.get("TROTH_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432").rstrip("/")
    if not _answers(address):
        pytest.skip(
            "no PostgreSQL answers: start one on 127.0.0.1:5432 that lets `postgres` in, "
            "or set TROTH_TEST_POSTGRESQL=postgresql://user:password@host:5432"
        )
    return address


@cache
def _answers(address: str) -> bool:
    psycopg = pytest.importorskip("psycopg", reason="install it with: pip install 'troth[postgresql]'")
    try:
        psycopg.connect(f"{address}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _worker() -> str:
    return f"{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"


@contextmanager
def _copied(kind: str, folder: Path) -> Iterator[Settings]:
    with _made(kind, folder, template=_template(kind)) as settings:
        yield settings


@contextmanager
def _made(kind: str, folder: Path, *, template: str | None) -> Iterator[Settings]:
    data = Path(tempfile.mkdtemp(prefix="troth-data-", dir=folder))
    if kind == "sqlite":
        settings = Settings(data=data)
        if template is not None:
            shutil.copyfile(template, settings.sqlite_file)
        yield settings
        return
    server = postgresql_server()
    name = f"{_PREFIX}{_worker()}_{next(_number)}"
    _ask(server, f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
    try:
        yield Settings(data=data, database=f"{server}/{name}")
    finally:
        _ask(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _template(kind: str) -> str:
    """Where the tables were made: a file, or a database."""
    from troth.store.opened import migrate

    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if kind == "sqlite":
        settings = Settings(data=folder)
        with using(settings):
            migrate()
        plain = folder / "template.sqlite3"
        with contextlib.closing(sqlite3.connect(settings.sqlite_file)) as made:
            made.execute("VACUUM INTO ?", (str(plain),))
        return str(plain)
    server = postgresql_server()
    name = f"{_PREFIX}{_worker()}_template"
    _ask(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    _ask(server, f'CREATE DATABASE "{name}" TEMPLATE template0')
    atexit.register(_ask, server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    with using(Settings(data=folder, database=f"{server}/{name}")):
        migrate()
    return name


def _ask(server: str, statement: str) -> None:
    import psycopg

    assert urlsplit(server).scheme == "postgresql"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(statement.encode())
