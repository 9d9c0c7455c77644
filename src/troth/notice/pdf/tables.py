"""Which cells does a table of a PDF have, row by row?

1. A row begins where a line is drawn along the table; else where the gap above is wider than between the lines of a
   cell; else, where all gaps are alike, with every line that has words in the first column.
2. The words of a cell are its lines, joined.
3. The first row holds the heads where it alone is bold.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice.pdf.glyphs import Edge
    from troth.notice.pdf.pieces import Piece

_ALONG = 0.6
"""Share of a table's width: lines along a row cover as much."""
_WIDER = 1.25
_FARTHEST = 40
"""Sizes of the text: two drawn lines that are farther apart than any row is high belong to two tables."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a cell is its lines. `headed` says that the first row holds the heads."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    headed: bool


def table_of(block: list[list[Piece]], gaps: list[tuple[float, float]], level: Sequence[Edge]) -> Table:
    """The table that these lines form."""
    starts = row_starts(block, level) or _starts_by_gaps(block, gaps)
    rows: list[tuple[tuple[Piece, ...], ...]] = []
    for start, end in pairwise([*starts, len(block)]):
        cells: list[list[Piece]] = [[] for _ in range(len(gaps) + 1)]
        for row in block[start:end]:
            for piece in row:
                cells[sum(piece.left >= gap[1] - 1 for gap in gaps)].append(piece)
        rows.append(tuple(map(tuple, cells)))
    return Table(tuple(rows), len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1]))


def _is_bold(row: tuple[tuple[Piece, ...], ...]) -> bool:
    return all(piece.is_bold for cell in row for piece in cell)


def row_starts(block: list[list[Piece]], level: Sequence[Edge]) -> list[int]:
    """The lines with which rows begin, where lines are drawn along them; empty where none are."""
    along = _along(block, level)
    starts = [0]
    for index, (above, below) in enumerate(pairwise(block), start=1):
        if any(below[0].base < y < above[0].base + 0.3 * above[0].size for y in along):
            starts.append(index)
    return starts if len(starts) > 1 else []


def drawn_end(rows: list[list[Piece]], start: int, end: int, level: Sequence[Edge]) -> int:
    """Where a table that is drawn with a line above its first row ends: at its last line."""
    block = rows[start:end]
    along = _along(block, level)
    first = next((row for row in block if len(row) > 1), block[0])
    if len(row_starts(block, level)) < 2 or along[0] <= first[0].base:  # noqa: PLR2004 -- a table has two rows
        return end
    lowest = along[0]
    for y in along:
        if sum(y < row[0].base < lowest for row in block) and lowest - y > _FARTHEST * first[0].size:
            break
        lowest = y
    inside = [index for index, row in enumerate(block) if row[0].base > lowest]
    return start + inside[-1] + 1 if inside and inside[-1] > 0 else end


def _along(block: list[list[Piece]], level: Sequence[Edge]) -> list[float]:
    """Where lines are drawn along the rows of a table, from the top."""
    pieces = [piece for row in block for piece in row]
    left, right = min(each.left for each in pieces), max(each.right for each in pieces)
    top, bottom = block[0][0].base + 3 * block[0][0].size, block[-1][0].base - 2 * block[-1][0].size
    drawn: dict[int, list[tuple[float, float]]] = {}
    for edge in level:
        if bottom <= edge.low <= top:
            drawn.setdefault(round(edge.low / 2), []).append((max(edge.left, left), min(edge.right, right)))
    return sorted((2.0 * y for y, parts in drawn.items() if _covered(parts) >= _ALONG * (right - left)), reverse=True)


def _covered(parts: list[tuple[float, float]]) -> float:
    covered, end = 0.0, float("-inf")
    for left, right in sorted(parts):
        covered += max(0.0, right - max(left, end))
        end = max(end, right)
    return covered


def _starts_by_gaps(block: list[list[Piece]], gaps: list[tuple[float, float]]) -> list[int]:
    steps = [above[0].base - below[0].base for above, below in pairwise(block)]
    if steps and max(steps) > _WIDER * min(steps):
        between = (max(steps) + min(steps)) / 2
        starts = [index for index, step in enumerate(steps, start=1) if step >= between]
        if all(len(block[index]) > 1 for index in starts):
            return [0, *starts]
    return [0, *(index for index, row in enumerate(block) if index and row[0].left < gaps[0][0])]
