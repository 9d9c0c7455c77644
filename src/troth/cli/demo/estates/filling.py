"""Which rows has an estate, and whose are they?

Rules:
1. A row belongs to everybody it says something of. Where that is one person, the row is hers; where it is several, each
   owns the fields that are about her, and none of the rest.
2. A row is named by its key, in a table without one by its number, counted from 1 in the order of writing.
3. A trap is a statement about the rows with a question to the database that finds it: a trap that is not there is a
   mistake of the generator.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from troth.cli.demo.estates.technical import cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.cli.demo.estates.tables import Estate

Cell: TypeAlias = str | int | float | bytes | None
Owner: TypeAlias = "Who | Mapping[Who, tuple[str, ...]] | Iterable[Who] | None"


@dataclass(eq=False, slots=True)
class Who:
    """A person in truth: what a search for her begins with, what points at nobody else, and her rows."""

    id: str
    seeds: list[tuple[str, str]] = field(default_factory=list)
    only_hers: set[str] = field(default_factory=set)
    """Identifiers in every way of writing that points at her alone: after an erasure none may be left."""
    whole: dict[str, list[tuple[Cell, ...]]] = field(default_factory=dict)
    parts: list[tuple[str, tuple[Cell, ...], tuple[str, ...]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trap:
    """Something that misleads, why, and the question whose answer has at least one row where it is planted."""

    id: str
    reason: str
    sql: str


class Filling:
    """The rows of an estate while they are made."""

    def __init__(self, estate: Estate, seed: str) -> None:
        self.estate = estate
        self.chance = random.Random(seed)  # noqa: S311 -- made-up rows must repeat
        self.rows: dict[str, list[tuple[Cell, ...]]] = {table.name: [] for table in estate.tables if not table.select}
        self.people: list[Who] = []
        self.traps: list[Trap] = []
        # Cells made by rules have a chance of their own: a column more changes nothing else.
        self._rules = random.Random(f"{seed} rules")  # noqa: S311 -- the same
        for table in estate.tables:
            for _ in range(table.rows):
                self.add(table.name)

    def next(self, table: str) -> int:
        """The number of the table's next row, from 1."""
        return len(self.rows[table]) + 1

    def who(self, id_: str, *seeds: tuple[str, str], only_hers: Iterable[object] = ()) -> Who:
        """A new person."""
        person = Who(id_, list(seeds), {str(each) for each in only_hers if each})
        self.people.append(person)
        return person

    def add(self, table: str, *cells: Cell, own: Owner = None) -> Cell:
        """Add a row, its cells in the order of the columns that no rule makes; gives the first of its key, or a number.

        Raises:
            ValueError: it has more or fewer cells than the table has such columns, or fields are owned that it has not.
        """  # fmt: skip
        spec = self.estate.by_name[table]
        rows = self.rows[table]
        if len(cells) != spec.said:
            raise ValueError(f"`{table}` has {spec.said} columns, not {len(cells)}")
        if spec.said < len(spec.columns):
            given = iter(cells)
            number = len(rows) + 1
            cells = tuple(cell(each.rule, self._rules, number) if each.rule else next(given) for each in spec.columns)
        rows.append(cells)
        key: tuple[Cell, ...] = tuple(cells[spec.places[name]] for name in spec.key) or (len(rows),)
        for person, fields in _owners(own):
            if not spec.places.keys() >= set(fields):
                raise ValueError(f"`{table}` has no column of one of {', '.join(fields)}")
            if fields:
                person.parts.append((table, key, fields))
            else:
                person.whole.setdefault(table, []).append(key)
        return key[0]

    def read_traps(self, text: str) -> None:
        """Tell of traps, a line each: id, reason and question with tabs between; each question must give a row."""
        self.traps += [Trap(*line.split("\t")) for line in text.splitlines() if line]


def _owners(own: Owner) -> Iterable[tuple[Who, tuple[str, ...]]]:
    if own is None:
        return []
    if isinstance(own, Who):
        return [(own, ())]
    if isinstance(own, Mapping):
        return own.items()
    return [(who, ()) for who in own]
