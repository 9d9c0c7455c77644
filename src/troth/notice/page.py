"""Which blocks does an HTML page hold, once the page around the notice is taken away?

1. What is no part of the notice is left out and listed (`troth.notice.regions`).
2. `h1` to `h6`, `summary`, what has the role, and short lines that only a class calls a title are headings, and so is a
   button that opens a part; `li`, `p`, `dd` and every other block element form blocks; a `dt` leads into its `dd`.
3. `br` is a hard line break, two are the end of a paragraph; one inside a wrapped sentence is a blank.
4. A paragraph with a typed bullet before it is a list item, too.
5. A table's row is one block, its cells between ` | `, under the table's column heads; where a cell is long, each cell
   is a block of its own.
6. `b`, `strong`, `u` and what a style or a class calls bold are bold; a character reference stands for its character.
7. Where nothing would remain, the page is read whole (scripts, styles and the head stay out).

The range of a block lies between the tags that begin and end it: inline tags are inside, block tags are not.

What it leaves out: style sheets. What only they hide or make bold is neither hidden nor bold here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.notice.blocks import Block, BlockKind, Run
from troth.notice.elements import BLOCKS, HEADINGS
from troth.notice.headings import reads_as_bold_heading
from troth.notice.regions import Regions, find_regions
from troth.notice.tags import Token, TokenKind, read_attributes, read_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

_KINDS_END = HEADINGS.keys() | {"li", "ul", "ol", "td", "th", "caption", "dt", "dd", "button"}
_BOLD = frozenset({"b", "strong", "u"})
"""What stresses; a line that is underlined from end to end is a heading on pages that know no others."""

_TITLED = re.compile(
    r"(?<![\w-])(?:[\w-]*?[-_])?(?:(?P<level>h[1-6])|(?P<sub>sub-?(?:title|head(?:ing)?))|title|head(?:ing|line)|"
    r"mso(?:sub)?title|msoheading\d|question|accordion[-_]+(?:header|button|toggle|trigger))(?![\w-])",
    re.IGNORECASE,
)
_STYLED_BOLD = re.compile(r"font-weight\s{0,5}:\s{0,5}(?:bold|[6-9]00)", re.IGNORECASE)
_TYPED_BULLET = re.compile(r"\s*([·•◦‣▪▸●○■□➢✓\uf0b7\uf0a7–—*-])\s+(?=\S)")  # noqa: RUF001 -- typed bullets
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_DEEPEST = 16
"""Lists nested more deeply count as this deep, as in plain text."""

_MOST_TITLE_WORDS = 14
_WRAPPED = 40
"""Characters: a `br` behind a shorter line is meant."""

_ENDS = ".:;!?"


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page and the ranges of its source that were left out, each with the reason."""

    blocks: tuple[Block, ...]
    left_out: tuple[tuple[int, int, str], ...]


def read_page(source: str) -> Page:
    """The blocks of an HTML page."""
    tokens = list(read_tokens(source))
    regions = find_regions(tokens, source, whole=False)
    page = _Reader(source, regions).read(tokens)
    if not page.blocks and regions.main:
        regions.main.clear()
        page = _Reader(source, regions).read(tokens)
    if page.blocks:
        return page
    return _Reader(source, find_regions(tokens, source, whole=True), whole=True).read(tokens)


