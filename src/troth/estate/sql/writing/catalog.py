"""What does a database declare of the tables that are to be changed?

Less than a scan asks (`reflect`), and more exactly: the types that values are cast to, whether a column compares text
without its case, which references would carry a deletion on to other rows, and which tables know no transactions.

Read once for a connector, and again when a statement fails for something that is not there any more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from troth.estate.cells import TEXTUAL
from troth.estate.sql import sqlite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Live:
    """A column as it is now."""

    name: str
    type: str
    """As the system writes it, with its measure: `numeric(10,2)`."""
    cast: str = ""
    """The type that a value is cast to before it is compared; without a measure where a cast would cut."""
    textual: bool = False
    folds: bool = False
    """Whether two different texts may count as equal."""
    generated: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Pointing:
    """A declared reference to a table: from which table and fields, to which fields, and what it does on deletion."""

    of: tuple[str | None, str]
    fields: tuple[str, ...]
    to: tuple[str | None, str]
    to_fields: tuple[str, ...]
    on_delete: str = ""

    @property
    def carries(self) -> bool:
        """Whether a deletion takes the rows that point with it. A reference that is emptied was the erased row's."""
        return self.on_delete == "cascade"


@dataclass(slots=True)
class LiveTable:
    """A table as it is now."""

    schema: str | None
    name: str
    columns: dict[str, Live] = field(default_factory=dict)
    pointed_by: list[Pointing] = field(default_factory=list)
    is_view: bool = False
    defers: bool = False
    """Whether a constraint may be looked at only in committing."""
    undoable: bool = True
    """Whether what a transaction did to it can be taken back."""

    @property
    def dataset(self) -> str:
        """What the dataset is called."""
        return self.name if self.schema is None else f"{self.schema}.{self.name}"

    @property
    def points_at_itself(self) -> bool:
        """Whether its rows may point at each other."""
        return any(each.of == each.to for each in self.pointed_by)


Catalog = dict[str, LiveTable]
"""By the names of their datasets."""


def read_catalog(connection: Connection) -> Catalog:
    """All tables and views. Raises what the driver raises."""
    name = connection.dialect.name
    reader = {"postgresql": _postgresql, "mysql": _mysql, "mariadb": _mysql, "sqlite": _sqlite}.get(name, _any)
    tables, references = reader(connection)
    found = {table.dataset: table for table in tables}
    by_place = {(table.schema, table.name): table for table in found.values()}
    for reference in references:
        pointed = by_place.get(reference.to)
        if pointed is not None:
            pointed.pointed_by.append(reference)
    return found


Read = tuple["Iterable[LiveTable]", "Iterable[Pointing]"]

_PG_COLUMNS = """
SELECT NULLIF(n.nspname, current_schema()), c.relname, c.relkind = ANY('{v,m}'), a.attname,
  format_type(a.atttypid, a.atttypmod), format_type(a.atttypid, -1), b.typname, b.typcategory = 'S',
  b.typname = 'citext' OR NOT COALESCE(l.collisdeterministic, true), a.attgenerated <> '',
  CASE WHEN b.typname IN ('varchar', 'bpchar') AND GREATEST(a.atttypmod, t.typtypmod) > 4
       THEN GREATEST(a.atttypmod, t.typtypmod) - 4 ELSE 0 END,
  EXISTS (SELECT FROM pg_constraint x WHERE x.condeferred)
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_type t ON t.oid = a.atttypid JOIN pg_type b ON b.oid = COALESCE(NULLIF(t.typbasetype, 0), t.oid)
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = ANY('{r,p,v,m,f}')
  AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
ORDER BY c.oid, a.attnum
"""
_PG_REFERENCES = """
SELECT NULLIF(n.nspname, current_schema()), c.relname,
  ARRAY(SELECT a.attname::text FROM unnest(f.conkey) WITH ORDINALITY k(n, o)
        JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.n ORDER BY k.o),
  NULLIF(m.nspname, current_schema()), d.relname,
  ARRAY(SELECT a.attname::text FROM unnest(f.confkey) WITH ORDINALITY k(n, o)
        JOIN pg_attribute a ON a.attrelid = f.confrelid AND a.attnum = k.n ORDER BY k.o),
  f.confdeltype::text
FROM pg_constraint f
JOIN pg_class c ON c.oid = f.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_class d ON d.oid = f.confrelid JOIN pg_namespace m ON m.oid = d.relnamespace
WHERE f.contype = 'f' AND f.conparentid = 0
"""
_PG_ACTIONS = {"c": "cascade", "n": "set null", "d": "set default", "r": "restrict", "a": ""}
_CUT_BY_CAST = frozenset({"varchar", "bpchar", "bit", "varbit"})


def _postgresql(connection: Connection) -> Read:
    from sqlalchemy import text

    tables: dict[tuple[str | None, str], LiveTable] = {}
    for row in connection.execute(text(_PG_COLUMNS.replace(":", "\\:"))):
        schema, name, is_view, column, full, bare, kind, textual, folds, generated, limit, defers = row
        table = tables.setdefault((schema, name), LiveTable(schema, name, is_view=is_view, defers=defers))
        cast = bare if kind in _CUT_BY_CAST else full
        table.columns[column] = Live(column, full, cast, textual, folds, generated, limit)
    rows = connection.execute(text(_PG_REFERENCES.replace(":", "\\:")))
    references = [
        Pointing((of_in, of), tuple(fields), (to_in, to), tuple(to_fields), _PG_ACTIONS.get(action, ""))
        for of_in, of, fields, to_in, to, to_fields, action in rows
    ]
    return tables.values(), references


