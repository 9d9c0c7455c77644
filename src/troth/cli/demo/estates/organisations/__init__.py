"""Which systems has an example organisation, and which of its subjects are in them?

An organisation's tables lie beside its notice (`examples/NAME/estate/SYSTEM.tables.txt`), what fills them is a module
of this folder. The subjects are those of the demonstration, under the addresses that it knows them by. A system is a
database, or a folder of files where its text is called `SYSTEM.files.txt`.
"""  # fmt: skip

from __future__ import annotations

import importlib
import json
import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from troth.cli.demo.estates.files import write_files
from troth.cli.demo.estates.filling import Filling, Who
from troth.cli.demo.estates.people import Human, People
from troth.cli.demo.estates.tables import read_tables
from troth.cli.demo.estates.truth import truth_of
from troth.cli.demo.estates.writing import Dialect, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

    from troth.cli.demo.population import Person

_DATABASE, _FILES = ".tables.txt", ".files.txt"


@dataclass(frozen=True, slots=True)
class Resident:
    """A subject of the demonstration, with a name and an address, and who she is in each system."""

    number: int
    person: Person
    human: Human
    is_child: bool
    who: dict[str, Who]

    @property
    def kinds(self) -> frozenset[str]:
        """The policy's kinds of subject that she is of."""
        return frozenset(map(str, self.person.choices.kinds))


@dataclass(frozen=True, slots=True)
class System:
    """One system of an organisation, filled."""

    name: str
    filling: Filling
    is_files: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A system that was written: where, and the file with the truth about it."""

    name: str
    at: Path
    truth: Path


def systems_of(folder: Path, persons: Sequence[Person]) -> list[System]:
    """The systems of the example organisation in a folder, filled with these subjects.

    Raises:
        ModuleNotFoundError: nothing fills this organisation's tables.
    """
    name = folder.name
    module = importlib.import_module(f"troth.cli.demo.estates.organisations.{name}")
    systems = {}
    for file in sorted((folder / "estate").glob("*.txt")):
        ending = _FILES if file.name.endswith(_FILES) else _DATABASE
        system = file.name.removesuffix(ending)
        estate = read_tables(system, file.read_text(encoding="utf-8"))
        systems[system] = System(system, Filling(estate, f"{name} {system}"), ending == _FILES)
        traps = file.with_name(f"{system}.traps.tsv")
        if traps.is_file():
            systems[system].filling.read_traps(traps.read_text(encoding="utf-8"))
    fillings = {system: each.filling for system, each in systems.items()}
    module.fill(fillings, _residents(name, module, fillings, persons))
    return list(systems.values())


def place(folder: Path, persons: Sequence[Person], to: Path) -> list[Placed]:
    """Write the systems of an example organisation under `to`: SQLite files, folders of exports, and their truth."""
    to.mkdir(parents=True, exist_ok=True)
    placed = []
    for system in systems_of(folder, persons):
        at = to / (system.name if system.is_files else f"{system.name}.sqlite3")
        if system.is_files:
            write_files(system.filling, at)
        else:
            with closing(sqlite3.connect(at)) as connection:
                write(system.filling, connection, Dialect.SQLITE)
        truth = to / f"{system.name}.truth.json"
        truth.write_text(json.dumps(truth_of(system.filling), ensure_ascii=False) + "\n", encoding="utf-8")
        placed.append(Placed(system.name, at, truth))
    return placed


def _residents(
    name: str, module: ModuleType, fillings: dict[str, Filling], persons: Sequence[Person]
) -> list[Resident]:
    """The subjects with names and addresses.

    The second has the telephone and the house of the first; the third and the fourth have one name and one birthday.
    """
    chance = random.Random(f"{name} residents")  # noqa: S311 -- made-up people must repeat
    people = People(chance, module.LAND)
    residents: list[Resident] = []
    for number, person in enumerate(persons):
        given = {"email": person.email,
            "born": _born(chance, person.choices.age or module.TODAY.year - 1980, module.TODAY)}  # fmt: skip
        if number in (1, 3):
            other = residents[number - 1].human
            given |= {"family": other.family}
            given |= ({"phone": other.phone, "street": other.street, "house": other.house,
                "town": other.town, "postcode": other.postcode} if number == 1
                else {"given": other.given, "born": other.born, "woman": other.woman})  # fmt: skip
        human = people.one(**given)
        alone = [human.phone] if number > 1 else []
        who = {system: filling.who(str(person.subject), ("email", human.email),
            *(("phone", each) for each in alone), only_hers=[human.email, *alone]) for system,
            filling in fillings.items()}  # fmt: skip
        is_child = person.choices.age is not None and person.choices.age < module.ADULT_FROM
        residents.append(Resident(number, person, human, is_child, who))
    return residents


def _born(chance: random.Random, age: int, today: date) -> date:
    return today - timedelta(days=365 * age + age // 4 + chance.randrange(1, 364))
