"""In which direction does a link lead to rows of the same person?

From a customer to the orders, never from an order to the product, and from a customer to an address only where nobody
else lives there. Rules:

1. From a row that is pointed at to those that point at it: yes, but for rules 2 to 4.
2. Not within one table: a customer who was referred is another customer, an answer is another's.
3. Not from one table of people to another, unless each row of one has at most one of the other: an adviser's customers
   are not the adviser.
4. Not from staff, where the row has a person of its own: the order is the customer's, not the clerk's. Staff are told
   by the name of their table, by the role that the column names, or by being few beside the others.
5. From a row to the one it points at: only where hardly two rows point at the same, and it is no table of people that
   others point at as well. The search looks at each row once more before it goes there.
6. Not from what has people of its own by the way, where the row has others more closely: an order's item is its
   buyer's, not the designer's of the product. More closely is what three times fewer rows point at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.graph.names import (
    STAFF_ROLES,
    is_equivocal,
    is_of_person,
    is_of_staff,
    nouns,
    speaks_of_people,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Sample, Table
    from troth.estate.graph.naming import Naming
    from troth.inventory import DatasetName

_ALONE = 1.15
"""So many rows point at one, on average, where it is each one's own: a few are shared, and the search sees which."""

_STAFF = 5
"""Of two tables of people that a row points at, one of so many times fewer rows is that of those who serve."""

_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Pair:
    """A link as its direction is judged: from which columns of which table to which table."""

    of: Table
    columns: tuple[str, ...]
    to: Table


class Directions:
    """Judges links; it has to know all of them, for what else a table points at."""

    def __init__(
        self,
        pairs: Sequence[Pair],
        samples: Mapping[DatasetName, Sample],
        naming: Naming,
        identified: frozenset[DatasetName] = frozenset(),
    ) -> None:
        """`identified` are the datasets in which nearly every row has an e-mail address of its own."""
        self._samples = samples
        self._naming = naming
        self._identified = identified & {pair.to.at for pair in pairs}
        self._by_table: dict[DatasetName, list[Pair]] = {}
        for pair in pairs:
            self._by_table.setdefault(pair.of.at, []).append(pair)

    def judge(self, pair: Pair) -> tuple[bool, bool]:
        """Downwards, upwards."""
        if pair.of.at == pair.to.at:
            return False, False
        fan = self._fan(pair)
        people = self._is_person(pair.of), self._is_person(pair.to)
        if all(people):
            return fan <= _ALONE, fan <= _ALONE
        if self._is_staff(pair) and self._has_own_person(pair):
            return False, False
        if not people[1] and self._is_beside(pair, fan):
            return False, False
        upwards = fan <= _ALONE and not people[1] and not self._leads_to_people(pair.to.at, without=pair)
        return True, upwards

    def is_of_people(self, at: DatasetName) -> bool:
        """Whether the rows of a dataset are people, or lead to some."""
        pairs = [pair for own in self._by_table.values() for pair in own if pair.to.at == at]
        return any(self._is_person(pair.to) for pair in pairs) or self._leads_to_people(at, without=None)

    def _is_person(self, table: Table) -> bool:
        if table.at in self._identified:
            return True
        named = self._naming.of_table(table)
        sure = not is_equivocal(named) or speaks_of_people(column.name for column in table.columns)
        return sure and is_of_person(named)

    def _is_beside(self, pair: Pair, fan: float) -> bool:
        """Rule 6."""
        if not self._reaches_people(pair.to.at):
            return False
        others = [
            each
            for each in self._by_table.get(pair.of.at, ())
            if each.to.at not in (pair.to.at, pair.of.at) and not self._is_staff(each)
        ]
        own = [each for each in others if self._is_person(each.to) or self._reaches_people(each.to.at)]
        return any(fan > _BESIDE * self._fan(each) for each in own)

    def _reaches_people(self, at: DatasetName) -> bool:
        """Whether links lead from a dataset to people, in whatever role."""
        seen, todo = {at}, list(self._by_table.get(at, ()))
        while todo:
            each = todo.pop()
            if self._is_person(each.to):
                return True
            if each.to.at not in seen:
                seen.add(each.to.at)
                todo += self._by_table.get(each.to.at, ())
        return False

    def _is_staff(self, pair: Pair) -> bool:
        others = [each.to for each in self._by_table.get(pair.of.at, ()) if each != pair and self._is_person(each.to)]
        if self._is_person(pair.to) and any(each.rows > _STAFF * pair.to.rows for each in others):
            return True
        role = any(word in STAFF_ROLES for column in pair.columns for word in nouns(words(column)))
        return is_of_staff(self._naming.of_table(pair.to)) or (role and self._is_person(pair.to))

    def _has_own_person(self, pair: Pair) -> bool:
        """Whether the row that points has people of its own: it is one, or leads to some by its other links."""
        return self._is_person(pair.of) or self._leads_to_people(pair.of.at, without=pair)

    def _leads_to_people(self, at: DatasetName, without: Pair | None) -> bool:
        seen, todo = {at}, [each for each in self._by_table.get(at, ()) if each != without]
        while todo:
            each = todo.pop()
            if self._is_staff(each):
                continue
            if self._is_person(each.to):
                return True
            if each.to.at not in seen:
                seen.add(each.to.at)
                todo += [other for other in self._by_table.get(each.to.at, ()) if other != without]
        return False

    def _fan(self, pair: Pair) -> float:
        """How many rows point at one that is pointed at at all, as far as the samples show."""
        if any((column,) in pair.of.unique or pair.of.key == (column,) for column in pair.columns):
            return 1.0
        sample = self._samples.get(pair.of.at)
        if sample is None or not set(pair.columns) <= set(sample.columns):
            return float("inf")
        cells = zip(*(sample.cells[sample.columns.index(column)] for column in pair.columns), strict=True)
        filled = [row for row in cells if None not in row]
        if len(filled) < 5:  # noqa: PLR2004 -- too few to say that nobody shares
            return float("inf")
        seen = len(filled) / len(set(filled))
        total = len(sample.cells[0]) if sample.cells else 0
        expected = pair.of.rows * len(filled) / max(1, total) / max(1, pair.to.rows)
        return seen if sample.complete else max(seen, expected)
