"""Which statements find, change and delete rows by their keys, many at a time, in any database?

Rules:
1. A statement names its rows by their keys, a chunk at a time; each value is bound, never written in.
2. A statement tells which rows it touched, by their keys, where the system can (`RETURNING`); else they are asked for
   and locked before.
3. A value is changed only where it is not there yet: what holds already is not written.
4. Two texts are equal where they are the same, whatever the column's collation says of case, accents and blanks.

A dialect overrides how keys, values and comparisons are written; nothing here knows one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from troth.estate.cells import fitting, plain, plain_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, CursorResult, TextClause

    from troth.estate.sql.writing.catalog import Live, LiveTable, Pointing
    from troth.inventory import Cell, RowKey

Part = tuple[str, dict[str, Any]]
"""A piece of a statement, and what is bound in it."""

Put = tuple[str, "Cell"]
"""A field and the value that it is to have."""


_BOUND = re.compile(r"(?<!\\):(\w+)")


def _numbered(name: str, number: int) -> str:
    """A bound name of its own for each of several pieces; that of a list stays one (`_prepared`)."""
    return f"{name}_{number}" if name.startswith("in_") else f"p{number}_{name}"


@lru_cache(maxsize=512)
def _prepared(sql: str) -> TextClause:
    """A statement by its text; lists are bound where a name begins with `in_`."""
    from sqlalchemy import bindparam, text

    lists: list[Any] = [bindparam(name, expanding=True) for name in dict.fromkeys(re.findall(r"(?<!\\):(in_\w+)", sql))]
    return text(sql).bindparams(*lists)


@dataclass(slots=True)
class Statements:
    """The statements of one connection. The general ones; a dialect says some otherwise."""

    connection: Connection
    size: ClassVar[int] = 400
    """Keys of one statement."""
    returning: ClassVar[frozenset[str]] = frozenset()
    """After which statements the system tells the rows that were touched."""
    locking: ClassVar[str] = ""
    """What a reading statement ends with so that its rows stay as they are."""

    # --- what is done ------------------------------------------------------------------------------------------------

    def present(
        self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey], *, lock: bool = False
    ) -> list[RowKey]:
        """Which of the rows are there."""
        among, bound = self.among(table, key, keys)
        sql = f"SELECT {self.columns(key)} FROM {self.name(table)} WHERE {among}{self.locking if lock else ''}"
        return self._keys(sql, bound)

    def delete(self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey]) -> list[RowKey]:
        """Delete rows; gives those that were there."""
        if "delete" in self.returning:
            among, bound = self.among(table, key, keys)
            return self._keys(f"DELETE FROM {self.name(table)} WHERE {among} RETURNING {self.columns(key)}", bound)
        there = self.present(table, key, keys, lock=True)
        if there:
            among, bound = self.among(table, key, there)
            self.run(f"DELETE FROM {self.name(table)} WHERE {among}", bound)
        return there

    def put(self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey], puts: Sequence[Put]) -> list[RowKey]:
        """Give fields their values, the same in every row; gives the rows that did not have them."""
        sets, bound = [], {}
        for number, (name, value) in enumerate(puts):
            sets.append(f"{self.quoted(name)} = :set{number}")
            bound[f"set{number}"] = self.bound(value, table.columns[name])
        begin = f"UPDATE {self.name(table)} SET {', '.join(sets)} WHERE "
        if "update" in self.returning:
            where, more = self.unlike(table, key, keys, puts)
            return self._keys(f"{begin}{where} RETURNING {self.columns(key)}", bound | more)
        differing = self.differing(table, key, keys, puts, lock=True)
        if differing:
            among, more = self.among(table, key, differing)
            self.run(begin + among, bound | more)
        return differing

    def differing(
        self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey], puts: Sequence[Put], *, lock: bool = False
    ) -> list[RowKey]:
        """The rows that are there and do not have these values."""
        where, bound = self.unlike(table, key, keys, puts)
        sql = f"SELECT {self.columns(key)} FROM {self.name(table)} WHERE {where}{self.locking if lock else ''}"
        return self._keys(sql, bound)

    def cells(
        self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey], wanted: Sequence[str], *, lock: bool = False
    ) -> list[tuple[RowKey, tuple[Cell, ...]]]:
        """The cells of rows, as texts where the system keeps a form of its own."""
        among, bound = self.among(table, key, keys)
        read = ", ".join((self.columns(key), *(self.as_read(table.columns[name]) for name in wanted)))
        sql = f"SELECT {read} FROM {self.name(table)} WHERE {among}{self.locking if lock else ''}"
        found = [tuple(map(plain, row)) for row in self.run(sql, bound)]
        return [(row[: len(key)], row[len(key) :]) for row in found]

    def write(
        self,
        table: LiveTable,
        key: Sequence[str],
        names: Sequence[str],
        rows: Sequence[tuple[RowKey, tuple[Cell, ...]]],
    ) -> None:
        """Write cells, of each row its own."""
        sets = ", ".join(f"{self.quoted(name)} = :set{number}" for number, name in enumerate(names))
        by_form: dict[str, list[dict[str, Any]]] = {}
        for row, cells in rows:
            where, bound = self.one(table, key, row, "key")
            bound |= {
                f"set{number}": self.bound(cell, table.columns[names[number]]) for number, cell in enumerate(cells)
            }
            by_form.setdefault(where, []).append(bound)
        for where, many in by_form.items():
            self.run(f"UPDATE {self.name(table)} SET {sets} WHERE {where}", many)

    def carried(
        self, table: LiveTable, reference: Pointing, key: Sequence[str], keys: Sequence[RowKey]
    ) -> list[RowKey]:
        """The rows whose deletion a reference would carry on to rows that point at them, and are no part of it."""
        among, bound = self.among(table, key, keys, "p.")
        child = self._named(*reference.of)
        joined = " AND ".join(
            f"c.{self.quoted(of)} = p.{self.quoted(to)}"
            for of, to in zip(reference.fields, reference.to_fields, strict=True)
        )
        columns = ", ".join(f"p.{self.quoted(name)}" for name in key)
        sql = f"SELECT DISTINCT {columns} FROM {child} c JOIN {self.name(table)} p ON {joined} WHERE {among}"
        if reference.of == reference.to:
            own, _ = self.among(table, key, keys, "c.")
            sql += f" AND NOT ({own})"
        return self._keys(sql, bound)

    def upwards(
        self, table: LiveTable, reference: Pointing, key: Sequence[str], keys: Sequence[RowKey]
    ) -> list[tuple[RowKey, RowKey]]:
        """Of rows of a table that points at itself: each row, and the row that it points at."""
        among, bound = self.among(table, key, keys, "c.")
        joined = " AND ".join(
            f"c.{self.quoted(of)} = p.{self.quoted(to)}"
            for of, to in zip(reference.fields, reference.to_fields, strict=True)
        )
        columns = ", ".join(f"{side}.{self.quoted(name)}" for side in "cp" for name in key)
        sql = f"SELECT {columns} FROM {self.name(table)} c JOIN {self.name(table)} p ON {joined} WHERE {among}"
        found = [tuple(map(plain, row)) for row in self.run(sql, bound)]
        return [(row[: len(key)], row[len(key) :]) for row in found]

    def any_of(self, conditions: Sequence[tuple[LiveTable, Part]]) -> bool:
        """Whether there is a row, in any of the tables, under its condition: one statement for all of them."""
        asked: list[str] = []
        bound: dict[str, Any] = {}
        for number, (table, (where, values)) in enumerate(conditions):
            own = {name: _numbered(name, number) for name in values}
            said = _BOUND.sub(lambda found, own=own: f":{own[found[1]]}", where)  # type: ignore[misc]
            asked.append(f"EXISTS (SELECT 1 FROM {self.name(table)} WHERE {said})")
            bound |= {own[name]: value for name, value in values.items()}
        return bool(self.run(f"SELECT CASE WHEN {' OR '.join(asked)} THEN 1 ELSE 0 END", bound).scalar_one())

    def settle(self) -> None:
        """Have what the system would look at only at the end looked at now."""

    # --- how it is written -------------------------------------------------------------------------------------------

    def run(self, sql: str, bound: Any) -> CursorResult[Any]:
        """Execute a statement; many times where many sets of values are bound."""
        return self.connection.execute(_prepared(sql), bound)

    def _keys(self, sql: str, bound: dict[str, Any]) -> list[RowKey]:
        columns = [plain_column(values) for values in zip(*self.run(sql, bound).fetchall(), strict=True)]
        return list(zip(*columns, strict=True))

    def quoted(self, name: str) -> str:
        """A name as it stands, whatever its letters are."""
        # `quote_identifier` would double percent signs, which is done for the whole statement.
        preparer = self.connection.dialect.identifier_preparer
        said = name.replace(preparer.escape_quote, preparer.escape_to_quote).replace(":", "\\:")
        return f"{preparer.initial_quote}{said}{preparer.final_quote}"

    def columns(self, names: Sequence[str]) -> str:
        """Several names."""
        return ", ".join(map(self.quoted, names))

    def name(self, table: LiveTable) -> str:
        """A table's name, with its schema where that is not the default one."""
        return self._named(table.schema, table.name)

    def _named(self, schema: str | None, name: str) -> str:
        return self.quoted(name) if schema is None else f"{self.quoted(schema)}.{self.quoted(name)}"

    def bound(self, value: Cell, column: Live) -> Any:
        """A value as the driver takes it for a column."""
        return fitting(value, column.type) if not isinstance(value, str) else value

    def as_read(self, column: Live) -> str:
        """How a cell is asked for."""
        return self.quoted(column.name)

    def differs(self, column: Live, value: Cell, at: str) -> Part:
        """That a field does not have a value."""
        name = self.quoted(column.name)
        if value is None:
            return f"{name} IS NOT NULL", {}
        return f"({name} IS NULL OR {name} <> :{at})", {at: self.bound(value, column)}

    def unlike(self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey], puts: Sequence[Put]) -> Part:
        """That a row is one of these, and does not have these values."""
        among, bound = self.among(table, key, keys)
        parts = []
        for number, (name, value) in enumerate(puts):
            part, more = self.differs(table.columns[name], value, f"is{number}")
            parts.append(part)
            bound |= more
        return f"{among} AND ({' OR '.join(parts)})", bound

    def among(self, table: LiveTable, key: Sequence[str], keys: Sequence[RowKey], side: str = "") -> Part:
        """That a row is one of those with these keys. `side` is put before each name."""
        columns = [table.columns[name] for name in key]
        fitted = [
            self.keys_bound(values, column) for values, column in zip(zip(*keys, strict=True), columns, strict=True)
        ]
        parts: list[str] = []
        bound: dict[str, Any] = {}
        partly: list[RowKey] = []
        if any(None in values for values in fitted):
            # Either the key has an empty part, or its column can hold no such value: then no row has it.
            rows = list(zip(*fitted, strict=True))
            partly = [
                each
                for each, now in zip(keys, rows, strict=True)
                if None in each and now.count(None) == each.count(None)
            ]
            fitted = list(zip(*(row for row in rows if None not in row), strict=True))
        if fitted:
            part, bound = self.among_whole(columns, fitted, side)
            parts.append(part)
        for number, each in enumerate(partly):
            part, more = self.one(table, key, each, f"part{number}_", side)
            parts.append(part)
            bound |= more
        return f"({' OR '.join(parts)})" if parts else "1 = 0", bound

    def keys_bound(self, values: Sequence[Cell], column: Live) -> Sequence[Any]:
        """A column of keys as the driver takes them; None where the column can hold no such value."""
        return [self.key_bound(value, column) for value in values]

    def key_bound(self, value: Cell, column: Live) -> Any:
        """A key's value as the driver takes it; None where the column can hold no such value."""
        return fitting(value, column.type)

    def among_whole(self, columns: Sequence[Live], values: Sequence[Sequence[Any]], side: str) -> Part:
        """The same, for keys without an empty part: the values of each column, in the order of the keys."""
        if len(columns) == 1:
            return f"{side}{self.quoted(columns[0].name)} IN :in_keys", {"in_keys": list(values[0])}
        parts, bound = [], {}
        for number, each in enumerate(zip(*values, strict=True)):
            conditions = []
            for place, value in enumerate(each):
                conditions.append(f"{side}{self.quoted(columns[place].name)} = :k{number}_{place}")
                bound[f"k{number}_{place}"] = value
            parts.append(f"({' AND '.join(conditions)})")
        return f"({' OR '.join(parts)})", bound

    def one(self, table: LiveTable, key: Sequence[str], row: RowKey, at: str, side: str = "") -> Part:
        """That a row is the one with this key; an empty part is meant literally."""
        parts, bound = [], {}
        for number, (name, value) in enumerate(zip(key, row, strict=True)):
            if value is None:
                parts.append(f"{side}{self.quoted(name)} IS NULL")
            else:
                parts.append(self.equal(table.columns[name], f"{at}{number}", side))
                bound[f"{at}{number}"] = self.key_bound(value, table.columns[name])
        return f"({' AND '.join(parts)})", bound

    def equal(self, column: Live, at: str, side: str = "") -> str:
        """That a field has a value, bound under a name."""
        return f"{side}{self.quoted(column.name)} = :{at}"
