"""`troth subject find`, over databases that are files."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from troth.inventory import (
    Content,
    Dataset,
    DatasetName,
    Field,
    FieldName,
    Holding,
    Inventory,
    Link,
    LinkKind,
    System,
)
from troth.inventory.file import write_inventory
from troth.words import IdentifierKind, OrganisationId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unit.cli.conftest import Ended

SHOP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT, phone TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, note TEXT);
INSERT INTO customers VALUES (1, 'Alice@Example.org', '030 123456'), (2, 'bob@example.org', '+49 30 123456');
INSERT INTO orders VALUES (11, 1, ''), (21, 2, 'for alice@example.org');
"""


@pytest.fixture
def estate(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "shop.sqlite3")) as connection:
        connection.executescript(SHOP)
        connection.commit()
    return _written(tmp_path / "estate.yaml", System(name="shop", kind="sql", url=f"sqlite:///{tmp_path}/shop.sqlite3"))


def _written(file: Path, *systems: System, confirmed: bool = True) -> Path:
    customers, orders = DatasetName("shop", "customers"), DatasetName("shop", "orders")
    link = Link(
        of=(FieldName("shop", "orders", "customer_id"),),
        to=(FieldName("shop", "customers", "id"),),
        kind=LinkKind.INFERRED,
        confirmed=confirmed,
    )
    fields = (
        Field(name="id", type="integer"),
        Field(name="email", type="text", identifies=IdentifierKind.EMAIL),
        Field(name="phone", type="text", identifies=IdentifierKind.PHONE),
    )
    noted = (Field(name="id", type="integer"), Field(name="customer_id", type="integer"))
    note = Field(name="note", type="text", content=Content.TEXT)
    inventory = Inventory(
        organisation=OrganisationId("acme"),
        version="1",
        systems=systems,
        datasets=(
            Dataset(at=customers, fields=fields, key=("id",), holds=Holding.SUBJECTS),
            Dataset(at=orders, fields=(*noted, note), key=("id",), holds=Holding.ABOUT),
        ),
        links=(link,),
    )
    file.write_text(write_inventory(inventory), encoding="utf-8")
    return file


def test_rows_are_listed_by_dataset_with_the_way_that_led_there(troth: Callable[..., Ended], estate: Path) -> None:
    ended = troth("subject", "find", estate, "--email", "alice@example.org")
    assert ended.code == 0
    assert "shop.customers: 1 row" in ended.out
    assert "shop.orders: 2 rows" in ended.out
    assert "shop.customers.email holds the email; shop.orders.customer_id (inferred key)" in ended.out
    assert "note (shared)" in ended.out
    assert ended.err == ""


def test_a_program_reads_rows_keys_fields_and_ways(troth: Callable[..., Ended], estate: Path) -> None:
    said = json.loads(
        troth("subject", "find", "--estate", estate, "--by", "email:bob@example.org", "--format", "json").out
    )
    assert [(row["dataset"], row["key"], row["shared"]) for row in said["rows"]] == [
        ("shop.customers", [2], False),
        ("shop.orders", [21], False),
    ]
    assert said["missed"] == []


def test_a_shared_telephone_finds_nobody_and_says_why(troth: Callable[..., Ended], estate: Path) -> None:
    ended = troth("subject", "find", estate, "--phone", "030 123456", "--region", "DE")
    assert ended.code == 1
    assert "2 people have this phone in `shop.customers.phone`" in ended.out
    assert "123456" not in ended.out


def test_a_system_that_is_gone_ends_with_three_and_nothing_is_said_to_be_absent(
    troth: Callable[..., Ended], estate: Path, tmp_path: Path
) -> None:
    (tmp_path / "shop.sqlite3").unlink()
    ended = troth("subject", "find", estate, "--email", "alice@example.org")
    assert ended.code == 3
    assert "`shop` could not be searched" in ended.err


def test_links_that_nobody_confirmed_are_counted(troth: Callable[..., Ended], estate: Path, tmp_path: Path) -> None:
    system = System(name="shop", kind="sql", url=f"sqlite:///{tmp_path}/shop.sqlite3")
    ended = troth("subject", "find", _written(estate, system, confirmed=False), "--email", "bob@example.org")
    assert "shop.orders" not in ended.out
    assert "links that are not confirmed and were not followed: 1 of" in ended.err


@pytest.mark.parametrize(
    ("arguments", "id_"),
    [
        ([], "subject.no-identifier"),
        (["--by", "name:alice"], "subject.unknown-kind"),
        (["--email", "canary-no-address"], "subjects.malformed-identifier"),
        (["--phone", "12"], "subjects.region-needed"),
    ],
)
def test_what_is_no_identifier_is_refused_and_not_repeated(
    troth: Callable[..., Ended], estate: Path, arguments: list[str], id_: str
) -> None:
    ended = troth("subject", "find", estate, *arguments)
    assert ended.code == 2
    assert f"[{id_}]" in ended.err
    assert "canary" not in ended.err


def test_without_an_inventory_there_is_nothing_to_search(troth: Callable[..., Ended], tmp_path: Path) -> None:
    ended = troth("subject", "find", tmp_path / "none.yaml", "--email", "alice@example.org")
    assert (ended.code, "estate.no-file" in ended.err) == (2, True)
