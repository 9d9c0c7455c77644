"""What is said otherwise to PostgreSQL?

Keys are one array a column, cast to the column's own type: a UUID is compared as a UUID, and a `char(8)` as it pads.
Values are sent as texts of no type, which PostgreSQL reads as the column's own. Two values are the same where their
texts are, because not every type knows equality (`json`, `xml`, `point`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from troth.estate.sql.writing.statements import Part, Statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.sql.writing.catalog import Live, LiveTable
    from troth.inventory import Cell, RowKey

_OCTETS = "bytea"


@dataclass(slots=True)
class PostgresqlStatements(Statements):
    """PostgreSQL's own."""

    size: ClassVar[int] = 2_000
    returning: ClassVar[frozenset[str]] = frozenset({"delete", "update"})
    locking: ClassVar[str] = " FOR UPDATE"

    def bound(self, value: Cell, column: Live) -> Any:
        """A value as a text that the system reads as the column's own type."""
        del column
        if value is None or isinstance(value, bytes):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value)

    def key_bound(self, value: Cell, column: Live) -> Any:
        """The same; a text with a NUL in it stands in no column."""
        found = self.bound(value, column)
        return None if isinstance(found, str) and "\0" in found else found

    def as_read(self, column: Live) -> str:
        """Every type as its text, but octets."""
        name = self.quoted(column.name)
        return name if column.type == _OCTETS else f"CAST({name} AS text)"

    def differs(self, column: Live, value: Cell, at: str) -> Part:
        """That a field's text is not the text of a value of its type."""
        name = self.quoted(column.name)
        if value is None:
            return f"{name} IS NOT NULL", {}
        wanted = f"CAST(CAST(:{at} AS {_type(column)}) AS text)"
        return f"CAST({name} AS text) IS DISTINCT FROM {wanted}", {at: self.bound(value, column)}

    def keys_bound(self, values: Sequence[Cell], column: Live) -> Sequence[Any]:
        """As `key_bound`; whole numbers, which most keys are, at once."""
        if set(map(type, values)) == {int}:
            return list(map(str, values))
        return [self.key_bound(value, column) for value in values]

    def among_whole(self, columns: Sequence[Live], values: Sequence[Sequence[Any]], side: str) -> Part:
        """One array a column."""
        bound = {f"keys{place}": list(many) for place, many in enumerate(values)}
        names = [f"{side}{self.quoted(column.name)}" for column in columns]
        arrays = [f"CAST(:keys{place} AS {_type(column)}[])" for place, column in enumerate(columns)]
        if len(columns) == 1:
            found = f"{names[0]} = ANY({arrays[0]})"
        else:
            found = f"({', '.join(names)}) IN (SELECT * FROM unnest({', '.join(arrays)}))"
        for place, column in enumerate(columns):
            if column.folds:
                found += f' AND CAST({names[place]} AS text) COLLATE "C" = ANY(CAST(:keys{place} AS text[]))'
        return f"({found})", bound

    def equal(self, column: Live, at: str, side: str = "") -> str:
        """A key's part, read as its column's type."""
        return f"{side}{self.quoted(column.name)} = CAST(:{at} AS {_type(column)})"

    def write(
        self,
        table: LiveTable,
        key: Sequence[str],
        names: Sequence[str],
        rows: Sequence[tuple[RowKey, tuple[Cell, ...]]],
    ) -> None:
        """One statement, joined with arrays of keys and cells."""
        if any(None in row for row, _ in rows):
            Statements.write(self, table, key, names, rows)
            return
        keys = [table.columns[name] for name in key]
        columns = [table.columns[name] for name in names]
        bound: dict[str, Any] = {}
        arrays, joined = [], []
        for place, column in enumerate(keys):
            bound[f"key{place}"] = [self.key_bound(row[place], column) for row, _ in rows]
            arrays.append(f"CAST(:key{place} AS {_type(column)}[])")
            joined.append(f"t_.{self.quoted(column.name)} = v_.k{place}")
            if column.folds:
                joined.append(f'CAST(t_.{self.quoted(column.name)} AS text) COLLATE "C" = CAST(v_.k{place} AS text)')
        sets = []
        for place, column in enumerate(columns):
            bound[f"cell{place}"] = [self.bound(cells[place], column) for _, cells in rows]
            arrays.append(f"CAST(:cell{place} AS {_OCTETS if column.type == _OCTETS else 'text'}[])")
            sets.append(f"{self.quoted(column.name)} = CAST(v_.c{place} AS {_type(column)})")
        called = ", ".join(
            [*(f"k{place}" for place in range(len(keys))), *(f"c{place}" for place in range(len(columns)))]
        )
        self.run(
            f"UPDATE {self.name(table)} AS t_ SET {', '.join(sets)} FROM unnest({', '.join(arrays)}) AS v_({called})"
            f" WHERE {' AND '.join(joined)}",
            bound,
        )

    def settle(self) -> None:
        """Look at deferred constraints now."""
        self.run("SET CONSTRAINTS ALL IMMEDIATE", {})


def _type(column: Live) -> str:
    return column.cast.replace(":", "\\:")
