"""How do the datasets of an estate hang together?

Declared keys first, then what names and values prove. Rules:

1. A declared foreign key is a link, whatever its values are, and needs nobody to confirm it.
2. A column that no foreign key speaks of is held against every unique column (`candidates`), with a type beside it
   against several tables (`polymorphic`), together with others against keys of several columns (`composite`), and by
   the identifiers of people in it (`identical`).
3. Every link says what it rests on, in counts; and in which direction it leads to rows of the same person
   (`direction`).
4. An inferred link is confirmed only where its values prove it: all of them, a telling or a surely named key, enough of
   them. The others wait for a person.

What it leaves out: which datasets are about people at all (discovery).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from troth.estate.graph.candidates import LIKELY, SURE, Candidate, Chooser, is_email
from troth.estate.graph.composite import composites
from troth.estate.graph.containment import Containment
from troth.estate.graph.direction import Directions, Pair
from troth.estate.graph.identical import identical
from troth.estate.graph.naming import Naming
from troth.estate.graph.polymorphic import Polymorphic
from troth.estate.graph.profile import Profile, profiles
from troth.inventory import FieldName, Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from troth.estate.connector import Connector, Sample, Table
    from troth.inventory import DatasetName

_ENOUGH = 5
_MANY, _FILLED = 20, 0.9
_OWN = 0.9


def links(
    tables: Sequence[Table], samples: Mapping[DatasetName, Sample], connectors: Mapping[str, Connector]
) -> tuple[Link, ...]:
    """The links between the tables of all systems, declared ones first, in the order of their addresses.

    `connectors` by the name of their system: a few values that a sample lacks are asked of it. A system that fails
    there makes nothing worse than a link less. Raises nothing.
    """
    return _Linking(tables, samples, connectors).links()


class _Linking:
    def __init__(
        self, tables: Sequence[Table], samples: Mapping[DatasetName, Sample], connectors: Mapping[str, Connector]
    ) -> None:
        self._tables = sorted(tables, key=lambda table: table.at)
        self._of_name = {table.at: table for table in self._tables}
        self._samples = samples
        self._connectors = connectors
        self._naming = Naming(self._tables)
        self._containment = Containment(connectors)
        self._profiles = profiles(self._tables, samples)
        self._made: dict[tuple[object, ...], Link] = {}

    def links(self) -> tuple[Link, ...]:
        self._declare()
        self._typed()
        self._single()
        self._several()
        self._same()
        return tuple(self._directed())

    def _declare(self) -> None:
        for table in self._tables:
            for key in table.foreign_keys:
                if key.to in self._of_name:
                    of, to = _addresses(table.at, key.fields), _addresses(key.to, key.to_fields)
                    self._add(Link(of=of, to=to, kind=LinkKind.DECLARED, evidence="foreign key", confirmed=True))

    def _typed(self) -> None:
        typing = Polymorphic(self._profiles, self._samples, self._naming, self._containment)
        for found, when in typing.links():
            self._add(_link(found, when=(when,)))

    def _single(self) -> None:
        taken = {address for link in self._made.values() for address in link.of if len(link.of) == 1}
        chooser = Chooser(self._profiles, self._samples, self._naming, self._containment)
        chosen = [chooser.choose(of) for of in self._profiles if of.at not in taken]
        for each in _one_way([each for each in chosen if each is not None], self._naming):
            self._add(_link(each))

    def _several(self) -> None:
        """Keys of several columns; a link of one of them alone, which says less, is dropped where it was inferred."""
        single = {link.of[0]: key for key, link in self._made.items() if len(link.of) == 1 and not link.when}
        pointing = frozenset((address.of, address.field) for address in single)
        for of, named, to, key, looked in composites(self._tables, self._samples, pointing, self._connectors):
            evidence = f"all of {looked} combinations are among its keys, under the same names"
            self._add(
                Link(
                    of=_addresses(of.at, named),
                    to=_addresses(to.at, key),
                    kind=LinkKind.INFERRED,
                    evidence=evidence,
                    confirmed=looked >= _ENOUGH,
                )
            )
            for address in _addresses(of.at, named):
                alone = single.get(address)
                if alone in self._made and self._made[alone].kind is not LinkKind.DECLARED:
                    del self._made[alone]

    def _same(self) -> None:
        pairs = {(link.of[0].of, link.to[0].of) for link in self._made.values()}
        pointed = Counter(to for _, to in pairs)

        def joined(of: DatasetName, to: DatasetName) -> bool:
            return (of, to) in pairs or (to, of) in pairs or _leads(pairs, of, to)

        for of, to, evidence in identical(self._profiles, joined, pointed, self._naming, self._connectors):
            self._add(Link(of=(of.at,), to=(to.at,), kind=LinkKind.IDENTIFIER, evidence=evidence, confirmed=True))

    def _add(self, link: Link) -> None:
        self._made.setdefault((link.of, link.to, link.when), link)

    def _directed(self) -> Iterable[Link]:
        pairs = {
            key: Pair(self._of_name[link.of[0].of], tuple(a.field for a in link.of), self._of_name[link.to[0].of])
            for key, link in self._made.items()
        }
        mails = [profile for profile in self._profiles if not profile.inside and is_email(profile)]
        identified = frozenset(p.at.of for p in mails if p.distinct >= _OWN * p.filled and 2 * p.filled >= p.rows)
        directions = Directions(list(pairs.values()), self._samples, self._naming, identified)
        inside = {profile.at for profile in self._profiles if profile.inside}
        order = {LinkKind.DECLARED: 0, LinkKind.INFERRED: 1, LinkKind.IDENTIFIER: 2}
        for key, link in sorted(
            self._made.items(), key=lambda each: (order[each[1].kind], each[1].of, each[1].to, each[1].when)
        ):
            if link.of[0] in inside and not directions.is_of_people(link.to[0].of):
                continue  # what stands in a cell is a link only for who looks for people
            down, up = directions.judge(pairs[key])
            if link.kind is LinkKind.IDENTIFIER:
                down = True
            yield _with(link, down=down, up=up)


def _with(link: Link, *, down: bool, up: bool) -> Link:
    import dataclasses

    return dataclasses.replace(link, downwards=down, upwards=up)


def _addresses(at: DatasetName, names: Iterable[str]) -> tuple[FieldName, ...]:
    return tuple(FieldName(at.system, at.dataset, name) for name in names)


def _link(found: Candidate, when: tuple[tuple[str, str], ...] = ()) -> Link:
    seen = found.contained
    proven = seen.known and seen.among == seen.of and seen.of >= _ENOUGH
    fills = found.name >= LIKELY and found.fit >= _FILLED and seen.of >= _MANY
    sure = proven and (found.name >= SURE or found.to.is_telling or fills)
    all_ = "all" if seen.among == seen.of else f"{seen.among:,}"
    said = f"{all_} of {seen.of:,} values are among {max(found.to.distinct, found.to.table.rows):,}"
    if not seen.of:
        said = "no value yet"
    evidence = f"{said}, names agree to {min(found.name, 1.0):.2f}" if found.name else f"{said}, no name speaks for it"
    of, to = (found.of.at,), (found.to.at,)
    return Link(of=of, to=to, kind=LinkKind.INFERRED, evidence=evidence, when=when, confirmed=sure)


def _one_way(found: list[Candidate], naming: Naming) -> list[Candidate]:
    """Of two columns that point at each other, the one whose other end is the more likely to be the origin."""
    from troth.estate.graph.names import is_of_person

    by_pair = {(each.of.at, each.to.at): each for each in found}

    def worth(to: Profile) -> tuple[object, ...]:
        return to.declared_key, to.distinct, is_of_person(naming.of_table(to.table)), str(to.at)

    return [each for each in found if (each.to.at, each.of.at) not in by_pair or worth(each.to) > worth(each.of)]


def _leads(pairs: set[tuple[DatasetName, DatasetName]], of: DatasetName, to: DatasetName) -> bool:
    """Whether keys lead from one table up to another."""
    seen, todo = {of}, [of]
    while todo:
        at = todo.pop()
        for one, other in pairs:
            if one == at and other not in seen:
                seen.add(other)
                todo.append(other)
    return to in seen
