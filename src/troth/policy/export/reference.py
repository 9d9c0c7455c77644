"""Which keys does `policy.yaml` know, kind by kind?

The page docs/policy-reference.md, made from the fields of `troth.policy.model` and the sentences beside them: a key
that the model has is on the page, and nothing else is. A test holds the file equal to `reference_page()`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from troth.policy.file.decode import fields_of, is_required
from troth.policy.model import (
    KINDS,
    Changes,
    Citation,
    Condition,
    Effective,
    Element,
    Head,
    KeepIf,
    Limit,
    Period,
    Slot,
    Within,
)  # fmt: skip
from troth.words import Duration, RightKind

_NESTED = {"changes": Changes, "effective": Effective, "limit": Limit, "period": Period}
"""Values with keys of their own, by the key under which they stand."""

_SHARED = ("id", "cite", "remark")

_OPENING = """\
# All keys of the policy file

Made from the code (`make docs`); do not edit it by hand. [policy-format.md](policy-format.md) says what the keys mean
together. A list takes one value in its place: `do: use` is `do: [use]`. What is not marked as required can be left out.

A file begins with `troth: 1`, has one `policy`, and any of the kinds below, each as a mapping by name or as a list.
"""

_TYPES = """\
## How values are written

| written | is |
|---|---|
| text | words; quotes only where YAML needs them |
| name | the name of another element of the file |
| date | `2022-11-21` |
| duration | ISO 8601: `P30D`, `P6Y`, `PT72H` |
| citation | `s4`, a range `s4-s9`, characters of a clause `s12[4:30]` |
| facts | `{fact: value}`, `{fact: [value, value]}`; several values are alternatives |
"""


def reference_page() -> str:
    """The page as Markdown."""
    shared = "\n".join(_row(key, *fields_of(Element)[key]) for key in _SHARED)
    sections = [
        _OPENING,
        _TYPES,
        f"## Every element\n\n{_HEADER}\n{shared}\n",
        _section("policy", Head),
        *(_section(kind, element) for kind, element in KINDS.items()),
        *(_section(f"`{key}`: a value with keys of its own", kind) for key, kind in _NESTED.items()),
    ]
    return "\n".join(sections)


_HEADER = "| key | value | says |\n|---|---|---|"


def _section(title: str, kind: type) -> str:
    rows = [_row(key, field, hint) for key, (field, hint) in fields_of(kind).items() if key not in _SHARED]
    about = " ".join((kind.__doc__ or "").split())
    return f"## {title}\n\n{about}\n\n{_HEADER}\n" + "\n".join(rows) + "\n"


def _row(key: str, field: dataclasses.Field[Any], hint: Any) -> str:
    said = str(field.metadata.get("about", "")).replace("|", "\\|")
    if is_required(field):
        said = f"Required. {said}"
    elif (given := _default(field)) and f"`{given}`" not in said:
        said = f"{said} `{given}` where left out."
    return f"| `{key}` | {_type(hint)} | {said} |"


def _default(field: dataclasses.Field[Any]) -> str:
    """What holds where the key is left out, if that is more than nothing."""
    default = field.default
    if isinstance(default, StrEnum):
        return default.value
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, tuple):
        return ", ".join(map(str, default))
    return default if isinstance(default, str) else ""


def _type(hint: Any) -> str:
    """How a value of this type is written."""
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next(option for option in typing.get_args(hint) if option is not types.NoneType)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)[0]
        special = {Condition: "facts", Citation: "list of citations", Slot: f"`true`, or list of {_type(Slot)}"}
        special |= {Within: "`{request: duration}`", KeepIf: "`{request: [ground, ...]}`"}
        return special.get(inner) or f"list of {_type(inner)}"
    if hint is Effective:
        return "date, or `{new: ..., existing: DATE}`"
    if hint is RightKind or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return ", ".join(f"`{word.value}`" for word in hint)
    if is_dataclass(hint) and hint is not Duration:
        return "`{" + ", ".join(f"{key}: ..." for key in fields_of(typing.cast("type", hint))) + "}`"
    if hasattr(hint, "__supertype__"):
        return "name"
    return {bool: "`true`, `false`", int: "number", date: "date", Duration: "duration", str: "text"}[hint]
