"""What is in a column, in figures and in a handful of its cells?

Distinct values are counted over the whole sample; validators are asked of at most `SHOWN` of them, spread over it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.estate.discovery.names import NamedColumn, read_column_name
from troth.estate.discovery.values import Held, Shape, ask, shape_of
from troth.estate.discovery.values.moment import has_clock, is_moment
from troth.inventory import FieldName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.connector import Column, Sample, Table
    from troth.inventory import Cell

SHOWN = 120
"""Distinct cells that the finer patterns see."""
_LONG = 4_000
"""Characters of a cell that are looked at."""
_MANY = 40
_FEW = 8
_BATCH = 10
"""Rows that share a time to the second, on average, from which it is that of a batch."""
_SOME = 12
_TEMPORAL = re.compile(r"^(?:date|time|timestamp|datetime|year|interval)")
_NUMERAL = re.compile(r"-?\d+(?:\.\d+)?")


class Kind(StrEnum):
    """What the cells are by their form."""

    EMPTY = "empty"
    TRUTH = "truth"
    WHOLE = "whole"
    FRACTION = "fraction"
    MOMENT = "moment"
    TEXT = "text"
    OCTETS = "octets"


@dataclass(frozen=True, slots=True)
class Profile:
    """A column, what its name says and what its cells are."""

    at: FieldName
    column: Column
    named: NamedColumn
    kind: Kind
    rows: int
    filled: int
    distinct: dict[Cell, None] = field(repr=False)
    shown: list[str] = field(repr=False)
    shape: Shape
    held: tuple[Held, ...]
    place: int = 0
    """The column's place in its table."""

    def held_as(self, *names: str) -> Held | None:
        """The first validator of these that held."""
        return next((each for each in self.held if each.name in names), None)

    @property
    def is_constant(self) -> bool:
        """Whether all rows hold the same: what is said of everybody is said of nobody."""
        return len(self.distinct) == 1 and self.filled >= 5

    @property
    def has_hardly_any(self) -> bool:
        """Whether hardly any values stand in many rows: an identifier that is a firm's own."""
        count = len(self.distinct)
        return self.is_constant or (count <= 3 and self.filled >= 25 * count)

    @property
    def is_unique(self) -> bool:
        """Whether no two of its rows hold the same."""
        return self.column.unique or (self.filled >= 5 and len(self.distinct) == self.filled)

    @property
    def is_enumerated(self) -> bool:
        """Whether it holds a few words over and over."""
        return self.filled >= _MANY and len(self.distinct) <= max(_FEW, min(self.filled // 60, _SOME))

    @property
    def is_running_text(self) -> bool:
        """Whether its cells are sentences."""
        return self.kind is Kind.TEXT and self.shape.spaces >= 0.5 and self.shape.mean >= 25

    @property
    def is_of_batches(self) -> bool:
        """Whether many rows share each of its times, to the second: when something ran over them, and nobody did it."""
        times = self.kind is Kind.MOMENT and self.filled >= _MANY and any(map(has_clock, self.shown))
        return times and len(self.distinct) * _BATCH <= self.filled

    @property
    def is_serial(self) -> bool:
        """Whether it counts its rows: whole numbers, each once."""
        return self.kind is Kind.WHOLE and self.is_unique


def profiles_of(table: Table, sample: Sample | None) -> tuple[Profile, ...]:
    """The profile of each column of a table; without a sample, of empty ones."""
    cells = dict(zip(sample.columns, sample.cells, strict=True)) if sample else {}
    return tuple(
        profile_of(FieldName(table.at.system, table.at.dataset, column.name), column, cells.get(column.name, ()), place)
        for place, column in enumerate(table.columns)
    )


def profile_of(at: FieldName, column: Column, cells: Sequence[Cell], place: int = 0) -> Profile:
    """The profile of one column."""
    filled: list[Cell] = [cell for cell in cells if cell is not None and cell != ""]
    distinct: dict[Cell, None] = dict.fromkeys(filled)
    kind = _kind(column, filled, distinct)
    shown = _shown(distinct) if kind is not Kind.OCTETS else []
    shape = shape_of(shown)
    asked = kind in (Kind.TEXT, Kind.WHOLE, Kind.FRACTION) and bool(shown)
    return Profile(
        at=at,
        column=column,
        named=read_column_name(column.name),
        kind=kind,
        rows=len(cells),
        filled=len(filled),
        distinct=distinct,
        shown=shown,
        shape=shape,
        held=ask(shown, shape) if asked else (),
        place=place,
    )


def _shown(distinct: dict[Cell, None]) -> list[str]:
    values = list(distinct)
    step = max(1, len(values) // SHOWN)
    trimmed = (str(value)[:_LONG].strip() for value in values[::step][:SHOWN])
    return [each for each in trimmed if each]


def _kind(column: Column, filled: list[Cell], distinct: dict[Cell, None]) -> Kind:
    if not filled:
        return Kind.EMPTY
    types = {type(cell) for cell in filled}
    if types == {bytes}:
        return Kind.OCTETS
    if types == {bool} or (types == {int} and "bool" in column.type):
        return Kind.TRUTH
    if types <= {int, bool}:
        return Kind.TRUTH if set(distinct) <= {0, 1} and len(filled) >= _FEW else Kind.WHOLE
    if types <= {int, float}:
        return Kind.FRACTION
    if types - {str}:
        return Kind.TEXT
    return _kind_of_text(column, _shown(distinct))


def _kind_of_text(column: Column, shown: list[str]) -> Kind:
    """The kind of cells that come as text: times and decimals do (the port's third rule)."""
    if not shown:
        return Kind.EMPTY
    if _TEMPORAL.match(column.type) or sum(map(is_moment, shown)) >= 0.9 * len(shown):
        return Kind.MOMENT
    if sum(1 for each in shown if _NUMERAL.fullmatch(each)) >= 0.98 * len(shown) and not any(
        each.startswith("0") and len(each) > 1 and each[1] != "." for each in shown
    ):
        fractions = any("." in each for each in shown)
        if fractions or any(word in column.type for word in ("dec", "num", "real", "double", "money")):
            return Kind.FRACTION
        return Kind.WHOLE if all(len(each) <= 9 for each in shown) else Kind.TEXT
    if {each.lower() for each in shown} <= {"true", "false", "t", "f", "yes", "no", "y", "n"}:
        return Kind.TRUTH
    return Kind.TEXT
