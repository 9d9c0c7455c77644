"""In which order are the pieces of a page read?

From the top. Where a gap runs down between pieces through several lines, what stands at its sides is either

1. a table, read row by row: lines are drawn along its rows, or there are three columns, or one side holds short words
   that stand on a line with the other side's; or
2. columns of running text, read one after the other.

What it leaves out: text that flows around a picture, and tables inside columns.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from troth.notice.pdf.tables import Table, drawn_end, row_starts, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice.pdf.glyphs import Edge
    from troth.notice.pdf.pieces import Piece

_GUTTER = 0.3
"""Share of the size of the text: a gap between columns is at least as wide. Words of a line are one piece by now."""
_LOOK_AHEAD = 3
_COLUMN_LINES = 5
_FILLED = 0.65
_OTHER_SIZE = 0.1
Gap = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of running text, and the bounds of the column it stands in."""

    piece: Piece
    left: float
    right: float
    region: tuple[int, int]


def arrange(rows: list[list[Piece]], edges: Sequence[Edge], page: int) -> list[Line | Table]:
    """The lines and tables of one page, in the order in which they are read."""
    if not rows:
        return []
    pieces = [piece for row in rows for piece in row]
    bounds = (min(each.left for each in pieces), max(each.right for each in pieces))
    level = [edge for edge in edges if edge.low == edge.high]
    found: list[Line | Table] = []
    singles: list[int] = []

    def take(row: list[Piece]) -> None:
        for piece in _single(row):
            singles.append(len(found))
            found.append(Line(piece, *bounds, (page, region)))

    at = region = 0
    while at < len(rows):
        end, gaps = _side_by_side(rows, at, bounds)
        if not gaps or _heads(rows, at, bounds, len(gaps)):
            take(rows[at])
            at += 1
            continue
        end = drawn_end(rows, at, end, level)
        block = rows[at:end]
        if _is_table(block, gaps, level):
            first, last = _trimmed(block, gaps)
            for row in block[:first]:
                take(row)
            found.append(table_of(block[first:last], gaps, level))
            for row in block[last:]:
                take(row)
        else:
            for column in _columns(block, gaps):
                region += 1
                sides = (min(each.left for each in column), max(each.right for each in column))
                found += [Line(piece, *sides, (page, region)) for piece in column]
        region += 1
        at = end
    return _bounded(found, singles)


def _heads(rows: list[list[Piece]], at: int, bounds: Gap, gaps: int) -> bool:
    """Whether the row stands above what is side by side: without it there are more gaps."""
    if len(rows[at]) > 1:
        return False
    return any(len(_side_by_side(rows, later, bounds)[1]) > gaps for later in range(at + 1, min(at + 3, len(rows))))


def _bounded(found: list[Line | Table], singles: list[int]) -> list[Line | Table]:
    """The lines that stand alone on their rows with the bounds of their own text, whatever a table covers."""
    alone = [line for line in (found[index] for index in singles) if isinstance(line, Line)]
    if len(alone) >= _LOOK_AHEAD:
        left, right = min(line.piece.left for line in alone), max(line.piece.right for line in alone)
        for index, line in zip(singles, alone, strict=True):
            found[index] = Line(line.piece, left, right, line.region)
    return found


def _single(row: list[Piece]) -> list[Piece]:
    """A row that is one line, whatever gaps it has; pieces in different sizes are lines of their own."""
    lines = row[:1]
    for piece in row[1:]:
        if abs(piece.size - lines[-1].size) > _OTHER_SIZE * piece.size or piece.marker:
            lines.append(piece)
            continue
        lines[-1].add(" ", piece.left, bold=piece.parts[0][1])
        for text, bold in piece.parts:
            lines[-1].add(text, piece.right, bold=bold)
    return lines


