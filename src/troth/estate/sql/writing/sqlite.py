"""What is said otherwise to SQLite?

Keys are bound as one JSON array: a statement's text is the same for any number of them, and is prepared once. Octets,
and texts with a NUL, have no place in JSON and are bound one by one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from troth.estate.sql.writing.statements import Part, Statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.sql.writing.catalog import Live
    from troth.inventory import Cell

_RETURNING = (3, 35)
_JSON = (3, 38)


@dataclass(slots=True)
class OldSqliteStatements(Statements):
    """SQLite before 3.38: no JSON in every build, and no word of the rows that were touched."""

    def bound(self, value: Cell, column: Live) -> Any:
        """As it is: the column's affinity does the rest."""
        del column
        return value

    def key_bound(self, value: Cell, column: Live) -> Any:
        """As it is: the column's affinity does the rest."""
        del column
        return value

    def keys_bound(self, values: Sequence[Cell], column: Live) -> Sequence[Any]:
        """As they are."""
        del column
        return values

    def differs(self, column: Live, value: Cell, at: str) -> Part:
        """`IS NOT` knows of NULL; texts octet by octet."""
        name = self.quoted(column.name)
        if value is None:
            return f"{name} IS NOT NULL", {}
        return f"{name} COLLATE BINARY IS NOT :{at}", {at: value}

    def equal(self, column: Live, at: str, side: str = "") -> str:
        """Texts octet by octet."""
        name = f"{side}{self.quoted(column.name)}"
        return f"({name} = :{at} AND {name} = :{at} COLLATE BINARY)" if column.folds else f"{name} = :{at}"


@dataclass(slots=True)
class SqliteStatements(OldSqliteStatements):
    """SQLite of today."""

    size: ClassVar[int] = 2_000
    returning: ClassVar[frozenset[str]] = frozenset({"delete", "update"})

    def among_whole(self, columns: Sequence[Live], values: Sequence[Sequence[Any]], side: str) -> Part:
        """One JSON array, of values or of rows of values."""
        if any(map(_is_no_json, values)):
            return Statements.among_whole(self, columns, values, side)
        names = [f"{side}{self.quoted(column.name)}" for column in columns]
        if len(columns) == 1:
            parts = ["value"]
            bound = {"keys": json.dumps(values[0])}
        else:
            parts = [f"json_extract(value, '$[{place}]')" for place in range(len(columns))]
            bound = {"keys": json.dumps(list(zip(*values, strict=True)))}
        whole = names[0] if len(columns) == 1 else f"({', '.join(names)})"
        found = f"{whole} IN (SELECT {', '.join(parts)} FROM json_each(:keys))"
        for name, part, column in zip(names, parts, columns, strict=True):
            if column.folds:
                found += f" AND {name} COLLATE BINARY IN (SELECT {part} FROM json_each(:keys))"
        return f"({found})", bound


def _is_no_json(values: Sequence[Cell]) -> bool:
    kinds = set(map(type, values))
    return bytes in kinds or (str in kinds and any(isinstance(value, str) and "\0" in value for value in values))


def statements_class(version: tuple[int, ...]) -> type[OldSqliteStatements]:
    """What a version of SQLite understands."""
    return SqliteStatements if version >= max(_JSON, _RETURNING) else OldSqliteStatements
