"""Is the truth about an estate true: does an identifier of a person stand only in cells that are said to be hers?

Every cell is read for what points at one person alone (`Who.only_hers`): words as they are, telephone numbers by their
last nine digits. A cell with an identifier whose row the truth does not give to that person is a mistake of the truth.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bench.estates import erasure

if TYPE_CHECKING:
    from troth.cli.demo.estates import Filling, Who

_WORD = re.compile(r"[\w.+@-]*\w")
Owned = dict[tuple[str, tuple[object, ...]], dict["Who", "frozenset[str] | None"]]


def strangers(filling: Filling) -> list[tuple[str, str, str]]:
    """The tables and columns where an identifier stands that is not said to, and whose it is, sorted."""
    pointing = _Pointing(filling)
    owned = _owned(filling)
    found = set()
    for spec in filling.estate.tables:
        for count, row in enumerate(filling.rows.get(spec.name, ()), 1):
            key = tuple(row[spec.places[name]] for name in spec.key) or (count,)
            hers = owned.get((spec.name, key), {})
            for column, cell in zip(spec.columns, row, strict=True):
                for who in pointing.at(cell):
                    fields = hers.get(who, frozenset())
                    if fields is not None and column.name not in fields:
                        found.add((spec.name, column.name, who.id))
    return sorted(found)


class _Pointing:
    """Which person a word or a number points at."""

    def __init__(self, filling: Filling) -> None:
        self._words: dict[str, set[Who]] = defaultdict(set)
        self._numbers: dict[str, set[Who]] = defaultdict(set)
        for who in filling.people:
            for each in who.only_hers:
                if each.startswith("+"):
                    self._numbers[erasure.digits_of(each)].add(who)
                else:
                    self._words[each.casefold()].add(who)

    def at(self, cell: object) -> set[Who]:
        """The people that a cell points at."""
        pointed = {who for word in _WORD.findall(str(cell).casefold()) for who in self._words.get(word, ())}
        if isinstance(cell, str):
            digits = [erasure.digits_of(number) for number in erasure.numbers_in(cell)]
            pointed |= {who for number in digits for who in self._numbers.get(number, ())}
        return pointed


def _owned(filling: Filling) -> Owned:
    """Whose each row is: None for the whole of it, else the fields."""
    owned: Owned = defaultdict(dict)
    for who in filling.people:
        for table, key, fields in who.parts:
            owned[table, key][who] = frozenset(fields) | (owned[table, key].get(who) or frozenset())
        for table, keys in who.whole.items():
            for key in keys:
                owned[table, key][who] = None
    return owned
