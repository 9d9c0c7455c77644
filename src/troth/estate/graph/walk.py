"""Which rows do links lead to from those that are a person's?

Breadth first, for all people at once: each link is followed by one question for the rows of all of them. Rules:

1. Down: from a row to those that point at it. A row that points at another person as well is shared, and nothing is
   followed from there; where it was reached by way of another row, and names a person of its own, it is that person's.
2. Up: from a row to the one it points at, where the link says so and no row of anybody else points at that one.
3. By an identifier that two datasets share: where no other person's row has it.
4. The rows of a dataset that holds several people's (`shared`) are shared, whoever is in them.
5. A link to people that leads nowhere down (an order's clerk, a customer's referrer) makes the row no less another's;
   but the reference itself is the person's whom it names.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from troth.estate.graph.cellforms import canonical
from troth.estate.graph.identical import DIGESTS, digits_of
from troth.estate.graph.names import nouns, words
from troth.estate.graph.person import Hit
from troth.estate.graph.reading import column_and_path
from troth.inventory import Holding, LinkKind, Step

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from troth.estate.graph.owners import Owners, Values
    from troth.estate.graph.person import Node, Person
    from troth.estate.graph.reading import Reading, Row
    from troth.inventory import Cell, DatasetName, Link, RowKey

_DEEPEST = 12
_FEWEST_DIGITS = 7
Front = dict["DatasetName", dict["RowKey", set[int]]]
"""The rows to go on from, and whose they are."""


class Walk:
    """Follows links from rows that are known, in place."""

    def __init__(self, reading: Reading, owners: Owners, people: Sequence[Person]) -> None:
        self._reading = reading
        self._owners = owners
        self._people = people

    def go(self, start: Iterable[tuple[int, Node]]) -> None:
        """From these rows of these people to all that links lead to."""
        front = _front(start)
        for _ in range(_DEEPEST):
            if not front:
                return
            reached = [*self._down(front), *self._up(front)]
            front = _front(reached)

    def _down(self, front: Front) -> list[tuple[int, Node]]:
        reached: list[tuple[int, Node]] = []
        for at in sorted(front):
            for link in self._reading.to.get(at, ()):
                if link.downwards:
                    reached += self._follow(link, at, front[at])
                elif self._owners.names_people(link):
                    self._named(link, at, front[at])
        return reached

    def _named(self, link: Link, at: DatasetName, rows: dict[RowKey, set[int]]) -> None:
        """Rule 5: what others' rows hold of a person."""
        below = link.of[0].of
        fields = self._own_fields(link, below, ())
        for number, key, hit in self._below(link, at, rows):
            self._people[number].add((below, key), Hit(hit.path, fields, shared=True))

    def _follow(self, link: Link, at: DatasetName, rows: dict[RowKey, set[int]]) -> list[tuple[int, Node]]:
        """Rules 1 and 3, for one link: the rows to go on from."""
        return self._accept(link, link.of[0].of, self._below(link, at, rows))

    def _below(self, link: Link, at: DatasetName, rows: dict[RowKey, set[int]]) -> list[tuple[int, RowKey, Hit]]:
        """The rows that point at these, with whose they would be and the way there."""
        cells: dict[Values, Row] = {}
        holding: dict[Values, list[tuple[int, RowKey]]] = {}
        kept = self._owners.rows[at]
        for key, people in rows.items():
            for values, raw in self._owners.values(link, at, kept[key], pointing=False):
                cells[values] = raw
                holding.setdefault(values, []).extend((number, key) for number in people)
        named = Step(at=link.of[0], to=link.to[0], why=_why(link))
        found = self._pointing(link, cells)
        if link.kind is LinkKind.IDENTIFIER:
            found = self._of_one(link, found, cells)
        proposed: list[tuple[int, RowKey, Hit]] = []
        for key, row_values in found:
            for number, above in holding.get(row_values, ()):
                path = (*self._people[number].hits[at, above].path, named)
                proposed.append((number, key, Hit(path)))
        return proposed

    def _accept(self, link: Link, at: DatasetName, proposed: list[tuple[int, RowKey, Hit]]) -> list[tuple[int, Node]]:
        """Note the rows that are the person's; those to go on from."""
        others = [each for each in self._owners.people_of[at] if each != link]
        foreign = self.foreign(at, {key for _, key, _ in proposed}, others) if others else {}
        shared_set = self._reading.shapes[at].dataset.holds is Holding.SHARED
        direct = link.to[0].of in self._owners.subjects
        reached = []
        for number, key, hit in proposed:
            person, node = self._people[number], (at, key)
            strange = [(each, strangers) for each, strangers in foreign.get(key, ()) if not strangers <= person.anchors]
            if strange and not direct and any(each.to[0].of in self._owners.subjects for each, _ in strange):
                continue
            if strange or shared_set:
                fields = self._own_fields(link, at, [each for each, _ in strange])
                person.add(node, Hit(hit.path, fields, shared=True))
                continue
            if at in self._owners.subjects:
                person.anchors.add(node)
            if person.add(node, hit):
                reached.append((number, node))
        return reached

    def foreign(
        self, at: DatasetName, keys: Iterable[RowKey], links: Sequence[Link]
    ) -> dict[RowKey, list[tuple[Link, frozenset[Node]]]]:
        """To whom else rows belong, by each of these links."""
        kept = self._owners.rows[at]
        wanted: dict[Link, dict[Values, Row]] = {}
        pointing: dict[RowKey, list[tuple[Link, Values]]] = {}
        for key in keys:
            for link in links:
                for values, raw in self._owners.values(link, at, kept[key], pointing=True):
                    wanted.setdefault(link, {})[values] = raw
                    pointing.setdefault(key, []).append((link, values))
        self._owners.targets(wanted)
        above = {node for found in pointing.values() for link, v in found for node in self._owners.target(link, v)}
        owners = self._owners.of(above)
        return {
            key: [
                (link, frozenset().union(*(owners[node] for node in self._owners.target(link, values))))
                for link, values in found
            ]
            for key, found in pointing.items()
        }

    def _up(self, front: Front) -> list[tuple[int, Node]]:
        """Rule 2."""
        reached: list[tuple[int, Node]] = []
        for at in sorted(front):
            for link in self._reading.of.get(at, ()):
                if link.upwards and link.kind is not LinkKind.IDENTIFIER:
                    reached += self._climb(link, at, front[at])
        return reached

    def _climb(self, link: Link, at: DatasetName, rows: dict[RowKey, set[int]]) -> list[tuple[int, Node]]:
        wanted: dict[Values, Row] = {}
        climbing: list[tuple[int, RowKey, Values]] = []
        kept = self._owners.rows[at]
        for key, people in rows.items():
            for values, raw in self._owners.values(link, at, kept[key], pointing=True):
                wanted[values] = raw
                climbing += [(number, key, values) for number in sorted(people)]
        self._owners.targets({link: wanted})
        above = {node for _, _, values in climbing for node in self._owners.target(link, values)}
        having = self._having(link.to[0].of, above)
        reached = []
        named = Step(at=link.of[0], to=link.to[0], why=_why(link))
        for number, key, values in climbing:
            person = self._people[number]
            path = (*person.hits[at, key].path, named)
            own = [node for node in self._owners.target(link, values) if having[node] <= person.anchors]
            reached += [(number, node) for node in own if person.add(node, Hit(path))]
        return reached

    def _having(self, at: DatasetName, nodes: set[Node]) -> dict[Node, frozenset[Node]]:
        """The people of all rows that point at each of these, and of these themselves."""
        own = self._owners.of(nodes)
        found = {node: set(own[node]) for node in nodes}
        for link in self._reading.to.get(at, ()):
            of_values: dict[Values, list[Node]] = {}
            cells: dict[Values, Row] = {}
            for node in nodes:
                for values, raw in self._owners.values(link, at, self._owners.rows[at][node[1]], pointing=False):
                    of_values.setdefault(values, []).append(node)
                    cells[values] = raw
            below = link.of[0].of
            pointing = list(self._pointing(link, cells))
            owners = self._owners.of((below, key) for key, _ in pointing)
            for key, values in pointing:
                for node in of_values.get(values, ()):
                    found[node] |= owners[below, key]
        return {node: frozenset(people) for node, people in found.items()}

    def _pointing(self, link: Link, cells: dict[Values, Row]) -> list[tuple[RowKey, Values]]:
        """The rows that point at these values, and at which: by an index where the fields are written in one way."""
        if not cells:
            return []
        at = link.of[0].of
        if link.kind is LinkKind.IDENTIFIER or not self._owners.is_askable(link, at, pointing=True):
            return self._pointing_otherwise(link, cells)
        where = (*(end.field for end in link.of), *(name for name, _ in link.when))
        typed = tuple(value for _, value in link.when)
        asked = self._owners.askable(at, where, ((*row, *typed) for row in cells.values()))
        rows = self._reading.rows(at, where, asked)
        return [
            (key, values)
            for key, row in zip(self._owners.keep(at, rows), rows, strict=True)
            for values, _ in self._owners.values(link, at, row, pointing=True)
            if values in cells
        ]

    def _pointing_otherwise(self, link: Link, wanted: dict[Values, Row]) -> list[tuple[RowKey, Values]]:
        """The same by a pass over the dataset: what stands in cells of JSON, or is written otherwise."""
        at = link.of[0].of
        known: dict[str, Values] = {}
        if len(link.of) == 1 and link.kind is LinkKind.IDENTIFIER:
            for values, (cell,) in wanted.items():
                known.update(dict.fromkeys(_forms(values[0], cell), values))
        found = []
        for row in self._reading.all_rows(at):
            for values, raw in self._owners.values(link, at, row, pointing=True):
                hit = values if values in wanted else next((known[f] for f in _seen(raw[0]) if f in known), None)
                if hit is not None:
                    (key,) = self._owners.keep(at, [row])
                    found.append((key, hit))
        return found

    def _of_one(
        self, link: Link, found: list[tuple[RowKey, Values]], cells: dict[Values, Row]
    ) -> list[tuple[RowKey, Values]]:
        """Rule 3: without the identifiers that several people's rows have."""
        at = link.to[0].of
        dataset = self._reading.shapes[at].dataset
        field = dataset.field(link.to[0].field)
        if not found or len(link.to) > 1 or (field is not None and field.unique):
            return found
        known = {form: values for _, values in found for form in _forms(values[0], cells[values][0])}
        having: dict[Values, set[Node]] = {}
        for row in self._reading.all_rows(at):
            for _, (cell,) in self._owners.values(link, at, row, pointing=False):
                hit = next((known[form] for form in _seen(cell) if form in known), None)
                if hit is not None:
                    (key,) = self._owners.keep(at, [row])
                    having.setdefault(hit, set()).add((at, key))
        owners = self._owners.of(node for nodes in having.values() for node in nodes)
        several = {v for v, nodes in having.items() if len({frozenset(owners[n]) or n for n in nodes}) > 1}
        return [(key, values) for key, values in found if values not in several]

    def _own_fields(self, link: Link, at: DatasetName, others: Sequence[Link]) -> tuple[str, ...]:
        """The fields of a shared row that are this person's: the reference, and what is named in the same role."""
        dataset = self._reading.shapes[at].dataset
        own = [column_and_path(dataset, end.field)[0] for end in link.of]
        role = nouns(words(own[0]))[:1]
        theirs = {column_and_path(dataset, end.field)[0] for each in others for end in each.of} - set(own)
        named = [f.name for f in dataset.fields if role and words(f.name)[:1] == role and f.name not in theirs]
        return tuple(dict.fromkeys((*own, *named)))


def _front(reached: Iterable[tuple[int, Node]]) -> Front:
    front: Front = {}
    for number, (at, key) in reached:
        front.setdefault(at, {}).setdefault(key, set()).add(number)
    return front


def _why(link: Link) -> str:
    return {LinkKind.DECLARED: "foreign key", LinkKind.IDENTIFIER: "same identifier"}.get(link.kind, "inferred key")


def _forms(value: str, cell: Cell) -> list[str]:
    """Under which forms an identifier may stand elsewhere: itself, its digests, a telephone's last digits."""
    forms = [value]
    if "@" in value:
        forms += [hashlib.new(name, value.encode(), usedforsecurity=False).hexdigest() for name in DIGESTS.values()]
    return [*forms, *_numbered(cell)]


def _seen(cell: Cell) -> list[str]:
    return [canonical(cell), *_numbered(cell)]


def _numbered(cell: Cell) -> list[str]:
    """The last digits of what is written as a telephone number."""
    if not isinstance(cell, str):
        return []
    text = cell.strip()
    is_number = text[:1] in ("+", "0", "(") and sum(c.isdigit() for c in text) >= _FEWEST_DIGITS and "@" not in text
    return [f"tel:{digits_of(text)}"] if is_number else []