_MYSQL_COLUMNS = """
SELECT c.table_name, t.table_type <> 'BASE TABLE', COALESCE(e.transactions, 'YES') = 'YES', c.column_name,
  c.column_type, c.collation_name IS NOT NULL, c.extra LIKE '%GENERATED%' AND c.extra NOT LIKE 'DEFAULT_GENERATED%',
  COALESCE(c.character_maximum_length, 0)
FROM information_schema.columns c
JOIN information_schema.tables t ON t.table_schema = c.table_schema AND t.table_name = c.table_name
LEFT JOIN information_schema.engines e ON e.engine = t.engine
WHERE c.table_schema = DATABASE() ORDER BY c.table_name, c.ordinal_position
"""
_MYSQL_REFERENCES = """
SELECT k.table_name, k.constraint_name, k.column_name, k.referenced_table_name, k.referenced_column_name, r.delete_rule
FROM information_schema.key_column_usage k
JOIN information_schema.referential_constraints r ON r.constraint_schema = k.constraint_schema
  AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
WHERE k.table_schema = DATABASE() AND k.referenced_table_schema = DATABASE()
ORDER BY k.table_name, k.constraint_name, k.ordinal_position
"""


def _mysql(connection: Connection) -> Read:
    from sqlalchemy import text

    tables: dict[str, LiveTable] = {}
    for row in connection.execute(text(_MYSQL_COLUMNS)):
        name, is_view, undoable, column, type_, textual, generated, limit = row
        table = tables.setdefault(name, LiveTable(None, name, is_view=bool(is_view), undoable=bool(undoable)))
        kind = type_.lower() if isinstance(type_, str) else type_.decode().lower()
        # A comparison of texts there passes over blanks at the end, and mostly over case and accents.
        table.columns[column] = Live(column, kind, "", bool(textual), bool(textual), bool(generated), int(limit))
    parts: dict[tuple[str, str], list[Any]] = {}
    for row in connection.execute(text(_MYSQL_REFERENCES)):
        parts.setdefault((row[0], row[1]), []).append(row)
    references = [
        Pointing(
            (None, rows[0][0]),
            tuple(row[2] for row in rows),
            (None, rows[0][3]),
            tuple(row[4] for row in rows),
            rows[0][5].lower(),
        )
        for rows in parts.values()
    ]
    return tables.values(), references


_SQLITE_COLUMNS = """
SELECT m.name, m.type = 'view', c.name, c.type, c.hidden IN (2, 3), lower(COALESCE(m.sql, '')) LIKE '%collate%'
FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c
WHERE m.type IN ('table', 'view') AND c.hidden <> 1 ORDER BY m.name, c.cid
"""
_MEASURED = re.compile(r"char\w*\s*\((\d+)\)")


def _sqlite(connection: Connection) -> Read:
    from sqlalchemy import text

    tables: dict[str, LiveTable] = {}
    for name, is_view, column, type_, generated, folds in connection.execute(text(_SQLITE_COLUMNS)):
        table = tables.setdefault(name, LiveTable(None, name, is_view=bool(is_view)))
        kind = type_.lower()
        # SQLite keeps any value in any column: each may hold texts. What it is told of their length it does not keep
        # to, but whoever reads the column may.
        measured = _MEASURED.search(kind)
        limit = int(measured[1]) if measured else 0
        table.columns[column] = Live(
            column, kind, "", textual=True, folds=bool(folds), generated=bool(generated), limit=limit
        )
    declared = sqlite.declared(connection)["foreign_keys"]
    return tables.values(), [_pointing(None, name, each) for name, found in declared.items() for each in found]


def _pointing(schema: str | None, table: str, declared: Any) -> Pointing:
    return Pointing(
        (schema, table),
        tuple(declared["constrained_columns"]),
        (declared.get("referred_schema"), declared["referred_table"]),
        tuple(declared["referred_columns"]),
        str((declared.get("options") or {}).get("ondelete", "")).lower(),
    )


def _any(connection: Connection) -> Read:
    """What SQLAlchemy tells of any other database."""
    from sqlalchemy import inspect

    from troth.estate.sql.reflect import datasets

    inspector = inspect(connection)
    tables, references = [], []
    for place in datasets(connection):
        table = LiveTable(place.schema, place.table, is_view=place.is_view)
        for column in inspector.get_columns(place.table, schema=place.schema):
            type_ = str(column["type"]).lower()
            textual = any(word in type_ for word in TEXTUAL)
            table.columns[column["name"]] = Live(
                column["name"],
                type_,
                "",
                textual,
                textual,
                "computed" in column,
                getattr(column["type"], "length", None) or 0,
            )
        tables.append(table)
        if not place.is_view:
            references += [
                _pointing(place.schema, place.table, each)
                for each in inspector.get_foreign_keys(place.table, schema=place.schema)
            ]
    return tables, references
