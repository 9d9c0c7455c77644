"""What does SQLite itself say of keys and references?

SQLAlchemy reads them out of the text of `CREATE TABLE`, and misses names with blanks, hyphens or umlauts. SQLite's own
table-valued pragmas (https://sqlite.org/pragma.html#pragfunc) have read that text already.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection

_UNIQUE = """
SELECT m.name, i.name, c.name FROM sqlite_master m
JOIN pragma_index_list(m.name) i ON i."unique" = 1 AND i.partial = 0
JOIN pragma_index_info(i.name) c
WHERE m.type = 'table' ORDER BY m.name, i.seq, c.seqno
"""
_REFERENCES = """
SELECT m.name, f.id, f."table", f."from", f."to", f.on_delete FROM sqlite_master m
JOIN pragma_foreign_key_list(m.name) f
WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq
"""
_KEYS = """
SELECT m.name, c.name FROM sqlite_master m
JOIN pragma_table_info(m.name) c ON c.pk > 0
WHERE m.type = 'table' ORDER BY m.name, c.pk
"""


def declared(connection: Connection) -> dict[str, dict[str, Any]]:
    """Unique constraints and foreign keys of all tables, in the form in which SQLAlchemy gives them."""
    from sqlalchemy import text

    unique: dict[tuple[str, str], list[str | None]] = {}
    for table, index, column in connection.execute(text(_UNIQUE)):
        unique.setdefault((table, index), []).append(column)
    keys: dict[str, list[str]] = {}
    for table, column in connection.execute(text(_KEYS)):
        keys.setdefault(table.lower(), []).append(column)
    references: dict[tuple[str, int], list[Any]] = {}
    for row in connection.execute(text(_REFERENCES)):
        references.setdefault((row[0], row[1]), []).append(row)
    found: dict[str, dict[str, Any]] = {"unique_constraints": {}, "foreign_keys": {}}
    for (table, _), columns in unique.items():
        if all(columns):  # an expression has no name
            found["unique_constraints"].setdefault(table, []).append({"column_names": columns})
    names = {
        name.lower(): name for name in connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
    }
    for (table, _), rows in references.items():
        found["foreign_keys"].setdefault(table, []).append(_reference(rows, keys, names))
    return found


def _reference(rows: list[Any], keys: dict[str, list[str]], names: dict[str, str]) -> dict[str, Any]:
    """A reference that names no column means the key of the table that it points at, whatever its letters' case."""
    to = rows[0][2]
    pointed = [row[4] for row in rows]
    return {
        "constrained_columns": [row[3] for row in rows],
        "referred_schema": None,
        "referred_table": names.get(to.lower(), to),
        "referred_columns": pointed if all(pointed) else keys.get(to.lower(), [])[: len(rows)],
        "options": {} if rows[0][5] == "NO ACTION" else {"ondelete": rows[0][5]},
    }
