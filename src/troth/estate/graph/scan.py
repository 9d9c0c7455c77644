"""Where do identifiers stand, in the whole estate?

One pass over each dataset that could hold one, for all identifiers at once. Rules:

1. A field that identifies is read whole, unless an earlier pass of this search saw that every cell of it is in its
   normal form: from then on the index is asked.
2. A field with running text, JSON or another format in its cells is always read whole. One of which only the type says
   that it could hold text is read once: where nothing in it is like an identifier, not again.
3. A row that holds one is kept, with the fields it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.graph.cellforms import put_into
from troth.estate.graph.sought import Sought
from troth.inventory import Content, FieldName, Seed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from troth.estate.graph.owners import Owners
    from troth.estate.graph.person import Node
    from troth.estate.graph.reading import Reading, Row, Shape
    from troth.inventory import DatasetName, Field

_AT_ONCE = 4000


@dataclass(frozen=True, slots=True)
class Sighting:
    """A row that holds an identifier, and the field it stands in."""

    node: Node
    at: FieldName
    field: Field
    seed: Seed


class Scan:
    """Looks for identifiers; remembers which fields are written in the normal form throughout."""

    def __init__(self, reading: Reading, owners: Owners, normal: dict[FieldName, bool]) -> None:
        self._reading = reading
        self._owners = owners
        self._normal = normal

    def sightings(self, seeds: Iterable[Seed]) -> list[Sighting]:
        """Every place where one of the identifiers stands, in the order of the datasets and rows."""
        sought = Sought(seeds)
        found: list[Sighting] = []
        for at in sorted(self._reading.shapes) if sought.seeds else ():
            shape = self._reading.shapes[at]
            fields = [field for field in shape.identifying if _concerns(field, sought)]
            texts = [field for field in shape.texts if sought.is_in_words or not self._is_normal(at, field)]
            if texts:
                found += self._pass(at, shape, [*fields, *texts], sought)
            elif sought.is_askable and all(self._is_normal(at, field) for field in fields):
                for field in fields:
                    found += self._look_up(at, field, sought)
            else:
                found += self._pass(at, shape, fields, sought)
        return list(dict.fromkeys(found))

    def _is_normal(self, at: DatasetName, field: Field) -> bool:
        return self._normal.get(FieldName(at.system, at.dataset, field.name), False)

    def _pass(self, at: DatasetName, shape: Shape, fields: Sequence[Field], sought: Sought) -> Iterator[Sighting]:
        more = [field.name for field in fields if field.name not in shape.names]
        names = (*shape.names, *more)
        places = [(field, names.index(field.name)) for field in fields]
        normal = {field.name: True for field in fields if field.content is Content.VALUE}
        read = 0
        like = tuple(field.name for field in fields) if sought.is_like else ()
        for rows in _cut(self._reading.all_rows(at, more, like)):
            columns = list(zip(*rows, strict=True))
            for field, place in places:
                cells = columns[place]
                if normal.get(field.name):
                    normal[field.name] = sought.is_normal(field.identifies, cells)
                for number, seed in sorted(sought.within(field.identifies, field.content, cells), key=_by_place):
                    (key,) = self._owners.keep(at, [rows[number][: len(shape.names)]])
                    yield Sighting((at, key), FieldName(at.system, at.dataset, field.name), field, seed)
            read += len(rows)
        if read and at.system not in self._reading.failed:
            known = {FieldName(at.system, at.dataset, name): is_ for name, is_ in normal.items()}
            self._normal.update(known)

    def _look_up(self, at: DatasetName, field: Field, sought: Sought) -> Iterator[Sighting]:
        """By the index of a field of which is known that all is written in the normal form."""
        asked = [
            (cell,)
            for seed in sorted(sought.seeds, key=lambda seed: seed.text)
            if seed.kind is field.identifies and (cell := put_into(field.type, seed.text)) is not None
        ]
        shape = self._reading.shapes[at]
        rows = self._reading.rows(at, (field.name,), asked)
        cells = [row[shape.place(field.name)] for row in rows]
        for number, seed in sorted(sought.within(field.identifies, field.content, cells), key=_by_place):
            (key,) = self._owners.keep(at, [rows[number]])
            yield Sighting((at, key), FieldName(at.system, at.dataset, field.name), field, seed)


def _concerns(field: Field, sought: Sought) -> bool:
    return field.identifies in sought.kinds or field.content is Content.HASH


def _by_place(found: tuple[int, Seed]) -> tuple[int, str, str]:
    place, seed = found
    return place, seed.kind, seed.text


def _cut(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """In pieces, so that memory does not grow with the table."""
    piece: list[Row] = []
    for row in rows:
        piece.append(row)
        if len(piece) >= _AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece
