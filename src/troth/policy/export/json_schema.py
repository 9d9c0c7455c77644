"""Which JSON Schema lets an editor help with `policy.yaml`?

JSON Schema 2020-12, derived from the fields of `troth.policy.model` and the sentences beside them, so that it cannot
drift from what the reader of the file accepts. Rules:

1. A field's type decides its schema: words become enums; durations, dates and citations get a pattern; a list takes one
   value in its place, as the file's reader does.
2. The short forms are there: `effective: DATE`, `only: true`, `gpc: honoured`, a kind as a mapping by name or as a
   list.
3. A scalar may be written without quotes where YAML would read a number, a date or a truth: the reader takes it as
   text.

What it leaves out: what only the whole file can say (undeclared names, citations to nothing): `troth policy check`.
"""

from __future__ import annotations

import json
import types
import typing
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from troth.policy.file.decode import fields_of, is_required
from troth.policy.model import (
    KINDS,
    Citation,
    Condition,
    Effective,
    Element,
    Head,
    KeepIf,
    Signal,
    SignalName,
    Slot,
    Within,
)
from troth.words import Duration, RightKind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:troth:schema:policy:1"

Schema = dict[str, Any]

_DURATION = r"^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?)?$"
_DATE = r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
_CITATION = r"^s[1-9]\d{0,5}(-s[1-9]\d{0,5}|\[\d{1,6}:\d{1,6}\])?$"
_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""What the reader takes as text: a version `2022` or a fact's value `true` need no quotes."""


def json_schema() -> str:
    """The schema as JSON text, the same bytes every time; the model decides all of it."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """The schema of a whole policy file."""
    properties: Schema = {
        "troth": {"const": 1, "description": "The version of the format."},
        "policy": {"$ref": "#/$defs/policy", "description": _about(Head)},
    }
    properties |= {kind: _collection(kind, element) for kind, element in KINDS.items()}
    definitions = {"policy": _element(Head)} | {kind: _element(element) for kind, element in KINDS.items()}
    return {
        "$schema": DIALECT,
        "$id": ID,
        "title": "troth policy",
        "description": "What an organisation's notice commits it to (docs/policy-format.md).",
        "type": "object",
        "required": ["troth", "policy"],
        "additionalProperties": False,
        "properties": properties,
        "$defs": definitions,
    }


def _collection(kind: str, element: type[Element]) -> Schema:
    """A kind of element: a mapping by name, or a list; signals only by their names, and in one word."""
    one: Schema = {"$ref": f"#/$defs/{kind}"}
    by_name: Schema = {"type": "object", "additionalProperties": one}
    if element is Signal:
        state = _value(fields_of(Signal)["state"][1])
        by_name["additionalProperties"] = {"anyOf": [state, one]}
        by_name["propertyNames"] = {"enum": [name.value for name in SignalName]}
    forms = [by_name, {"type": "array", "items": one}, {"type": "null"}]
    return {"description": _about(element), "anyOf": forms}


def _element(kind: type) -> Schema:
    """The schema of a class of the model: its keys, none besides, the required ones required."""
    fields = fields_of(kind)
    properties = {}
    for key, (field, hint) in fields.items():
        said = str(field.metadata.get("about", ""))
        properties[key] = _value(hint) | ({"description": said} if said else {})
    required = [key for key, (field, _) in fields.items() if is_required(field)]
    return {
        "description": _about(kind),
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        **({"required": required} if required else {}),
    }


def _value(hint: Any) -> Schema:
    """The schema of one field, from its type."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next(option for option in typing.get_args(hint) if option is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        return _many(typing.get_args(hint)[0])
    if hint is Duration:
        return {"type": "string", "pattern": _DURATION}
    if hint is Effective:
        return {"anyOf": [_value(date), _element(Effective)]}
    if is_dataclass(hint):
        return _element(typing.cast("type", hint))
    return _scalar(getattr(hint, "__supertype__", hint))


def _many(hint: Any) -> Schema:
    """A list; where one value may stand for a list of one, either."""
    if hint is Condition:
        return {"type": "object", "additionalProperties": _one_or_many(_TEXT)}
    if hint in (Within, KeepIf):
        value = _value(Duration) if hint is Within else _one_or_many(_TEXT)
        return {"type": "object", "additionalProperties": value, "propertyNames": _scalar(RightKind)}
    if hint is Citation:
        return _one_or_many({"type": "string", "pattern": _CITATION})
    if hint is Slot:
        return {"anyOf": [{"type": "boolean"}, *_one_or_many(_scalar(Slot))["anyOf"]]}
    return _one_or_many(_value(hint))


def _one_or_many(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _scalar(hint: Any) -> Schema:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [word.value for word in hint]}
    if hint is bool:
        return {"type": "boolean"}
    if hint is int:
        return {"type": "integer", "minimum": 0, "maximum": 999_999_999}
    if hint is date:
        return {"type": "string", "pattern": _DATE}
    if hint is str:
        return _TEXT
    raise AssertionError(f"the model has a field of a type the schema has no form for: {hint}")


def _about(kind: type) -> str:
    """The first sentence of a class, which says what it is."""
    return (kind.__doc__ or "").strip().split("\n", 1)[0]
