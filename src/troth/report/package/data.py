"""How does a program read the answer?

One JSON object, in the form that `SCHEMA` describes (JSON Schema 2020-12): structured, commonly used and
machine-readable (GDPR 20(1)). Bytes stand in base64; everything else as it came out of its system.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from troth.requests.package import Package, Said, Shown

_SAID = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["what", "clauses"],
        "properties": {"what": {"type": "string"}, "clauses": {"type": "array", "items": {"type": "string"}}},
    },
}
_ABOUT = ("purposes", "bases", "sources", "recipients", "kept", "automated")

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "The answer to a data subject's request",
    "type": "object",
    "required": ["request", "kind", "organisation", "version", "made_at", "tables", "about", "elsewhere"],
    "properties": {
        "request": {"type": "string"},
        "kind": {"enum": ["access", "know", "port"]},
        "organisation": {"type": "string"},
        "version": {"type": "string"},
        "made_at": {"type": "string", "format": "date-time"},
        "tables": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["system", "table", "columns", "rows"],
                "properties": {
                    "system": {"type": "string"},
                    "table": {"type": "string"},
                    "columns": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["name"],
                            "properties": {
                                "name": {"type": "string"},
                                "is": {"type": "string"},
                                "data": {"type": "string"},
                            },
                        },
                    },
                    "rows": {"type": "array", "items": {"type": "object"}},
                },
            },
        },
        "about": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["data", "called", *_ABOUT],
                "properties": {
                    "data": {"type": "string"},
                    "called": {"type": "string"},
                    **dict.fromkeys(_ABOUT, _SAID),
                },
            },
        },
        "elsewhere": _SAID,
    },
}


def as_json(package: Package) -> str:
    """The package as JSON, in the form of `SCHEMA`."""
    value = {
        "request": package.request,
        "kind": package.kind,
        "organisation": package.organisation,
        "version": package.version,
        "made_at": package.made_at,
        "tables": list(map(_table, package.tables)),
        "about": [
            {
                "data": each.data,
                "called": each.called,
                **{name: _said(getattr(each, name)) for name in _ABOUT},
            }
            for each in package.explained
        ],
        "elsewhere": _said(package.elsewhere),
    }
    return json.dumps(value, ensure_ascii=False, indent=1)


def plain(cell: Any) -> Any:
    """A cell as JSON has it."""
    return base64.b64encode(cell).decode("ascii") if isinstance(cell, bytes) else cell


def _table(table: Shown) -> dict[str, Any]:
    names = [column.name for column in table.columns]
    columns = [
        {"name": each.name, **({"is": each.is_} if each.is_ else {}), **({"data": each.data} if each.data else {})}
        for each in table.columns
    ]
    rows = [dict(zip(names, map(plain, row), strict=True)) for row in table.rows]
    return {"system": table.system, "table": table.dataset, "columns": columns, "rows": rows}


def _said(said: tuple[Said, ...]) -> list[dict[str, Any]]:
    return [{"what": each.what, "clauses": list(each.clauses)} for each in said]
