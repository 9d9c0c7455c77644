"""How does a column write its keys?

The same number is `17` here and `0000000017` there, an UUID in capitals or without hyphens. To ask a system for a key
by an index, it has to be written as its column writes it. Rules:

1. Figures of one length that begin with zeros are filled with zeros to that length.
2. Where every value is in one case, that case; where single values mix cases, case tells values apart and is kept.
3. A column that writes the same in several ways has no spelling: it has to be read whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from troth.estate.graph.cellforms import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.inventory import Cell

_UUID_LENGTH, _HEX_LENGTH = 36, 32
_GROUPS = (8, 12, 16, 20)


class Case(Enum):
    """The case of a column's letters."""

    UPPER = "upper"
    LOWER = "lower"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Spelling:
    """How text stands in a column; `is_one` is false where it stands in several ways."""

    width: int = 0
    case: Case = Case.KEPT
    hyphens: bool | None = None
    """For UUIDs: with or without; None where there are none."""
    is_one: bool = True

    def spell(self, cell: Cell) -> Cell:
        """A value as the column writes it."""
        text = canonical(cell)
        if text.isdigit():
            return text.zfill(self.width) if self.width else text
        if not isinstance(cell, str):
            return cell
        if self.hyphens is not None and len(text) == _HEX_LENGTH:
            text = (
                "-".join(text[a:b] for a, b in zip((0, *_GROUPS), (*_GROUPS, 32), strict=True))
                if self.hyphens
                else text
            )
            return text.upper() if self.case is Case.UPPER else text
        if self.case is Case.KEPT:
            return cell.strip()
        return text.upper() if self.case is Case.UPPER else text


def spelling_of(cells: Iterable[Cell]) -> Spelling:
    """How the text among these cells is written."""
    texts = [cell for cell in cells if isinstance(cell, str) and cell]
    figures = [text for text in texts if text.strip().isdigit()]
    others = [text for text in texts if not text.strip().isdigit()]
    padded = any(text[0] == "0" and len(text) > 1 for text in figures)
    widths = {len(text) for text in figures}
    trimmed = all(text == text.strip() for text in texts)
    upper, lower = sum(text == text.upper() for text in others), sum(text == text.lower() for text in others)
    lettered = [text for text in others if text.upper() != text.lower()]
    mixed = [text for text in lettered if text not in (text.upper(), text.lower())]
    uuids = [
        text for text in others if len(canonical(text)) == _HEX_LENGTH and len(text) in (_UUID_LENGTH, _HEX_LENGTH)
    ]
    several = (
        not trimmed
        or (padded and len(widths) > 1)
        or (not mixed and bool(lettered) and upper < len(others) and lower < len(others))
        or (bool(uuids) and len({len(text) for text in uuids}) > 1)
    )
    case = Case.KEPT if mixed or not lettered else Case.UPPER if upper == len(others) else Case.LOWER
    hyphens = len(uuids[0]) == _UUID_LENGTH if uuids and len(uuids) == len(others) else None
    return Spelling(max(widths) if padded else 0, case, hyphens, not several)
