"""Every connector answers alike: what it declares, samples, and reads by values. Names are as awkward as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from troth.estate.addresses import open_address, read_address
from troth.estate.connector import EstateProblem, ForeignKey
from troth.estate.discovery import discover
from troth.estate.graph.links import links
from troth.estate.scan import scan
from troth.inventory import Dataset, DatasetName, Field

if TYPE_CHECKING:
    from scanned_worlds import World
    from troth.estate.connector import Table


def declared(world: World, name: str) -> Table:
    tables: tuple[Table, ...] = world.connector.tables()
    return next(each for each in tables if each.at.dataset == name)


def dataset(table: Table) -> Dataset:
    fields = tuple(Field(name=column.name, type=column.type, nullable=column.nullable) for column in table.columns)
    return Dataset(at=table.at, fields=fields, key=table.key)


def test_it_answers_and_says_what_it_is_without_an_address(world: World) -> None:
    reach = world.connector.probe()
    assert reach.reached
    assert reach.says
    assert "@" not in reach.says


def test_every_table_is_declared_with_its_columns_and_rows(world: World) -> None:
    customers, orders = declared(world, world.customers), declared(world, world.orders)
    assert [column.name for column in customers.columns] == ["Id", "E-Mail", "Vorname", "Geburtstag"]
    assert [column.name for column in orders.columns] == ["select", "Kunde", "Größe", "note"]
    assert (customers.rows, orders.rows) == (40, 200)
    assert customers.at == DatasetName("shop", world.customers)


def test_keys_references_and_what_must_be_unique_are_declared(world: World) -> None:
    if world.kind == "files":
        assert all(not table.key and not table.foreign_keys for table in world.connector.tables())
        return
    customers, orders, pairs = (declared(world, name) for name in ("Kunden Stamm", "order", "pairs"))
    assert (customers.key, orders.key, pairs.key) == (("Id",), ("select",), ("a", "b"))
    mail, first = customers.column("E-Mail"), customers.column("Vorname")
    assert mail is not None
    assert first is not None
    assert (mail.unique, mail.nullable, first.unique, first.nullable) == (True, False, False, True)
    to = DatasetName("shop", "Kunden Stamm")
    assert orders.foreign_keys == (ForeignKey(fields=("Kunde",), to=to, to_fields=("Id",), on_delete="cascade"),)


def test_a_view_is_declared_as_one_and_read_like_a_table(world: World) -> None:
    if world.kind == "files":
        return
    view = declared(world, "seen")
    assert view.is_view
    assert len(world.connector.sample(view, 100).cells[0]) == 40


def test_a_sample_of_a_small_table_is_the_whole_of_it(world: World) -> None:
    sample = world.connector.sample(declared(world, world.orders), 500)
    assert sample.complete
    assert [len(cells) for cells in sample.cells] == [200] * 4
    assert set(sample.cells[0]) == set(range(1, 201))
    assert None in sample.cells[3]


def test_a_sample_of_a_larger_table_reaches_from_its_beginning_to_its_end(world: World) -> None:
    sample = world.connector.sample(declared(world, world.orders), 48)
    numbers = [cell for cell in sample.cells[0] if isinstance(cell, int)]
    assert not sample.complete
    assert 40 <= len(numbers) <= 48
    assert min(numbers) < 20
    assert max(numbers) > 180


def test_times_and_decimals_leave_as_text_and_numbers_as_numbers(world: World) -> None:
    customers = world.connector.sample(declared(world, world.customers), 100)
    assert {str(cell)[:8] for cell in customers.cells[3]} == {"1980-01-"}
    orders = world.connector.sample(declared(world, world.orders), 500)
    assert {float(str(cell)) % 1 for cell in orders.cells[2]} == {0.5}


def test_rows_are_found_by_their_values_and_no_others(world: World) -> None:
    orders = dataset(declared(world, world.orders))
    found = list(world.connector.rows(orders, ("Kunde",), [(3,), (5,), (999,)], ("select", "Kunde")))
    assert {each[1] for each in found} == {3, 5}
    assert len(found) == 10


def test_any_number_of_values_is_asked_for_in_pieces(world: World) -> None:
    orders = dataset(declared(world, world.orders))
    found = list(world.connector.rows(orders, ("select",), [(n,) for n in range(1, 3_000)], ("select",)))
    assert sorted(each[0] for each in found if isinstance(each[0], int)) == list(range(1, 201))


def test_a_value_of_another_type_is_compared_as_the_column_writes_it_and_never_matches_everything(world: World) -> None:
    customers = dataset(declared(world, world.customers))
    assert [*world.connector.rows(customers, ("Id",), [("7",)], ("Vorname",))] == [("Bob",)]
    assert not [*world.connector.rows(customers, ("Id",), [("seven",)], ("Id",))]
    # In MySQL 0 equals every text that begins with no digit.
    assert not [*world.connector.rows(customers, ("Vorname",), [(0,)], ("Id",))]


def test_a_value_is_never_part_of_a_statement(world: World) -> None:
    customers = dataset(declared(world, world.customers))
    awkward = [("' OR 1=1 --",), ("%",), ("\\",), ("a\x00b",) if world.kind == "sqlite" else (":x",)]
    assert not [*world.connector.rows(customers, ("E-Mail",), awkward, ("Id",))]


def test_a_key_of_several_fields_is_asked_for_as_one(world: World) -> None:
    name = "pairs.csv" if world.kind == "files" else "pairs"
    pairs = dataset(declared(world, name))
    found = set(world.connector.rows(pairs, ("a", "b"), [(1, 2), (2, 1), (2, 2)], ("a", "b", "c")))
    assert found == {(1, 2, "y"), (2, 1, None)}


def test_nothing_is_found_as_nothing(world: World) -> None:
    orders = dataset(declared(world, world.orders))
    assert len([*world.connector.rows(orders, ("note",), [(None,)], ("select",))]) == 100


def test_all_rows_come_in_the_order_of_the_key(world: World) -> None:
    orders = dataset(declared(world, world.orders))
    assert [each[0] for each in world.connector.cells(orders, ("select", "note"))] == list(range(1, 201))


def test_a_table_that_went_is_no_empty_table(world: World) -> None:
    keyless = "pairs.csv" if world.kind == "files" else "keyless"
    table = declared(world, keyless)
    if world.kind == "files":
        return
    quote = "`" if world.kind == "mariadb" else '"'
    world.run(f"drop table {quote}{keyless}{quote}")
    with pytest.raises(EstateProblem) as gone:
        world.connector.sample(table, 10)
    assert gone.value.id == "estate.table-gone"
    assert keyless in gone.value.text


def test_a_scan_cannot_change_anything(world: World) -> None:
    if world.kind == "files":
        return
    from sqlalchemy import text
    from sqlalchemy.exc import SQLAlchemyError

    connector: Any = world.connector
    with pytest.raises(SQLAlchemyError), connector._engine.begin() as connection:
        connection.execute(text("delete from pairs"))


def test_the_same_is_found_in_every_kind_of_system(world: World) -> None:
    scanned = scan([world.connector])
    joined = links(scanned.tables, scanned.samples, {"shop": world.connector})
    found = discover(scanned.tables, scanned.samples, joined)
    personal = {
        (each.at.dataset.removesuffix(".csv"), each.at.field)
        for each in found.findings
        if each.verdict.tier.is_personal
    }
    assert {
        ("Kunden Stamm", "E-Mail"),
        ("Kunden Stamm", "Vorname"),
        ("Kunden Stamm", "Geburtstag"),
        ("order", "Kunde"),
    } <= personal
    assert not {("pairs", "a"), ("pairs", "b"), ("order", "select")} & personal


@pytest.mark.parametrize(
    ("url", "id_"),
    [
        ("postgresql://nobody:hunter2@127.0.0.1:1/shop", "estate.unreachable"),
        ("mysql://root:hunter2@127.0.0.1:1/shop", "estate.unreachable"),
        ("sqlite:////nowhere/shop.db", "estate.no-database"),
        ("oracle://reader:hunter2@db/shop", "estate.driver-missing"),
        ("nonsense://reader:hunter2@db/shop", "estate.bad-address"),
    ],
)
def test_a_system_that_cannot_be_reached_is_told_without_its_password(url: str, id_: str) -> None:
    connector = open_address(read_address(url, {}))
    assert connector.probe().problem == id_
    with pytest.raises(EstateProblem) as refused:
        connector.tables()
    assert refused.value.id == id_
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None or "hunter2" not in str(refused.value.__cause__)


def test_a_wrong_user_and_a_missing_database_are_told_apart(world: World) -> None:
    wrong = {
        "postgresql": ("//postgres@", "//nobody_of_this_name:hunter2@"),
        "mariadb": ("//root@", "//nobody_of_this_name:hunter2@"),
    }.get(world.kind)
    if wrong is None:
        return
    refused = open_address(read_address(world.url.replace(*wrong), {}))
    assert refused.probe().problem == "estate.refused"
    assert open_address(read_address(f"{world.url}_gone", {})).probe().problem == "estate.no-database"
