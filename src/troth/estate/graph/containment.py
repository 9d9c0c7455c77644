"""Are all values of one column among those of another?

Rules:

1. Where the sample of the column that is pointed at is all of it, sets are compared.
2. Where it is not, what the sample lacks is asked of the system, by the key, at most a few hundred values: one
   statement over an index. Where the system cannot be asked the answer is "not known", never "no".
3. The share is over distinct values: one value that thousands of rows repeat is one witness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem
from troth.estate.graph.cellforms import canonical, put_into
from troth.estate.graph.spelling import spelling_of
from troth.inventory import Dataset, Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.estate.connector import Connector, Table
    from troth.estate.graph.profile import Profile

_ASKED = 200
"""Values asked about in one question."""


@dataclass(frozen=True, slots=True)
class Contained:
    """How many of the values looked at are among the other's; `known` says whether all of these could be seen."""

    among: int
    of: int
    known: bool

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 where there was no value."""
        return self.among / self.of if self.of else 0.0


def dataset_of(table: Table) -> Dataset:
    """The table as the port wants it: names and types only."""
    fields = tuple(Field(name=c.name, type=c.type, nullable=c.nullable, unique=c.unique) for c in table.columns)
    return Dataset(at=table.at, fields=fields, key=table.key, rows=table.rows, writable=not table.is_view)


class Containment:
    """Answers about pairs of columns; remembers what it asked."""

    def __init__(self, connectors: Mapping[str, Connector]) -> None:
        self._connectors = connectors
        self._known: dict[tuple[object, object], Contained] = {}

    def sampled(self, of: Profile, to: Profile) -> Contained:
        """By the samples alone."""
        return Contained(len(of.values & to.values), len(of.values), to.complete)

    def asked(self, of: Profile, to: Profile) -> Contained:
        """By the samples, and by the system where these do not decide."""
        found = self.sampled(of, to)
        if found.known or found.among == found.of:
            return Contained(found.among, found.of, known=True)
        pair = (of.at, to.at)
        if pair not in self._known:
            self._known[pair] = self._ask(of, to)
        return self._known[pair]

    def _ask(self, of: Profile, to: Profile) -> Contained:
        """A spread of the column's values, those that the sample lacks looked up in the system."""
        looked = list(dict.fromkeys(of.raw))[:_ASKED]
        there = {canonical(cell) for cell in looked} & to.values
        lacking = [cell for cell in looked if canonical(cell) not in there]
        spelling = spelling_of(to.raw)
        forms = [form for cell in lacking for form in (cell, spelling.spell(cell))]
        wanted = tuple(dict.fromkeys((put,) for form in forms if (put := put_into(to.type, form)) is not None))
        connector = self._connectors.get(to.at.system)
        if connector is None or to.inside:
            return Contained(len(there), len(looked), known=False)
        try:
            rows = connector.rows(dataset_of(to.table), (to.at.field,), wanted, (to.at.field,)) if wanted else ()
            there |= {canonical(cell) for (cell,) in rows}
        except EstateProblem:
            return Contained(len(there), len(looked), known=False)
        among = sum(canonical(cell) in there for cell in looked)
        return Contained(among, len(looked), known=True)
