"""`troth request plan`, over a database that is a file."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from troth.inventory import (
    Dataset,
    DatasetName,
    Erasing,
    Field,
    FieldName,
    Holding,
    Inventory,
    Keep,
    Link,
    LinkKind,
    System,
    Tier,
)
from troth.inventory.file import write_inventory
from troth.words import DataName, IdentifierKind, OrganisationId, PartyName

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unit.cli.conftest import Ended

SHOP = """
CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers(id), name TEXT);
CREATE TABLE visits (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customers(id), ip TEXT);
CREATE TABLE scores (id INTEGER PRIMARY KEY, customer_id INTEGER, email TEXT);
CREATE TABLE products (id INTEGER PRIMARY KEY, created_by INTEGER REFERENCES visits(id));
INSERT INTO customers VALUES (1, 'alice@example.org', 'Alice'), (2, 'bob@example.org', 'Bob');
INSERT INTO orders VALUES (11, 1, 'Alice'), (12, 1, 'Alice'), (21, 2, 'Bob');
INSERT INTO visits VALUES (31, 1, '10.0.0.1'), (32, 2, '10.0.0.2');
INSERT INTO scores VALUES (41, 1, 'alice@example.org');
"""
POLICY = """
troth: 1
policy: {organisation: shop, version: "1", effective: 2026-01-01, cite: [s1]}
parties:
  client: {role: controller, cite: [s2]}
data:
  contact: {is: [pd:EmailAddress], from: [subject], cite: [s3]}
purposes:
  billing: {cite: [s5]}
practices:
  - {id: serve, do: use, data: [contact], for: [billing], modal: does, basis: contract, cite: [s5]}
rights:
  - {do: [access, erase], within: {erase: P30D}, keep_if: {erase: [billing]}, cite: [s6]}
"""


def _field(name: str, **more: object) -> Field:
    return Field(name=name, type="text", tier=Tier.PROVEN, data=DataName("contact"), confirmed=True, **more)  # type: ignore[arg-type]


def _link(of: str) -> Link:
    kind = LinkKind.INFERRED if of == "scores" else LinkKind.DECLARED
    return Link(
        of=(FieldName("shop", of, "customer_id"),),
        to=(FieldName("shop", "customers", "id"),),
        kind=kind,
        confirmed=True,
    )


def _key(nullable: str = "") -> tuple[Field, ...]:
    of = () if nullable == "-" else (Field(name="customer_id", type="integer", tier=Tier.NOT_PERSONAL),)
    return Field(name="id", type="integer", nullable=False, tier=Tier.NOT_PERSONAL), *of


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "shop.db")) as connection:
        connection.executescript(SHOP)
    email = _field("email", nullable=False, unique=True, identifies=IdentifierKind.EMAIL)

    def at(name: str) -> DatasetName:
        return DatasetName("shop", name)

    keep = (Keep(ground="billing"),)
    inventory = Inventory(
        organisation=OrganisationId("shop"),
        version="1",
        systems=(System(name="shop", kind="sql", url=f"sqlite:///{tmp_path}/shop.db"),),
        datasets=(
            Dataset(at=at("customers"), fields=(*_key("-"), email, _field("name")), key=("id",),
                    holds=Holding.SUBJECTS, erase=Erasing.DELETE, confirmed=True),
            Dataset(at=at("orders"), fields=(*_key(), _field("name")), key=("id",), holds=Holding.ABOUT, keep=keep),
            Dataset(at=at("visits"), fields=(*_key(), _field("ip")), key=("id",), holds=Holding.ABOUT),
            Dataset(at=at("scores"), fields=(*_key(), _field("email")), key=("id",), holds=Holding.ABOUT,
                    controller=PartyName("client")),
        ),
        links=(_link("orders"), _link("visits"), _link("scores")),
    )  # fmt: skip
    (tmp_path / "estate.yaml").write_text(write_inventory(inventory), encoding="utf-8")
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return tmp_path


def _asked(troth: Callable[..., Ended], shop: Path, *more: object, email: str = "alice@example.org") -> Ended:
    before = (shop / "shop.db").read_bytes()
    ended = troth(
        "request", "plan", "--estate", shop / "estate.yaml", "--policy", shop / "policy.yaml", "--email", email, *more
    )
    assert (shop / "shop.db").read_bytes() == before
    return ended


def _lines(ended: Ended) -> list[str]:
    return [" ".join(line.split()) for line in ended.out.splitlines() if line.strip()]


def test_a_plan_shows_what_is_changed_deleted_kept_and_forwarded(troth: Callable[..., Ended], shop: Path) -> None:
    ended = _asked(troth, shop)
    assert ended.code == 0
    assert _lines(ended) == [
        "shop",
        "~ customers 1 row name emptied; email replaced",
        "= orders 2 rows kept: billing, under s6, for billing alone",
        "- visits 1 row deleted",
        "> scores 1 row forwarded to `client`",
        "plan: rows to be 1 changed, 1 deleted, 2 kept, 1 forwarded; nothing was touched",
    ]
    assert "alice" not in ended.out


def test_keys_are_shown_where_they_are_asked_for(troth: Callable[..., Ended], shop: Path) -> None:
    assert "11, 12" in _lines(_asked(troth, shop, "--rows"))


def test_what_is_in_the_way_is_told_and_ends_with_one(troth: Callable[..., Ended], shop: Path) -> None:
    with closing(sqlite3.connect(shop / "shop.db")) as connection:
        connection.executescript("INSERT INTO products VALUES (51, 31)")
    ended = _asked(troth, shop)
    assert ended.code == 1
    assert "1 row of `shop.products` point at rows of `shop.visits`" in ended.out
    assert "[requests.would-orphan]" in ended.out
    assert _asked(troth, shop, email="bob@example.org").code == 0


def test_access_reads_fields_and_changes_nothing(troth: Callable[..., Ended], shop: Path) -> None:
    ended = _asked(troth, shop, "--kind", "access")
    assert ended.code == 0
    assert "+ customers 1 row read email, name" in _lines(ended)
    assert _lines(ended)[-1] == "plan: rows to be 4 read, 1 forwarded; nothing was touched"


def test_a_program_reads_the_plan_without_keys_or_values(troth: Callable[..., Ended], shop: Path) -> None:
    said = json.loads(_asked(troth, shop, "--format", "json").out)
    assert said["rows"] == {"read": 0, "change": 1, "delete": 1, "keep": 2}
    assert [(each["dataset"], each["doing"], each["rows"]) for each in said["actions"]] == [
        ("shop.orders", "keep", 2), ("shop.customers", "change", 1), ("shop.visits", "delete", 1),
    ]  # fmt: skip
    assert said["problems"] == said["missed"] == []
    assert "keys" not in said["actions"][0]
    assert json.loads(_asked(troth, shop, "--format", "json", "--rows").out)["actions"][0]["keys"] == [[11], [12]]


def test_nobody_found_ends_with_one(troth: Callable[..., Ended], shop: Path) -> None:
    ended = _asked(troth, shop, email="charlie@example.org")
    assert (ended.code, _lines(ended)) == (1, ["plan: nobody's rows were found; nothing was touched"])


def test_a_system_that_is_away_ends_with_three(troth: Callable[..., Ended], shop: Path) -> None:
    (shop / "shop.db").rename(shop / "elsewhere.db")
    ended = troth("request", "plan", "--estate", shop / "estate.yaml", "--policy", shop, "--email", "alice@example.org")
    assert ended.code == 3
    assert "`shop` could not be searched" in ended.err
