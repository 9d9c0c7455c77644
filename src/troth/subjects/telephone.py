"""Can this be dialled somewhere?

A stricter question than `identifiers.normalise` asks: here the table of ranges decides, because it is asked of cells
of which nobody said that they are numbers (a scan of an estate). Without the package `phonenumbers` only the form
counts.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

_INTERNATIONAL = re.compile(r"(?:tel:)?(?:\+|00)[1-9][\d\s()./-]{6,20}")


@cache
def _library() -> ModuleType | None:
    try:
        import phonenumbers
    except ImportError:
        return None
    return phonenumbers


def is_dialable(text: str, regions: Sequence[str]) -> bool:
    """Whether it is a valid number: international, or as one of the regions (ISO 3166-1 alpha-2) writes it."""
    library = _library()
    text = text.removeprefix("tel:")
    if library is None:
        return bool(_INTERNATIONAL.fullmatch(text))
    if text.startswith("00"):
        text = f"+{text[2:]}"
    for region in (None,) if text.startswith("+") else regions:
        try:
            number = library.parse(text, region)
        except library.NumberParseException:
            continue
        if library.is_valid_number(number):
            return True
    return False
