"""The made-up estates: they repeat, their truth is true, every trap is planted, and the scoring can tell."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from bench.estates import baselines, erasure, measure
from bench.estates.consistency import strangers
from bench.estates.made import HELD_OUT, description, filled, make_sqlite, names

from troth.cli.demo.estates import Filling, read_tables, truth_of
from troth.policy.vocabulary import term

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
NAMES = names()
# What a trap says of the tables themselves, and not of their rows.
OF_THE_SCHEMA = frozenset(("no-key",))


@cache
def made(name: str) -> Filling:
    return filled(name)


@pytest.fixture
def estate(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, dict[str, Any]]]:
    file, truth = make_sqlite(made(request.param), tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        yield connection, json.loads(json.dumps(truth))


each_estate = pytest.mark.parametrize("estate", NAMES, indirect=True)


def test_there_are_four_open_estates_and_two_held_out_ones() -> None:
    assert sorted(set(NAMES) - HELD_OUT) == ["clinique", "kontakt", "opaque", "shop"]
    assert set(NAMES) >= HELD_OUT


@pytest.mark.parametrize("name", NAMES)
def test_every_right_answer_is_a_term_of_the_vocabulary(name: str) -> None:
    columns = [column for table in description(name).tables for column in table.columns]
    assert [each for column in columns for each in column.terms if term(each) is None] == []
    assert [column.name for column in columns if bool(column.terms) != (column.personal.value == "yes")] == []


@pytest.mark.parametrize("name", NAMES)
def test_three_fifths_of_the_true_links_or_more_are_not_declared(name: str) -> None:
    rests = [reference.rests.value for table in description(name).tables for reference in table.references]
    assert rests.count("undeclared") / (rests.count("undeclared") + rests.count("declared")) >= 0.6


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_an_estate_repeats_whatever_the_order_of_sets(name: str) -> None:
    asked = (
        "import hashlib; from bench.estates.made import filled; "
        f"print(hashlib.sha256(repr(sorted(filled({name!r}).rows.items())).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", asked],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src")))},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1
    assert len(digests.pop().strip()) == 64


@pytest.mark.slow
@each_estate
def test_the_truth_names_the_columns_of_the_database_and_rows_that_are_there(
    estate: tuple[sqlite3.Connection, dict[str, Any]],
) -> None:
    connection, truth = estate
    content = erasure.content(connection, truth)
    for table, spec in truth["tables"].items():
        there = [row[1] for row in connection.execute(f'PRAGMA table_info("{measure.plain_table(table)}")')]
        assert list(spec["columns"]) == there
        assert len(content[measure.plain_table(table)]) == spec["rows"]
    for person in truth["people"]:
        whole, parts = measure.rows_of(person)
        assert all(key in content[table] for table, key in whole | parts.keys())


@pytest.mark.slow
@each_estate
def test_every_trap_is_planted_and_none_is_found_in_an_empty_database(
    estate: tuple[sqlite3.Connection, dict[str, Any]],
) -> None:
    connection, truth = estate
    assert len(truth["traps"]) >= 15
    assert [trap["id"] for trap in truth["traps"] if connection.execute(trap["sql"]).fetchone() is None] == []
    for table in truth["tables"]:
        connection.execute(f'DELETE FROM "{measure.plain_table(table)}"')  # noqa: S608 -- names of our own
    found = {trap["id"] for trap in truth["traps"] if connection.execute(trap["sql"]).fetchone() is not None}
    assert found <= OF_THE_SCHEMA


@pytest.mark.slow
@each_estate
def test_true_links_hold_in_the_rows(estate: tuple[sqlite3.Connection, dict[str, Any]]) -> None:
    connection, truth = estate
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for link in truth["links"]:
        if link["rests"] != "undeclared":
            continue
        of, to = ([name.rpartition(".")[::2] for name in link[side]] for side in ("of", "to"))
        on = " AND ".join(f'p."{there}" = c."{here}"' for (_, here), (_, there) in zip(of, to, strict=True))
        where = " AND ".join(f'c."{here}" IS NOT NULL' for _, here in of)
        if link["when"]:
            where += f" AND c.\"{link['when'][0]}\" = '{link['when'][1]}'"
        child, parent = measure.plain_table(of[0][0]), measure.plain_table(to[0][0])
        asked = f'SELECT 1 FROM "{child}" c WHERE {where} AND NOT EXISTS (SELECT 1 FROM "{parent}" p WHERE {on})'  # noqa: S608 -- names of our own
        assert connection.execute(asked).fetchone() is None, link


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_no_identifier_of_a_person_stands_in_a_cell_that_is_not_hers(name: str) -> None:
    assert strangers(made(name)) == []


def test_an_identifier_in_a_strangers_row_is_seen() -> None:
    filling = Filling(read_tables("small", "[people]\nid int! -\nmail str +\nnote text? +\n"), "small")
    alice = filling.who("alice", ("email", "alice@mail.example"), only_hers=["alice@mail.example", "+447911123456"])
    bob = filling.who("bob", ("email", "bob@mail.example"), only_hers=["bob@mail.example"])
    filling.add("people", 1, "alice@mail.example", None, own=alice)
    filling.add("people", 2, "bob@mail.example", "sister of Alice@mail.example, 07911 123456", own=bob)
    assert strangers(filling) == [("people", "note", "alice")]


# --- the scoring --------------------------------------------------------------------------------------------------

SMALL = """
[people]
id int! + pd:UID
mail str + pd:EmailAddress
town str ? # honest people differ
version int -

