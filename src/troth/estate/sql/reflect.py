"""What does a database declare?

Rules:
1. All tables and views of all schemas that are not the system's own, in one pass where the dialect can; where that
   fails, table by table, and a table that cannot be read is a `Table` that says so in `problem`.
2. A table of the default schema is called by its name alone, others as `schema.table`.
3. Types are given as the system writes them, in lower case; of what SQLAlchemy does not know, the system's own name.
4. The number of rows is counted where counting is quick, else the system's estimate.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.estate.connector import Column, ForeignKey, Table
from troth.estate.sql import sqlite
from troth.estate.sql.engine import problem_of
from troth.inventory import DatasetName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Inspector

_SYSTEM_SCHEMAS = frozenset(
    {"information_schema", "pg_catalog", "pg_toast", "sys", "mysql", "performance_schema", "innodb", "guest"}
)
_COUNTED = 20_000
"""Up to this estimate a table's rows are counted."""

_PARTS = (
    "columns",
    "pk_constraint",
    "foreign_keys",
    "unique_constraints",
    "check_constraints",
    "indexes",
    "table_comment",
)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a dataset lies: its schema (None for the default one), its own name, whether it is a view."""

    schema: str | None
    table: str
    is_view: bool = False

    @property
    def dataset(self) -> str:
        """What the dataset is called."""
        return self.table if self.schema is None else f"{self.schema}.{self.table}"


def datasets(connection: Connection) -> list[Where]:
    """Every table and view, in the order of their names."""
    inspector = _inspector(connection)
    found = []
    for schema in _schemas(inspector):
        found += [Where(schema, name) for name in inspector.get_table_names(schema)]
        found += [Where(schema, name, is_view=True) for name in _views(inspector, schema)]
    return sorted(set(found), key=lambda where: (where.schema or "", where.table))


def reflect(connection: Connection, system: str) -> list[Table]:
    """Everything that the database declares. Raises what the driver raises where nothing can be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SQLAlchemy warns of types that it does not know: rule 3 names them
        places = datasets(connection)
        declared = {schema: _declared(connection, schema, places) for schema in {place.schema for place in places}}
        rows = _estimates(connection)
        names = _unknown_types(connection)
        triggers = _triggers(connection)
    return [_table(connection, system, place, declared[place.schema], rows, names, triggers) for place in places]


def _inspector(connection: Connection) -> Inspector:
    from sqlalchemy import inspect

    return inspect(connection)


def _schemas(inspector: Inspector) -> list[str | None]:
    """The default schema as None, then the others."""
    if inspector.dialect.name in ("mysql", "mariadb", "sqlite"):
        return [None]
    default = inspector.default_schema_name
    others = [
        each
        for each in inspector.get_schema_names()
        if each != default and each.lower() not in _SYSTEM_SCHEMAS and not each.lower().startswith("pg_")
    ]
    return [None, *sorted(others)]


def _views(inspector: Inspector, schema: str | None) -> list[str]:
    names = list(inspector.get_view_names(schema))
    if inspector.dialect.name == "postgresql":
        names += inspector.get_materialized_view_names(schema)
    return names


Declared = dict[str, dict[str, Any]]
"""By part of a declaration, by table."""


def _declared(connection: Connection, schema: str | None, places: list[Where]) -> Declared:
    """The declarations of a schema's tables, in bulk where that works."""
    from sqlalchemy.engine.reflection import ObjectKind, ObjectScope
    from sqlalchemy.exc import SQLAlchemyError

    inspector = _inspector(connection)
    found: Declared = {}
    for part in _PARTS:
        try:
            with connection.begin_nested():
                many = getattr(inspector, f"get_multi_{part}")(schema, kind=ObjectKind.ANY, scope=ObjectScope.ANY)
            found[part] = {name: value for (_, name), value in many.items()}
        except (SQLAlchemyError, NotImplementedError, AttributeError):
            found[part] = dict(_one_by_one(connection, part, [each for each in places if each.schema == schema]))
    if connection.dialect.name == "sqlite":
        found.update(sqlite.declared(connection))
    return found


def _one_by_one(connection: Connection, part: str, places: list[Where]) -> Iterator[tuple[str, Any]]:
    from sqlalchemy.exc import SQLAlchemyError

    single = {"columns": "get_columns", "pk_constraint": "get_pk_constraint", "table_comment": "get_table_comment"}
    for place in places:
        try:
            with connection.begin_nested():
                yield (
                    place.table,
                    getattr(_inspector(connection), single.get(part, f"get_{part}"))(place.table, schema=place.schema),
                )
        except SQLAlchemyError as error:
            if part == "columns":
                yield place.table, error
        except NotImplementedError:
            return


