"""Types that are no text, number or time leave as plain cells; what cannot be read keeps nothing else from it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from troth.estate.addresses import open_address, read_address
from troth.estate.scan import scan

if TYPE_CHECKING:
    from pathlib import Path

    from scanned_worlds import World

PLAIN = (str, int, float, bool, bytes, type(None))
POSTGRESQL = [
    "create schema sales",
    "create type mood as enum ('sad', 'ok')",
    (
        "create table strange (a int[], r int4range, b bit(3), m mood, mo money, x xml, ts tsvector, j jsonb, u uuid, g point,"  # noqa: E501
        " t timestamptz, d date, iv interval, o bytea, ip inet)"
    ),
    (
        "insert into strange values ('{1,2}', '[1,3)', B'101', 'ok', 12.5, '<a/>', 'cat', '{\"a\": 1}',"
        " '00000000-0000-0000-0000-000000000001', '(1,2)', 'infinity', '0044-03-15 BC', '1 day', '\\x00ff', '192.0.2.1')"  # noqa: E501
    ),
    'create table sales.orders (id bigint primary key, who integer references "Kunden Stamm" ("Id") on delete set null)',  # noqa: E501
    "create materialized view totals as select count(*) as n from sales.orders",
    "create table parted (n int) partition by range (n)",
    "create view fragile as select * from sales.orders",
]
MARIADB = [
    "create table strange (s set('a', 'b'), e enum('x', 'y'), b bit(4), g geometry, j json, y year, t time, d date, o blob)",  # noqa: E501
    "insert into strange values ('a,b', 'x', b'101', point(1, 2), '{\"a\": 1}', 2020, '10:00:00', '2020-01-01', x'00ff')",  # noqa: E501
    "create table soon_gone (n int)",
    "create view broken as select n from soon_gone",
    "drop table soon_gone",
]


def test_strange_types_leave_as_plain_cells(world: World) -> None:
    statements = {"postgresql": POSTGRESQL, "mariadb": MARIADB}.get(world.kind, [])
    for statement in statements:
        world.run(statement)
    scanned = scan([world.connector])
    for sample in scanned.samples.values():
        assert all(isinstance(cell, PLAIN) for cells in sample.cells for cell in cells), sample.at
    if not statements:
        return
    strange = next(each for each in scanned.tables if each.at.dataset == "strange")
    assert all(column.type for column in strange.columns)
    assert all(len(cells) == 1 and cells[0] is not None for cells in scanned.samples[strange.at].cells)


def test_tables_of_other_schemas_are_called_by_their_schema(world: World) -> None:
    if world.kind != "postgresql":
        return
    for statement in POSTGRESQL:
        world.run(statement)
    tables = {each.at.dataset: each for each in scan([world.connector]).tables}
    assert {"sales.orders", "totals", "parted", "fragile"} <= set(tables)
    assert tables["totals"].is_view
    (reference,) = tables["sales.orders"].foreign_keys
    assert (reference.to.dataset, reference.on_delete) == ("Kunden Stamm", "set null")


def test_a_broken_view_is_a_problem_and_the_rest_is_scanned(world: World) -> None:
    statements = {
        "mariadb": MARIADB,
        "sqlite": [
            "create table soon_gone (n int)",
            "create view broken as select n from soon_gone",
            "drop table soon_gone",
        ],
    }.get(world.kind, [])
    for statement in statements:
        world.run(statement)
    scanned = scan([world.connector])
    assert [each.text.split("`")[1] for each in scanned.problems] == (["shop.broken"] if statements else [])
    assert len(scanned.tables) >= 3


def test_text_that_is_no_unicode_is_read_with_its_wrong_octets_marked(tmp_path: Path) -> None:
    file = tmp_path / "old.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("create table people (id integer primary key, name text)")
        connection.execute("insert into people values (1, 'Alice'), (2, cast(x'4df66c' as text))")
        connection.commit()
    (table,) = (connector := open_address(read_address(str(file)))).tables()
    assert connector.sample(table, 10).cells == ([1, 2], ["Alice", "M\ufffdl"])
    connector.close()


def test_triggers_and_remarks_are_told(world: World) -> None:
    said: dict[str, Any] = {
        "sqlite": ("create trigger tr after delete on pairs begin select 1; end", ""),
        "postgresql": (
            (
                "create function nothing() returns trigger language plpgsql as 'begin return null; end';"
                " create trigger tr after delete on pairs for each row execute function nothing(); comment on table pairs is 'two'"  # noqa: E501
            ),
            "two",
        ),
        "mariadb": ("create trigger tr after delete on pairs for each row set @x = 1", ""),
    }
    if world.kind not in said:
        return
    statement, remark = said[world.kind]
    world.run(statement)
    pairs = next(each for each in world.connector.tables() if each.at.dataset == "pairs")
    assert (pairs.triggers, pairs.remark) == (("tr",), remark)
