"""One estate in every kind of system: the same people and orders, made anew for each test."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from databases import postgresql_server
from troth.estate.addresses import open_address, read_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from troth.estate.connector import Connector

KINDS = ("sqlite", "postgresql", "mariadb", "files")
PEOPLE = [(n, f"person{n}@example.org", ["Alice", "Bob", "Dana"][n % 3], f"1980-01-0{n % 9 + 1}") for n in range(1, 41)]
ORDERS = [(n, n % 40 + 1, f"{n}.50", f"note {n}" if n % 2 else None) for n in range(1, 201)]
_SERVER = "mysql://root@127.0.0.1:3306"


@dataclass
class World:
    """A system with the estate in it; `run` says something to the database in its own words."""

    kind: str
    url: str
    connector: Connector
    run: Any

    @property
    def customers(self) -> str:
        return "Kunden Stamm.csv" if self.kind == "files" else "Kunden Stamm"

    @property
    def orders(self) -> str:
        return "order.csv" if self.kind == "files" else "order"


@contextmanager
def scanned_world(kind: str, folder: Path) -> Iterator[World]:
    """The estate in a system of this kind, and a connector to it."""
    with _MAKERS[kind](folder) as (url, run):
        connector = open_address(read_address(url, name="shop"))
        try:
            yield World(kind, url, connector, run)
        finally:
            connector.close()


def _tables(quote: str, text: str) -> list[str]:
    def name(word: str) -> str:
        return f"{quote}{word}{quote}"

    return [
        (
            f"create table {name('Kunden Stamm')} ({name('Id')} integer primary key, {name('E-Mail')} {text} not null unique,"  # noqa: E501
            f" {name('Vorname')} {text}, {name('Geburtstag')} date)"
        ),
        (
            f"create table {name('order')} ({name('select')} integer primary key, {name('Kunde')} integer not null,"
            f" {name('Größe')} decimal(8,2), {name('note')} {text},"
            f" foreign key ({name('Kunde')}) references {name('Kunden Stamm')} ({name('Id')}) on delete cascade)"
        ),
        f"create table {name('pairs')} ({name('a')} integer, {name('b')} integer, {name('c')} {text}, primary key ({name('a')}, {name('b')}))",  # noqa: E501
        f"create table {name('keyless')} ({name('x')} {text})",
        f"create view {name('seen')} as select {name('Id')}, {name('E-Mail')} from {name('Kunden Stamm')}",  # noqa: S608
    ]


@contextmanager
def _sqlite(folder: Path) -> Iterator[tuple[str, Any]]:
    file = folder / "shop.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("begin")
        for statement in _tables('"', "text"):
            connection.execute(statement)
        connection.executemany('insert into "Kunden Stamm" values (?, ?, ?, ?)', PEOPLE)
        connection.executemany('insert into "order" values (?, ?, ?, ?)', ORDERS)
        connection.execute("insert into pairs values (1, 1, 'x'), (1, 2, 'y'), (2, 1, NULL)")
        connection.execute("commit")
        yield f"sqlite:///{file}", connection.execute


@contextmanager
def _postgresql(_: Path) -> Iterator[tuple[str, Any]]:
    server = postgresql_server()
    psycopg = pytest.importorskip("psycopg")
    name = f"troth_estate_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'drop database if exists "{name}" with (force)')
        admin.execute(f'create database "{name}"')
        try:
            with psycopg.connect(f"{server}/{name}", autocommit=True) as connection:
                for statement in _tables('"', "text"):
                    connection.execute(statement)
                with connection.cursor() as cursor:
                    cursor.executemany('insert into "Kunden Stamm" values (%s, %s, %s, %s)', PEOPLE)
                    cursor.executemany('insert into "order" values (%s, %s, %s, %s)', ORDERS)
                connection.execute("insert into pairs values (1, 1, 'x'), (1, 2, 'y'), (2, 1, NULL)")
                yield f"{server}/{name}", connection.execute
        finally:
            admin.execute(f'drop database if exists "{name}" with (force)')


@cache
def mariadb_server() -> str:
    """Where MariaDB is; empty where there is none."""
    import pymysql

    address = os.environ.get("TROTH_TEST_MARIADB", _SERVER).rstrip("/")
    try:
        mariadb(address).close()
    except pymysql.err.OperationalError:
        return ""
    return address


def mariadb(address: str, database: str | None = None) -> Any:
    from urllib.parse import urlsplit

    import pymysql

    parts = urlsplit(address)
    return pymysql.connect(
        host=parts.hostname or "127.0.0.1",
        port=parts.port or 3306,
        user=parts.username or "root",
        password=parts.password or "",
        database=database,
        autocommit=True,
    )


@contextmanager
def _mariadb(_: Path) -> Iterator[tuple[str, Any]]:
    pytest.importorskip("pymysql", reason="install it with: pip install 'troth[mariadb]'")
    if not mariadb_server():
        pytest.skip(
            "no MariaDB answers: start one on 127.0.0.1:3306 that lets `root` in, or set TROTH_TEST_MARIADB=mysql://user:password@host:3306"
        )
    name = f"troth_estate_{os.getpid()}"
    admin = mariadb(mariadb_server())
    with closing(admin), admin.cursor() as cursor:
        cursor.execute(f"drop database if exists {name}")
        cursor.execute(f"create database {name} character set utf8mb4")
        try:
            cursor.execute(f"use {name}")
            for statement in _tables("`", "varchar(190)"):
                cursor.execute(statement)
            cursor.executemany("insert into `Kunden Stamm` values (%s, %s, %s, %s)", PEOPLE)
            cursor.executemany("insert into `order` values (%s, %s, %s, %s)", ORDERS)
            cursor.execute("insert into pairs values (1, 1, 'x'), (1, 2, 'y'), (2, 1, NULL)")
            yield f"{mariadb_server()}/{name}", cursor.execute
        finally:
            cursor.execute(f"drop database if exists {name}")


@contextmanager
def _files(folder: Path) -> Iterator[tuple[str, Any]]:
    import csv

    for name, header, rows in (
        ("Kunden Stamm", ("Id", "E-Mail", "Vorname", "Geburtstag"), PEOPLE),
        ("order", ("select", "Kunde", "Größe", "note"), ORDERS),
        ("pairs", ("a", "b", "c"), [(1, 1, "x"), (1, 2, "y"), (2, 1, None)]),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    yield str(folder), None


_MAKERS: dict[str, Any] = {"sqlite": _sqlite, "postgresql": _postgresql, "mariadb": _mariadb, "files": _files}
