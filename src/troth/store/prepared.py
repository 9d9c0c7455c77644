"""How is what is asked for each word put to the database without being composed each time?

To compose a query from Django's objects takes ten times as long as to answer it. So it is composed once for each
database, with places for its values:

    _of_subject = prepare(lambda organisation, subject: Row.objects.filter(organisation=organisation, subject=subject))
    row = _of_subject.first("acme", "alice")

1. The query is Django's own: the same text, the same conversions, on both databases. Only the values differ.
2. A value is a text or a whole number, compared with `=`, `<` or `>`, and passed on as it is; or a list of these after
   `__in`. What goes through a conversion of its own (a time, JSON) cannot be a place: such a query does not compile.
3. A row comes as the values asked for (`values_list`), else as an object of its model.
4. `add` does the same for rows that are added: no signals, no keys read back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Model
from django.db.models.sql import InsertQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import Field, QuerySet

    Value = str | int | Sequence[str]

Row = TypeVar("Row")
_MOST_SHAPES = 64
"""Texts that a query keeps: one for each number of values in its lists. Others are composed each time."""
_FIRST_NUMBER = 1 << 40


@dataclass(frozen=True, slots=True)
class _Composed:
    """A query's text; where its values go, for each of its parameters an index or the parameter itself."""

    text: str
    places: tuple[tuple[int | None, Any], ...]
    convert: Callable[[list[tuple[Any, ...]]], Iterable[Any]]


class Prepared(Generic[Row]):
    """A query that is composed once."""

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._composed: dict[tuple[object, ...], _Composed] = {}

    def rows(self, *values: Value) -> list[Row]:
        """Every row. Nothing, and no question, where a list is empty."""
        here = connections[DEFAULT_DB_ALIAS]  # asked for once: `connection` looks it up at each use
        flat: list[str | int] = []
        shape: list[object] = [here.vendor]
        for value in values:
            if isinstance(value, str | int):
                flat.append(value)
                shape.append(type(value))
            elif not value:
                return []
            else:
                flat += value
                shape.append(len(value))
        key = tuple(shape)
        composed = self._composed.get(key)
        if composed is None:
            composed = _compose(self._make, values)
            if len(self._composed) < _MOST_SHAPES:
                self._composed[key] = composed
        with here.cursor() as cursor:
            cursor.execute(composed.text, [each if at is None else flat[at] for at, each in composed.places])
            return list(composed.convert(cursor.fetchall()))

    def first(self, *values: Value) -> Row | None:
        """The first row; None where there is none."""
        return next(iter(self.rows(*values)), None)


def prepare(make: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """The query that `make` composes of its values."""
    return Prepared(make)


def _compose(make: Callable[..., QuerySet[Any, Row]], values: Sequence[Value]) -> _Composed:
    places: list[str | int] = []

    def place(value: str | int) -> str | int:
        at = len(places)
        places.append(_FIRST_NUMBER + at if isinstance(value, int) else f"\ue000aZ{at}")
        return places[at]

    rows = make(*(place(each) if isinstance(each, str | int) else [place(one) for one in each] for each in values))
    compiler = rows.query.get_compiler(connection=connection)
    text, parameters = compiler.as_sql()
    at = {each: index for index, each in enumerate(places)}
    found = tuple((at[each], None) if each in at else (None, each) for each in parameters)
    if {index for index, _ in found if index is not None} != set(at.values()):
        raise LookupError("a value of a prepared query does not stand in its text as it was given")
    selected = [expression for expression, *_ in compiler.select]
    converters = compiler.get_converters(selected)
    names = [] if rows.query.values_select else [each.target.attname for each in selected]

    def convert(fetched: list[tuple[Any, ...]]) -> Iterable[Any]:
        read = compiler.apply_converters(fetched, converters) if converters else fetched
        return (rows.model.from_db(rows.db, names, each) for each in read) if names else map(tuple, read)

    return _Composed(text, found, convert)


def add(rows: Sequence[Model]) -> None:
    """Add rows of one model, as they are (rule 4)."""
    if not rows:
        return
    model = type(rows[0])
    key = (connection.vendor, model)
    composed = _inserts.get(key)
    if composed is None:
        composed = _inserts[key] = _compose_insert(model)
    fields, text = composed
    read = [[each.get_db_prep_save(getattr(row, each.attname), connection) for each in fields] for row in rows]
    with connection.cursor() as cursor:
        if len(read) == 1:
            cursor.execute(text, read[0])
        else:
            cursor.executemany(text, read)


def rewrite(row: Model, names: Sequence[str]) -> None:
    """Write these fields of a row that is there already."""
    rewrite_all([row], names)


def rewrite_all(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write these fields of rows of one model that are there already."""
    if not rows:
        return
    table, key, fields = columns_of(type(rows[0]))
    quote = connection.ops.quote_name
    places = ", ".join(f"{quote(str(fields[each].column))} = %s" for each in names)
    values = [[fields[each].get_db_prep_save(getattr(row, each), connection) for each in (*names, key)] for row in rows]
    # The names are our tables' own; the values are passed beside the text.
    text = f"UPDATE {quote(table)} SET {places} WHERE {quote(str(fields[key].column))} = %s"  # noqa: S608
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(text, values[0])
        else:
            cursor.executemany(text, values)


def columns_of(model: type[Model]) -> tuple[str, str, dict[str, Field[Any, Any]]]:
    """A model's table, the name of its key, and its columns by their names on a row, in their order."""
    meta = model._meta  # noqa: SLF001 -- documented by Django, under this name
    return meta.db_table, meta.pk.attname, {each.attname: each for each in meta.concrete_fields}


_Inserts = dict[tuple[str, type[Model]], tuple[tuple["Field[Any, Any]", ...], str]]
_inserts: _Inserts = {}


def _compose_insert(model: type[Model]) -> tuple[tuple[Field[Any, Any], ...], str]:
    _, _, columns = columns_of(model)
    fields = tuple(each for each in columns.values() if not isinstance(each, AutoField))
    query = InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    ((text, _),) = query.get_compiler(connection=connection).as_sql()
    return fields, text
