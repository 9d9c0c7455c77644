"""How does an estate become a database?

SQLite, PostgreSQL and MariaDB, over any connection of Python's database API (PEP 249): whoever calls opens it. The
tables must not be there yet. On PostgreSQL `administration.patients` is a table of a schema of its own, elsewhere it is
`administration_patients`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from troth.cli.demo.estates.tables import Rests

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.cli.demo.estates.filling import Cell, Filling
    from troth.cli.demo.estates.tables import Column, Reference, Table

_BATCH = 2000


class Dialect(StrEnum):
    """Which database it is."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"
    MARIADB = "mariadb"


class Cursor(Protocol):
    """What is asked of a cursor (PEP 249)."""

    def execute(self, operation: str, /) -> object:
        """Carry a statement out."""

    def executemany(self, operation: str, rows: Sequence[Sequence[Cell]], /) -> object:
        """Carry a statement out for each row."""


class Connection(Protocol):
    """What is asked of a connection (PEP 249)."""

    def cursor(self) -> Cursor:
        """A cursor."""

    def commit(self) -> object:
        """Keep what was done."""


_TYPES = {
    "int": ("INTEGER", "INTEGER", "INT"),
    "big": ("BIGINT", "BIGINT", "BIGINT"),
    "num": ("NUMERIC(14,2)", "NUMERIC(14,2)", "DECIMAL(14,2)"),
    "date": ("DATE", "DATE", "DATE"),
    "time": ("TIMESTAMP", "TIMESTAMP", "DATETIME"),
    "bool": ("BOOLEAN", "SMALLINT", "TINYINT(1)"),
    "json": ("JSON", "JSONB", "JSON"),
    "blob": ("BLOB", "BYTEA", "BLOB"),
    "text": ("TEXT", "TEXT", "TEXT"),
    "str": ("VARCHAR({0})", "VARCHAR({0})", "VARCHAR({0})"),
    "char": ("CHAR({0})", "CHAR({0})", "CHAR({0})"),
}


def write(filling: Filling, connection: Connection, dialect: Dialect) -> None:
    """Make the tables and views of an estate, and put its rows in; one transaction where the database can."""
    cursor = connection.cursor()
    for schema in schemas(filling) if dialect is Dialect.POSTGRESQL else ():
        cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
    for table in filling.estate.tables:
        cursor.execute(statement(table, dialect))
        if table.select:
            continue
        mark = "?" if dialect is Dialect.SQLITE else "%s"
        marks = ", ".join(mark for _ in table.columns)
        insert = f"INSERT INTO {quoted(table.name, dialect)} VALUES ({marks})"  # noqa: S608 -- names of our own
        rows = filling.rows[table.name]
        for start in range(0, len(rows), _BATCH):
            cursor.executemany(insert, rows[start : start + _BATCH])
    connection.commit()


def schemas(filling: Filling) -> list[str]:
    """The schemas that the estate's tables are in, apart from the default one."""
    return sorted({table.name.split(".")[0] for table in filling.estate.tables if "." in table.name})


def plain(name: str, dialect: Dialect) -> str:
    """The name of a table as this database has it."""
    return name if dialect is Dialect.POSTGRESQL else name.replace(".", "_")


def quoted(name: str, dialect: Dialect) -> str:
    """The name of a table or column within a statement."""
    mark = "`" if dialect is Dialect.MARIADB else '"'
    return ".".join(f"{mark}{part}{mark}" for part in plain(name, dialect).split("."))


def statement(table: Table, dialect: Dialect) -> str:
    """The statement that makes a table or a view."""
    name = quoted(table.name, dialect)
    if table.select:
        return f"CREATE VIEW {name} AS {table.select}"
    lines = [_column(column, dialect) for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_names(table.key, dialect)})")
    lines += [_foreign(each, dialect) for each in table.references if each.rests is Rests.DECLARED]
    return f"CREATE TABLE {name} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(column: Column, dialect: Dialect) -> str:
    type_ = _TYPES[column.type][list(Dialect).index(dialect)].format(column.length)
    null = "" if column.nullable else " NOT NULL"
    return f"{quoted(column.name, dialect)} {type_}{null}{' UNIQUE' if column.unique else ''}"


def _foreign(reference: Reference, dialect: Dialect) -> str:
    there = f"{quoted(reference.table, dialect)} ({_names(reference.to, dialect)})"
    return f"FOREIGN KEY ({_names(reference.of, dialect)}) REFERENCES {there}"


def _names(names: Sequence[str], dialect: Dialect) -> str:
    return ", ".join(quoted(name, dialect) for name in names)
