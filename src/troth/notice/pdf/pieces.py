"""Which letters of a page stand together on a line?

1. Letters that follow each other in the file, on one base line, without a wide gap, are one piece. A drawn upright
   line between them parts them: they are cells.
2. A gap of a fifth of the size is a blank. Where a PDF writes its blanks (most do), a gap without one that is wider
   than half the size is a jump to another cell.
3. Pieces on one base line that touch are one piece. A bullet or a number before a text is its marker, whether it is
   a letter or a small drawn shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.notice.pdf.glyphs import Edge, Glyph, Sheet

_BLANK, _JUMP, _FAR = 0.18, 0.6, 1.5
"""Shares of a letter's size: a gap that is a blank; one that parts without a written blank; one that always parts."""
_SAME_BASE = 0.35
_MOST_UPRIGHTS = 1_000
_BULLETS = "•◦‣▪▸●○■□➢✓–—·∙⁃❖◆\uf0b7\uf0a7\uf0d8\uf02d\uf076\uf0fc-*"  # noqa: RUF001 -- typed bullets
_MARKER = re.compile(
    rf"(?:[{re.escape(_BULLETS)}]|o|\d{{1,3}}[.)]|\(\d{{1,3}}\)|[a-z]\)|\([a-z]\)|\([ivxl]{{1,6}}\)|[ivx]{{1,4}}[.)])"
)
_MARKED = re.compile(
    rf"([{re.escape(_BULLETS)}]|\d{{1,3}}[.)]|\(\d{{1,3}}\)|[a-z]\)|\([a-z]\)|\([ivxl]{{1,6}}\)) +(?=\S)"
)


@dataclass(slots=True)
class Piece:
    """Letters that stand together. `parts` are its words with their weight; `marker` a bullet or number before it."""

    left: float
    right: float
    base: float
    size: float
    parts: list[tuple[str, bool]] = field(default_factory=list)
    marker: str = ""
    text_left: float = 0.0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _ in self.parts)

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(bold for text, bold in self.parts if text.strip())

    def add(self, text: str, right: float, *, bold: bool) -> None:
        """Write on."""
        if self.parts and self.parts[-1][1] == bold:
            self.parts[-1] = (self.parts[-1][0] + text, bold)
        else:
            self.parts.append((text, bold))
        self.right = max(self.right, right)


def rows_of(sheet: Sheet) -> list[list[Piece]]:
    """The pieces of a page by base line, from the top; in a row from the left."""
    blanks = sum(glyph.text == " " for glyph in sheet.glyphs)
    writes_blanks = blanks * 20 > len(sheet.glyphs)
    uprights = [edge for edge in sheet.edges if edge.left == edge.right][:_MOST_UPRIGHTS]
    pieces = [piece for piece in _runs(sheet.glyphs, uprights, writes_blanks=writes_blanks) if piece.text.strip()]
    rows = [_joined(row, uprights) for row in _by_base(pieces)]
    return [_marked(row, sheet.dots) for row in rows]


def _runs(glyphs: Sequence[Glyph], uprights: list[Edge], *, writes_blanks: bool) -> list[Piece]:
    pieces: list[Piece] = []
    piece: Piece | None = None
    spaced = False
    for glyph in glyphs:
        if piece is not None and _goes_on(piece, glyph, uprights, writes_blanks=writes_blanks, spaced=spaced):
            gap = glyph.left - piece.right
            if glyph.text.strip() and gap > _BLANK * glyph.size and not spaced:
                piece.add(" ", glyph.left, bold=glyph.bold)
            if glyph.text.strip() or not spaced:
                piece.add(glyph.text, glyph.right, bold=glyph.bold)
            if glyph.text.strip():
                piece.size = max(piece.size, glyph.size) if abs(glyph.base - piece.base) < 1 else piece.size
        elif glyph.text.strip():
            piece = Piece(glyph.left, glyph.right, glyph.base, glyph.size, [(glyph.text, glyph.bold)])
            pieces.append(piece)
        else:
            piece = None
        spaced = not glyph.text.strip()
    for each in pieces:
        last, bold = each.parts[-1]
        each.parts[-1] = (last.rstrip(), bold)
    return pieces


def _goes_on(piece: Piece, glyph: Glyph, uprights: list[Edge], *, writes_blanks: bool, spaced: bool) -> bool:
    size = max(piece.size, glyph.size)
    if abs(glyph.base - piece.base) > _SAME_BASE * size:
        return False
    gap = glyph.left - piece.right
    widest = _JUMP if writes_blanks and not spaced and glyph.text.strip() else _FAR
    return -0.6 * size <= gap <= widest * size and not _is_parted(piece.right, glyph.left, piece.base, uprights)


def _is_parted(right: float, left: float, base: float, uprights: list[Edge]) -> bool:
    """Whether an upright line is drawn between the two places."""
    if left - right < 1:
        return False
    return any(right - 1 <= edge.left <= left + 1 and edge.low <= base <= edge.high for edge in uprights)


def _by_base(pieces: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda each: (-each.base, each.left)):
        if rows and abs(rows[-1][0].base - piece.base) <= _SAME_BASE * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _joined(row: list[Piece], uprights: list[Edge]) -> list[Piece]:
    joined = [row[0]]
    for piece in row[1:]:
        before = joined[-1]
        gap = piece.left - before.right
        size = max(before.size, piece.size)
        if gap <= _JUMP * size and not _is_parted(before.right, piece.left, piece.base, uprights):
            if gap > _BLANK * size:
                before.add(" ", piece.left, bold=piece.parts[0][1])
            for text, bold in piece.parts:
                before.add(text, piece.right, bold=bold)
            before.size = size
        else:
            joined.append(piece)
    return joined


def _marked(row: list[Piece], dots: Sequence[tuple[float, float]]) -> list[Piece]:
    """The row with its bullets and numbers as markers of what they stand before."""
    found: list[Piece] = []
    for piece in row:
        before = found[-1] if found else None
        piece.text_left = piece.left
        if before and not before.marker and _MARKER.fullmatch(before.text.strip()):
            gap = piece.left - before.right
            if gap <= 5 * piece.size:
                piece.marker, piece.left = before.text.strip(), before.left
                found[-1] = piece
                continue
        _take_marker(piece)
        if not piece.marker:
            _take_dot(piece, dots)
        found.append(piece)
    return found


def _take_marker(piece: Piece) -> None:
    sign = _MARKED.match(piece.text)
    if sign is None:
        return
    left = sign.end()
    share = left / max(len(piece.text), 1)
    piece.marker = sign.group(1)
    piece.text_left = piece.left + share * (piece.right - piece.left)
    parts: list[tuple[str, bool]] = []
    for text, bold in piece.parts:
        kept = text[left:]
        left = max(0, left - len(text))
        if kept:
            parts.append((kept, bold))
    piece.parts = parts


def _take_dot(piece: Piece, dots: Sequence[tuple[float, float]]) -> None:
    for x, y in dots:
        near = 0 < piece.left - x <= 2.2 * piece.size
        if near and piece.base - 0.1 * piece.size <= y <= piece.base + 0.75 * piece.size:
            piece.marker, piece.left = "•", x
            return