def _side_by_side(rows: list[list[Piece]], at: int, bounds: Gap) -> tuple[int, list[Gap]]:
    """How far the rows from `at` on leave a gap free, and the gaps; none where nothing stands side by side."""
    ahead = [piece for row in rows[at : at + _LOOK_AHEAD] for piece in row]
    if not any(one.right < other.left - _GUTTER * one.size for one in rows[at] for other in ahead) and not any(
        one.right < other.left - _GUTTER * one.size for one in ahead for other in rows[at]
    ):
        return at, []
    free: list[Gap] = [bounds]
    best: tuple[int, list[Gap]] = (at, [])
    block: list[Piece] = []
    for end in range(at, len(rows)):
        if end > at and not _is_near(rows[end - 1], rows[end]):
            break
        if any(piece.left < gap[0] and gap[1] < piece.right for piece in rows[end] for gap in best[1]):
            break
        for piece in rows[end]:
            free = _without(free, piece)
        block += rows[end]
        inner = [gap for gap in free if _parts(gap, block)]
        if inner:
            best = (end + 1, inner)
        elif end >= at + _LOOK_AHEAD:
            break
    end, gaps = best
    both = sum(len(row) > 1 for row in rows[at:end])
    sides = [sum(1 for row in rows[at:end] for piece in row if piece.right <= gaps[0][0] + 1)] if gaps else [0]
    enough = both >= 2 or (sides[0] >= _LOOK_AHEAD and end - at - sides[0] >= _LOOK_AHEAD)  # noqa: PLR2004 -- two rows
    return (end, gaps) if enough else (at, [])


def _is_near(above: list[Piece], below: list[Piece]) -> bool:
    return above[0].base - below[0].base <= 5 * max(above[0].size, below[0].size)


def _without(free: list[Gap], piece: Piece) -> list[Gap]:
    left: list[Gap] = []
    for start, end in free:
        if piece.right <= start or piece.left >= end:
            left.append((start, end))
            continue
        left += [gap for gap in ((start, piece.left), (piece.right, end)) if gap[1] - gap[0] >= _GUTTER * piece.size]
    return left


def _parts(gap: Gap, block: list[Piece]) -> bool:
    before = [piece for piece in block if piece.right <= gap[0] + 1]
    return bool(before) and len(before) < len(block)


def _columns(block: list[list[Piece]], gaps: list[Gap]) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(gaps) + 1)]
    for row in block:
        for piece in row:
            columns[sum(piece.left >= gap[1] - 1 for gap in gaps)].append(piece)
    return [column for column in columns if column]


def _is_table(block: list[list[Piece]], gaps: list[Gap], level: Sequence[Edge]) -> bool:
    columns = _columns(block, gaps)
    if len(row_starts(block, level)) > 1:
        return True
    fill = []
    for column in columns:
        widest = max(piece.right for piece in column) - min(piece.left for piece in column)
        fill.append(median(piece.right - piece.left for piece in column) / max(widest, 1.0))
    long = all(len(column) >= _COLUMN_LINES for column in columns) and all(part >= _FILLED for part in fill)
    both = sum(len(row) > 1 for row in block)
    if long:
        return both >= 2 and min(map(len, columns)) * 2 <= max(map(len, columns)) and len(columns[0]) == both  # noqa: PLR2004 -- two rows, half as many lines
    words = sorted(len(piece.text.split()) for piece in columns[0])
    return both >= 2 and (len(gaps) > 1 or words[len(words) // 2] <= 4 or len(block) < 2 * _COLUMN_LINES)  # noqa: PLR2004 -- two rows, four words


def _trimmed(block: list[list[Piece]], gaps: list[Gap]) -> tuple[int, int]:
    """The rows of a table: lines of one piece before its first row and behind its last are none of them."""
    first, last = 0, len(block)
    while first < last and len(block[first]) == 1:
        first += 1
    while last > first and len(block[last - 1]) == 1 and block[last - 1][0].left < gaps[0][0]:
        last -= 1
    return first, last