def _table(  # noqa: PLR0913, PLR0917 -- what the parts of a declaration are
    connection: Connection,
    system: str,
    place: Where,
    declared: Declared,
    rows: dict[tuple[str | None, str], int],
    names: dict[tuple[str | None, str, str], str],
    triggers: dict[tuple[str | None, str], tuple[str, ...]],
) -> Table:
    at = DatasetName(system, place.dataset)
    columns = declared["columns"].get(place.table)
    if not isinstance(columns, list):
        missing = problem_of(columns, system, place.dataset) if isinstance(columns, BaseException) else None
        said = missing.text if missing else f"`{at}` declares no column that can be read"
        return Table(at=at, columns=(), is_view=place.is_view, problem=said)
    key = tuple((declared["pk_constraint"].get(place.table) or {}).get("constrained_columns") or ())
    unique = _unique(declared, place.table)
    alone = {each[0] for each in (key, *unique) if len(each) == 1}
    return Table(
        at=at,
        columns=tuple(
            Column(
                name=column["name"],
                type=_type(connection, column["type"]) or names.get((place.schema, place.table, column["name"]), ""),
                nullable=bool(column.get("nullable", True)) and column["name"] not in key,
                unique=column["name"] in alone,
                remark=column.get("comment") or "",
                limit=getattr(column["type"], "length", None) or 0,
                generated="computed" in column or "identity" in column,
            )
            for column in columns
        ),
        key=key,
        foreign_keys=tuple(_foreign_keys(system, declared["foreign_keys"].get(place.table) or ())),
        unique=unique,
        checks=tuple(each["sqltext"] for each in declared["check_constraints"].get(place.table) or ()),
        triggers=triggers.get((place.schema, place.table), ()),
        rows=_rows(connection, place, rows),
        is_view=place.is_view,
        remark=(declared["table_comment"].get(place.table) or {}).get("text") or "",
    )


def _unique(declared: Declared, table: str) -> tuple[tuple[str, ...], ...]:
    found = [tuple(each["column_names"]) for each in declared["unique_constraints"].get(table) or ()]
    for index in declared["indexes"].get(table) or ():
        # An index over an expression has no column there; one with a condition makes nothing unique but what meets it.
        partial = any(
            key.endswith("_where") and value is not None for key, value in index.get("dialect_options", {}).items()
        )
        if index.get("unique") and not partial and all(index["column_names"]):
            found.append(tuple(index["column_names"]))
    return tuple(dict.fromkeys(found))


def _foreign_keys(system: str, declared: Any) -> Iterator[ForeignKey]:
    for each in declared:
        to = Where(each.get("referred_schema"), each["referred_table"])
        yield ForeignKey(
            fields=tuple(each["constrained_columns"]),
            to=DatasetName(system, to.dataset),
            to_fields=tuple(each["referred_columns"]),
            on_delete=str((each.get("options") or {}).get("ondelete", "")).lower(),
        )


def _type(connection: Connection, type_: Any) -> str:
    """As the system writes it; empty where SQLAlchemy does not know it."""
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.types import NullType

    if isinstance(type_, NullType):
        return ""
    try:
        # MySQL's character sets and collations are no part of what a reader calls a type
        return (
            str(type_.compile(dialect=connection.dialect))
            .lower()
            .partition(" character set ")[0]
            .partition(" collate ")[0]
        )
    except (SQLAlchemyError, TypeError, AttributeError):
        return str(type(type_).__name__).lower()


def _unknown_types(connection: Connection) -> dict[tuple[str | None, str, str], str]:
    """The system's own names of the types of its columns."""
    from sqlalchemy import text

    asked = {
        "postgresql": "SELECT NULLIF(table_schema, current_schema()), table_name, column_name, udt_name"
        " FROM information_schema.columns",
        "mysql": "SELECT NULL, table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = DATABASE()",
    }
    statement = asked.get(_kind(connection))
    rows = connection.execute(text(statement)) if statement else ()
    return {(schema, table, column): type_.lower() for schema, table, column, type_ in rows}


def _kind(connection: Connection) -> str:
    name = connection.dialect.name
    return "mysql" if name == "mariadb" else name


def _triggers(connection: Connection) -> dict[tuple[str | None, str], tuple[str, ...]]:
    from sqlalchemy import text

    asked = {
        "sqlite": "SELECT NULL, tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT NULLIF(event_object_schema, current_schema()), event_object_table, trigger_name"
        " FROM information_schema.triggers",
        "mysql": "SELECT NULL, event_object_table, trigger_name FROM information_schema.triggers"
        " WHERE trigger_schema = DATABASE()",
    }
    statement = asked.get(_kind(connection))
    found: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for schema, table, name in connection.execute(text(statement)) if statement else ():
        found[schema, table] = tuple(sorted((*found.get((schema, table), ()), name)))
    return found


def _estimates(connection: Connection) -> dict[tuple[str | None, str], int]:
    """How many rows the system thinks that its tables have."""
    from sqlalchemy import text

    asked = {
        "postgresql": "SELECT NULLIF(n.nspname, current_schema()), c.relname, c.reltuples::bigint FROM pg_class c"
        " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'm', 'p')",
        "mysql": "SELECT NULL, table_name, table_rows FROM information_schema.tables"
        " WHERE table_schema = DATABASE() AND table_rows IS NOT NULL",
    }
    statement = asked.get(_kind(connection))
    return (
        {(schema, table): int(rows) for schema, table, rows in connection.execute(text(statement))} if statement else {}
    )


def _rows(connection: Connection, place: Where, estimates: dict[tuple[str | None, str], int]) -> int:
    """Counted where that is quick; a view is never counted, because it may be any statement."""
    from sqlalchemy import func, select, table
    from sqlalchemy.exc import SQLAlchemyError

    if place.is_view:
        return 0
    estimate = estimates.get((place.schema, place.table), -1)
    if estimate > _COUNTED:
        return estimate
    try:
        with connection.begin_nested():
            counted = select(func.count()).select_from(table(place.table, schema=place.schema))
            return int(connection.execute(counted).scalar_one())
    except SQLAlchemyError:
        return max(estimate, 0)
