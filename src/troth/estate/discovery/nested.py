"""What stands within a cell that is itself a document: JSON, PHP's form, a query, XML, `key=value`, base64, a list?

Rules: a cell is opened at most twice (base64 around JSON), and at most `_MOST` values of it are looked at. What cannot
be read is a text.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from troth.inventory import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Leaf = tuple[str, str]
"""A key (empty in a list) and its value, as text."""

_MOST = 80
_DEEP = 6
_PHP = re.compile(r's:\d+:"([^"]*)";\s*(?:s:\d+:"([^"]*)"|[idb]:([-\d.]+))')
_IS_PHP = re.compile(r"^(?:a|O):\d+:[{\"]")
_XML = re.compile(r"<([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>([^<>]+)</\1>")
_XML_ATTRIBUTE = re.compile(r'([A-Za-z_][\w.-]*)="([^"]*)"')
_QUERY = re.compile(r"[\w.\[\]%-]+=[^&\s]*(?:&[\w.\[\]%-]+=[^&\s]*)+")
_PAIRS = re.compile(r"([A-Za-z_][\w .-]{0,40}?)\s*[=:]\s*([^;|,\n=]+)")
_IS_PAIRS = re.compile(
    r"[A-Za-z_][\w .-]{0,40}\s*[=:]\s*[^;|,\n=]+(?:[;|,\n]\s*[A-Za-z_][\w .-]{0,40}\s*[=:]\s*[^;|,\n=]*)+[;|,\n]?\s*"
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_URL = re.compile(r"(?:https?://|/)[^\s]*\?[^\s]+")


def content_of(cells: list[str]) -> Content:
    """What most of the cells are."""
    counts: dict[Content, int] = {}
    for cell in cells:
        found = _of(cell)
        if found is not None:
            counts[found] = counts.get(found, 0) + 1
    if not counts:
        return Content.VALUE
    content, count = max(counts.items(), key=lambda each: each[1])
    return content if count >= 0.6 * len(cells) else Content.VALUE


def _of(cell: str) -> Content | None:
    if cell[:1] in "{[" and cell[-1:] in "}]" and _decoded(cell) is not None:
        return Content.JSON
    if _IS_PHP.match(cell) or cell.startswith("<") or _QUERY.fullmatch(cell) or _IS_PAIRS.fullmatch(cell):
        return Content.SERIALISED
    if _URL.fullmatch(cell):
        return Content.URL
    return Content.SERIALISED if _unwrapped(cell) else None


def leaves(cell: str, depth: int = 0) -> list[Leaf]:
    """The keys and values within a cell; none where it is no document."""
    for read in _READERS:
        found = read(cell)
        if found:
            return found[:_MOST]
    inner = _unwrapped(cell) if depth == 0 else ""
    return leaves(inner, 1) or [("", inner)] if inner else []


def _decoded(cell: str) -> Any:
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) and found else None


def _json(cell: str) -> list[Leaf]:
    if cell[:1] not in "{[":
        return []
    found = _decoded(cell)
    return [] if found is None else list(_walk("", found, 0))


def _walk(key: str, value: Any, depth: int) -> Iterator[Leaf]:
    if depth > _DEEP or value is None:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(str(name), inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:10]:
            yield from _walk(key, inner, depth + 1)
    elif isinstance(value, str) and value[:1] in "{[" and _decoded(value) is not None:
        yield from _walk(key, _decoded(value), depth + 1)
    else:
        yield key, str(value)


def _php(cell: str) -> list[Leaf]:
    return [(key, text or number) for key, text, number in _PHP.findall(cell)] if _IS_PHP.match(cell) else []


def _xml(cell: str) -> list[Leaf]:
    if not cell.startswith("<"):
        return []
    return [*_XML.findall(cell), *_XML_ATTRIBUTE.findall(cell)]


def _query(cell: str) -> list[Leaf]:
    if _URL.fullmatch(cell):
        return parse_qsl(urlsplit(cell).query)
    return parse_qsl(cell) if _QUERY.fullmatch(cell) else []


def _pairs(cell: str) -> list[Leaf]:
    return [(key.strip(), value.strip()) for key, value in _PAIRS.findall(cell)] if _IS_PAIRS.fullmatch(cell) else []


_READERS: tuple[Callable[[str], list[Leaf]], ...] = (_json, _php, _xml, _query, _pairs)


def _unwrapped(cell: str) -> str:
    """The text within base64; empty where there is none that can be read."""
    if len(cell) < 16 or not _BASE64.fullmatch(cell):
        return ""
    try:
        text = base64.b64decode(cell, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if text.isprintable() and any(each in text for each in ' @={":') else ""
