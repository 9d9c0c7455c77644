"""What ought a scan, a search and an erasure to find in a made-up estate?

One JSON document: `tables` with every column (`personal`: yes, no or either; `is`: the terms that are right answers;
`data`: the policy's category; `remark`), `links` (declared, undeclared, identifier), `people` (seeds to search with,
identifiers that are only hers, whole rows, parts of shared rows) and `traps`, whose questions are put to SQLite.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from troth.cli.demo.estates.filling import Filling, Who
    from troth.cli.demo.estates.tables import Column, Estate, Table


def truth_of(filling: Filling) -> dict[str, Any]:
    """The truth about an estate, ready for JSON; the names of tables are those of PostgreSQL."""
    estate = filling.estate
    return {
        "estate": estate.name,
        "tables": {
            table.name: {
                "key": list(table.key),
                "rows": len(filling.rows[table.name]),
                **{key: text for key, text in _head(table) if text},
                "columns": {column.name: _column(column) for column in table.columns},
            }
            for table in estate.tables
            if not table.select
        },
        "views": [table.name for table in estate.tables if table.select],
        "links": links(estate),
        "people": [_person(who) for who in filling.people],
        "traps": [{"id": each.id, "reason": each.reason, "sql": each.sql} for each in filling.traps],
    }


def links(estate: Estate) -> list[dict[str, Any]]:
    """The true links of an estate."""
    return [
        {
            "of": [f"{table.name}.{name}" for name in each.of],
            "to": [f"{each.table}.{name}" for name in each.to],
            "rests": str(each.rests),
            "when": list(each.when) if each.when else None,
        }
        for table in estate.tables
        for each in table.references
    ]


def _head(table: Table) -> list[tuple[str, str]]:
    return [("since", table.since), ("subject", table.subject), ("controller", table.controller)]


def _column(column: Column) -> dict[str, Any]:
    said: dict[str, Any] = {"personal": str(column.personal), "is": list(column.terms)}
    return said | {key: text for key, text in (("data", column.data), ("remark", column.remark)) if text}


def _person(who: Who) -> dict[str, Any]:
    return {
        "id": who.id,
        "seeds": [list(seed) for seed in who.seeds],
        "only_hers": sorted(who.only_hers),
        "rows": {table: [list(key) for key in keys] for table, keys in who.whole.items()},
        "parts": [{"table": table, "key": list(key), "fields": list(fields)} for table, key, fields in who.parts],
    }
