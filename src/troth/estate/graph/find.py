"""Which rows are each person's, in all systems?

For any number of people at once. The steps, in this order:

1. The whole estate is looked through for the identifiers that were given (`scan`), in one pass for all people.
2. From where they stand it follows which rows are the people themselves (`anchors`).
3. From these rows links lead to all others (`walk`). Identifiers in what was found are looked for in turn, where they
   are nobody else's, and so on until nothing new comes.
4. A row in which an identifier stands and that no link leads to is hers where it is nobody's (`owners`); where it is
   another's, only the field is hers.

INVARIANT: what is found for one person does not depend on who else is looked for, nor on any order.

What it leaves out: whether anything is left behind (`residue`), and what is to be done with the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.graph.again import moment
from troth.estate.graph.anchors import Anchors
from troth.estate.graph.names import words
from troth.estate.graph.owners import Owners
from troth.estate.graph.person import Found, Hit, Missed, Person
from troth.estate.graph.reading import IN_TEXT, Reading, is_of_others
from troth.estate.graph.scan import Scan
from troth.estate.graph.sought import Sought
from troth.estate.graph.walk import Walk
from troth.inventory import Content, FoundRow, Holding, Step
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Connector
    from troth.estate.graph.person import Node
    from troth.estate.graph.scan import Sighting
    from troth.inventory import FieldName, Inventory, Link, Seed

_ROUNDS = 4
_FROM_ANCHORS = frozenset({IdentifierKind.EMAIL, IdentifierKind.PHONE, IdentifierKind.ACCOUNT, IdentifierKind.COOKIE})
_FROM_ROWS = frozenset({IdentifierKind.COOKIE})


def find(
    inventory: Inventory,
    connectors: Mapping[str, Connector],
    seeds: Sequence[Sequence[Seed]],
    *,
    cells: bool = False,
) -> tuple[Found, ...]:
    """What is found of each of the people, in their order; `seeds` are the identifiers of each, in their normal form.

    `connectors` by the name of their system. With `cells` each row comes with the values of all of its fields. Only
    links that are confirmed are followed. A system that fails is named in `missed`; nothing is raised for it.
    """
    return Finder(inventory, connectors).find(seeds, cells=cells)


class Finder:
    """Finds people's rows, one batch after the other.

    It remembers which fields are written in the normal form throughout, so that an index is asked for the next batch:
    whatever was written otherwise since is not found until `forget`.
    """

    def __init__(self, inventory: Inventory, connectors: Mapping[str, Connector]) -> None:
        self._inventory = inventory
        self._connectors = connectors
        self._normal: dict[FieldName, bool] = {}

    def find(self, seeds: Sequence[Sequence[Seed]], *, cells: bool = False) -> tuple[Found, ...]:
        """As the function `find`."""
        reading = Reading(self._inventory, self._connectors, wide=cells)
        return _Search(reading, seeds, self._normal).found(cells=cells)

    def forget(self) -> None:
        """Read every field whole again."""
        self._normal.clear()


class _Search:
    def __init__(self, reading: Reading, seeds: Sequence[Sequence[Seed]], normal: dict[FieldName, bool]) -> None:
        self._reading = reading
        self._owners = Owners(reading)
        self._scan = Scan(reading, self._owners, normal)
        self._anchors = Anchors(reading, self._owners)
        self._people = [Person(number, tuple(dict.fromkeys(own))) for number, own in enumerate(seeds)]
        self._walk = Walk(reading, self._owners, self._people)

    def found(self, *, cells: bool) -> tuple[Found, ...]:
        mentions = self._look(self._people, {p.number: set(p.seeds) for p in self._people}, by_seeds=True)
        self._walk.go([*self._mentioned(mentions), *self._anchored()])
        for _ in range(_ROUNDS):
            # after the walk: what a link shows to be hers is no stranger that has the same identifier
            wanted = {p.number: self._harvest(p) for p in self._people}
            if not any(wanted.values()):
                break
            mentions = self._look(self._people, wanted)
            self._walk.go([*self._mentioned(mentions), *self._anchored()])
        return self._told(cells=cells)

    def _harvest(self, person: Person) -> set[Seed]:
        """The identifiers in rows that are hers: all in those that are she or list her addresses, cookies in others."""
        rows = [node for node, hit in person.hits.items() if not hit.shared and not hit.fields]
        listed = [node for node in rows if self._anchors.is_list(node[0])]
        found = self._anchors.harvest(person, [*person.anchors, *listed], _FROM_ANCHORS)
        return found | self._anchors.harvest(person, rows, _FROM_ROWS)

    def _look(
        self, people: Sequence[Person], wanted: Mapping[int, set[Seed]], *, by_seeds: bool = False
    ) -> dict[int, list[Sighting]]:
        """Where identifiers stand that are hers; the rows that are people become anchors on the way."""
        by_seed: dict[Seed, list[Sighting]] = {}
        for sighting in self._scan.sightings({seed for own in wanted.values() for seed in own}):
            by_seed.setdefault(sighting.seed, []).append(sighting)
        mentions: dict[int, list[Sighting]] = {}
        for person in people:
            own = sorted(wanted.get(person.number, ()), key=lambda seed: (seed.kind, seed.text))
            person.known.update(own)
            seen = [each for seed in own for each in by_seed.get(seed, ())]
            if by_seeds:
                self._anchors.by_seeds(person, seen)
                mentions[person.number] = [each for each in seen if each.seed not in person.dropped]
            else:
                for seed in own:
                    if self._anchors.by_harvest(person, seed, by_seed.get(seed, ())):
                        mentions.setdefault(person.number, []).extend(by_seed.get(seed, ()))
        return mentions

    def _anchored(self) -> list[tuple[int, Node]]:
        """The rows that are the people."""
        return [
            (person.number, node)
            for person in self._people
            for node in sorted(person.anchors, key=_in_order)
            if person.add(node, Hit(()))
        ]

    def _mentioned(self, mentions: Mapping[int, Sequence[Sighting]]) -> list[tuple[int, Node]]:
        """The rows in which identifiers stand, as far as they are hers."""
        owners = self._owners.of(each.node for seen in mentions.values() for each in seen)
        reached = []
        for number, seen in mentions.items():
            person = self._people[number]
            for each in seen:
                if each.node in person.anchors:
                    if person.add(each.node, Hit(_way(each))):
                        reached.append((number, each.node))
                    continue
                hit = self._hit(person, each, owners[each.node])
                if hit is not None and person.add(each.node, hit):
                    reached.append((number, each.node))
        return reached

    def _hit(self, person: Person, each: Sighting, owners: frozenset[Node]) -> Hit | None:
        """What a row in which an identifier of hers stands is to her."""
        if owners and owners <= person.anchors:
            return Hit(_way(each))
        strange = bool(owners)
        text = each.field.content in IN_TEXT and each.field.content is not Content.ATTRIBUTE
        holds = self._reading.shapes[each.node[0]].dataset.holds
        shared = strange or holds is Holding.SHARED or is_of_others(each.at.field)
        if shared:
            return Hit(_way(each), self._of_role(each), shared=True)
        return Hit(_way(each), (each.at.field,)) if text else Hit(_way(each))

    def _of_role(self, each: Sighting) -> tuple[str, ...]:
        """The field, and those that are named in the same role: `recipient_email`, `recipient_name`."""
        role = words(each.at.field)[:1]
        named = words(each.at.field)
        dataset = self._reading.shapes[each.node[0]].dataset
        beside = [f.name for f in dataset.fields if len(named) > 1 and words(f.name)[:1] == role]
        return tuple(dict.fromkeys((each.at.field, *beside)))

    def _told(self, *, cells: bool) -> tuple[Found, ...]:
        if cells:
            self._widen()
        others = self._others()
        problems = sorted(self._reading.failed.items())
        missed = tuple(Missed(system=name, problem=each.id, help=each.help) for name, each in problems)
        return tuple(
            Found(
                rows=tuple(
                    self._row(node, self._part(person, node, others), cells=cells)
                    for node in sorted(person.hits, key=_in_order)
                ),
                unsure=tuple(sorted(person.unsure.values(), key=lambda u: (u.at, u.kind))),
                missed=missed,
                known=tuple(sorted(person.known - person.dropped, key=lambda seed: (seed.kind, seed.text))),
            )
            for person in self._people
        )

    def _widen(self) -> None:
        """Read the rest of the rows that a pass found, whose other fields were not read."""
        for at in sorted(self._reading.shapes):
            shape, kept = self._reading.shapes[at], self._owners.rows[at]
            keys = {
                key for p in self._people for where, key in p.hits if where == at and shape.cells(kept[key]) is None
            }
            if keys:
                self._owners.keep(at, self._reading.by_keys(at, sorted(keys, key=str)))

    def _others(self) -> dict[Node, list[tuple[Link, frozenset[Node]]]]:
        """Whom rows that are hers name besides: the clerk of an order."""
        found: dict[Node, list[tuple[Link, frozenset[Node]]]] = {}
        for at in sorted(self._reading.shapes):
            naming = [link for link in self._reading.of.get(at, ()) if self._owners.names_people(link)]
            naming = [link for link in naming if link.to[0].of != at]
            keys = {key for p in self._people for (where, key), hit in p.hits.items() if where == at and not hit.shared}
            if naming and keys:
                found.update({(at, key): named for key, named in self._walk.foreign(at, keys, naming).items()})
        return found

    def _part(self, person: Person, node: Node, others: Mapping[Node, list[tuple[Link, frozenset[Node]]]]) -> Hit:
        """A row that names others as well is theirs too: hers are the fields that are not about them."""
        hit = person.hits[node]
        if hit.shared:
            return hit
        links = [link for link, people in others.get(node, ()) if not people <= person.anchors]
        theirs = {end.field for link in links for end in link.of} | self._strange(person, node)
        if not theirs:
            return hit
        dataset = self._reading.shapes[node[0]].dataset
        roles = {words(name)[:1] for name in theirs if len(words(name)) > 1}
        named = {f.name for f in dataset.fields if f.name in theirs or words(f.name)[:1] in roles}
        own = tuple(f.name for f in dataset.personal or dataset.fields if f.name not in named)
        return Hit(hit.path, hit.fields or own, shared=True) if own else hit

    def _strange(self, person: Person, node: Node) -> set[str]:
        """The fields of a row that identify somebody else, where one of the same kind beside them is hers."""
        at, key = node
        shape = self._reading.shapes[at]
        fields = [field for field in shape.identifying if field.content is Content.VALUE]
        kinds = [field.identifies for field in fields]
        fields = [field for field in fields if kinds.count(field.identifies) > 1]
        if at in self._owners.subjects or not fields:
            return set()
        row, sought = self._owners.rows[at][key], Sought(person.known)
        cells = {field: row[shape.place(field.name)] for field in fields}
        hers = {field for field, cell in cells.items() if sought.within(field.identifies, Content.VALUE, [cell])}
        kinds = [field.identifies for field in hers]
        return {f.name for f, cell in cells.items() if cell is not None and f not in hers and f.identifies in kinds}

    def _row(self, node: Node, hit: Hit, *, cells: bool) -> FoundRow:
        at, key = node
        shape, row = self._reading.shapes[at], self._owners.rows[at][key]
        since = shape.dataset.since
        since_when = moment(row[shape.place(since)]) if since in shape.names else None
        return FoundRow(
            dataset=at,
            key=key,
            path=hit.path,
            fields=hit.fields,
            shared=hit.shared,
            since=since_when,
            cells=(shape.cells(row) or ()) if cells else (),
        )


def _way(each: Sighting) -> tuple[Step, ...]:
    return (Step(at=each.at, why=f"holds the {each.seed.kind.value}"),)


def _in_order(node: Node) -> tuple[object, ...]:
    at, key = node
    return at, tuple(
        (cell is None, isinstance(cell, str), 0 if cell is None else cell)
        if not isinstance(cell, bytes)
        else (False, True, cell.hex())
        for cell in key
    )
