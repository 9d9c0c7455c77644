"""Whose row is this?

Rules:

1. A row of a dataset of people is that person's.
2. Any other row is whose the rows are that its links point at: an order item's order's customer. Only links count that
   lead from a person down to rows of hers: that an order names a product, or the clerk who packed it, makes it theirs
   no more than the order is.
3. A row that points at nobody is nobody's: whoever's identifier stands in it may have it.

Answers are remembered: they are the same for all who are looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.graph.cellforms import canonical, is_whole, put_into
from troth.estate.graph.reading import Reading, Row, Shape, column_and_path, subject_datasets
from troth.inventory import FieldName, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.estate.graph.person import Node
    from troth.inventory import Cell, DatasetName, Link, RowKey

_DEEPEST = 8
Values = tuple[str, ...]


class Owners:
    """Says whose rows are; keeps every row that it, or the walk, has seen."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.subjects = subject_datasets(reading.inventory)
        self.rows: dict[DatasetName, dict[RowKey, Row]] = {at: {} for at in reading.shapes}
        self._owners: dict[Node, frozenset[Node]] = {}
        self._targets: dict[tuple[Link, Values], tuple[Node, ...]] = {}
        self._carrying = self._reach()
        self._people = self._same()
        self.people_of: dict[DatasetName, tuple[Link, ...]] = {
            at: tuple(link for link in reading.of.get(at, ()) if self._is_of_person(link)) for at in reading.shapes
        }
        """The links by which the rows of a dataset are somebody's."""

    def names_people(self, link: Link) -> bool:
        """Whether a link only says whom a row names, without making the row hers: an order's clerk."""
        return not link.downwards and link.kind is not LinkKind.IDENTIFIER and link.to[0].of in self._people

    def keep(self, at: DatasetName, rows: Iterable[Row]) -> list[RowKey]:
        """Remember rows; their keys, in the order of the rows."""
        shape, kept = self._reading.shapes[at], self.rows[at]
        keys = []
        for row in rows:
            key = shape.key_of(row)
            if len(row) >= len(kept.get(key, ())):
                kept[key] = row
            keys.append(key)
        return keys

    def of(self, nodes: Iterable[Node]) -> dict[Node, frozenset[Node]]:
        """The people whose rows these are. The rows have to be kept."""
        wanted = set(nodes)
        self._learn(wanted, 0)
        return {node: self._owners.get(node, frozenset()) for node in wanted}

    def values(self, link: Link, at: DatasetName, row: Row, *, pointing: bool) -> list[tuple[Values, Row]]:
        """What a row holds in the fields of one end of a link: as values are compared, and as they stand.

        None where one is empty; several where the end is a path through a list in JSON.
        """
        shape = self._reading.shapes[at]
        ends = link.of if pointing else link.to
        if pointing and link.when and not _is_when(link, shape, row):
            return []
        if len(ends) == 1:
            return [((form,), (cell,)) for cell in shape.values(row, ends[0].field) if (form := canonical(cell))]
        cells = tuple(row[shape.place(end.field)] for end in ends)
        forms = tuple(map(canonical, cells))
        return [(forms, cells)] if all(forms) else []

    def targets(self, wanted: dict[Link, dict[Values, Row]]) -> None:
        """Read the rows that values point at, so that `target` knows them."""
        for link, found in wanted.items():
            new = {values: cells for values, cells in found.items() if (link, values) not in self._targets}
            if not new:
                continue
            at = link.to[0].of
            where = tuple(end.field for end in link.to)
            of_values: dict[Values, list[Node]] = {values: [] for values in new}
            if self.is_askable(link, at, pointing=False):
                rows = self._reading.rows(at, where, self.askable(at, where, new.values()))
            else:
                rows = [
                    row
                    for row in self._reading.all_rows(at)
                    if any(values in new for values, _ in self.values(link, at, row, pointing=False))
                ]
            for key, row in zip(self.keep(at, rows), rows, strict=True):
                for values, _ in self.values(link, at, row, pointing=False):
                    if values in of_values:
                        of_values[values].append((at, key))
            self._targets.update({(link, values): tuple(nodes) for values, nodes in of_values.items()})

    def target(self, link: Link, values: Values) -> tuple[Node, ...]:
        """The rows that values point at, once `targets` read them."""
        return self._targets.get((link, values), ())

    def askable(self, at: DatasetName, where: tuple[str, ...], found: Iterable[Row]) -> list[Row]:
        """Cells as the fields of a dataset hold and write them; what a field cannot hold is left out.

        Where a field's type is not known (a file), a whole number is asked for as a number and as text.
        """
        dataset = self._reading.shapes[at].dataset
        types = [field.type if (field := dataset.field(name)) is not None else "" for name in where]
        spellings = [
            None if is_whole(type_) else self._reading.spelling(FieldName(at.system, at.dataset, name))
            for type_, name in zip(types, where, strict=True)
        ]
        asked: dict[Row, None] = {}
        for cells in found:
            spelled = tuple(cell if s is None else s.spell(cell) for s, cell in zip(spellings, cells, strict=True))
            for form in (cells, spelled) if spelled != cells else (cells,):
                ready = tuple(put_into(type_, cell) for type_, cell in zip(types, form, strict=True))
                if None in ready:
                    continue
                asked[ready] = None
                if "" in types:
                    asked[tuple(_as_text(t, cell) for t, cell in zip(types, ready, strict=True))] = None
                    asked[tuple(_as_number(t, cell) for t, cell in zip(types, ready, strict=True))] = None
        return list(asked)

    def is_askable(self, link: Link, at: DatasetName, *, pointing: bool) -> bool:
        """Whether one end of a link is written in one way, so that an index finds it."""
        dataset = self._reading.shapes[at].dataset
        for end in link.of if pointing else link.to:
            field = dataset.field(end.field)
            if field is None or (not is_whole(field.type) and not self._reading.spelling(end).is_one):
                return False
        return True

    def _learn(self, nodes: set[Node], depth: int) -> None:
        unknown = sorted((n for n in nodes if n not in self._owners), key=lambda n: n[0])
        for node in unknown:
            if node[0] in self.subjects:
                self._owners[node] = frozenset((node,))
        unknown = [node for node in unknown if node not in self._owners]
        if not unknown or depth > _DEEPEST:
            return
        pointing: dict[Node, list[tuple[Link, Values]]] = {}
        wanted: dict[Link, dict[Values, Row]] = {}
        for at, key in unknown:
            row = self.rows[at].get(key)
            for link in self.people_of[at] if row is not None else ():
                for values, cells in self.values(link, at, row or (), pointing=True):
                    pointing.setdefault((at, key), []).append((link, values))
                    wanted.setdefault(link, {})[values] = cells
        self.targets(wanted)
        above = {t for found in pointing.values() for link, values in found for t in self.target(link, values)}
        for node in unknown:
            self._owners[node] = frozenset()  # a cycle of links ends here
        self._learn(above, depth + 1)
        for node in unknown:
            owners = [
                self._owners.get(t, frozenset()) for link, v in pointing.get(node, ()) for t in self.target(link, v)
            ]
            self._owners[node] = frozenset().union(*owners)

    def _reach(self) -> frozenset[DatasetName]:
        """The datasets whose rows are somebody's: those of people, and those that lead to them."""
        reached = set(self.subjects)
        while True:
            more = {
                link.of[0].of
                for link in self._reading.links
                if link.downwards and link.to[0].of in reached and link.of[0].of not in reached
            }
            if not more:
                return frozenset(reached)
            reached |= more

    def _same(self) -> frozenset[DatasetName]:
        """The datasets of people, and those each of whose rows is one of these people's alone: their logins."""
        both = [link for link in self._reading.links if link.downwards and link.upwards]
        return self.subjects | {link.of[0].of for link in both if link.to[0].of in self.subjects}

    def _is_of_person(self, link: Link) -> bool:
        """Whether the rows that point are those of the people that they point at. Identifiers are judged elsewhere."""
        if not link.downwards or link.kind is LinkKind.IDENTIFIER or link.to[0].of not in self._carrying:
            return False
        dataset = self._reading.shapes[link.to[0].of].dataset
        return all(not column_and_path(dataset, end.field)[1] for end in link.to)


def _is_when(link: Link, shape: Shape, row: Row) -> bool:
    """Whether a row is one of those that a link holds for."""
    return all((cell := row[shape.place(name)]) is not None and str(cell) == wanted for name, wanted in link.when)


def _as_text(type_: str, cell: Cell) -> Cell:
    return canonical(cell) if not type_ and isinstance(cell, (int, float)) and not isinstance(cell, bool) else cell


def _as_number(type_: str, cell: Cell) -> Cell:
    whole = not type_ and isinstance(cell, str) and cell.isascii() and cell.isdigit() and canonical(cell) == cell
    return int(str(cell)) if whole else cell
