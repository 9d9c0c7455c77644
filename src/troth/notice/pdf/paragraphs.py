"""Which lines of a PDF form one heading, paragraph or list item?

A line goes on with the one before, unless

1. it has a bullet or a number, or is set in another size or (as a whole) weight;
2. the gap above it is wider than between the lines of a paragraph;
3. it is indented where the line before is not, or stands further left than the item it would belong to;
4. the first word would have fitted on the line before, and does not begin with a small letter.

From one column or page to the next it goes on where the line before ends no sentence. A hyphen at the end of a line
is taken away where the word goes on, unless the same words stand hyphenated elsewhere or the first part is one that
keeps its hyphen (`opt-out`).

A line is a heading where its letters are larger than those of the text by an eighth.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.notice.pdf.glyphs import SOFT_HYPHEN
from troth.notice.pdf.order import Line
from troth.notice.pdf.tables import Table

if TYPE_CHECKING:
    from troth.notice.pdf.pieces import Piece

_LARGER = 1.12
_SAME_SIZE = 0.08
_WIDER = 1.25
_INDENT = 0.8
_ROOM = 0.5
"""Sizes of the text: a word that would have fitted with this much to spare was not wrapped."""
_LONGEST_HEADING = 30
_ENDS = ".!?:;"
_CLOSES = "\"'”’)]»"  # noqa: RUF001 -- quotes are meant
_KEEPS_HYPHEN = word_set(
    "all anti co cross double e end ex first follow full half high in inter intra key left long low mid multi "
    "near non off on one opt part post pre pro re real right second self semi set short sign single so sub third "
    "time two up user well year"
)
LEADERS = re.compile(r"(?:\s?\.){4,}\s*\d{0,4}$|\s?…[.…\s]*\d{1,4}$")
"""The dots between an entry of a table of contents and its page."""

_LAST_WORD = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+[-\u2010][^\W\d_]+")


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together. `level` is 0 for text; `marker` an item's bullet or number, `depth` its depth."""

    parts: list[tuple[str, bool]] = field(default_factory=list)
    level: int = 0
    marker: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(text for text, _ in self.parts)


@dataclass(slots=True)
class Style:
    """How the text of a document is set: its size, the step between its lines (in sizes), its headings' sizes."""

    size: float
    step: float
    heading_sizes: list[float]
    hyphenated: frozenset[str]


def style_of(content: list[Line | Table]) -> Style:
    """The style of a document: the size of most letters, and what departs from it."""
    lines = [each for each in content if isinstance(each, Line)]
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[_rounded(line.piece.size)] += len(line.piece.text)
    cells = [p for each in content if isinstance(each, Table) for row in each.rows for cell in row for p in cell]
    if not sizes:
        sizes.update(_rounded(piece.size) for piece in cells)
    size = max(sorted(sizes), key=lambda each: sizes[each]) if sizes else 10.0
    steps = [
        (one.piece.base - other.piece.base) / other.piece.size
        for one, other in pairwise(lines)
        if one.region == other.region and 0 < one.piece.base - other.piece.base < 2.2 * other.piece.size
    ]
    large = sorted({each for each in sizes if each >= _LARGER * size}, reverse=True)
    words = (match.group().casefold() for line in lines for match in _HYPHENATED.finditer(line.piece.text))
    return Style(size, median(steps) if steps else 1.2, large, frozenset(words))


def _rounded(size: float) -> float:
    return round(2 * size) / 2


def paragraphs_of(content: list[Line | Table]) -> list[Paragraph | Table]:
    """The paragraphs and tables of a document, in order."""
    style = style_of(content)
    found: list[Paragraph | Table] = []
    open_: list[Line] = []
    depths: list[float] = []

    def close() -> None:
        if open_:
            found.append(_paragraph(open_, style, depths))
            open_.clear()

    for each in content:
        if isinstance(each, Table):
            close()
            found.append(each)
            continue
        if open_ and not _goes_on(open_, each, style):
            close()
        open_.append(each)
    close()
    return found


