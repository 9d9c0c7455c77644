"""What would the register of processing say, as far as the notice says it?

Records of processing activities (GDPR Art. 30) drawn from the policy, as values, and as CSV; `register_page` shows
them.

Rules:
1. A controller's record (Art. 30(1)) for every purpose that a permitting practice names, with the seven items (a) to
   (g).
2. A processor's record (Art. 30(2)) for every party whose processor the organisation is: a controller `of` some data.
   Data for which somebody else is controller stand there, and purposes that serve nothing else are not in the first
   part.
3. Every cell carries the clauses it rests on. A cell that the notice gives no answer to says so; it is never blank.

What it leaves out: whether the register is complete. A notice tells less than Art. 30 asks for; the empty cells are
the list of what has to be asked inside the organisation.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.export.languages.en import Spoken, phrases
from troth.policy.export.languages.en.names import country, listed
from troth.policy.export.languages.naming import contact, spaced
from troth.words import EVERYTHING, DataName, Modal, PartyName, PurposeName, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Element, Party, Policy, Practice
    from troth.words import ClauseId

SILENCE = "the notice does not say"


@dataclass(frozen=True, slots=True)
class Cell:
    """One entry of a record: its text, and the clauses it rests on (none where the notice does not say)."""

    text: str
    clauses: tuple[ClauseId, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One activity: its name and a cell for every column of its part of the register."""

    activity: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """Both parts. Columns name the items of Art. 30(1) and Art. 30(2); a record has a cell for each."""

    organisation: str
    version: str
    controller: tuple[Record, ...]
    processor: tuple[Record, ...]


CONTROLLER_COLUMNS = (
    "controller and data protection officer (a)",
    "purposes (b)",
    "data subjects (c)",
    "data categories (c)",
    "recipients (d)",
    "transfers and safeguards (e)",
    "time limits (f)",
    "security measures (g)",
)
PROCESSOR_COLUMNS = (
    "processor and controller (a)",
    "categories of processing (b)",
    "transfers and safeguards (c)",
    "security measures (d)",
)


def register(policy: Policy) -> Register:
    """The register of processing that a policy gives.

    # LAW: GDPR 30(1), 30(2)
    """
    drawer = _Drawer(policy)
    return Register(
        organisation=drawer.names.organisation(),
        version=policy.head.version,
        controller=tuple(drawer.controller_records()),
        processor=tuple(drawer.processor_records()),
    )


def register_csv(policy: Policy) -> str:
    """The register as CSV (RFC 4180, line ends CRLF): one line a cell, so that both parts fit one table."""
    drawn = register(policy)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("organisation", "version", "part", "activity", "item", "entry", "clauses"))
    for part, columns, records in parts(drawn):
        for record in records:
            for column, cell in zip(columns, record.cells, strict=True):
                row = (
                    drawn.organisation,
                    drawn.version,
                    part,
                    record.activity,
                    column,
                    cell.text,
                    " ".join(cell.clauses),
                )
                writer.writerow(tuple(map(_without_formula, row)))
    return text.getvalue()


def parts(drawn: Register) -> tuple[tuple[str, tuple[str, ...], tuple[Record, ...]], ...]:
    """The two parts of the register: name, columns, records."""
    return (
        ("Art. 30(1)", CONTROLLER_COLUMNS, drawn.controller),
        ("Art. 30(2)", PROCESSOR_COLUMNS, drawn.processor),
    )


