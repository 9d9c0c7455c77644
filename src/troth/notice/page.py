"""Which blocks does an HTML page hold, once the page around the notice is taken away?

1. Only the main content is read, where the page marks it (`main`, `role=main`) and it holds words.
2. Left out, and listed as left out: scripts, styles, the head, navigation, asides, forms' controls, dialogs, banners
   about cookies, what is hidden; headers and footers of the page, except a header's headings.
3. `h1` to `h6` and `summary` are headings; `li`, `p`, `td`, `th`, `dt`, `dd` and every other block element form blocks;
   `br` is a hard line break; `b` and `strong` are bold; a character reference stands for its character.
4. Where nothing would remain, the page is read whole, without rules 1 and 2 (scripts, styles and the head stay out).

The range of a block lies between the tags that begin and end it: inline tags are inside, block tags are not.

What it leaves out: styles. What only a style sheet hides or makes bold is neither hidden nor bold here.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from troth.notice.blocks import Block, BlockKind, Run
from troth.notice.lexicon import word_set
from troth.notice.tags import Token, TokenKind, read_attributes, read_tokens

_NEVER = word_set("head script style template svg math noscript object audio video canvas map")
_AROUND = word_set("nav aside dialog button select option datalist menu")
_FRAME = frozenset({"header", "footer"})
_ROLES = word_set("navigation banner contentinfo complementary search dialog alertdialog menu menubar")
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 6}
_BLOCKS = _HEADINGS.keys() | word_set(
    "address article aside blockquote body caption center col colgroup dd details dialog div dl dt fieldset figcaption "
    "figure footer form header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_KINDS_END = _HEADINGS.keys() | {"li", "ul", "ol", "td", "th", "caption"}
_UNCLOSED = frozenset({"p", "li", "dd", "dt", "td", "th", "tr", "option"})
"""Elements whose end tag may be left out: the next of the same name ends them (HTML, 13.1.2.4)."""
_VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_BOLD = frozenset({"b", "strong"})
_BANNER = re.compile(r"(?:cookie|consent|gdpr|ccpa)[\w-]*(?:banner|bar|popup|modal|dialog|overlay|wall)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_HIDES = re.compile(r"(?:^|\s)hidden(?:\s|=|/|$)", re.IGNORECASE)
_MAIN = re.compile(r"<main[\s>]|\srole\s{0,5}=\s{0,5}[\"']?main\b", re.IGNORECASE)
_CHARACTER = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_DEEPEST = 16
"""Lists nested more deeply count as this deep, as in plain text."""


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a page and the ranges of its source that were left out, each with the reason."""

    blocks: tuple[Block, ...]
    left_out: tuple[tuple[int, int, str], ...]


def read_page(source: str) -> Page:
    """The blocks of an HTML page (rules 1 to 4)."""
    if _MAIN.search(source):
        page = _Reader(source, main_only=True).read()
        if page.blocks:
            return page
    page = _Reader(source).read()
    return page if page.blocks else _Reader(source, whole=True).read()


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
    jumping: bool = False
    quotes: int = 0
    serial: int = 0


