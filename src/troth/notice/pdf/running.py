"""Which lines of a PDF run along its pages, and are no part of the notice?

1. A page's number: nothing but a number (`3`, `Page 3 of 9`, `iii`) in the margin at the top or the bottom.
2. A running header or footer: a line in that margin which stands there, but for its figures, in the same size on two
   pages in five, and on two at least.

3. A line in that margin that holds such a number as `3 of 9` or a time of printing apart from its other words, or a
   bare number as such lines do on two pages in five.
4. It is the outermost, or stands next to one that runs; and there is a gap between it and the text.

The margin is an eighth of the page. A line that is larger than the same words elsewhere (a title) does not run.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.notice.pdf.pieces import Piece

_NUMBER = re.compile(
    r"[\W_]*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxl]{1,7})\s*(?:(?:of|/|von|\|)\s*\d{1,4})?[\W_]*", re.IGNORECASE
)
_APART = re.compile(
    r"(?:page\s*)?\d{1,4}\s*(?:of|/)\s*\d{1,4}|page\s+\d{1,4}|"
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}(?:\s*[ap]m)?",
    re.IGNORECASE,
)
_FEW_WORDS = 12
_GAP = 1.6
"""Sizes of the text between the base lines of what runs and of the text: lines of a paragraph are closer."""
_MARGIN = 1 / 8
_OUTERMOST = 3
_FIGURES = re.compile(r"\d+")
Row = list["Piece"]


def part_running(pages: list[list[Row]], heights: list[float]) -> tuple[list[list[Row]], list[list[tuple[str, str]]]]:
    """The rows of each page that belong to the notice, and the rest: per page, what it is and its words."""
    seen: Counter[tuple[bool, int, str]] = Counter()
    for rows, height in zip(pages, heights, strict=True):
        seen.update({_key(row, height) for row in _outer(rows, height)})
    numbered = Counter(
        row[0].base < height / 2
        for rows, height in zip(pages, heights, strict=True)
        for row in _outer(rows, height)
        if _is_numbered(row)
    )
    often = max(2, -(-2 * len(pages) // 5))
    kept: list[list[Row]] = []
    left_out: list[list[tuple[str, str]]] = []
    for rows, height in zip(pages, heights, strict=True):
        reasons = {id(row): _reason(row, height, seen, often) for row in _outer(rows, height)}
        for row in _outer(rows, height):
            is_low = row[0].base < height / 2
            if not reasons[id(row)] and _is_numbered(row) and numbered[is_low] >= often:
                reasons[id(row)] = "running footer" if is_low else "running header"
        out = _outermost(rows, reasons) | _outermost(rows[::-1], reasons)
        if all(id(row) in out for row in rows):  # whatever comes back: a page without any text holds this one
            out = {id(row) for row in rows if reasons[id(row)] == "page number"}
        own = [row for row in rows if id(row) not in out]
        taken = [(reasons[id(row)], _text(row)) for row in rows if id(row) in out]
        kept.append(own)
        left_out.append(taken)
    return kept, left_out


def _reason(row: Row, height: float, seen: Counter[tuple[bool, int, str]], often: int) -> str:
    """Why a line of the margin may be no part of the notice; empty where nothing says so."""
    if _NUMBER.fullmatch(_text(row)):
        return "page number"
    if seen[_key(row, height)] >= often or _is_stamped(row):
        return "running footer" if row[0].base < height / 2 else "running header"
    return ""


def _outermost(rows: list[Row], reasons: dict[int, str]) -> set[int]:
    """The lines at one end of a page that run, up to the gap before the text."""
    count = 0
    while count < len(rows) and reasons.get(id(rows[count])):
        count += 1
    while 0 < count < len(rows) and _is_close(rows[count - 1], rows[count]):
        count -= 1
    return {id(row) for row in rows[:count]}


def _is_close(one: Row, other: Row) -> bool:
    return abs(one[0].base - other[0].base) < _GAP * max(one[0].size, other[0].size)


def _outer(rows: list[Row], height: float) -> list[Row]:
    """The outermost rows of a page that lie in its margins."""
    edges = [*rows[:_OUTERMOST], *rows[_OUTERMOST:][-_OUTERMOST:]]
    return [row for row in edges if row[0].base > (1 - _MARGIN) * height or row[0].base < _MARGIN * height]


def _is_numbered(row: Row) -> bool:
    """Whether a line has a bare number apart at one end, as a page's number beside its chapter stands."""
    ends = (row[0].text.strip(), row[-1].text.strip())
    return len(row) > 1 and any(end.isdecimal() for end in ends) and len(_text(row).split()) <= _FEW_WORDS


def _is_stamped(row: Row) -> bool:
    stamped = len(row) > 1 and any(_APART.fullmatch(piece.text.strip()) for piece in row)
    return stamped and len(_text(row).split()) <= _FEW_WORDS


def _key(row: Row, height: float) -> tuple[bool, int, str]:
    return row[0].base < height / 2, round(row[0].size), _FIGURES.sub("#", _text(row)).casefold()


def _text(row: Row) -> str:
    return " ".join(piece.marker + (" " if piece.marker else "") + piece.text for piece in row).strip()
