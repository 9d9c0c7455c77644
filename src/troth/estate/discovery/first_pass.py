"""Which cells of a column may hold an e-mail address or a telephone number?

The cells are joined into one run of octets, which is searched by what the processor does fastest:

1. An address has an `@`: `bytes.find` jumps from one to the next.
2. A number has seven digits with nothing but separators between: all digits become `0`, separators go (one pass of
   `bytes.translate`), and a run of seven `0` is looked for. What stands between two records survives, so that the number
   of the cell is the number of separators of records before it.

It finds too much (dates, amounts, order numbers) and misses nothing that the finer patterns would find; they are tried
on these cells only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BETWEEN = "\x1e"
"""RECORD SEPARATOR (ISO 646): no text of a person holds it; where one does, it is taken out first."""
_BETWEEN_OCTET = _BETWEEN.encode()
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_SEPARATORS = b" -./()+\t\xc2\xa0"
_RUN = b"0" * 7
_PIECE = 1 << 18
"""Octets at a time: what fits the processor's cache."""


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
    return Candidates(tuple(_cells_with(octets, b"@")), tuple(_cells_with_digits(octets)))


def _cells_with_digits(octets: bytes) -> list[int]:
    found: list[int] = []
    start, before = 0, 0
    while start < len(octets):
        end = octets.find(_BETWEEN_OCTET, start + _PIECE)
        end = len(octets) if end < 0 else end + 1
        piece = octets[start:end].translate(_ZEROS, _SEPARATORS)
        found += [before + number for number in _cells_with(piece, _RUN)]
        before += piece.count(_BETWEEN_OCTET)
        start = end
    return found


def _cells_with(octets: bytes, sought: bytes) -> list[int]:
    """The numbers of the cells that hold the octets."""
    found: list[int] = []
    cell, counted = 0, 0
    at = octets.find(sought)
    while at >= 0:
        cell += octets.count(_BETWEEN_OCTET, counted, at)
        found.append(cell)
        counted = octets.find(_BETWEEN_OCTET, at)
        if counted < 0:
            break
        at = octets.find(sought, counted)
    return found
