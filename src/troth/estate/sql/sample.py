"""Which rows stand for a table?

Rules:
1. A table with no more rows than are wanted is read whole.
2. A larger one with a single key that is a number is read in pieces that begin at even distances between the least and
   the greatest key: no sort, no full read.
3. With another key: half from its beginning, half from its end. Without a key: PostgreSQL's block sample, else the
   rows that come first.
4. A column that the driver cannot read (a time at infinity, a date of year 0, text that is no Unicode) is asked for as
   text; what cannot be read even so is left empty, and the table says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from troth.estate.cells import plain_column
from troth.estate.connector import Sample

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select, TableClause

    from troth.estate.connector import Table

_PIECES = 16


def sample(connection: Connection, table: Table, source: TableClause, most: int) -> Sample:
    """At most so many rows of a table. Raises what the driver raises where no column can be read."""
    from sqlalchemy.exc import SQLAlchemyError

    names = tuple(column.name for column in table.columns)
    try:
        rows, complete = _read(connection, table, source, [source.c[name] for name in names], most)
    except (SQLAlchemyError, ValueError, OverflowError):
        connection.rollback()
        return _column_by_column(connection, table, source, most)
    return _sample(table, names, rows, complete=complete)


def _sample(table: Table, names: tuple[str, ...], rows: Sequence[Any], *, complete: bool) -> Sample:
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return Sample(at=table.at, columns=names, cells=tuple(plain_column(each) for each in columns), complete=complete)


def _read(
    connection: Connection, table: Table, source: TableClause, wanted: Sequence[ColumnElement[Any]], most: int
) -> tuple[Sequence[Any], bool]:
    from sqlalchemy import select

    everything = select(*wanted).select_from(source)
    if table.rows <= most:
        rows = connection.execute(everything.limit(most + 1)).fetchall()
        return rows[:most], len(rows) <= most
    return _spread(connection, table, source, everything, most), False


def _spread(
    connection: Connection, table: Table, source: TableClause, everything: Select[Any], most: int
) -> Sequence[Any]:
    from sqlalchemy import func, select

    key = source.c[table.key[0]] if len(table.key) == 1 else None
    if key is None:
        if connection.dialect.name == "postgresql" and not table.is_view:
            share = min(100.0, 100.0 * most / max(table.rows, 1) * 1.2)
            pieces = source.tablesample(func.system(share))
            asked = select(*(pieces.c[column.name] for column in table.columns)).limit(most)
            found = connection.execute(asked).fetchall()
            return found or connection.execute(everything.limit(most)).fetchall()
        return connection.execute(everything.limit(most)).fetchall()
    least, greatest = connection.execute(select(func.min(key), func.max(key))).one()
    if isinstance(least, int) and isinstance(greatest, int):
        step, size = max(1, (greatest - least + 1) // _PIECES), -(-most // _PIECES)
        found = []
        for piece in range(_PIECES):
            begin = least + piece * step
            within = everything.where(key >= begin).order_by(key).limit(size)
            found += connection.execute(within if piece == _PIECES - 1 else within.where(key < begin + step)).fetchall()
        return found[:most]
    half = most // 2
    first = connection.execute(everything.order_by(key).limit(half)).fetchall()
    return [*first, *connection.execute(everything.order_by(key.desc()).limit(most - half)).fetchall()]


def _column_by_column(connection: Connection, table: Table, source: TableClause, most: int) -> Sample:
    """Each column as the driver reads it, else as text, else left empty; the rows that come first in order."""
    from sqlalchemy import LargeBinary, Text, cast, select
    from sqlalchemy.exc import SQLAlchemyError

    kept: dict[str, list[Any]] = {}
    last: Exception | None = None
    order = [source.c[name] for name in table.key]
    for column in table.columns:
        plainly: ColumnElement[Any] = source.c[column.name]
        octets = [cast(plainly, LargeBinary)] if connection.dialect.name == "sqlite" else []
        for wanted in (plainly, cast(plainly, Text), *octets):
            try:
                asked = select(wanted).select_from(source).order_by(*order).limit(most)
                cells = [row[0] for row in connection.execute(asked)]
                kept[column.name] = [_text(cell) for cell in cells] if octets and wanted is octets[0] else cells
                break
            except (SQLAlchemyError, ValueError, OverflowError) as error:
                connection.rollback()
                last = error
    if not kept and last is not None:
        raise last
    length = max(map(len, kept.values()), default=0)
    cells = [plain_column(kept.get(column.name, [None] * length)) for column in table.columns]
    shortest = min(map(len, cells), default=0)  # rows may come and go between two statements
    names = tuple(column.name for column in table.columns)
    return Sample(at=table.at, columns=names, cells=tuple(each[:shortest] for each in cells), complete=False)


def _text(cell: Any) -> Any:
    """SQLite's text that is no Unicode, with its wrong octets marked."""
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell
