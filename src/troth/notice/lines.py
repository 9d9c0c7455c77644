"""Which blocks do the lines of a plain text or a Markdown notice form?

Rules, in order:

1. A blank line, a rule (`---`, `***`, `___`) and any line that opens a block of its own end the block before.
2. Markdown: `#` headings, fences, tables, link definitions; both: underlined headings, `>` quotes, list items.
3. A list item opens with a bullet or a number and at least one blank after it. A number inside a running paragraph
   opens an item only where it is 1. More indented than its neighbour, it is nested in it.
4. A line break inside a paragraph is soft in Markdown, except after two blanks or a backslash (CommonMark 0.31, 6.7).
   In plain text it is hard, unless the text as a whole was wrapped at some width and the next line's first word would
   not have fitted on this line, or the line is nearly as wide and does not stop; or it is long, does not stop, and the
   next line begins with a small letter.

Deliberately unlike CommonMark: four blanks do not make code, because notices indent their text and hold no code.

What it leaves out: what inside a block is markup (`troth.notice.inline`), and headings that only look like headings
(`troth.notice.headings`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from troth.notice.blocks import Block, BlockKind, Run
from troth.notice.inline import fold_label, read_inline, read_literally

_LINE = re.compile(r"([^\r\n\f\u2028\u2029]*)(\r\n|[\r\n\f\u2028\u2029]|\Z)")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?){1,16}")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
_RULE = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:=[ \t]*){3,}|(?:#[ \t]*){7,})$")
_UNDERLINE = re.compile(r"[ \t]*(?:(=)=+|-{2,})[ \t]*$")
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})[^`]*$")
_BULLET = re.compile(r"[ \t]*([-*+•◦‣▪▸●○■□➢✓–—·])[ \t\u00a0]+(?=\S)")  # noqa: RUF001 -- typed bullets
_NUMBER = re.compile(
    r"[ \t]*(\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[^\W\d_a-z])|[a-z]\)|\([a-z]\)|\([ivxl]{2,6}\))"
    r"[ \t\u00a0]+(?=\S)"
)
_LEVELS = re.compile(r"\d+\.\d")
_FIRST = re.compile(r"\(?(?:1|a|i)[.)]\)?$")
_DEFINITION = re.compile(r"[ ]{0,3}\[([^\]\[]{1,300})\]:[ \t]*\S+")
_DELIMITER = re.compile(r"[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)*$")
_BREAK_TAG = re.compile(r"<br[ \t]{0,9}/?>", re.IGNORECASE)
_CELL = re.compile(r"(?:\\.|[^|\\])+|\\")
_TAB = 4
_DEEPEST = 16
"""List items nested more deeply than this count as this deep: nobody means more, and junk must not cost more."""
_LONGEST_CELL = 500
"""Characters of a cell: with a longer one, a row's cells are read one by one."""
_WIDEST_WRAP, _NARROWEST_WRAP = 120, 40
_FULL_LINE, _RAGGED = 50, 15
"""Characters from which a line that does not stop is no item of a list, and by which wrapped lines may differ."""
_STOPS = frozenset(".!?:;,")


class _Line(NamedTuple):
    start: int
    end: int


@dataclass(slots=True)
class _List:
    indent: int
    content: int
    bullet: str
    id: int
    item: int


@dataclass(slots=True)
class _Open:
    kind: BlockKind
    start: int
    pieces: list[tuple[int, int]] = field(default_factory=list)
    quoted: bool = False
    continues: bool = False
    numbered: bool = False
    subnumbered: bool = False
    list_id: int = 0
    level: int = 0
    table: int = 0
    column: int = 0


def read_lines(masked: str, *, markdown: bool) -> tuple[Block, ...]:
    """The blocks of a notice; `masked` is the source with comments blanked out, of the same length."""
    reader = _Reader(masked, markdown=markdown)
    reader.read()
    return tuple(reader.blocks)


class _Reader:
    """Goes through the lines once. INVARIANT: `self.at` only grows, and every line is taken by exactly one step."""

    def __init__(self, masked: str, *, markdown: bool) -> None:
        self.masked = masked
        self.markdown = markdown
        self.lines = [_Line(m.start(1), m.end(1)) for m in _LINE.finditer(masked) if m.group() or m.end(1) > m.start(1)]
        self.references = frozenset(_references(masked, self.lines)) if markdown else frozenset[str]()
        self.wrap = 0 if markdown else wrap_width([masked[line.start : line.end] for line in self.lines])
        self.blocks: list[Block] = []
        self.lists: list[_List] = []
        self.open: _Open | None = None
        self.serial = 0
        self.fence = ""
        self.in_table = False
        self.tables = 0
        self.at = 0

    def read(self) -> None:
        for at, line in enumerate(self.lines):
            self.at = at
            self._take(line)
        self._close()

    def _take(self, line: _Line) -> None:
        if line.start == line.end:
            self._close()
            self.in_table = False
            return
        text = self.masked[line.start : line.end]
        if self.markdown and self._take_fence(line, text):
            return
        quote = _QUOTE.match(text)
        start = line.start + (quote.end() if quote else 0)
        rest = self.masked[start : line.end]
        if not rest.strip():
            self._close()
            self.in_table = False
        elif self._take_underline(rest) or self._take_marked(line, start, rest, quoted=bool(quote)):
            return
        else:
            self._take_paragraph(line, start, rest, quoted=bool(quote))

    def _take_fence(self, line: _Line, text: str) -> bool:
        fence = _FENCE.match(text)
        if not self.fence:
            if fence:
                self._close()
                self.fence = fence.group(1)
            return fence is not None
        if fence and fence.group(1).startswith(self.fence):
            self.fence = ""
        elif text.strip():
            begin = line.end - len(text.lstrip())
            self._add_whole(BlockKind.TEXT, begin, begin, line.end, literal=True)
        return True

    def _take_underline(self, rest: str) -> bool:
        underline = _UNDERLINE.match(rest)
        if underline is None:
            return False
        block = self.open
        single = block is not None and len(block.pieces) == 1 and block.kind is BlockKind.TEXT and not block.continues
        if single and block is not None and (self.markdown or len(rest.strip()) > 2):  # noqa: PLR2004 -- `--` is no line
            block.kind, block.level = BlockKind.HEADING, 1 if underline.group(1) else 2
            self.lists.clear()
            self._close()
            return True
        return False

    def _take_marked(self, line: _Line, start: int, rest: str, *, quoted: bool) -> bool:
        """A line that its own first characters tell apart; False where it is a paragraph's."""
        if _RULE.match(rest):
            self._close()
            return True
        if self.markdown and self._take_markdown(line, start, rest):
            return True
        return self._take_item(line, start, rest, quoted=quoted)

    def _take_markdown(self, line: _Line, start: int, rest: str) -> bool:
        heading = _HEADING.match(rest)
        if heading:
            self._close()
            self.lists.clear()
            begin, content = start + heading.start(1), start + heading.end()
            to = content + len(_without_closing_signs(rest[heading.end() :]))
            self._add_whole(BlockKind.HEADING, begin, content, to, level=len(heading.group(1)), end=line.end)
            return True
        if _DEFINITION.match(rest) and self.open is None:
            return True
        return "|" in rest and self._take_row(start, rest)

    def _take_row(self, start: int, rest: str) -> bool:
        header = not self.in_table and self._is_header()
        if not header and not self.in_table and not _is_bars(rest):
            return False
        self._close()
        if header:
            self.in_table = True
            self.tables += 1
            self.lists.clear()
        if _is_bars(rest):
            return True
        cells = [cell for cell in _CELL.finditer(rest) if cell.group().strip()]
        first = start + len(rest) - len(rest.lstrip())
        if not header and len(cells) > 1 and max(len(cell.group()) for cell in cells) <= _LONGEST_CELL:
            content = start + cells[0].start()
            self._add_whole(BlockKind.ROW, first, content, start + cells[-1].end(), table=self.tables)
            return True
        columns = [rest.count("|", 0, cell.start()) + (not rest.lstrip().startswith("|")) for cell in cells]
        for number, cell in enumerate(cells):
            text = cell.group()
            content = start + cell.start() + len(text) - len(text.lstrip())
            kind = BlockKind.HEADER_CELL if header else BlockKind.CELL
            begin = content if number else min(first, content)
            self._add_whole(kind, begin, content, start + cell.end(), table=self.tables, column=columns[number])
        return True

    def _is_header(self) -> bool:
        if self.at + 1 >= len(self.lines):
            return False
        following = self.lines[self.at + 1]
        text = self.masked[following.start : following.end]
        return "|" in text and "-" in text and _DELIMITER.match(text) is not None

    def _take_item(self, line: _Line, start: int, rest: str, *, quoted: bool) -> bool:
        marker = _BULLET.match(rest) or _NUMBER.match(rest)
        if marker is None:
            return False
        numbered = marker.re is _NUMBER
        sign = marker.group(1)
        in_paragraph = self.open is not None and not self.lists
        if numbered and in_paragraph and not _FIRST.match(sign):
            return False
        if sign in "–—" and in_paragraph:  # noqa: RUF001 -- a dash inside a running text is a dash
            return False
        self._close()
        self.in_table = False
        indent = _columns(rest[: marker.start(1)])
        list_id = self._enter(indent, _columns(rest[: marker.end()]), _marker_class(sign))
        begin = start + (marker.end() if numbered else marker.start(1))
        self.open = _Open(BlockKind.ITEM, begin, quoted=quoted, numbered=numbered, list_id=list_id)
        self.open.subnumbered = numbered and _LEVELS.match(sign) is not None
        inner = _HEADING.match(rest, marker.end()) if self.markdown else None
        content = start + (inner.end() if inner else marker.end())
        self._append(line, content)
        return True

    def _enter(self, indent: int, content: int, sign: str) -> int:
        """Open an item at this indentation; returns the number of its list."""
        same = [known for known in self.lists if known.bullet == sign and abs(known.indent - indent) <= 1]
        while self.lists and self.lists[-1].indent >= indent and same and self.lists[-1] is not same[-1]:
            self.lists.pop()
        while self.lists and not same and self.lists[-1].indent >= indent:
            self.lists.pop()
        self.serial += 1
        if self.lists and same and self.lists[-1] is same[-1]:
            self.lists[-1].item, self.lists[-1].content = self.serial, content
        else:
            del self.lists[_DEEPEST - 1 :]
            self.lists.append(_List(indent, content, sign, self.serial, self.serial))
        return self.lists[-1].id

    def _take_paragraph(self, line: _Line, start: int, rest: str, *, quoted: bool) -> None:
        self.in_table = False
        if self.open is not None and self.open.quoted == quoted and self._is_soft(rest):
            self._append(line, start + len(rest) - len(rest.lstrip()))
            return
        was_open = self.open is not None
        self._close()
        indent = _columns(rest[: len(rest) - len(rest.lstrip())])
        while self.lists and not was_open and indent < min(self.lists[-1].content, self.lists[-1].indent + 2):
            self.lists.pop()
        if was_open and not self.markdown and indent <= (self.lists[-1].indent if self.lists else 0):
            self.lists.clear()
        begin = start + len(rest) - len(rest.lstrip())
        quote = self.masked.find(">", line.start, start) if quoted else -1
        self.open = _Open(BlockKind.TEXT, quote if quote >= 0 else begin, quoted=quoted)
        self._append(line, begin)

    def _is_soft(self, rest: str) -> bool:
        """Whether the break between the line before and this one goes on with the paragraph (rule 4)."""
        if self.markdown:
            return True
        before = self.lines[self.at - 1]
        indented = bool(self.lists) and _columns(rest[: len(rest) - len(rest.lstrip())]) >= self.lists[-1].content
        if indented and rest.lstrip()[0].islower():
            return True
        ended = self.masked[before.start : before.end].rstrip()
        if len(ended) >= _FULL_LINE and ended[-1] not in _STOPS and rest.lstrip()[0].islower():
            return True
        if not self.wrap:
            return False
        if ended[-1] not in _STOPS and self.wrap - _RAGGED < len(ended) <= self.wrap:
            return True
        return len(ended) <= self.wrap < len(ended) + 1 + len(rest.split(maxsplit=1)[0])

    def _append(self, line: _Line, start: int) -> None:
        """Add the rest of a line to the open block, and end the block at a hard line break."""
        assert self.open is not None  # noqa: S101 -- the callers have opened it
        raw = self.masked[start : line.end]
        at = start
        for tag in _BREAK_TAG.finditer(raw) if self.markdown else ():
            self._add_piece(at, start + tag.start())
            self._break()
            at = start + tag.end()
        self._add_piece(at, line.end)
        if self.markdown and raw.endswith(("  ", "\\")):
            if raw.endswith("\\") and self.open.pieces:
                begin, end = self.open.pieces.pop()
                kept = self.masked[begin : end - 1].rstrip()
                self.open.pieces += [(begin, begin + len(kept))] if kept else []
            self._break()

    def _add_piece(self, start: int, end: int) -> None:
        text = self.masked[start:end]
        stripped = start + len(text) - len(text.lstrip())
        if text.strip() and self.open is not None:
            if not self.open.pieces and self.open.continues:
                self.open.start = stripped
            self.open.pieces.append((stripped, start + len(text.rstrip())))

    def _break(self) -> None:
        """A hard line break: what follows continues the same paragraph or item as a block of its own."""
        block = self.open
        if block is not None and block.pieces:
            self._close()
            self.open = _Open(BlockKind.TEXT, block.start, quoted=block.quoted, continues=True)

    def _close(self) -> None:
        block, self.open = self.open, None
        if block is None or not block.pieces:
            return
        runs = read_inline(self.masked, block.pieces, self.references) if self.markdown else None
        self._emit(block, runs or read_literally(self.masked, block.pieces), block.pieces[-1][1])

    def _add_whole(  # noqa: PLR0913 -- a block's parts
        self,
        kind: BlockKind,
        begin: int,
        start: int,
        to: int,
        *,
        level: int = 0,
        end: int = 0,
        literal: bool = False,
        table: int = 0,
        column: int = 0,
    ) -> None:
        """A block that is complete on its line."""
        text = self.masked[start:to]
        pieces = [(start + len(text) - len(text.lstrip()), start + len(text.rstrip()))]
        if not text.strip():
            return
        plain = literal or not self.markdown
        runs = () if plain else read_inline(self.masked, pieces, self.references)
        end = begin + len(self.masked[begin : end or to].rstrip())
        self._emit(
            _Open(kind, begin, level=level, table=table, column=column),
            runs or read_literally(self.masked, pieces),
            end,
        )

    def _emit(self, block: _Open, runs: tuple[Run, ...], end: int) -> None:
        if not any(run.text.strip() for run in runs):
            return
        following = self.lines[self.at] if self.at < len(self.lines) else None
        attached = following is not None and following.start > end and following.end > following.start
        self.blocks.append(
            Block(
                block.kind,
                block.start,
                end,
                runs,
                level=block.level,
                items=tuple(known.item for known in self.lists),
                list_id=block.list_id,
                quoted=block.quoted,
                continues=block.continues,
                attached=attached and bool(self.masked[following.start : following.end].strip())
                if following
                else False,
                numbered=block.numbered,
                subnumbered=block.subnumbered,
                table=block.table,
                column=block.column,
            )
        )


def _columns(blank: str) -> int:
    """The width of an indentation, a tab counting to the next stop of four."""
    return len(blank.expandtabs(_TAB))


def _is_bars(text: str) -> bool:
    """Whether a line only draws a table."""
    return "|" in text and not text.strip(" \t|:-")


def _without_closing_signs(text: str) -> str:
    """A heading's text without the number signs that may close it (CommonMark 0.31, 4.2)."""
    stripped = text.rstrip(" \t")
    closed = stripped.rstrip("#")
    return closed if not closed or closed[-1] in " \t" else stripped


def _marker_class(sign: str) -> str:
    """What makes two markers of one list: the same bullet, or the same way to number."""
    return re.sub(r"[ivxl]+|[a-z]", "a", re.sub(r"\d+(?:\.\d+)*", "1", sign))


def _references(masked: str, lines: list[_Line]) -> list[str]:
    found = (_DEFINITION.match(masked, line.start, line.end) for line in lines)
    return [fold_label(match.group(1)) for match in found if match]


def wrap_width(lines: list[str]) -> int:
    """The width in characters at which a plain text was wrapped; 0 where its lines are paragraphs.

    Wrapped is a text in which nine of ten lines that another follows without a blank are at most 120 wide, and six of
    ten of them come within 20 characters of the widest.
    """
    widths: list[int] = []
    for line, following in pairwise(lines):
        if line.strip() and following.strip() and not _BULLET.match(following) and not _NUMBER.match(following):
            widths.append(len(line.rstrip()))
    narrow = [width for width in widths if width <= _WIDEST_WRAP]
    if not narrow or 10 * len(narrow) < 9 * len(widths):
        return 0
    widest = max(narrow)
    full = [width for width in narrow if width > widest - 20]
    return widest if widest >= _NARROWEST_WRAP and 10 * len(full) >= 6 * len(narrow) else 0