def _goes_on(open_: list[Line], line: Line, style: Style) -> bool:
    last, here = open_[-1].piece, line.piece
    if here.marker or LEADERS.search(last.text[-200:]) or abs(here.size - last.size) > _SAME_SIZE * style.size:
        return False
    ends = last.text.rstrip(_CLOSES)[-1:] in _ENDS
    continues = not ends and here.text[:1].islower()
    if last.is_bold != here.is_bold and not (continues and len(open_) == 1):
        return False
    if open_[-1].region != line.region:
        return not ends and (continues or not _had_room(open_[-1], here))
    gap = last.base - here.base
    if not 0 < gap <= _WIDER * max(style.step, 1.0) * max(here.size, last.size):
        return False
    return _stands_with(open_, line, continues=continues)


def _had_room(line: Line, following: Piece) -> bool:
    """Whether the first word of what follows would have fitted on the line."""
    text = following.text
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    wide = (following.right - following.left) * len(word) / max(len(text), 1)
    return line.piece.right + wide + _ROOM * following.size <= line.right


def _stands_with(open_: list[Line], line: Line, *, continues: bool) -> bool:
    """Rules 3 and 4."""
    first, last, here = open_[0].piece, open_[-1].piece, line.piece
    indent = _INDENT * here.size
    if first.marker:
        if here.left < first.text_left - indent and not continues:
            return False
    elif here.left > last.left + indent and len(open_) > 0 and not continues:
        return False
    if continues:
        return True
    is_heading = first.size == last.size == here.size and first.is_bold and here.is_bold
    return is_heading or not _had_room(open_[-1], here)


def _paragraph(lines: list[Line], style: Style, depths: list[float]) -> Paragraph:
    head = lines[0].piece
    parts: list[tuple[str, bool]] = []
    for line in lines:
        _join(parts, line.piece.parts, style)
    parts = [(text.replace(SOFT_HYPHEN, ""), bold) for text, bold in parts]
    words = len("".join(text for text, _ in parts).split())
    size = _rounded(head.size)
    if head.marker:
        while depths and depths[-1] > head.left + _INDENT * head.size / 2:
            depths.pop()
        if not depths or head.left - depths[-1] > _INDENT * head.size / 2:
            depths.append(head.left)
    elif not depths or head.left <= depths[0] + _INDENT * head.size / 2:
        depths.clear()
    if size >= _LARGER * style.size and words <= _LONGEST_HEADING:
        level = 1 + min(4, style.heading_sizes.index(size) if size in style.heading_sizes else 0)
        number = f"{head.marker} " if head.marker and head.marker[-1] in ".)" else ""
        depths.clear()
        return Paragraph([(number, False), *parts] if number else parts, level=level)
    return Paragraph(parts, marker=head.marker, depth=max(0, len(depths) - (1 if head.marker else 0)))


def _join(parts: list[tuple[str, bool]], more: list[tuple[str, bool]], style: Style) -> None:
    """Write a line behind those before it, over a hyphen where there is one."""
    if parts:
        text, bold = parts[-1]
        following = more[0][0]
        word = _LAST_WORD.search(text[-60:])
        if word is None:
            parts[-1] = (text + " ", bold)
        elif _is_broken(word.group(1), following, style, soft=text.endswith(SOFT_HYPHEN)):
            parts[-1] = (text[:-1], bold)
        elif not following[:1].isalpha():
            parts[-1] = (text + " ", bold)
    for text, bold in more:
        if parts and parts[-1][1] == bold:
            parts[-1] = (parts[-1][0] + text, bold)
        else:
            parts.append((text, bold))


def _is_broken(first: str, following: str, style: Style, *, soft: bool) -> bool:
    """Whether the hyphen between the two lines only breaks a word."""
    second = _FIRST_WORD.match(following)
    if second is None:
        return False
    if soft:
        return True
    if f"{first}-{second.group()}".casefold() in style.hyphenated or not second.group()[0].islower():
        return False
    return first.casefold() not in _KEEPS_HYPHEN
