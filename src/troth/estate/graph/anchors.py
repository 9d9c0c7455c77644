"""Which rows are the person herself?

Precision comes before recall: a row too many gives one person's data to another. Rules:

1. An identifier that she gave and that one row of a dataset of people has makes that row an anchor. Where several rows
   have it they are hers only if they bear the same name; else it is shared, and joins nobody.
2. A telephone, a cookie or a short account number that she gave joins rows beyond what her e-mail found only where the
   names agree: a household has one telephone, and number 17 is somebody in every system.
3. Where no row of people has it, but a list of their addresses or attributes does, and all of these are one person's,
   that person's row is the anchor.
4. An identifier that stands in an anchor leads on where no other person's row has it, and where it is no reference to
   another row: a patient's insurer has a number too. An e-mail address or an account
   number that stands out joins a row of another dataset where it is that row's alone and the names do not differ; a
   telephone or a cookie only where the names agree; the address of a role (`info@`) never.
5. An e-mail address that stands nowhere but in what is written about one person, who has none of her own, and that is
   made of her names, is hers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Problem
from troth.estate.graph.names import word_set, words
from troth.estate.graph.names_of_people import bears_name, name_in, same_name
from troth.estate.graph.person import Unsure
from troth.estate.graph.reading import IN_TEXT, is_of_others
from troth.estate.graph.sought import stands_out
from troth.inventory import Content, FieldName, LinkKind, Seed
from troth.subjects.identifiers import normalise
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from troth.estate.graph.owners import Owners
    from troth.estate.graph.person import Node, Person
    from troth.estate.graph.reading import Reading
    from troth.estate.graph.scan import Sighting
    from troth.inventory import DatasetName, Field

_ORDER = (IdentifierKind.EMAIL, IdentifierKind.ACCOUNT, IdentifierKind.COOKIE, IdentifierKind.PHONE)
_STRONG = frozenset({IdentifierKind.EMAIL})
_ROLES = word_set(
    "info sales office support admin administrator contact kontakt hello mail team service billing accounting accounts "
    "noreply no-reply webmaster postmaster help hilfe jobs hr marketing newsletter press presse einkauf buchhaltung "
    "verkauf empfang reception contacto ventas direction secretariat compta orders order shop rechnung invoice "
    "invoices privacy datenschutz legal security abuse root family familie familia"
)
_LISTS = word_set(
    "email mail phone telephone telefon contact kontakt point identity identities identifier login alias address "
    "attribute attributes meta channel profile"
)


class Anchors:
    """Decides which rows are the people; people are changed in place."""

    def __init__(self, reading: Reading, owners: Owners) -> None:
        self._reading = reading
        self._owners = owners
        self._places: dict[IdentifierKind, set[tuple[DatasetName, str]]] = {}
        self._references = frozenset(
            link.of[0] for link in reading.links if len(link.of) == 1 and link.kind is not LinkKind.IDENTIFIER
        )
        """Fields that name a row of another dataset, which links go by: a customer's insurer, an adviser's number."""

    def by_seeds(self, person: Person, sightings: Sequence[Sighting]) -> None:
        """Rules 1 to 3, for the identifiers that she gave."""
        candidates = self._candidates(sightings)
        several: dict[Seed, set[Node]] = {}
        for seed in sorted(person.seeds, key=lambda seed: (_ORDER.index(seed.kind), seed.text)):
            by_dataset = candidates.get(seed, {})
            good: set[Node] = set()
            for at, nodes in sorted(by_dataset.items()):
                if len(nodes) > 1 and not self._one_person(nodes):
                    several.setdefault(seed, set()).update(nodes)
                    self._doubt(person, seed, at, len(nodes), sightings)
                else:
                    good |= nodes
            if seed in several:
                person.dropped.add(seed)
            elif good:
                self._take(person, seed, good, sightings)
        if not person.anchors and len(several) > 1:
            both = set.intersection(*several.values())
            if len(both) == 1:
                person.anchors |= both
        if not person.anchors:
            left = [each for each in sightings if each.seed not in person.dropped]
            self._by_lists(person, left)
            if not person.anchors:
                self._by_notes(person, left)

    def by_harvest(self, person: Person, seed: Seed, sightings: Sequence[Sighting]) -> bool:
        """Rule 4; whether the identifier is hers. Adds the rows that it joins."""
        owners = self._owners.of(each.node for each in sightings)
        candidates = self._candidates(sightings).get(seed, {})
        foreign = {at: nodes - person.anchors for at, nodes in candidates.items() if nodes - person.anchors}
        own = {node[0] for node in person.anchors & {each.node for each in sightings}}
        own_rows = {node for nodes in candidates.values() for node in nodes}
        beside = [each for each in sightings if each.node not in own_rows]
        strange = {each.at for each in beside if owners[each.node] - person.anchors}
        if seed.kind is IdentifierKind.PHONE:
            # a field in which only others have her number is that of whom they call: it says nothing of sharing
            strange &= {each.at for each in beside if owners[each.node] & person.anchors}
        mentioned = bool(strange)
        hers = self._is_hers(person, seed, foreign, own, mentioned=mentioned)
        if hers:
            person.anchors.update(node for nodes in foreign.values() for node in nodes)
        else:
            person.dropped.add(seed)
            for at, nodes in sorted(foreign.items()):
                self._doubt(person, seed, at, len(nodes) + (at in own), sightings)
        return hers

    def harvest(self, person: Person, nodes: Iterable[Node], kinds: frozenset[IdentifierKind]) -> set[Seed]:
        """The identifiers in rows that are hers alone, of some kinds, that were not looked for yet."""
        found = {seed for node in nodes for seed in self._identifiers(node, kinds, leading_on=True)}
        return found - person.known

    def _identifiers(self, node: Node, kinds: frozenset[IdentifierKind], *, leading_on: bool = False) -> Iterator[Seed]:
        """The identifiers that a row holds as its own."""
        at, key = node
        shape, row = self._reading.shapes[at], self._owners.rows[at][key]
        for field in shape.identifying:
            kind = field.identifies
            if kind is None or kind not in kinds or field.content is not Content.VALUE:
                continue
            refers = FieldName(at.system, at.dataset, field.name) in self._references
            if refers or is_of_others(field.name) or (leading_on and not self._leads_on(kind, at, field)):
                continue
            cell = row[shape.place(field.name)]
            seed = None if cell is None else seed_of(kind, cell)
            if seed is not None:
                yield seed

    def _leads_on(self, kind: IdentifierKind, at: DatasetName, field: Field) -> bool:
        """Whether identifiers of a kind could stand anywhere but in this field."""
        if kind not in self._places:
            self._places[kind] = {
                (shape.dataset.at, each.name)
                for shape in self._reading.shapes.values()
                for each in (*shape.identifying, *shape.texts)
                if each.identifies is kind or each.content is Content.HASH or each in shape.texts
            }
        return bool(self._places[kind] - {(at, field.name)})

    def _candidates(self, sightings: Iterable[Sighting]) -> dict[Seed, dict[DatasetName, set[Node]]]:
        """Rows of people that have an identifier as their own, by identifier and dataset."""
        found: dict[Seed, dict[DatasetName, set[Node]]] = {}
        for each in sightings:
            own = _is_own(each.field) and each.at not in self._references
            if each.node[0] in self._owners.subjects and own:
                found.setdefault(each.seed, {}).setdefault(each.node[0], set()).add(each.node)
        return found

    def _take(self, person: Person, seed: Seed, nodes: set[Node], sightings: Sequence[Sighting]) -> None:
        """Rules 1 and 2, for the rows that one identifier leads to, one in each dataset."""
        if seed.kind in _STRONG:
            person.anchors |= nodes
            return
        new = nodes - person.anchors
        if not person.anchors:
            differing = self._agreement(nodes, nodes) is False
            scattered = len({node[0] for node in nodes}) > 1 and seed.kind is not IdentifierKind.PHONE
            unsure = scattered and not stands_out(seed) and self._agreement(nodes, nodes) is None
            if differing or unsure:
                self._refuse(person, seed, nodes, sightings)
            else:
                person.anchors |= nodes
            return
        for node in sorted(new, key=str):
            agreement = self._agreement({node}, person.anchors)
            strong = seed.kind is IdentifierKind.ACCOUNT and stands_out(seed)
            if agreement or (agreement is None and strong):
                person.anchors.add(node)
            else:
                self._refuse(person, seed, {node}, sightings)

    def _refuse(self, person: Person, seed: Seed, nodes: set[Node], sightings: Sequence[Sighting]) -> None:
        person.dropped.add(seed)
        for at in sorted({node[0] for node in nodes}):
            self._doubt(person, seed, at, sum(node[0] == at for node in nodes), sightings)

    def _by_lists(self, person: Person, sightings: Sequence[Sighting]) -> None:
        """Rule 3."""
        eligible = [each for each in sightings if self._is_in_list(each)]
        owners = self._owners.of(each.node for each in eligible)
        for seed in sorted({each.seed for each in eligible}, key=lambda seed: (_ORDER.index(seed.kind), seed.text)):
            nodes = {owner for each in eligible if each.seed == seed for owner in owners[each.node]}
            if not nodes:
                continue
            if len({node[0] for node in nodes}) == len(nodes) or self._one_person(nodes):
                self._take(person, seed, nodes, sightings)
            else:
                self._refuse(person, seed, nodes, sightings)

    def _by_notes(self, person: Person, sightings: Sequence[Sighting]) -> None:
        """Rule 5."""
        owners = self._owners.of(each.node for each in sightings)
        for seed in person.seeds:
            nodes = {owner for each in sightings if each.seed == seed for owner in owners[each.node]}
            if seed.kind is not IdentifierKind.EMAIL or len(nodes) != 1 or _is_role(seed):
                continue
            (node,) = nodes
            if not self.harvest(person, nodes, frozenset({IdentifierKind.EMAIL})) and bears_name(
                seed.text, self._name(node)
            ):
                person.anchors.add(node)

    def _is_in_list(self, each: Sighting) -> bool:
        """Whether it stands in a dataset of people's addresses or attributes, as theirs."""
        if each.field.content not in (Content.VALUE, Content.ATTRIBUTE) or is_of_others(each.at.field):
            return False
        above = [link.to[0].of for link in self._owners.people_of[each.node[0]]]
        direct = [at for at in above if at in self._owners.subjects]
        if len(direct) != 1:
            return False
        bare = not any(f.identifies is each.seed.kind for f in self._reading.shapes[direct[0]].identifying)
        return bare or self.is_list(each.node[0])

    def is_list(self, at: DatasetName) -> bool:
        """Whether a dataset of other people's rows is named as a list of addresses or attributes of theirs."""
        last = words(at.dataset.rpartition(".")[2])[-1:]
        named = any({word, word.removesuffix("s"), word.removesuffix("es")} & _LISTS for word in last)
        return named and any(link.to[0].of in self._owners.subjects for link in self._owners.people_of[at])

    def _is_hers(
        self,
        person: Person,
        seed: Seed,
        foreign: Mapping[DatasetName, set[Node]],
        own: set[DatasetName],
        *,
        mentioned: bool,
    ) -> bool:
        weak = seed.kind in (IdentifierKind.PHONE, IdentifierKind.COOKIE)
        if mentioned and seed.kind is not IdentifierKind.EMAIL:
            return False
        for at, nodes in foreign.items():
            agreement = self._agreement(nodes, person.anchors)
            if at in own and not agreement:
                return False
            mails = [self._mails(node) for node in nodes]
            hers = frozenset(mail for node in person.anchors for mail in self._mails(node))
            if seed.kind is not IdentifierKind.EMAIL and any(self._differ(each, hers) for each in mails):
                return False  # two of one name and one telephone: mother and daughter
            if len(nodes) > 1 and not agreement:
                return False
            if agreement is False or (agreement is None and (weak or _is_role(seed))):
                return False
        return True

    def _one_person(self, nodes: set[Node]) -> bool:
        return self._agreement(nodes, nodes) is True

    def _agreement(self, nodes: set[Node], others: set[Node]) -> bool | None:
        """Whether all of these bear names that agree with those of the others; None where some have none.

        Rows with different dates of birth never agree.
        """
        pairs = [(one, other) for one in nodes for other in others if one != other]
        said = [same_name(self._name(one), self._name(other)) for one, other in pairs]
        if False in said or any(self._differ(self._births(one), self._births(other)) for one, other in pairs):
            return False
        return True if True in said else None

    @staticmethod
    def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
        return bool(one) and bool(other) and not one & other

    def _births(self, node: Node) -> frozenset[str]:
        shape, row = self._reading.shapes[node[0]], self._owners.rows[node[0]][node[1]]
        return frozenset(str(row[place])[:10] for place in shape.births if row[place])

    def _mails(self, node: Node) -> frozenset[str]:
        """The e-mail addresses of a row."""
        found = self._identifiers(node, frozenset({IdentifierKind.EMAIL}))
        return frozenset(seed.text for seed in found)

    def _name(self, node: Node) -> frozenset[str]:
        at, key = node
        return name_in(self._reading.shapes[at], self._owners.rows[at][key])

    def _doubt(self, person: Person, seed: Seed, at: DatasetName, rows: int, sightings: Sequence[Sighting]) -> None:
        field = next((each.at for each in sightings if each.seed == seed and each.node[0] == at), None)
        if field is not None:
            person.unsure[seed, at] = Unsure(kind=seed.kind.value, at=field, rows=rows)


def seed_of(kind: IdentifierKind, cell: object) -> Seed | None:
    """The identifier that a cell holds; None where it holds none that leads anywhere."""
    text = str(cell)
    if kind is IdentifierKind.PHONE:
        digits = "".join(filter(str.isdigit, text))
        if not text.strip().startswith(("+", "00")):
            return Seed(kind, "0" + digits.lstrip("0")) if 7 <= len(digits.lstrip("0")) <= 12 else None  # noqa: PLR2004
        text = text.replace("(0)", "")
        text = "+" + text.strip().removeprefix("00") if not text.strip().startswith("+") else text
    normal = normalise(kind, text)
    if isinstance(normal, Problem):
        return None
    seed = Seed(kind, normal.text)
    weak = kind in (IdentifierKind.ACCOUNT, IdentifierKind.COOKIE)
    return None if weak and not stands_out(seed) else seed


def _is_own(field: Field) -> bool:
    return (
        field.identifies is not None
        and field.content not in IN_TEXT - {Content.ATTRIBUTE}
        and not is_of_others(field.name)
    )


def _is_role(seed: Seed) -> bool:
    return seed.kind is IdentifierKind.EMAIL and seed.text.partition("@")[0] in _ROLES
