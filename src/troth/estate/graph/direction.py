"""In which direction does a link lead to rows of the same person?

From a customer to the orders, never from an order to the product, and from a customer to an address only where nobody
else lives there. Rules:

1. From a row that is pointed at to those that point at it: yes, but for rules 2 to 4.
2. Not within one table: a customer who was referred is another customer, an answer is another's.
3. Not from one table of people to another, unless each row of one has at most one of the other: an adviser's customers
   are not the adviser.
4. Not from staff, where the row has a person of its own: the order is the customer's, not the clerk's.
5. From a row to the one it points at: only where hardly two rows point at the same, and it is no table of people that
   others point at as well. The search looks at each row once more before it goes there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.graph.names import STAFF_ROLES, is_of_person, is_of_staff, nouns, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Sample, Table
    from troth.estate.graph.naming import Naming
    from troth.inventory import DatasetName

_ALONE = 1.15
"""So many rows point at one, on average, where it is each one's own: a few are shared, and the search sees which."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A link as its direction is judged: from which columns of which table to which table."""

    of: Table
    columns: tuple[str, ...]
    to: Table


class Directions:
    """Judges links; it has to know all of them, for what else a table points at."""

    def __init__(self, pairs: Sequence[Pair], samples: Mapping[DatasetName, Sample], naming: Naming) -> None:
        self._samples = samples
        self._naming = naming
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
            return fan <= _ALONE, False
        if self._is_staff(pair) and self._has_own_person(pair):
            return False, False
        upwards = fan <= _ALONE and not people[1] and not self._leads_to_people(pair.to.at, without=pair)
        return True, upwards

    def _is_person(self, table: Table) -> bool:
        return is_of_person(self._naming.of_table(table))

    def _is_staff(self, pair: Pair) -> bool:
        role = any(word in STAFF_ROLES for column in pair.columns for word in nouns(words(column)))
        return is_of_staff(self._naming.of_table(pair.to)) or (role and self._is_person(pair.to))

    def _has_own_person(self, pair: Pair) -> bool:
        """Whether the row that points has people of its own: it is one, or leads to some by its other links."""
        return self._is_person(pair.of) or self._leads_to_people(pair.of.at, without=pair)

    def _leads_to_people(self, at: DatasetName, without: Pair) -> bool:
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
