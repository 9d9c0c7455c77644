"""Which tags, comments and pieces of text is an HTML source made of, and where?

The standard library's reader of HTML takes time that grows with the square of the length on unclosed tags (measured:
60 KB of `<a ` took 50 s), and gives places as lines and columns; a notice comes from anywhere. This one is linear:

1. `<!-- ... -->`, `<!...>` and `<?...>` are comments; one that does not close ends at the next `>`, or is text.
2. A tag ends at the first `>` outside quotes. Once a quote is met that does not close, quotes count no more.
3. What stands in `script`, `style`, `textarea`, `title`, `xmp`, `iframe`, `noframes` is one raw token, to the end tag.
4. Everything else is text. A `<` that opens nothing is text.

What it leaves out: what the tags mean (`troth.notice.page`).
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class TokenKind(StrEnum):
    """What a token is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"
    COMMENT = "comment"
    RAW = "raw"


class Token(NamedTuple):
    """One token: its kind, the tag's name in lower case, the tag's attributes as written, its range in the source."""

    kind: TokenKind
    name: str
    attributes: str
    start: int
    end: int


_OPENING = re.compile(r"<(?:(/?)([A-Za-z][^\s/>\x00]{0,60})|(!--|[!?]))")
_MARK = re.compile(r"[\"'>]")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noframes"})
_ATTRIBUTE = re.compile(
    r"([^\s\"'>/=]{1,60})\s{0,9}=\s{0,9}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^\s\"'>]{1,4000}))"
)


def read_attributes(written: str) -> list[tuple[str, str]]:
    """Names in lower case and values of a tag's attributes that have one."""
    if "=" not in written:
        return []
    return [(m[1].casefold(), m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(written[:20_000])]


def read_tokens(source: str) -> Iterator[Token]:
    """The tokens of an HTML source, in order, without gaps."""
    scanner = _Scanner(source)
    text_from = place = 0
    while opening := _OPENING.search(source, place):
        token = scanner.token_at(opening)
        if token is None:
            place = opening.end()
            continue
        if text_from < token.start:
            yield Token(TokenKind.TEXT, "", "", text_from, token.start)
        yield token
        text_from = place = token.end
        if token.kind is TokenKind.OPEN and token.name in _RAW:
            place = text_from = scanner.raw_end(token)
            if place > token.end:
                yield Token(TokenKind.RAW, token.name, "", token.end, place)
    if text_from < len(source):
        yield Token(TokenKind.TEXT, "", "", text_from, len(source))


class _Scanner:
    """Finds ends. What was not found once behind some place is not looked for again behind a later one."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.missing: set[str] = set()
        self.quotes_count = True

    def find(self, what: str, start: int) -> int:
        if what in self.missing:
            return -1
        place = self.source.find(what, start)
        if place < 0:
            self.missing.add(what)
        return place

    def token_at(self, opening: re.Match[str]) -> Token | None:
        slash, name, sign = opening.groups()
        start = opening.start()
        if sign:
            end = self.find("-->", start + 2) + 3 if sign == "!--" else 0
            end = end if end > 2 else self.find(">", start) + 1  # noqa: PLR2004 -- -1 + 3: not found
            return Token(TokenKind.COMMENT, "", "", start, end) if end else None
        end = self.tag_end(opening.end())
        if end < 0:
            return None
        kind = TokenKind.CLOSE if slash else TokenKind.OPEN
        return Token(kind, name.lower(), self.source[opening.end() : end - 1], start, end)

    def tag_end(self, start: int) -> int:
        """One past the `>` that ends the tag; -1 where there is none."""
        place = start
        while self.quotes_count and (mark := _MARK.search(self.source, place)):
            if mark.group() == ">":
                return mark.end()
            place = self.find(mark.group(), mark.end()) + 1
            if not place:
                self.quotes_count = False
        if self.quotes_count:
            self.quotes_count = False
        end = self.find(">", start)
        return end + 1 if end >= 0 else -1

    def raw_end(self, token: Token) -> int:
        """Where the end tag of a raw element begins; the end of the source where it has none."""
        key = f"</{token.name}"
        if key in self.missing:
            return len(self.source)
        closing = re.compile(re.escape(key) + r"(?=[\s/>])", re.IGNORECASE).search(self.source, token.end)
        if closing is None:
            self.missing.add(key)
            return len(self.source)
        return closing.start()
