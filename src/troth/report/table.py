"""How does a table look in a terminal?

Columns as wide as their widest cell, figures to the right, a rule under the header; wide characters count as two.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def table(header: Sequence[str], rows: Iterable[Sequence[object]], *, right: frozenset[int] = frozenset()) -> str:
    """The table as lines. `right` are the places of columns set to the right."""
    cells = [list(header), *([str(cell) for cell in row] for row in rows)]
    widths = [max(width(row[place]) for row in cells) for place in range(len(header))]

    def line(row: Sequence[str]) -> str:
        padded = (
            " " * (widths[place] - width(cell)) + cell if place in right else cell + " " * (widths[place] - width(cell))
            for place, cell in enumerate(row)
        )
        return "  ".join(padded).rstrip()

    rule = "  ".join("-" * each for each in widths)
    return "\n".join([line(cells[0]), rule, *map(line, cells[1:])])


def shortened(text: str, columns: int) -> str:
    """The text in at most so many columns, cut at a word where one ends near."""
    if width(text) <= columns:
        return text
    cut = text[: columns - 1]
    space = cut.rfind(" ")
    return f"{cut[: space if space > columns * 2 // 3 else len(cut)].rstrip()}…"
