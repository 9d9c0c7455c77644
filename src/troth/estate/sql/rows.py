"""How are the rows read that hold certain values?

Rules:
1. Any number of tuples: statements of at most some hundred values, each with its values bound, never written in.
2. A value is bound as the column needs it (`cells.fitting`); one that the column cannot hold is looked for nowhere.
3. NULL equals NULL here: who asks for it is meant literally.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from troth.estate.cells import fitting, plain
from troth.estate.lookalikes import GLOBS, MARKS, PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, TableClause

    from troth.inventory import Cell, Dataset

_VALUES = 480
"""Values of one statement: below SQLite's least limit of 999 variables, and short enough for every planner."""

_PIECE = 2_000
"""Rows that are fetched at once."""


def rows_among(
    connection: Connection,
    source: TableClause,
    dataset: Dataset,
    where: tuple[str, ...],
    among: Sequence[tuple[Cell, ...]],
    wanted: tuple[str, ...],
) -> Iterator[tuple[Cell, ...]]:
    """The `wanted` fields of the rows whose `where` fields hold one of the tuples."""
    from sqlalchemy import select

    types = [(field.type if (field := dataset.field(name)) else "") for name in where]
    tuples = list(dict.fromkeys(_fitted(each, types) for each in among))
    tuples = [each for each in tuples if each is not _NOWHERE]
    asked = select(*(source.c[name] for name in wanted)).select_from(source)
    size = max(1, _VALUES // max(1, len(where)))
    for start in range(0, len(tuples), size):
        condition = _one_of([source.c[name] for name in where], tuples[start : start + size])
        for row in connection.execute(asked.where(condition)):
            yield tuple(map(plain, row))


_NOWHERE: tuple[Cell, ...] = ("no such value",)


def _fitted(values: tuple[Cell, ...], types: Sequence[str]) -> tuple[Cell, ...]:
    fitted = tuple(fitting(value, type_) for value, type_ in zip(values, types, strict=True))
    lost = any(now is None and before is not None for now, before in zip(fitted, values, strict=True))
    return _NOWHERE if lost else fitted


def _one_of(columns: Sequence[ColumnElement[Any]], tuples: Sequence[tuple[Cell, ...]]) -> ColumnElement[bool]:
    from sqlalchemy import and_, bindparam, or_
    from sqlalchemy.types import NullType

    if len(columns) == 1:
        column = columns[0]
        values = [each[0] for each in tuples if each[0] is not None]
        # Without a type the driver sends the value as it is, and the system takes it for the column's own type.
        within = column.in_(bindparam(None, values, expanding=True, type_=NullType()))
        if len(values) == len(tuples):
            return within
        return or_(within, column.is_(None)) if values else column.is_(None)
    return or_(
        *(
            and_(
                *(
                    column.is_(None) if value is None else column == bindparam(None, value, type_=NullType())
                    for column, value in zip(columns, each, strict=True)
                )
            )
            for each in tuples
        )
    )


def all_rows(
    connection: Connection,
    source: TableClause,
    dataset: Dataset,
    wanted: tuple[str, ...],
    like: tuple[str, ...] = (),
) -> Iterator[tuple[Cell, ...]]:
    """The `wanted` fields of all rows, in the order of the key, fetched piece by piece.

    Where the system can tell, rows are left out in which none of the `like` fields looks like an identifier.
    """
    from sqlalchemy import select

    asked = select(*(source.c[name] for name in wanted)).select_from(source)
    asked = asked.where(*_looking_like(connection, source, like))
    asked = asked.order_by(*(source.c[name] for name in dataset.key))
    for row in connection.execution_options(stream_results=True, yield_per=_PIECE).execute(asked):
        yield tuple(map(plain, row))


def _looking_like(connection: Connection, source: TableClause, names: tuple[str, ...]) -> list[ColumnElement[bool]]:
    """The condition that one of the fields looks like an identifier; none where the system has no way to say it."""
    from sqlalchemy import String, cast, or_

    name = connection.dialect.name
    if not names or name not in _TELLS:
        return []
    return [or_(*(_TELLS[name](cast(source.c[each], String())) for each in names))]


def _in_postgresql(text: ColumnElement[str]) -> ColumnElement[bool]:
    return text.op("~")(PATTERN)


def _in_sqlite(text: ColumnElement[str]) -> ColumnElement[bool]:
    from sqlalchemy import func, or_

    return or_(*(func.instr(text, mark) > 0 for mark in MARKS), *(text.op("GLOB")(glob) for glob in GLOBS))


_TELLS = {"postgresql": _in_postgresql, "sqlite": _in_sqlite}
