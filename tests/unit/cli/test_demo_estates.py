"""The estates of the example organisations fit their policies, and hold the demonstration's subjects."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.estates.consistency import strangers

from troth.cli.demo.estates import read_tables
from troth.cli.demo.estates.organisations import System, place, systems_of
from troth.cli.demo.population import Person, people
from troth.policy.file.read import load_policy
from troth.policy.vocabulary import term

if TYPE_CHECKING:
    from troth.policy import Policy

EXAMPLES = Path(__file__).parents[3] / "examples"
NAMES = ("dialpad", "esendex", "sesame", "sesamm", "vocalcom")
SIZE = 120

each_organisation = pytest.mark.parametrize("name", NAMES)


@cache
def policy(name: str) -> Policy:
    return load_policy(EXAMPLES / name / "policy.yaml")


def persons(name: str) -> list[Person]:
    return people(policy(name), SIZE)


@cache
def systems(name: str) -> tuple[System, ...]:
    return tuple(systems_of(EXAMPLES / name, persons(name)))


def test_every_example_organisation_has_an_estate() -> None:
    assert tuple(sorted(file.parent.name for file in EXAMPLES.glob("*/policy.yaml"))) == NAMES
    assert all(len(systems(name)) == 2 for name in NAMES)


@each_organisation
def test_personal_columns_fall_under_categories_that_the_policy_declares(name: str) -> None:
    columns = [column for each in systems(name) for table in each.filling.estate.tables for column in table.columns]
    assert {column.data for column in columns if column.data} <= set(map(str, policy(name).data))
    assert [column.name for column in columns if (column.personal.value == "yes") != bool(column.data)] == []
    assert [each for column in columns for each in column.terms if term(each) is None] == []


@each_organisation
def test_kinds_of_subject_and_controllers_are_the_policys(name: str) -> None:
    tables = [table for each in systems(name) for table in each.filling.estate.tables]
    assert {table.subject for table in tables if table.subject} <= set(map(str, policy(name).subjects))
    assert {table.controller for table in tables if table.controller} <= set(map(str, policy(name).parties))
    assert any(table.subject for table in tables)


def test_what_is_held_for_customers_names_them_as_controller() -> None:
    of = {table.name: table.controller for each in systems("esendex") for table in each.filling.estate.tables}
    assert (of["messages"], of["end_users"], of["customers"]) == ("customer", "customer", "")


@each_organisation
def test_every_subject_of_the_demonstration_is_in_the_estate(name: str) -> None:
    cells = {
        str(cell).casefold()
        for each in systems(name)
        for rows in each.filling.rows.values()
        for row in rows
        for cell in row
        if isinstance(cell, str)
    }
    text = "\n".join(sorted(cells))
    known = {who.id for each in systems(name) for who in each.filling.people if who.whole or who.parts}
    assert {str(person.subject) for person in persons(name)} <= known
    assert [person.subject for person in persons(name) if person.email not in text] == []


@each_organisation
def test_an_estate_repeats(name: str) -> None:
    again = systems_of(EXAMPLES / name, persons(name))
    assert [each.filling.rows for each in again] == [each.filling.rows for each in systems(name)]


@each_organisation
def test_no_identifier_of_a_person_stands_in_a_cell_that_is_not_hers(name: str) -> None:
    assert [found for each in systems(name) for found in strangers(each.filling)] == []


@each_organisation
def test_every_trap_is_planted_and_the_truth_names_what_is_there(name: str, tmp_path: Path) -> None:
    planted = 0
    for each in place(EXAMPLES / name, persons(name), tmp_path):
        truth = json.loads(each.truth.read_text(encoding="utf-8"))
        planted += len(truth["traps"])
        headers = _headers_of_files(each.at) if each.at.is_dir() else _check_database(each.at, truth)
        assert headers == {table: list(spec["columns"]) for table, spec in truth["tables"].items()}
    assert planted >= 12


def _check_database(file: Path, truth: dict[str, Any]) -> dict[str, list[str]]:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert [trap["id"] for trap in truth["traps"] if connection.execute(trap["sql"]).fetchone() is None] == []
        for table in truth["tables"]:
            connection.execute(f'DELETE FROM "{table}"')  # noqa: S608 -- names of our own
        # In an empty database a trap says something of the tables only.
        left = {trap["id"] for trap in truth["traps"] if connection.execute(trap["sql"]).fetchone() is not None}
        assert left <= {"no-key"}
        return {
            table: [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')] for table in truth["tables"]
        }


def _headers_of_files(folder: Path) -> dict[str, list[str]]:
    headers = {}
    for file in folder.iterdir():
        with file.open(encoding="utf-8", newline="") as lines:
            first = json.loads(lines.readline()) if file.suffix == ".jsonl" else next(csv.reader(lines))
        headers[file.name] = list(first)
    return headers


@each_organisation
def test_a_clock_of_retention_is_a_column(name: str) -> None:
    clocks = [table.since for each in systems(name) for table in each.filling.estate.tables if table.since]
    assert clocks
    with pytest.raises(ValueError, match="no head"):
        read_tables("wrong", "[letters] since received\nsent date -")


def test_a_larger_population_gives_a_larger_estate() -> None:
    small, large = (
        sum(
            len(rows)
            for each in systems_of(EXAMPLES / "dialpad", people(policy("dialpad"), size))
            for rows in each.filling.rows.values()
        )
        for size in (40, 400)
    )
    assert large > 4 * small


def test_only_the_couple_lacks_a_telephone_of_its_own() -> None:
    practice = next(each.filling for each in systems("sesame") if each.name == "practice")
    first, second, *others = practice.people[:SIZE]
    assert [kind for who in (first, second) for kind, _ in who.seeds] == ["email", "email"]
    assert all([kind for kind, _ in who.seeds] == ["email", "phone"] for who in others)
