"""Which part of a long list is on the page, and how does the link to another state of the page read?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """One page of a list: its items, its number from 1, how many pages and items there are, and where it begins."""

    items: tuple[Item, ...]
    number: int
    pages: int
    total: int
    first: int

    @property
    def last(self) -> int:
        """The place of the last item, counted from 1."""
        return self.first + len(self.items) - 1


def part(items: Sequence[Item], number: int, size: int) -> Part[Item]:
    """The page of that number, or the nearest there is."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, number), pages)
    start = (number - 1) * size
    return Part(tuple(items[start : start + size]), number, pages, len(items), start + 1 if items else 0)


def number_of(text: str) -> int:
    """The number of a page as a link names it; 1 for anything that is none."""
    return int(text) if text.isdecimal() and len(text) < 8 else 1  # noqa: PLR2004 -- more pages than anybody has


def link(asked: Mapping[str, str], **changed: str) -> str:
    """The query string of a page like this one, with some of it changed; empty values are left out."""
    merged = {**asked, **changed}
    return "?" + urlencode({name: value for name, value in merged.items() if value})