class _Reader:
    """Goes through the tokens once."""

    def __init__(self, source: str, *, main_only: bool = False, whole: bool = False) -> None:
        self.source = source
        self.whole = whole
        self.main_only = main_only
        self.main: list[str] = []
        self.state = _State()
        self.blocks: list[Block] = []
        self.left_out: list[tuple[int, int, str]] = []
        self.skipping = ""
        self.skip_depth = 0
        self.skip_from = 0
        self.skip_reason = ""
        self.in_frame = 0
        self.in_content = 0

    def read(self) -> Page:
        for token in read_tokens(self.source):
            if self.skipping:
                self._skip(token)
            elif token.kind is TokenKind.TEXT:
                self._take_text(token)
            elif token.kind is TokenKind.OPEN:
                self._open(token)
            elif token.kind is TokenKind.CLOSE:
                self._close(token.name, token.start, token.end)
            else:
                self.left_out.append((token.start, token.end, token.name or "comment"))
        if self.skipping:
            self.left_out.append((self.skip_from, len(self.source), self.skip_reason))
        self._flush(len(self.source), len(self.source))
        return Page(tuple(self.blocks), tuple(self.left_out))

    def _skip(self, token: Token) -> None:
        if token.name != self.skipping or token.kind not in (TokenKind.OPEN, TokenKind.CLOSE):
            return
        if token.kind is TokenKind.OPEN and token.name in _UNCLOSED:
            self.left_out.append((self.skip_from, token.start, self.skip_reason))
            self.skipping = ""
            self._open(token)
            return
        self.skip_depth += 1 if token.kind is TokenKind.OPEN else -1
        if not self.skip_depth:
            self.left_out.append((self.skip_from, token.end, self.skip_reason))
            self.skipping = ""
            if token.name in _BLOCKS:
                self.state.start = token.end

    def _take_text(self, token: Token) -> None:
        """Take the text, or list it as left out where it stands outside of what is read."""
        outside = self.main_only and not self.main
        in_frame = self.in_frame and not self.in_content and self.state.kind is not BlockKind.HEADING
        if not self.whole and (outside or in_frame):
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
        name = token.name
        attributes = dict(read_attributes(token.attributes))
        if reason := self._reason_to_skip(token, attributes):
            if name in _BLOCKS:
                self._flush(token.start, token.end)
            if name not in _VOID and not (token.attributes.endswith("/") and name in ("svg", "math")):
                self.skipping, self.skip_depth, self.skip_from, self.skip_reason = (
                    name,
                    1,
                    token.start,
                    reason,
                )
            return
        if name == "br" and self.state.kind is BlockKind.HEADING:
            self._add(" ", token.start, token.end)
        elif name in _BLOCKS or name == "br":
            bold = self.state.bold if name == "br" else 0
            self._flush(token.start, token.end)
            self._open_block(name, attributes)
            self.state.bold = bold
        elif name in _BOLD:
            self.state.bold += 1
        elif name == "a":
            self.state.jumping = attributes.get("href", "").startswith("#")

    def _reason_to_skip(self, token: Token, attributes: dict[str, str]) -> str:
        name = token.name
        if name in _NEVER:
            return name
        if self.whole or name in ("html", "body", "main"):
            return ""
        if name in _AROUND:
            return name
        role = attributes.get("role", "")
        if role in _ROLES and not self.in_content:
            return role
        banner = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        if name in _BLOCKS and _BANNER.search(banner):
            return "cookie banner"
        hidden = _HIDES.search(token.attributes) or _HIDDEN.search(attributes.get("style", ""))
        return "hidden" if hidden or attributes.get("aria-hidden") == "true" else ""

    def _open_block(self, name: str, attributes: dict[str, str]) -> None:
        state = self.state
        if name == "br":
            state.continues = True
        elif name in _HEADINGS:
            state.kind, state.level = BlockKind.HEADING, _HEADINGS[name]
        elif name in ("ul", "ol"):
            state.serial += 1
            state.lists.append((state.serial, name == "ol"))
        elif name == "li":
            self._open_item()
        elif name in ("td", "th"):
            state.kind = BlockKind.CELL if name == "td" else BlockKind.HEADER_CELL
        elif name == "caption":
            state.kind = BlockKind.HEADER_CELL
        elif name == "blockquote":
            state.quotes += 1
        self._enter_region(name, attributes)

    def _enter_region(self, name: str, attributes: dict[str, str]) -> None:
        if name == "main" or attributes.get("role") == "main" or name in self.main[-1:]:
            self.main.append(name)
        if name in ("main", "article"):
            self.in_content += 1
        elif name in _FRAME:
            self.in_frame += 1

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
        if name in _BLOCKS:
            self._flush(start, end)
            self._close_block(name)
        elif name in _BOLD:
            state.bold = max(0, state.bold - 1)
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
        if name in _KINDS_END:
            state.kind, state.level, state.list_id, state.numbered = BlockKind.TEXT, 0, 0, False
        if self.main and self.main[-1] == name:
            self.main.pop()
        if name in ("main", "article"):
            self.in_content = max(0, self.in_content - 1)
        elif name in _FRAME:
            self.in_frame = max(0, self.in_frame - 1)

    def _flush(self, end: int, following: int) -> None:
        """End the open block before `end`; the next one begins at `following`."""
        state = self.state
        runs = tuple(state.runs)
        if any(run.text.strip() for run in runs):
            first, last = _edges(self.source, runs, state.start, end)
            self.blocks.append(
                Block(
                    state.kind,
                    first,
                    last,
                    runs,
                    level=state.level,
                    items=tuple(state.items),
                    list_id=state.list_id,
                    quoted=state.quotes > 0,
                    continues=state.continues,
                    numbered=state.numbered,
                )
            )
            state.kind, state.level, state.list_id, state.numbered = BlockKind.TEXT, 0, 0, False
            state.bold = 0
        state.continues = False
        state.start = following
        state.runs = []


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
