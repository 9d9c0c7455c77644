"""Which value does a cell stand for, whatever way its system writes it?

The same key is an integer in one system, text with zeros before it in another, an UUID with or without hyphens, in
capitals or not. Rules:

1. Integers and the text of integers are one; zeros before a whole number do not count.
2. Text is compared without the white space around it and without regard to case; an UUID without its hyphens.
3. What a system is asked for is put into the type of its field first: a database refuses to compare text with a number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.inventory import Cell

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_WHOLE = re.compile(r"int|serial|^number$|^numeric\(\d+(,\s*0)?\)$|^decimal\(\d+(,\s*0)?\)$|bigserial", re.IGNORECASE)
_NOT_WHOLE = re.compile(r"interval|point", re.IGNORECASE)
_TEXT = re.compile(r"char|text|string|clob|json|xml|enum|^uuid$|citext|^name$", re.IGNORECASE)
_NEVER_TEXT = re.compile(
    r"int|serial|num|dec|real|float|double|money|date|time|bool|bit|year|point|inet$", re.IGNORECASE
)


def canonical(cell: Cell) -> str:
    """The form in which cells of several systems are compared; empty for no value."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, str):
        return _of_text(cell)
    if isinstance(cell, bytes):
        return cell.hex()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    return str(cell)


def _of_text(text: str) -> str:
    text = text.strip().lower()
    if text.isdigit():
        return text.lstrip("0") or "0"
    return text.replace("-", "") if len(text) == 36 and _UUID.fullmatch(text) else text  # noqa: PLR2004 -- an UUID's


def is_whole(type_: str) -> bool:
    """Whether a type holds whole numbers only."""
    return bool(_WHOLE.search(type_)) and not _NOT_WHOLE.search(type_)


def may_hold_text(type_: str) -> bool:
    """Whether a field of this type can hold an identifier as text; a type that is not known may."""
    return not type_ or bool(_TEXT.search(type_)) or not _NEVER_TEXT.search(type_)


def put_into(type_: str, cell: Cell) -> Cell:
    """The cell as a field of this type holds it; None where it cannot."""
    if cell is None:
        return None
    if is_whole(type_):
        if isinstance(cell, str):
            text = cell.strip()
            return int(text) if text.lstrip("-").isdigit() and text.isascii() else None
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    if type_ and _TEXT.search(type_) and isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return canonical(cell)
    return cell
