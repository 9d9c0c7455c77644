"""Which elements is an HTML page made of, and how much running text does each hold?

The tokens of a page become a flat list of elements, each with its parent, its range and what is counted in it. Broken
nesting is repaired plainly: an end tag closes the nearest element of its name, or nothing; `p`, `li` and their like
end where the next begins (HTML, 13.1.2.4). The work grows with the length of the page.

Running text is text in blocks of eight words and more outside of links: sentences, and not furniture.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.notice.tags import Token, TokenKind, read_attributes

if TYPE_CHECKING:
    from collections.abc import Sequence

NEVER = word_set("head script style template svg math noscript object audio video canvas map iframe")
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6, "summary": 6}
BLOCKS = HEADINGS.keys() | word_set(
    "address article aside blockquote body caption center col colgroup dd details dialog div dl dt fieldset figcaption "
    "figure footer form header hr html legend li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
VOID = word_set("area base br col embed hr img input link meta param source track wbr")
_UNCLOSED = {
    "p": frozenset({"p"}),
    "li": frozenset({"li"}),
    "dd": word_set("dd dt"),
    "dt": word_set("dd dt"),
    "td": word_set("td th"),
    "th": word_set("td th"),
    "tr": word_set("tr td th"),
    "option": frozenset({"option"}),
}
_CONTROLS = word_set("input textarea select")
_SCOPES = word_set("ul ol dl table body html div section article main details form fieldset blockquote")
_LOOK_BACK = 12
RUNNING = 8
"""Words outside of links: a block that has as many is running text."""


@dataclass(slots=True)
class Element:
    """One element. Counts include what it contains; `end` is one past its end tag."""

    name: str
    written: str
    start: int
    parent: int
    end: int = -1
    words: int = 0
    linked: int = 0
    bold: int = 0
    running: int = 0
    stops: int = 0
    links: int = 0
    jumps: int = 0
    mails: int = 0
    controls: int = 0
    headings: int = 0
    cells: int = 0
    heads: int = 0
    rows: int = 0
    tables: int = 0
    longest_cell: int = 0

    @property
    def attributes(self) -> dict[str, str]:
        """Its attributes that have a value."""
        return dict(read_attributes(self.written))


@dataclass(slots=True)
class Elements:
    """The elements of a page in the order of their start tags; the first is the page. `runs` are the running blocks."""

    all: list[Element] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)


def read_elements(tokens: Sequence[Token], source: str) -> Elements:
    """The elements of a page."""
    builder = _Builder(source)
    for token in tokens:
        builder.take(token)
    builder.end(len(source))
    return builder.found


class _Builder:
    """Goes through the tokens once. INVARIANT: `stack` holds the open elements, the page first."""

    def __init__(self, source: str) -> None:
        self.source = source
        page = Element("", "", 0, -1)
        self.found = Elements([page])
        self.stack = [0]
        self.open: dict[str, int] = {}
        self.links = self.bolds = self.nevers = 0
        self.block_words = self.block_from = self.block_to = 0

    def take(self, token: Token) -> None:
        if token.kind is TokenKind.TEXT:
            self._text(token)
        elif token.kind is TokenKind.OPEN:
            self._open(token)
        elif token.kind is TokenKind.CLOSE:
            self._close(token)

    def end(self, at: int) -> None:
        self._end_block()
        while len(self.stack) > 1:
            self._pop(at)
        self.found.all[0].end = at

    def _text(self, token: Token) -> None:
        text = self.source[token.start : token.end]
        count = len(text.split())
        if not count or self.nevers:
            return
        element = self.found.all[self.stack[-1]]
        element.words += count
        element.stops += text.count(".") + text.count("?") + text.count("!")
        if self.bolds:
            element.bold += count
        if self.links:
            element.linked += count
            return
        if not self.block_words:
            self.block_from = token.start
        self.block_words += count
        self.block_to = token.end

    def _end_block(self) -> None:
        if self.block_words >= RUNNING:
            self.found.all[self.stack[-1]].running += self.block_words
            self.found.runs.append((self.block_from, self.block_to, self.block_words))
        self.block_words = 0

    def _open(self, token: Token) -> None:
        name = token.name
        if name in BLOCKS:
            self._end_block()
        self._imply_end(name, token.start)
        parent = self.found.all[self.stack[-1]]
        if name == "a":
            self._count_link(parent, token)
        parent.controls += name in _CONTROLS
        if name in VOID or (token.attributes.endswith("/") and name in ("svg", "math")):
            return
        if name in HEADINGS:
            parent.headings += 1
        self.found.all.append(Element(name, token.attributes, token.start, self.stack[-1]))
        self.stack.append(len(self.found.all) - 1)
        self.open[name] = self.open.get(name, 0) + 1
        self._count(name, 1)

    def _imply_end(self, name: str, at: int) -> None:
        """End what the start tag of `name` ends without an end tag."""
        ends = _UNCLOSED.get(name) or (frozenset({"p"}) if name in BLOCKS else frozenset())
        if not any(self.open.get(each) for each in ends):
            return
        for back in range(1, min(_LOOK_BACK, len(self.stack))):
            open_ = self.found.all[self.stack[-back]].name
            if open_ in ends:
                while self.found.all[self.stack[-1]].name != open_:
                    self._pop(at)
                self._pop(at)
                if name == "tr" and open_ != "tr":
                    self._imply_end(name, at)
                return
            if open_ in _SCOPES:
                return

    def _count(self, name: str, step: int) -> None:
        if name == "a":
            self.links = max(0, self.links + step)
        elif name in ("b", "strong"):
            self.bolds = max(0, self.bolds + step)
        elif name in NEVER:
            self.nevers = max(0, self.nevers + step)

    def _count_link(self, parent: Element, token: Token) -> None:
        target = dict(read_attributes(token.attributes)).get("href", "")
        parent.links += 1
        parent.jumps += "#" in target
        parent.mails += target.casefold().startswith(("mailto:", "tel:"))

    def _close(self, token: Token) -> None:
        name = token.name
        if name in BLOCKS:
            self._end_block()
        if not self.open.get(name):
            return
        while self.found.all[self.stack[-1]].name != name:
            self._pop(token.start)
        self._pop(token.end)

    def _pop(self, at: int) -> None:
        index = self.stack.pop()
        element = self.found.all[index]
        element.end = at
        self.open[element.name] -= 1
        self._count(element.name, -1)
        parent = self.found.all[element.parent]
        if element.name in NEVER:
            return
        parent.words += element.words
        parent.linked += element.linked
        parent.bold += element.bold
        parent.running += element.running
        parent.stops += element.stops
        parent.links += element.links
        parent.jumps += element.jumps
        parent.mails += element.mails
        parent.controls += element.controls
        parent.headings += element.headings
        if element.name in ("td", "th"):
            element.longest_cell = element.words
            element.cells = 1
            element.heads = int(element.name == "th" or (element.words > 0 and element.bold == element.words))
        if element.name == "table":
            parent.tables += element.tables + 1
            return
        parent.tables += element.tables
        parent.longest_cell = max(parent.longest_cell, element.longest_cell)
        if element.name == "tr":
            parent.rows += int(element.cells > 1)
            return
        parent.rows += element.rows
        parent.cells += element.cells
        parent.heads += element.heads
