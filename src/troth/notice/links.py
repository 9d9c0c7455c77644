"""Which addresses stand behind the words of a clause?

1. HTML: the `href` of each `a` that opens inside the clause. Markdown: links with their address, and by reference.
2. An address is whole: what is relative is joined to the address that the notice came from, and left out where the
   notice came from a file. A place in the same page (`#...`), a script and any other scheme than the web's, `mailto`
   and `tel` are no addresses.
3. Each says where its words stand in the clause's text; a link of a picture stands for the whole clause.

What it leaves out: what the address is for. Links in the text of a PDF are not known.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from troth.notice.digests import fold_space
from troth.notice.inline import fold_label
from troth.notice.tags import read_attributes
from troth.notice.text import Format

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from troth.notice.model import Clause, Notice
    from troth.words import ClauseId

_ANCHOR = re.compile(r"<a\s(?P<attributes>[^<>]{0,4000})>|</a\s{0,9}>", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]{0,4000}>|[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}")
_INLINE = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]{1,300})\](?:\(\s{0,9}<?(?P<target>[^\s()<>]{1,2000})|\[(?P<label>[^\[\]]{0,300})\])"
)
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\[\]]{1,300})\]:[ \t]{1,9}<?(?P<target>[^\s<>]{1,2000})", re.MULTILINE)
_SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and the words it stands behind: characters of the clause's text, end exclusive."""

    target: str
    start: int
    end: int


def links_of(notice: Notice) -> Mapping[ClauseId, tuple[Link, ...]]:
    """The links of each clause that has some, in the order of the text."""
    if notice.format is Format.TEXT:
        return {}
    references: dict[str, str] = {}
    if notice.format is Format.MARKDOWN:
        for match in _DEFINITION.finditer(notice.source):
            references.setdefault(fold_label(match["label"]), match["target"])
    found = {clause.id: tuple(_links(notice, clause, references)) for clause in notice.clauses}
    return {id_: links for id_, links in found.items() if links}


def _links(notice: Notice, clause: Clause, references: Mapping[str, str]) -> Iterator[Link]:
    at = 0
    original = notice.original(clause)
    pairs = [*_anchors(original)]
    if notice.format is Format.MARKDOWN:
        pairs += _inline(original, references)
    for target, words in pairs:
        address = _address(target, notice.name)
        if address:
            place = clause.text.find(words, at) if words else -1
            start, end = (place, place + len(words)) if place >= 0 else (0, len(clause.text))
            at = end if place >= 0 else at
            yield Link(address, start, end)


def _anchors(original: str) -> Iterator[tuple[str, str]]:
    """The targets of HTML, each with its words."""
    opened: tuple[str, int] | None = None
    for match in _ANCHOR.finditer(original):
        if opened is not None:
            yield opened[0], _words(original[opened[1] : match.start()])
        attributes = dict(read_attributes(match["attributes"])) if match["attributes"] is not None else {}
        opened = (attributes["href"], match.end()) if attributes.get("href") else None
    if opened is not None:
        yield opened[0], _words(original[opened[1] :])


def _inline(original: str, references: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The targets of Markdown, each with its words."""
    for match in _INLINE.finditer(original):
        label = match["label"] or match["words"]
        target = match["target"] or references.get(fold_label(label), "")
        yield target, _words(match["words"])


def _words(marked: str) -> str:
    return fold_space(html.unescape(_MARKUP.sub("", marked)))


def _address(target: str, base: str) -> str:
    """The address of a target in one spelling; empty where it is none (rule 2)."""
    target = html.unescape(target).strip()
    if not target or target.startswith("#"):
        return ""
    try:
        parts = urlsplit(urljoin(base, target) if "://" in base else target)
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES:
        return ""
    if parts.scheme == "mailto":
        mail = unquote(parts.path).strip().lower()
        return f"mailto:{mail}" if re.fullmatch(r"[^\s@,]+@[^\s@,]+\.[^\s@,]+", mail) else ""
    if parts.scheme == "tel":
        figures = re.sub(r"\D", "", unquote(parts.path))
        return f"tel:{'+' if '+' in parts.path else ''}{figures}" if figures else ""
    return parts.geturl() if parts.hostname else ""
