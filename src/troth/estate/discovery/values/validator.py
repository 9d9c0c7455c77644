"""What is a validator, and how does a column's evidence from values look?

A validator says of one cell whether it is of its kind. Some hold by a law of the kind itself (a check digit, a grammar
that nothing else meets): their word is proof. Others only make it likely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Validator:
    """One kind of value: `test` of a trimmed, filled cell; `gate` is quick and says whether it is worth asking."""

    name: str
    term: str
    label: str
    test: Callable[[str], bool]
    gate: Callable[[Shape], bool]
    proves: bool = False
    least: float = 0.8
    """The share of distinct cells that must pass."""
    weak: bool = False
    """Its word counts only beside a name or a neighbour that agrees."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the distinct cells of a column look like from afar: the share of them that have each."""

    shortest: int
    longest: int
    mean: float
    digits: float
    """Cells that have a digit."""
    letters: float
    """Cells that have a letter."""
    at: float
    """Cells with `@`."""
    dots: float
    colons: float
    spaces: float
    slashes: float
    hyphens: float
    only_digits: float
    hexadecimal: float
    """Cells that are hexadecimal digits and hyphens alone."""


def shape_of(cells: list[str]) -> Shape:
    """The shape of some distinct cells; all zero where there are none."""
    count = len(cells)
    if not count:
        return Shape(0, 0, *([0.0] * 11))
    lengths = [len(cell) for cell in cells]

    def share(of: Callable[[str], object]) -> float:
        return sum(1 for cell in cells if of(cell)) / count

    return Shape(
        shortest=min(lengths),
        longest=max(lengths),
        mean=sum(lengths) / count,
        digits=share(lambda cell: any(map(str.isdigit, cell))),
        letters=share(lambda cell: any(map(str.isalpha, cell))),
        at=share(lambda cell: "@" in cell),
        dots=share(lambda cell: "." in cell),
        colons=share(lambda cell: ":" in cell),
        spaces=share(lambda cell: " " in cell),
        slashes=share(lambda cell: "/" in cell),
        hyphens=share(lambda cell: "-" in cell),
        only_digits=share(str.isdigit),
        hexadecimal=share(_is_hexadecimal),
    )


_HEXADECIMAL = frozenset("0123456789abcdefABCDEF-")


def _is_hexadecimal(cell: str) -> bool:
    return len(cell) > 7 and _HEXADECIMAL.issuperset(cell)
