"""Which fields does the search read of a dataset, and how does it read them?

Rules:

1. Of each row that it meets the search knows the key, the fields that links go by, those that identify people, people's
   names, and the time that retention counts from: nothing else leaves the system.
2. A dataset without a key names its rows by all of its fields.
3. A system that fails is asked no more, and what failed is kept: what was not seen is never said to be absent.
4. A path within a cell (`payload.customer_id`) is read out of the column that holds it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem
from troth.estate.graph.cellforms import is_whole, may_hold_text
from troth.estate.graph.names import OTHERS, is_mark, words
from troth.estate.graph.profile import plain_values
from troth.estate.graph.spelling import Spelling, spelling_of
from troth.inventory import Content, FieldName, Holding, Tier
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from troth.estate.connector import Connector
    from troth.inventory import Cell, Dataset, DatasetName, Field, Inventory, Link, RowKey

Row = tuple["Cell", ...]

IN_TEXT = frozenset({Content.TEXT, Content.JSON, Content.SERIALISED, Content.ATTRIBUTE, Content.URL})
_BIRTHS = frozenset({"birthdate", "birthday", "dob", "gebdat", "geburtsdatum", "birth", "naissance", "nacimiento"})
_LIMIT = re.compile(r"\((\d+)\)")
_SHORTEST = 7
"""Characters of the shortest identifier that is found within a text."""
_LEARNT = 500
"""Rows from which it is learnt how a field writes its keys."""
_NAMES = frozenset(
    {"name", "vorname", "nachname", "surname", "firstname", "lastname", "prenom", "nom", "nombre", "apellido"}
)


@dataclass(frozen=True)
class Shape:
    """What is read of a dataset's rows."""

    dataset: Dataset
    names: tuple[str, ...]
    key: tuple[int, ...]
    texts: tuple[Field, ...]
    """Fields in which identifiers may stand within other text; read in a pass over all rows only."""
    identifying: tuple[Field, ...]
    """Fields that hold identifiers, and are read of each row."""
    people: tuple[int, ...]
    """The places of people's names."""
    births: tuple[int, ...] = ()
    """The places of their dates of birth."""

    @cached_property
    def wide(self) -> tuple[str, ...]:
        """All of its fields: those that the search needs first, in the same places."""
        return tuple(dict.fromkeys((*self.names, *(field.name for field in self.dataset.fields))))

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.names)}

    def cells(self, row: Row) -> tuple[Cell, ...] | None:
        """The values of all fields, in the dataset's order; None where the row was read without them."""
        if len(row) < len(self.wide):
            return None
        return tuple(row[self.wide.index(field.name)] for field in self.dataset.fields)

    def place(self, name: str) -> int:
        """Where a field's value stands in a row."""
        return self._places[name]

    def key_of(self, row: Row) -> RowKey:
        """The row's key."""
        return tuple(row[place] for place in self.key)

    def values(self, row: Row, field: str) -> tuple[Cell, ...]:
        """The values of a field, or of a path within one: several where a list is on the way."""
        if field in self._places:
            cell = row[self.place(field)]
            return () if cell is None else (cell,)
        column, path = column_and_path(self.dataset, field)
        cell = row[self.place(column)]
        if not isinstance(cell, str):
            return ()
        try:
            inside = json.loads(cell)
        except ValueError:
            return ()
        return tuple(value for found, value in plain_values(inside) if found == path)


def column_and_path(dataset: Dataset, field: str) -> tuple[str, str]:
    """The column that a field's address begins with, and the path within its cells; no path for a column itself."""
    if dataset.field(field) is not None:
        return field, ""
    holding = [each.name for each in dataset.fields if field.startswith(f"{each.name}.")]
    column = max(holding, key=len, default=field)
    return column, field[len(column) + 1 :]


def is_of_others(name: str) -> bool:
    """Whether a field's name says that it holds somebody else's identifier: `recipient_email`."""
    return any(word in OTHERS for word in words(name))


class Reading:
    """Reads rows of an estate's datasets, always in their shapes."""

    def __init__(self, inventory: Inventory, connectors: Mapping[str, Connector], *, wide: bool = False) -> None:
        """With `wide`, rows that are asked for come with all of their fields; passes over all rows never do."""
        self.inventory = inventory
        self._wide = wide
        self._connectors = connectors
        self.failed: dict[str, EstateProblem] = {}
        self._spellings: dict[FieldName, Spelling] = {}
        self.links = tuple(link for link in inventory.links if link.confirmed and self._is_whole(link))
        self.to: dict[DatasetName, list[Link]] = {}
        self.of: dict[DatasetName, list[Link]] = {}
        for link in self.links:
            self.to.setdefault(link.to[0].of, []).append(link)
            self.of.setdefault(link.of[0].of, []).append(link)
        self.shapes = {dataset.at: self._shape(dataset) for dataset in inventory.datasets}

    def rows(self, at: DatasetName, where: tuple[str, ...], among: Sequence[Row]) -> list[Row]:
        """The rows whose fields hold one of the tuples, in the dataset's shape."""
        shape, connector = self.shapes[at], self._reached(at.system)
        if connector is None or not among:
            return []
        try:
            return list(connector.rows(shape.dataset, where, among, shape.wide if self._wide else shape.names))
        except EstateProblem as problem:
            self.failed[at.system] = problem
            return []

    def all_rows(self, at: DatasetName, more: Iterable[str] = (), like: tuple[str, ...] = ()) -> Iterator[Row]:
        """All rows that look like it, in the dataset's shape with more fields behind it."""
        shape, connector = self.shapes[at], self._reached(at.system)
        if connector is None:
            return
        try:
            yield from connector.cells(shape.dataset, (*shape.names, *more), like)
        except EstateProblem as problem:
            self.failed[at.system] = problem

    def spelling(self, at: FieldName) -> Spelling:
        """How a field writes its keys, by its first rows; a number's type has no spelling to speak of."""
        if at not in self._spellings:
            dataset = self.shapes[at.of].dataset
            field = dataset.field(at.field)
            cells: list[Cell] = []
            connector = self._reached(at.system)
            if field is not None and not is_whole(field.type) and connector is not None:
                try:
                    cells = [cell for (cell,) in islice(connector.cells(dataset, (at.field,)), _LEARNT)]
                except EstateProblem as problem:
                    self.failed[at.system] = problem
            self._spellings[at] = spelling_of(cells)
        return self._spellings[at]

    def by_keys(self, at: DatasetName, keys: Sequence[RowKey]) -> list[Row]:
        """The rows of these keys."""
        shape = self.shapes[at]
        return self.rows(at, tuple(shape.names[place] for place in shape.key), keys)

    def _reached(self, system: str) -> Connector | None:
        """The connector, where it has not failed. One that is lacking is a failure too."""
        if system not in self._connectors and system not in self.failed:
            text = f"no connector reaches the system `{system}`"
            self.failed[system] = EstateProblem(
                text, id="estate.no-connector", help="see `troth estate check`", again=False
            )
        return None if system in self.failed else self._connectors[system]

    def _is_whole(self, link: Link) -> bool:
        """Whether both of its ends are in the inventory."""
        for end in (link.of, link.to):
            dataset = self.inventory.by_name.get(end[0].of)
            if dataset is None or any(dataset.field(column_and_path(dataset, at.field)[0]) is None for at in end):
                return False
        return True

    def _shape(self, dataset: Dataset) -> Shape:
        key = dataset.key or tuple(field.name for field in dataset.fields)
        joining = [column_and_path(dataset, at.field)[0] for at in self._ends(dataset.at)]
        typed = [name for link in self.of.get(dataset.at, ()) for name, _ in link.when]
        identifying = tuple(
            field
            for field in map(_as_read, dataset.fields)
            if field.content is Content.HASH or (field.identifies and field.content not in IN_TEXT)
        )
        people = [field.name for field in dataset.fields if _is_name(field)]
        births = [field.name for field in dataset.fields if _is_birth(field)]
        since = [dataset.since] if dataset.since and dataset.field(dataset.since) else []
        names = tuple(dict.fromkeys([*key, *joining, *typed, *(f.name for f in identifying), *people, *births, *since]))
        return Shape(
            dataset,
            names,
            tuple(names.index(name) for name in key),
            tuple(field for field in map(_as_read, dataset.fields) if _is_text(field)),
            identifying,
            tuple(names.index(name) for name in people),
            tuple(names.index(name) for name in births),
        )

    def _ends(self, at: DatasetName) -> Iterator[FieldName]:
        for link in self.links:
            for end in (link.of, link.to):
                if end[0].of == at:
                    yield from end


def _is_text(field: Field) -> bool:
    """Whether an identifier may stand in its cells, although the field is not said to identify.

    A scan that looked at some rows may have missed one; a pass costs little, and is not repeated where it saw nothing.
    What a scan found not to be personal is left to the residual scan.
    """
    if field.content in IN_TEXT:
        return may_hold_text(field.type)
    if field.content is not Content.VALUE or field.identifies is not None or not may_hold_text(field.type):
        return False
    if field.tier is Tier.NOT_PERSONAL:
        return False
    limit = _LIMIT.search(field.type)
    return field.type != "uuid" and (limit is None or int(limit[1]) >= _SHORTEST)


def _as_read(field: Field) -> Field:
    """A field that is named as the mark of a browser is read as one, where nothing else is said of it."""
    plain = field.identifies is None and field.content in (Content.VALUE, Content.HASH)
    if plain and is_mark(words(field.name)) and may_hold_text(field.type):
        return replace(field, identifies=IdentifierKind.COOKIE, content=Content.VALUE)
    return field


def _is_birth(field: Field) -> bool:
    """Whether it holds a date of birth."""
    if field.is_:
        return field.is_.rpartition(":")[2] in ("BirthDate", "DateOfBirth")
    return bool(_BIRTHS & set(words(field.name)))


def _is_name(field: Field) -> bool:
    """Whether it holds a person's name, or a part of one."""
    if field.is_:
        term = field.is_.rpartition(":")[2]
        return term.endswith("Name") and not term.startswith(("User", "Company", "Organi"))
    named = words(field.name)
    return bool(named) and len(named) <= 3 and named[-1] in _NAMES and not {"user", "company", "file"} & set(named)  # noqa: PLR2004


def subject_datasets(inventory: Inventory) -> frozenset[DatasetName]:
    """The datasets in which a row is a person.

    Where the inventory names none: those that identify and are pointed at.
    """
    named = {d.at for d in inventory.datasets if d.holds is Holding.SUBJECTS}
    if named:
        return frozenset(named)
    pointed = {link.to[0].of for link in inventory.links}
    return frozenset(d.at for d in inventory.datasets if d.at in pointed and any(f.identifies for f in d.fields))
