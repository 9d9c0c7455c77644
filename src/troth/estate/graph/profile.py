"""What do the sampled values of a column say of it as a key?

One `Profile` a column that could be part of a link: its distinct values in the form in which systems are compared, how
many there are, whether each stands once, and of what sort they are. Rules:

1. Times, truth values, fractions and long texts are no keys: such columns have no profile.
2. A cell of JSON is taken apart: each path to a plain value is a column of its own, `payload.customer_id`.
3. A view shows what other tables hold: neither it nor its columns are part of an inferred link.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from troth.estate.graph.cellforms import canonical, is_whole
from troth.estate.graph.names import nouns, words
from troth.inventory import FieldName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.estate.connector import Column, Sample, Table
    from troth.inventory import Cell, DatasetName

_NEVER = re.compile(
    r"date|time|bool|blob|binary|real|float|double|money|interval|point|inet|^bit|year|geom", re.IGNORECASE
)
_FRACTION = re.compile(r"(?:numeric|decimal)(?:\(\d+,\s*[1-9]\d*\))?$", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")
_LONGEST = 80
"""Characters of a value: longer ones are texts."""
_JSON_CELLS = 400
"""So many cells are taken apart to learn which paths a column has."""
_DENSE = 0.05
"""Where a number in twenty between the least and the greatest is taken, chance finds one."""
_SHORT = 6
_CODES = 8
_ROWS = 5000
"""So many rows of a sample are looked at where it has more."""


@dataclass(frozen=True)
class Profile:
    """A column, or a path within the cells of one, as a candidate for either end of a link."""

    at: FieldName
    table: Table
    type: str
    values: frozenset[str] = field(repr=False)
    """Distinct and in canonical form."""
    raw: tuple[Cell, ...] = field(repr=False)
    """The same as the system holds them, at most a few hundred."""
    filled: int
    """Cells that are not empty."""
    rows: int
    """Cells looked at."""
    complete: bool
    declared_unique: bool = False
    declared_key: bool = False
    inside: bool = False
    """Whether it is a path within cells."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of its name; of a path those of its last parts."""
        name = self.at.field
        if self.inside:
            name = "_".join(part for part in name.split(".")[-2:] if part not in ("data", "payload", "meta"))
        return words(name)

    @cached_property
    def nouns(self) -> tuple[str, ...]:
        """The words of its name that do not merely say that it is a key."""
        return nouns(self.words)

    @property
    def distinct(self) -> int:
        """How many different values were seen."""
        return len(self.values)

    @property
    def is_unique(self) -> bool:
        """Whether each value stands once, as far as was seen."""
        return self.declared_unique or (self.filled > 0 and self.distinct == self.filled)

    @cached_property
    def numbers(self) -> tuple[int, int] | None:
        """The least and the greatest, where all are whole numbers of no more than 18 digits."""
        if not self.values or not all(value.isdigit() and len(value) < 19 for value in self.values):  # noqa: PLR2004
            return None
        found = [int(value) for value in self.values]
        return min(found), max(found)

    @cached_property
    def is_telling(self) -> bool:
        """Whether that another column's values are all among these can hardly be chance.

        Text of six and more characters, or numbers that lie far apart. Small numbers are in every surrogate key, and
        short codes in every list of codes.
        """
        if not self.values:
            return False
        if self.numbers is not None:
            least, greatest = self.numbers
            return max(self.table.rows, self.distinct) < _DENSE * (greatest - least + 1)
        long = sum(len(value) >= _SHORT for value in self.values)
        marked = sum(any(c.isdigit() for c in value) for value in self.values)
        if long >= 0.9 * len(self.values) and marked >= 0.5 * len(self.values):
            return True
        shortest = min(map(len, self.values))
        letters = len({letter for value in self.values for letter in value})
        return shortest >= 3 and len(self.values) >= _CODES and len(self.values) < _DENSE * letters**shortest  # noqa: PLR2004


