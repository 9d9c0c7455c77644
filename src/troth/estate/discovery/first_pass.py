"""Which cells of a column may hold an e-mail address or a telephone number?

The cells are joined into one run of octets, which is searched by what the processor does fastest:

1. An address has an `@`: `bytes.find` jumps from one to the next.
2. A number has seven digits with at most three separators between, the first two of them that stand beside each other
   at its beginning: all digits become `0` (one pass of `bytes.translate`), and one pattern is looked for.

The number of a cell is how many separators of records stand before what was found.

It finds too much (dates, amounts, order numbers) and misses nothing that the finer patterns would find; they are tried
on these cells only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BETWEEN = "\x1e"
"""RECORD SEPARATOR (ISO 646): no text of a person holds it; where one does, it is taken out first."""
_BETWEEN_OCTET = _BETWEEN.encode()
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_RUN = re.compile(rb"00(?:(?:[ ./()+\t-]|\xc2\xa0){0,3}0){5}")
"""It begins with two letters that stand fast, so that the engine jumps to them."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The numbers of the cells, in order, each once."""

    emails: tuple[int, ...]
    phones: tuple[int, ...]


def candidates(cells: Sequence[str]) -> Candidates:
    """The cells that may hold an address, and those that may hold a number."""
    joined = _BETWEEN.join(cells)
    if joined.count(_BETWEEN) != max(0, len(cells) - 1):
        joined = _BETWEEN.join(cell.replace(_BETWEEN, " ") for cell in cells)
    octets = joined.encode("utf-8", "replace")
    zeros = octets.translate(_ZEROS)
    return Candidates(
        tuple(_cells_with(octets, _places(octets, b"@"))),
        tuple(_cells_with(zeros, (match.start() for match in _RUN.finditer(zeros)))),
    )


def _cells_with(octets: bytes, found: Iterator[int]) -> Iterator[int]:
    """The numbers of the cells at these places, each once. Places come in their order."""
    cell, counted, end = 0, 0, -1
    for at in found:
        if at < end:
            continue
        cell += octets.count(_BETWEEN_OCTET, counted, at)
        yield cell
        counted = at
        end = octets.find(_BETWEEN_OCTET, at)
        if end < 0:
            return


def _places(octets: bytes, sought: bytes) -> Iterator[int]:
    at = octets.find(sought)
    while at >= 0:
        yield at
        at = octets.find(sought, at + 1)
