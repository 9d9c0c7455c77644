"""What does a cell of a system hold, once it has left it?

Rules: times in ISO 8601, decimals as their digits, documents and arrays as JSON, everything that has no plain form as
its text. Octets stay octets.
"""

from __future__ import annotations

import datetime as dt
import decimal
import json
import uuid
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from troth.inventory import Cell

_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


_PLAINLY: dict[type, Callable[[Any], Cell]] = {
    decimal.Decimal: str,
    dt.datetime: lambda value: value.isoformat(sep="T"),
    dt.date: lambda value: value.isoformat(),
    dt.time: lambda value: value.isoformat(),
    dt.timedelta: str,
    uuid.UUID: str,
    dict: _json,
    list: _json,
    tuple: _json,
    bytearray: bytes,
    memoryview: bytes,
}


def plain(value: Any) -> Cell:
    """A driver's value as a cell."""
    kind = type(value)
    if kind in _PLAIN:
        return value  # type: ignore[no-any-return]
    convert = _PLAINLY.get(kind)
    if convert is not None:
        return convert(value)
    if isinstance(value, set | frozenset):
        return _json(sorted(map(str, value)))
    return str(value)


def plain_column(values: Iterable[Any]) -> list[Cell]:
    """A column of a driver's values as cells; nothing is touched where all are plain already."""
    kept = list(values)
    if {type(value) for value in kept} <= _PLAIN:
        return kept
    return [plain(value) for value in kept]


TEXTUAL = ("char", "text", "clob", "string", "uuid", "enum", "set", "citext")
_INTEGRAL = ("int", "serial", "year")


def fitting(value: Cell, type_: str) -> Cell:
    """A cell as it must be written to be compared with a column of a type.

    A text column is never compared with a number: MySQL takes every text that begins with no digit for 0, and
    PostgreSQL refuses. None where the column can hold no such value.
    """
    if value is None or isinstance(value, bytes):
        return value
    if any(word in type_ for word in TEXTUAL):
        return str(value)
    if any(word in type_ for word in _INTEGRAL) and "interval" not in type_ and "point" not in type_:
        if isinstance(value, bool | int):
            return int(value)
        text = str(value).strip()
        return int(text) if text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() else None
    return value