def _without_formula(text: str) -> str:
    """A cell that a spreadsheet does not run: formulas begin with one of these signs."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


class _Drawer:
    """Draws the cells of one policy's register."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.names = Spoken(policy)
        self.foreign = {name for party in self._controllers() for each in party.of for name in self._and_narrower(each)}

    def _controllers(self) -> list[Party]:
        """Parties that are controllers of some data, for whom the organisation is processor."""
        own = self.names.own_party()
        return [p for p in self.policy.parties.values() if p.role is Role.CONTROLLER and p.of and p is not own]

    def _permitting(self) -> list[Practice]:
        return [each for each in self.policy.practices.values() if each.modal is not Modal.NEVER and not each.by]

    def controller_records(self) -> list[Record]:
        """One record a purpose, in the order of the file; without those that only touch a customer's data."""
        found = []
        for name in self.policy.purposes:
            practices = [each for each in self._permitting() if name in each.for_ and not self._is_foreign(each)]
            if practices:
                found.append(Record(self.names.purpose(name), self._controller_cells(name, practices)))
        return found

    def _is_foreign(self, practice: Practice) -> bool:
        """Whether a practice is done as a processor: on a controller's behalf, or on nothing but its data."""
        return practice.on_behalf_of is not None or set(practice.data) <= self.foreign

    def _controller_cells(self, purpose: str, practices: list[Practice]) -> tuple[Cell, ...]:
        data = _each_once(name for each in practices for name in each.data)
        recipients = _each_once(name for each in practices for name in each.with_)
        subjects = _each_once(name for each in practices for name in each.subjects)
        return (
            self._contacts(),
            self._purpose(purpose, practices),
            self._subjects(subjects, practices),
            _cell(listed(map(self._datum, data)), practices),
            self._recipients(recipients, practices),
            self._transfers(data, recipients),
            self._limits(data, purpose),
            self._measures(data),
        )

    def processor_records(self) -> list[Record]:
        """One record a controller for whom data are processed."""
        found = []
        for party in self._controllers():
            data = {name for each in party.of for name in self._and_narrower(each)}
            wider = {name for each in party.of for name in self._and_wider(each)}
            practices = [each for each in self._permitting() if self._acts_for(each, party, data, wider)]
            acts = [phrases.DEEDS_DONE[act] for each in practices for act in each.do]
            text = f"{listed(acts)} ({listed(map(self.names.datum, party.of))})" if acts else ""
            who = f"processor: {self.names.organisation()}; controller: {self._party(party)}"
            recipients = _each_once(name for each in practices for name in each.with_)
            cells = (
                _cell(who, [party]),
                _cell(text, [*practices, party]),
                self._transfers(list(party.of), recipients),
                self._measures(list(party.of)),
            )
            found.append(Record(f"for {self.names.party(party.id)}", cells))
        return found

    def _acts_for(self, practice: Practice, party: Party, data: set[str], wider: set[str]) -> bool:
        """Whether a practice touches a controller's data: named itself, within it, or on its instruction."""
        if practice.on_behalf_of is not None:
            return practice.on_behalf_of == party.id
        return bool(set(practice.data) & data) or (not practice.for_ and bool(set(practice.data) & wider))

    def _contacts(self) -> Cell:
        own = self.names.own_party()
        officers = [p for p in self.policy.parties.values() if p.kind == "data_protection_officer"]
        joint = [p for p in self.policy.parties.values() if p.role is Role.JOINT]
        said = [f"controller: {self._party(own) if own else self.names.organisation()}"]
        said += [f"joint controller: {self._party(each)}" for each in joint]
        said += [f"data protection officer: {self._party(each)}" for each in officers] or [
            f"data protection officer: {SILENCE}"
        ]
        return Cell("; ".join(said), _clauses([own or self.policy.head, *joint, *officers]))

    def _party(self, party: Party) -> str:
        own = party.id == self.policy.head.organisation
        name = self.names.organisation() if own else self.names.party(party.id)
        address = ", ".join(map(contact, party.contact))
        return f"{name} ({address or f'contact: {SILENCE}'})"

    def _purpose(self, name: str, practices: list[Practice]) -> Cell:
        purpose = self.policy.purposes[PurposeName(name)]
        grounds = _each_once(phrases.BASES[each.basis] for each in practices if each.basis)
        ground = listed(grounds) if grounds else SILENCE
        return _cell(f"{self.names.purpose(name)}; legal ground: {ground}", [purpose, *practices])

    def _datum(self, name: str) -> str:
        category = self.policy.data.get(DataName(name))
        return self.names.datum(name) + (" (sensitive)" if category and category.sensitive else "")

    def _subjects(self, names: list[str], practices: list[Practice]) -> Cell:
        """Kinds of data subject; a practice that names none is about everybody, so that the kinds are then examples."""
        said = listed(map(self.names.subject, names))
        if said and not all(each.subjects for each in practices):
            said = f"everybody the notice covers, among them: {said}"
        return _cell(said, practices)

    def _recipients(self, names: list[str], practices: list[Practice]) -> Cell:
        said = []
        for name in names:
            party = self.policy.parties.get(PartyName(name))
            said.append(self.names.party(name) + (f" ({phrases.ROLES[party.role]})" if party else ""))
        return _cell("; ".join(said), [each for each in practices if each.with_])

    def _transfers(self, data: list[str], recipients: list[str]) -> Cell:
        """Transfers of these data or to these recipients, recipients abroad, and what the notice promises of them."""
        whom, what = set(recipients), {each for name in data for each in self._and_wider(name)}
        transfers = [
            each
            for each in self.policy.transfers.values()
            if (EVERYTHING in each.data or what & set(each.data)) and (not each.with_ or whom & set(each.with_))
        ]
        own = self.names.own_party()
        home = own.country if own else ""
        abroad = [
            party
            for name in recipients
            if (party := self.policy.parties.get(PartyName(name))) and party.country and party.country != home
        ]
        said = [self.names.say(each).text.rstrip(".") for each in transfers]
        for party in abroad:
            promises = listed(phrases.SAFEGUARDS.get(each) or spaced(each) for each in party.safeguards)
            said.append(f"{self.names.party(party.id)}, {country(party.country)}; safeguard: {promises or SILENCE}")
        return _cell("; ".join(said), [*transfers, *abroad])

    def _limits(self, data: list[str], purpose: str) -> Cell:
        what = {each for name in data for each in self._and_wider(name)}
        found = [
            each
            for each in self.policy.retention.values()
            if (EVERYTHING in each.data or what & set(each.data)) and (not each.for_ or purpose in each.for_)
        ]
        return _cell(" ".join(self.names.say(each).text for each in found), found)

    def _measures(self, data: list[str]) -> Cell:
        what = {each for name in data for each in self._and_wider(name)}
        found = [each for each in self.policy.measures.values() if not each.data or what & set(each.data)]
        return _cell(" ".join(self.names.say(each).text for each in found), found)

    def _and_wider(self, name: str) -> set[str]:
        """A data category and all wider ones of the file."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            each = waiting.pop()
            category = self.policy.data.get(DataName(each))
            if each not in found:
                found.add(each)
                waiting.extend(category.is_ if category else ())
        return found

    def _and_narrower(self, name: str) -> set[str]:
        return {each for each in self.policy.data if name in self._and_wider(each)} | {name}


def _each_once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _clauses(elements: Iterable[Element]) -> tuple[ClauseId, ...]:
    found = {clause for element in elements for clause in element.clauses}
    return tuple(sorted(found, key=lambda clause: int(clause[1:])))


def _cell(text: str, elements: Iterable[Element]) -> Cell:
    """A cell with its clauses, or the words that the notice says nothing."""
    return Cell(text[:1].upper() + text[1:] if text else SILENCE, _clauses(elements) if text else ())