def profiles(tables: Sequence[Table], samples: Mapping[DatasetName, Sample]) -> list[Profile]:
    """The profiles of all columns that could be part of a link, in the order of the tables and their columns."""
    found: list[Profile] = []
    for table in tables:
        sample = samples.get(table.at)
        if table.is_view or sample is None:
            continue
        cells = dict(zip(sample.columns, sample.cells, strict=True))
        for column in table.columns:
            found += _of_column(table, column, cells.get(column.name, ()), complete=sample.complete)
    return found


def _of_column(table: Table, column: Column, cells: Sequence[Cell], *, complete: bool) -> Iterator[Profile]:
    if _NEVER.search(column.type) or (_FRACTION.search(column.type) and not is_whole(column.type)):
        return
    at = FieldName(table.at.system, table.at.dataset, column.name)
    cells, complete = (cells[:_ROWS], False) if len(cells) > _ROWS else (cells, complete)
    if (paths := _json_paths(cells)) is not None:
        for path, values in sorted(paths.items()):
            inner = FieldName(at.system, at.dataset, f"{at.field}.{path}")
            complete_paths = complete and len(cells) <= _JSON_CELLS
            if (made := _profile(inner, table, "", values, complete=complete_paths)) is not None:
                yield made
        return
    key = table.key == (column.name,)
    unique = column.unique or key or (column.name,) in table.unique
    made = _profile(at, table, column.type, cells, complete=complete, key=key, unique=unique)
    if made is not None:
        yield made


def _profile(  # noqa: PLR0913 -- what a column is, and what was seen of it
    at: FieldName,
    table: Table,
    type_: str,
    cells: Sequence[Cell],
    *,
    complete: bool,
    key: bool = False,
    unique: bool = False,
) -> Profile | None:
    """None where the cells show that it is no key: fractions, truth values, moments, long texts."""
    inside = "." in at.field and table.column(at.field) is None
    seen = Counter(cells)
    seen.pop(None, None)
    if any(isinstance(cell, bool) or (isinstance(cell, float) and not cell.is_integer()) for cell in seen):
        return None
    texts = [cell for cell in seen if isinstance(cell, str)]
    if texts:
        too_long = sum(len(text) > _LONGEST for text in texts)
        moments = sum(_MOMENT.match(text) is not None for text in texts[:50])
        if too_long * 10 > len(texts) or moments * 2 > min(len(texts), 50):
            return None
    of_value: dict[str, Cell] = {}
    filled = 0
    for cell, count in seen.items():
        if form := canonical(cell):
            of_value.setdefault(form, cell)
            filled += count
    return Profile(
        at,
        table,
        type_,
        frozenset(of_value),
        tuple(of_value[value] for value in sorted(of_value)[:: max(1, len(of_value) // 300)]),
        filled,
        len(cells),
        complete,
        declared_unique=unique or key,
        declared_key=key,
        inside=inside,
    )


def _json_paths(cells: Sequence[Cell]) -> dict[str, list[Cell]] | None:
    """The plain values of each path, where the cells are JSON; None where they are not."""
    texts = [cell for cell in cells[: _JSON_CELLS * 4] if isinstance(cell, str) and cell.strip()][:_JSON_CELLS]
    opened = sum(text.lstrip()[0] in "{[" for text in texts)
    if not texts or opened < 0.8 * len(texts):
        return None
    found: dict[str, list[Cell]] = {}
    read = 0
    for text in texts:
        try:
            value = json.loads(text)
        except ValueError:
            continue
        read += 1
        for path, cell in plain_values(value):
            found.setdefault(path, []).append(cell)
    return found if read * 2 > len(texts) else None


def plain_values(value: object, path: str = "") -> Iterator[tuple[str, Cell]]:
    """The plain values within a value of JSON, each with its path; the places of a list are not told apart."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from plain_values(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from plain_values(inner, path)
    elif isinstance(value, (str, int, float)) and path:
        yield path, value