[rooms]
room int! -

[bookings]
no int! -
person int + pd:UID ~> people.id
room int - -> rooms.room
guest str? + pd:Name
"""


def small() -> tuple[Filling, dict[str, Any]]:
    filling = Filling(read_tables("small", SMALL), "small")
    alice = filling.who("alice", ("email", "alice@mail.example"), only_hers=["alice@mail.example"])
    bob = filling.who("bob", ("email", "bob@mail.example"), only_hers=["bob@mail.example"])
    filling.add("people", 1, "alice@mail.example", "Leeds", 1, own=alice)
    filling.add("people", 2, "bob@mail.example", "York", 1, own=bob)
    filling.add("rooms", 7)
    filling.add("bookings", 1, 1, 7, None, own=alice)
    filling.add("bookings", 2, 2, 7, "alice", own={bob: ("person",), alice: ("guest",)})
    return filling, truth_of(filling)


def scan_of(truth: dict[str, Any], **other: measure.Said) -> measure.Scan:
    """The truth itself as a scan, but for some columns of people."""
    columns = {
        at: measure.Said("proven" if column["personal"] == "yes" else "not_personal", (column["is"] or [""])[0])
        for at, column in measure.columns_of(truth)
    }
    links = frozenset([(("bookings", "person"), ("people", "id"))])
    return measure.Scan(columns | {("people", name): said for name, said in other.items()}, links)


def test_the_truth_as_a_scan_scores_full_marks() -> None:
    _, truth = small()
    score = measure.score_columns(truth, scan_of(truth))
    assert (score.personal, score.category) == (measure.Rate(4), measure.Rate(4))
    assert measure.score_links(truth, scan_of(truth)) == measure.Rate(1)


def test_a_missed_a_wrong_and_a_miscalled_column_are_told_apart() -> None:
    _, truth = small()
    scan = scan_of(
        truth,
        id=measure.Said("undetermined"),
        mail=measure.Said("likely", "pd:BirthDate"),
        version=measure.Said("likely", "pd:Age"),
        town=measure.Said("likely", "pd:Age"),
    )
    score = measure.score_columns(truth, scan)
    assert score.personal == measure.Rate(right=3, wrong=1, missed=1)
    assert score.category == measure.Rate(right=2, wrong=2, missed=2)
    assert (score.missed, score.wrong, score.miscalled) == (
        (("people", "id"),),
        (("people", "version"),),
        (("people", "mail"),),
    )
    assert score.undetermined == 1


def test_a_wider_or_narrower_term_is_right_and_one_that_says_nothing_is_not() -> None:
    assert measure.is_right("pd:Contact", ["pd:EmailAddress"])
    assert measure.is_right("pd:EmailAddress", ["pd:Contact"])
    assert not measure.is_right("dpv:PersonalData", ["pd:EmailAddress"])
    assert not measure.is_right("pd:TelephoneNumber", ["pd:EmailAddress"])
    assert not measure.is_right("", ["pd:EmailAddress"])
    assert measure.is_right("pd:Identifier", ["pd:UID"])


def test_a_link_between_strangers_is_wrong_and_the_true_one_missing() -> None:
    _, truth = small()
    wrong = measure.Scan({}, frozenset([(("people", "version"), ("rooms", "room"))]))
    assert measure.score_links(truth, wrong) == measure.Rate(right=0, wrong=1, missed=1)


def test_a_link_the_wrong_way_is_missing() -> None:
    _, truth = small()
    turned = measure.Scan({}, frozenset([(("people", "id"), ("bookings", "person"))]))
    assert measure.score_links(truth, turned) == measure.Rate(missed=1)


def test_a_declared_link_earns_nothing() -> None:
    _, truth = small()
    declared = measure.Scan({}, frozenset([(("bookings", "room"), ("rooms", "room"))]))
    assert measure.score_links(truth, declared) == measure.Rate(missed=1)


def test_a_strangers_row_a_missed_one_and_a_shared_one_taken_whole_are_counted() -> None:
    _, truth = small()
    alice = truth["people"][0]
    found = [measure.Found("people", ("2",)), measure.Found("bookings", ("2",))]
    score = measure.score_rows(truth, alice, found)
    assert (score.rows, score.taken_whole) == (measure.Rate(right=1, wrong=1, missed=2), 1)
    shared = [measure.Found("bookings", ("2",), shared=True), measure.Found("bookings", ("1",))]
    assert measure.score_rows(truth, alice, shared).taken_whole == 0


def test_the_json_of_both_commands_is_read() -> None:
    scan = measure.read_scan(
        {
            "columns": [{"table": "public.people", "column": "mail", "tier": "likely", "category": "pd:EmailAddress"}],
            "links": [{"from": "calls.no,calls.leg", "to": "office.calls.no,office.calls.leg", "kind": "inferred"}],
        }
    )
    assert scan.columns == {("people", "mail"): measure.Said("likely", "pd:EmailAddress")}
    assert scan.links == {(("calls", "no"), ("office_calls", "no")), (("calls", "leg"), ("office_calls", "leg"))}
    rows = measure.read_found({"rows": [{"dataset": "s.people", "key": [1], "fields": ["mail"], "shared": True}]})
    assert rows == [measure.Found("people", ("1",), frozenset(("mail",)), shared=True)]


def test_a_row_without_a_key_is_known_by_its_cells(tmp_path: Path) -> None:
    filling = Filling(read_tables("small", "[calls]\nnumber str(20) +\nseconds num -\n"), "small")
    alice = filling.who("alice", ("phone", "+447911123456"))
    filling.add("calls", "07911 123456", 3)
    filling.add("calls", "07911 123456", 4.5, own=alice)
    file, truth = make_sqlite(filling, tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        found = measure.Numbers(connection, truth).numbered([measure.Found("calls", ("07911 123456", "4.50"))])
    assert measure.score_rows(truth, truth["people"][0], found).rows == measure.Rate(1)


def test_marking_everything_finds_all_and_is_half_wrong() -> None:
    _, truth = small()
    assert measure.score_columns(truth, baselines.everything(truth)).personal == measure.Rate(right=4, wrong=4)


# --- erasures -----------------------------------------------------------------------------------------------------


def erased(statements: list[str], tmp_path: Path) -> erasure.Verdict:
    """What is said of these statements as an erasure of alice."""
    filling, _ = small()
    file, truth = make_sqlite(filling, tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        before = erasure.content(connection, truth)
        for each in statements:
            connection.execute(each)
        return erasure.judge(truth, truth["people"][0], before, erasure.content(connection, truth))


HERS = ["DELETE FROM people WHERE id = 1", "DELETE FROM bookings WHERE no = 1"]


def test_an_erasure_of_all_that_is_hers_holds(tmp_path: Path) -> None:
    assert erased([*HERS, "UPDATE bookings SET guest = NULL WHERE no = 2"], tmp_path).holds


def test_an_identifier_that_is_left_is_found(tmp_path: Path) -> None:
    assert erased(HERS[1:], tmp_path).left == {"people.mail": 1}


@pytest.mark.parametrize(
    "harm",
    ["DELETE FROM bookings WHERE no = 2", "UPDATE bookings SET person = 1", "UPDATE people SET town = 'X'"],
)
def test_a_strangers_row_that_is_gone_or_changed_is_harm(harm: str, tmp_path: Path) -> None:
    verdict = erased([*HERS, harm], tmp_path)
    assert not verdict.holds
    assert verdict.harmed


# --- the text of tables -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "[people]\nid integer! -",
        "[people]\nid int! - ~> nobody.id",
        "[people\nid int! -",
        "[people] since never\nid int! -",
        "[people] whatever 3\nid int! -",
    ],
)
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="`"):
        read_tables("wrong", text)


def test_a_row_with_a_cell_too_few_or_a_field_that_is_not_there_is_refused() -> None:
    filling, _ = small()
    with pytest.raises(ValueError, match="4 columns, not 1"):
        filling.add("people", 3)
    with pytest.raises(ValueError, match="no column"):
        filling.add("people", 3, "c@mail.example", "Bath", 1, own={filling.people[0]: ("nothing",)})
