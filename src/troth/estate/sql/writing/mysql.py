"""What is said otherwise to MySQL and MariaDB?

Their texts are equal whatever their case, and mostly their accents and last blanks: a key is compared as the collation
does, which finds the index, and then octet by octet. Decimals are bound as numbers: beside a text they would be
compared as floating-point numbers. Only MariaDB tells the rows that it deleted; rows to be changed are asked for and
locked.
"""

from __future__ import annotations

import decimal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from troth.estate.cells import fitting
from troth.estate.sql.writing.statements import Part, Statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.sql.writing.catalog import Live, LiveTable
    from troth.inventory import Cell, RowKey

_ROWS_OF_A_CASE = 200
_TIMES = {"datetime": "DATETIME", "timestamp": "DATETIME", "date": "DATE", "time": "TIME"}


@dataclass(slots=True)
class MysqlStatements(Statements):
    """What MySQL and MariaDB have in common."""

    size: ClassVar[int] = 1_000
    locking: ClassVar[str] = " FOR UPDATE"

    def bound(self, value: Cell, column: Live) -> Any:
        """Decimals as numbers; texts without the blanks at the end that a `char` drops."""
        if isinstance(value, str) and column.type.startswith("decimal"):
            return _decimal(value)
        return value

    def key_bound(self, value: Cell, column: Live) -> Any:
        """As `fitting`; decimals as numbers."""
        found = fitting(value, column.type)
        if column.type.startswith("decimal") and found is not None and not isinstance(found, bytes):
            return _decimal(str(found))
        return found

    def keys_bound(self, values: Sequence[Cell], column: Live) -> Sequence[Any]:
        """As `key_bound`; whole numbers, which most keys are, at once."""
        if not column.textual and set(map(type, values)) == {int}:
            return values
        return [self.key_bound(value, column) for value in values]

    def differs(self, column: Live, value: Cell, at: str) -> Part:
        """Octet by octet for texts, in the column's own measure for numbers and times."""
        name = self.quoted(column.name)
        if value is None:
            return f"{name} IS NOT NULL", {}
        kind, _, measure = column.type.partition("(")
        measure = f"({measure.partition(')')[0]})" if measure else ""
        if column.textual:
            wanted = str(value).rstrip(" ") if kind == "char" else str(value)
            return f"NOT ({_exact(name)} <=> CAST(:{at} AS BINARY))", {at: wanted}
        if kind == "decimal":
            return f"NOT ({name} <=> CAST(:{at} AS DECIMAL{measure}))", {at: self.bound(value, column)}
        if kind in _TIMES:
            return f"NOT ({name} <=> CAST(:{at} AS {_TIMES[kind]}{measure}))", {at: value}
        if kind == "float":
            return f"NOT ({name} <=> CAST(:{at} AS FLOAT))", {at: value}
        if kind == "binary" and isinstance(value, bytes):
            return f"NOT ({name} <=> :{at})", {at: value.ljust(int(measure.strip("()") or 1), b"\0")}
        return f"NOT ({name} <=> :{at})", {at: self.bound(value, column)}

    def among_whole(self, columns: Sequence[Live], values: Sequence[Sequence[Any]], side: str) -> Part:
        """Lists of values, or of rows of values."""
        names = [f"{side}{self.quoted(column.name)}" for column in columns]
        single = len(columns) == 1
        bound: dict[str, Any] = {"in_keys": list(values[0]) if single else list(zip(*values, strict=True))}
        found = f"{names[0] if single else '(' + ', '.join(names) + ')'} IN :in_keys"
        for place, column in enumerate(columns):
            if column.textual:
                bound[f"in_exact{place}"] = [str(value).encode() for value in values[place]]
                found += f" AND {_exact(names[place])} IN :in_exact{place}"
        return f"({found})", bound

    def equal(self, column: Live, at: str, side: str = "") -> str:
        """A text as the index has it, and octet by octet."""
        name = f"{side}{self.quoted(column.name)}"
        return f"({name} = :{at} AND {_exact(name)} = CAST(:{at} AS BINARY))" if column.textual else f"{name} = :{at}"

    def write(
        self,
        table: LiveTable,
        key: Sequence[str],
        names: Sequence[str],
        rows: Sequence[tuple[RowKey, tuple[Cell, ...]]],
    ) -> None:
        """One statement for some hundred rows: a `CASE` that names each row's value."""
        for start in range(0, len(rows), _ROWS_OF_A_CASE):
            part = rows[start : start + _ROWS_OF_A_CASE]
            among, bound = self.among(table, key, [row for row, _ in part])
            conditions = []
            for number, (row, _) in enumerate(part):
                condition, more = self.one(table, key, row, f"w{number}_")
                conditions.append(condition)
                bound |= more
            sets = []
            for place, name in enumerate(names):
                whens = []
                for number, (_, cells) in enumerate(part):
                    bound[f"c{number}_{place}"] = self.bound(cells[place], table.columns[name])
                    whens.append(f"WHEN {conditions[number]} THEN :c{number}_{place}")
                quoted = self.quoted(name)
                sets.append(f"{quoted} = CASE {' '.join(whens)} ELSE {quoted} END")
            self.run(f"UPDATE {self.name(table)} SET {', '.join(sets)} WHERE {among}", bound)


@dataclass(slots=True)
class MariadbStatements(MysqlStatements):
    """MariaDB tells what it deleted (10.0.5 and later)."""

    returning: ClassVar[frozenset[str]] = frozenset({"delete"})


def _exact(name: str) -> str:
    """A text's octets in UTF-8, whatever its column's character set is."""
    return f"CAST(CONVERT({name} USING utf8mb4) AS BINARY)"


def _decimal(text: str) -> decimal.Decimal | None:
    try:
        return decimal.Decimal(text)
    except decimal.InvalidOperation:
        return None