@dataclass(slots=True)
class _State:
    """Where the reader stands: the open block, the open lists, and what is being skipped."""

    start: int = 0
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    list_id: int = 0
    numbered: bool = False
    continues: bool = False
    runs: list[Run] = field(default_factory=list)
    lists: list[tuple[int, bool]] = field(default_factory=list)
    items: list[int] = field(default_factory=list)
    bold: int = 0
    styled: list[bool] = field(default_factory=list)
    titled: bool = False
    label: bool = False
    breaks: int = 0
    table: int = 0
    column: int = 0
    in_row: bool = False
    typed: int = 0
    headed: bool = False
    jumping: bool = False
    quotes: int = 0
    serial: int = 0


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, source: str, regions: Regions, *, whole: bool = False) -> None:
        self.source = source
        self.regions = regions
        self.whole = whole
        self.state = _State()
        self.blocks: list[Block] = []
        self.left_out: list[tuple[int, int, str]] = []
        self.frames: list[bool] = []
        self.main = 0
        self.tables: list[tuple[int, bool]] = []

    def read(self, tokens: Sequence[Token]) -> Page:
        skipped = 0
        until = -1
        for token in tokens:
            if token.start < until:
                continue
            if skipped < len(self.regions.left_out) and token.start >= self.regions.left_out[skipped][0]:
                start, until, reason = self.regions.left_out[skipped]
                skipped += 1
                if token.name in BLOCKS:
                    self._flush(start, until)
                self.left_out.append((start, until, reason))
                continue
            self._take(token)
        self._flush(len(self.source), len(self.source))
        return Page(tuple(self.blocks), tuple(self.left_out))

    def _take(self, token: Token) -> None:
        if token.kind is TokenKind.TEXT:
            self._take_text(token)
        elif token.kind is TokenKind.OPEN:
            self._open(token)
        elif token.kind is TokenKind.CLOSE:
            self._close(token.name, token.start, token.end)
        else:
            self.left_out.append((token.start, token.end, token.name or "comment"))

    def _is_outside(self, start: int) -> bool:
        """Whether a place lies outside of what is read; places are asked for in order."""
        main = self.regions.main
        while self.main < len(main) and main[self.main][1] <= start:
            self.main += 1
        return bool(main) and not (self.main < len(main) and main[self.main][0] <= start)

    def _take_text(self, token: Token) -> None:
        """Take the text, or list it as left out where it stands outside of what is read."""
        in_frame = any(self.frames[-1:]) and self.state.kind is not BlockKind.HEADING
        if not self.whole and (in_frame or self._is_outside(token.start)):
            if self.source[token.start : token.end].strip():
                self.left_out.append((token.start, token.end, "page"))
            return
        at = token.start
        for reference in _CHARACTER.finditer(self.source, token.start, token.end):
            shown = html.unescape(reference.group())
            if shown and shown != reference.group():
                self._add(self.source[at : reference.start()], at, reference.start())
                self._add(shown, *reference.span())
                at = reference.end()
        self._add(self.source[at : token.end], at, token.end)

    def _add(self, text: str, start: int, end: int) -> None:
        if text:
            self.state.runs.append(Run(text, start, end, self.state.bold > 0, self.state.jumping))

    def _open(self, token: Token) -> None:
        name, state = token.name, self.state
        if name == "br":
            self._break(token)
        elif state.in_row and name in BLOCKS and name not in ("tr", "table", "tbody", "thead", "tfoot"):
            self._part(token)
        elif name in BLOCKS or name == "button":
            if name == "button" and (state.kind is BlockKind.HEADING or token.start not in self.regions.opened):
                return
            attributes = dict(read_attributes(token.attributes))
            self._flush(token.start, token.end)
            self._open_block(token, attributes)
        elif name in _BOLD:
            state.bold += 1
        elif name == "span":
            state.styled.append(_is_bold(dict(read_attributes(token.attributes))))
            state.bold += state.styled[-1]
        elif name == "a":
            state.jumping = dict(read_attributes(token.attributes)).get("href", "").startswith("#")

    def _break(self, token: Token) -> None:
        """A line break: of a title, inside a wrapped sentence or a row a blank; else the end of a line (rule 3)."""
        state = self.state
        if state.kind is BlockKind.HEADING or state.in_row or self._is_wrapped(token.end):
            self._add(" ", token.start, token.end)
            return
        bold, empty = state.bold, not any(run.text.strip() for run in state.runs)
        breaks = state.breaks + 1 if empty else 1
        self._flush(token.start, token.end)
        state.breaks, state.continues, state.bold = breaks, breaks < 2, bold  # noqa: PLR2004 -- two end a paragraph

    def _is_wrapped(self, end: int) -> bool:
        """Whether the line so far is long and stops nowhere, and the next goes on with a small letter."""
        line = "".join(run.text for run in self.state.runs[-20:]).rstrip()
        if len(line) < _WRAPPED or line[-1] in _ENDS:
            return False
        following = self.source[end : end + 200].lstrip()
        return following[:1].islower()

    def _part(self, token: Token) -> None:
        """A block inside of a row: the next cell, the next item of a list in a cell, or the next line of one."""
        state = self.state
        if token.name in ("td", "th"):
            state.column += 1
            if state.column > 1:
                self._add(" | ", token.start, token.end)
            else:
                state.start = token.end
            state.bold = 0
        elif (
            token.name == "li" and next((run.text for run in reversed(state.runs) if run.text.strip()), " | ") != " | "
        ):
            self._add("; ", token.start, token.end)
        elif state.runs:
            self._add(" ", token.start, token.end)

    def _open_block(self, token: Token, attributes: dict[str, str]) -> None:
        name, state = token.name, self.state
        if state.titled:
            state.kind, state.level, state.titled = BlockKind.TEXT, 0, False
        if name in HEADINGS or name == "button":
            state.kind, state.level = BlockKind.HEADING, HEADINGS.get(name, 6)
        elif name in ("ul", "ol"):
            state.serial += 1
            state.lists.append((state.serial, name == "ol"))
        elif name == "li":
            self._open_item()
        elif name in ("table", "tr", "td", "th", "caption"):
            self._open_in_table(token)
        elif name == "blockquote":
            state.quotes += 1
        elif name in ("dt", "dd"):
            state.kind, state.label = BlockKind.TEXT, name == "dt"
        elif name in ("header", "footer", "main", "article"):
            self.frames.append(
                token.start not in self.regions.frames and name in ("header", "footer") and not self._in_content()
            )
        elif name in ("p", "div", "legend") and attributes:
            self._open_titled(attributes)

    def _in_content(self) -> bool:
        """Whether what is open lies in the content, where headers and footers are the content's own."""
        return False in self.frames

    def _open_titled(self, attributes: dict[str, str]) -> None:
        """A line that only a role, a class or a style calls a heading; what it is shows when it ends."""
        state = self.state
        named = _TITLED.search(attributes.get("class", ""))
        if attributes.get("role") == "heading":
            level = attributes.get("aria-level", "")
            state.kind, state.level = BlockKind.HEADING, int(level) if level in ("1", "2", "3", "4", "5", "6") else 3
        elif named and not state.items:
            state.kind, state.titled = BlockKind.HEADING, True
            state.level = int(named["level"][1]) if named["level"] else 4 if named["sub"] else 3
        elif _is_bold(attributes):
            state.bold = 1

    def _open_in_table(self, token: Token) -> None:
        state, name = self.state, token.name
        if name == "table":
            state.serial += 1
            self.tables.append((state.serial, token.start in self.regions.tables))
        elif name == "tr":
            state.column = 0
            state.headed = token.start in self.regions.headed
            state.in_row = bool(self.tables) and self.tables[-1][1] and not state.headed
            state.kind = BlockKind.ROW if state.in_row else BlockKind.TEXT
        elif name == "caption":
            state.kind = BlockKind.HEADER_CELL
        else:
            state.column += 1
            is_head = state.headed or (name == "th" and not state.in_row)
            state.kind = BlockKind.HEADER_CELL if is_head else BlockKind.CELL
        state.table = self.tables[-1][0] if self.tables and name != "caption" else 0

    def _open_item(self) -> None:
        state = self.state
        if not state.lists:
            state.serial += 1
            state.lists.append((state.serial, False))
        state.serial += 1
        del state.items[min(len(state.lists), _DEEPEST) - 1 :]
        state.items.append(state.serial)
        state.kind = BlockKind.ITEM
        state.list_id, state.numbered = state.lists[-1]

    def _close(self, name: str, start: int, end: int) -> None:
        state = self.state
        if state.in_row and name in BLOCKS and name not in ("tr", "table", "tbody", "thead", "tfoot"):
            state.bold = 0
        elif name in BLOCKS or (name == "button" and state.kind is BlockKind.HEADING):
            self._flush(start, end)
            self._close_block(name)
        elif name in _BOLD:
            state.bold = max(0, state.bold - 1)
        elif name == "span" and state.styled:
            state.bold = max(0, state.bold - state.styled.pop())
        elif name == "a":
            state.jumping = False

    def _close_block(self, name: str) -> None:
        state = self.state
        if name in ("ul", "ol") and state.lists:
            state.lists.pop()
            del state.items[min(len(state.lists), _DEEPEST) :]
        elif name == "li":
            del state.items[max(0, min(len(state.lists), _DEEPEST) - 1) :]
        elif name == "blockquote":
            state.quotes = max(0, state.quotes - 1)
        elif name in ("tr", "table", "tbody", "thead", "tfoot"):
            state.in_row = state.headed = False
            state.kind = BlockKind.TEXT
            if name == "table" and self.tables:
                self.tables.pop()
        elif name in ("header", "footer", "main", "article") and self.frames:
            self.frames.pop()
        if name in _KINDS_END or state.titled:
            state.kind, state.level, state.list_id, state.numbered = BlockKind.TEXT, 0, 0, False
            state.titled = state.label = False
        state.table = self.tables[-1][0] if self.tables else 0

    def _without_bullet(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs without a bullet that somebody typed; the block becomes an item of the list that typed ones form."""
        state = self.state
        bullet = _TYPED_BULLET.match("".join(run.text for run in runs[:12])) if state.kind is BlockKind.TEXT else None
        if bullet is None or state.items:
            state.typed = 0
            return runs
        if not state.typed:
            state.serial += 1
            state.typed = state.serial
        state.serial += 1
        state.kind, state.list_id = BlockKind.ITEM, state.typed
        return _after(runs, bullet.end())

    def _flush(self, end: int, following: int) -> None:
        """End the open block before `end`; the next one begins at `following`."""
        state = self.state
        runs = tuple(state.runs)
        words = "".join(run.text for run in runs) if state.titled or state.in_row else ""
        is_block = any(char.isalnum() for char in words) if state.in_row else any(run.text.strip() for run in runs)
        if is_block:
            if state.titled and not _is_title(words):
                state.kind, state.level = BlockKind.TEXT, 0
            first, last = _edges(self.source, runs, state.start, end)
            runs = self._without_bullet(runs)
            in_cell = state.kind in (BlockKind.ROW, BlockKind.CELL, BlockKind.HEADER_CELL)
            self.blocks.append(
                Block(
                    state.kind,
                    first,
                    last,
                    runs,
                    level=state.level,
                    items=(state.serial,) if state.typed else tuple(state.items),
                    list_id=state.list_id,
                    quoted=state.quotes > 0,
                    continues=state.continues and not state.typed,
                    numbered=state.numbered,
                    label=state.label,
                    table=state.table if in_cell else 0,
                    column=state.column if in_cell else 0,
                )
            )
            state.kind, state.level, state.list_id, state.numbered = BlockKind.TEXT, 0, 0, False
            state.titled = state.label = False
            state.bold = 0
            state.styled = [False] * len(state.styled)
        state.continues = False
        state.breaks = 0
        state.start = following
        state.runs = []


def _after(runs: tuple[Run, ...], count: int) -> tuple[Run, ...]:
    """The runs without this many characters at their beginning."""
    kept: list[Run] = []
    for run in runs:
        if count >= len(run.text):
            count -= len(run.text)
            continue
        start = run.start + count if len(run.text) == run.end - run.start else run.start
        kept.append(Run(run.text[count:], start, run.end, run.bold, run.jumps))
        count = 0
    return tuple(kept)


def _is_bold(attributes: dict[str, str]) -> bool:
    """Whether a style or a class makes the words bold."""
    named = attributes.get("class", "")
    return bool(_STYLED_BOLD.search(attributes.get("style", ""))) or bool(
        named and (_TITLED.search(named) or re.search(r"(?<![\w-])(?:font-)?(?:bold|strong)(?![\w-])", named))
    )


def _is_title(text: str) -> bool:
    return len(text.split()) <= _MOST_TITLE_WORDS and reads_as_bold_heading(text.strip() or "-")


def _edges(source: str, runs: tuple[Run, ...], start: int, end: int) -> tuple[int, int]:
    """The range from `start` to `end` without white space at either end, holding at least the visible words."""
    worded = [run for run in runs if run.text.strip()]
    first = worded[0].start
    if len(worded[0].text) == worded[0].end - first:
        first += len(worded[0].text) - len(worded[0].text.lstrip())
    while start < first and source[start].isspace():
        start += 1
    while end > worded[-1].end and source[end - 1].isspace():
        end -= 1
    if end == worded[-1].end and len(worded[-1].text) == end - worded[-1].start:
        end -= len(worded[-1].text) - len(worded[-1].text.rstrip())
    return start, end
