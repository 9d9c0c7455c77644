"""How are the cells made that say nothing of anybody: counters, checksums, batches, versions?

A rule is a word and its arguments: `seq`, `seq K00000`, `int 1 90`, `num 1 90`, `hex 32`, `pick a,b,c`, `bool`,
`version`, `ms`, `unix`, `day`, `time`, `digits 10`, `const x`, `null`, `text`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.cli.demo.estates.numbers import digits
from troth.cli.demo.estates.people import hexadecimal, moment

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from troth.cli.demo.estates.filling import Cell

_MS = 1_672_531_200_000
_TEXTS = (
    "retry after timeout of upstream, queue drained",
    "rebuilt index in 12 s, 0 warnings",
    "page cache warmed; next run at midnight",
    "schema is up to date",
)


def cell(rule: str, chance: random.Random, number: int) -> Cell:
    """A cell of the row of this number.

    Raises:
        KeyError: there is no such rule.
    """
    word, *arguments = rule.split()
    return _RULES[word](chance, number, arguments)


def _sequence(_: random.Random, number: int, form: list[str]) -> Cell:
    if not form:
        return number
    zeros = len(form[0]) - len(form[0].rstrip("0"))
    return f"{form[0][: len(form[0]) - zeros]}{number:0{zeros}d}"


_RULES: dict[str, Callable[[random.Random, int, list[str]], Cell]] = {
    "seq": _sequence,
    "int": lambda chance, _, bounds: chance.randint(int(bounds[0]), int(bounds[1])),
    "num": lambda chance, _, bounds: chance.randint(int(bounds[0]) * 100, int(bounds[1]) * 100) / 100,
    "hex": lambda chance, _, length: hexadecimal(chance, int(length[0])),
    "pick": lambda chance, _, words: chance.choice(" ".join(words).split(",")),
    "bool": lambda chance, _, __: chance.randint(0, 1),
    "version": lambda chance, _, __: f"{chance.randint(1, 12)}.{chance.randint(0, 20)}.0.{chance.randint(0, 9)}",
    "ms": lambda chance, _, __: _MS + chance.randrange(30_000_000_000),
    "unix": lambda chance, _, __: (_MS + chance.randrange(30_000_000_000)) // 1000,
    "day": lambda chance, _, __: str(moment(chance).date()),
    "time": lambda chance, _, __: str(moment(chance)),
    "digits": lambda chance, _, count: digits(chance, int(count[0])),
    "const": lambda _, __, words: " ".join(words),
    "null": lambda _, __, ___: None,
    "text": lambda chance, _, __: chance.choice(_TEXTS),
}
