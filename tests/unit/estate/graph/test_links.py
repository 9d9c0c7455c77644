"""How datasets hang together: what is inferred, what is not, and in which direction it leads to a person's rows."""

from __future__ import annotations

import hashlib
import json
import random
from typing import TYPE_CHECKING

import pytest

from troth.estate.graph import links
from troth.inventory import LinkKind
from unit.estate.worlds import table, world

if TYPE_CHECKING:
    from troth.inventory import Link
    from unit.estate.worlds import World

MANY = 120
ANY = random.Random(7)  # noqa: S311 -- rows, not secrets


def inferred(of: World, most: int = 10_000) -> dict[tuple[str, str], Link]:
    found = links(of.tables, of.samples(most), of.connectors)
    return {(" ".join(map(str, each.of)), " ".join(map(str, each.to))): each for each in found}


def numbers(count: int, most: int) -> list[int]:
    return [1 + (number * 37) % most for number in range(count)]


CUSTOMERS = table(
    "shop.customers",
    "id:integer email:varchar name:varchar",
    [(number, f"alice{number}@example.org", "Alice") for number in range(1, MANY + 1)],
)


def orders(column: str, cells: list[int] | None = None, type_: str = "integer") -> World:
    cells = numbers(300, MANY) if cells is None else cells
    rows = [(number, cell) for number, cell in enumerate(cells, 1)]
    return world(CUSTOMERS, table("shop.orders", f"id:integer {column}:{type_}", rows))


@pytest.mark.parametrize("column", ["customer_id", "customerId", "cust_no", "id_client", "kdnr", "FK_Kunde", "klant"])
def test_a_column_points_at_the_table_that_its_name_means(column: str) -> None:
    found = inferred(orders(column))
    assert list(found) == [(f"shop.orders.{column}", "shop.customers.id")]
    assert found[f"shop.orders.{column}", "shop.customers.id"].confirmed


@pytest.mark.parametrize("column", ["qty", "quantity", "rank", "age", "position", "stars", "anzahl"])
def test_what_counts_is_no_key_although_all_of_it_is_among_the_keys(column: str) -> None:
    assert not inferred(orders(column))


def test_a_name_whose_values_are_not_there_is_no_link() -> None:
    assert not inferred(orders("customer_id", [10_000 + number for number in range(300)]))


def test_rows_that_lost_what_they_point_at_do_not_hide_a_link() -> None:
    assert inferred(orders("customer_id", [*numbers(115, MANY), 900, 901, 902]))


def test_a_declared_key_is_a_link_whatever_its_values() -> None:
    of = world(
        CUSTOMERS,
        table("shop.orders", "id:integer x:integer", [(1, 77_777)], references={"x": "shop.customers.id"}),
    )
    (found,) = inferred(of).values()
    assert (found.kind, found.confirmed) == (LinkKind.DECLARED, True)


def test_without_a_name_numbers_point_where_they_fill_the_range_of_one_table_only() -> None:
    one = table("old.t1", "f1:integer f2:varchar", [(n, "x") for n in range(1, 501)], key="f1")
    pointing = table("old.t2", "f1:integer f2:integer", list(enumerate(numbers(900, 500), 1)), key="f1")
    other = table("old.t3", "f1:integer f2:varchar", [(n, "y") for n in range(1, 501)], key="f1")
    found = inferred(world(one, pointing))
    assert list(found) == [("old.t2.f2", "old.t1.f1")]
    assert not found["old.t2.f2", "old.t1.f1"].confirmed, "a person has to look"
    assert not inferred(world(one, pointing, other)), "two tables fit, so neither is taken"


def test_without_a_name_values_that_chance_cannot_explain_decide() -> None:
    keys = [hashlib.md5(str(n).encode(), usedforsecurity=False).hexdigest() for n in range(MANY)]
    of = world(
        table("crm.a1", "k:char(32) v:varchar", [(key, "x") for key in keys], key="k"),
        table("crm.a2", "n:integer z:char(32)", [(n, keys[n % 50]) for n in range(200)], key="n"),
    )
    assert list(inferred(of)) == [("crm.a2.z", "crm.a1.k")]


def test_the_same_number_written_with_zeros_before_it_is_the_same_key() -> None:
    kunden = table("old.kunden", "kdnr:char(8) vorname:varchar", [(f"{n:08}", "Bob") for n in range(1, 90)], key="kdnr")
    rechnungen = table("old.rechnungen", "nr:integer kdnr:integer", list(enumerate(numbers(200, 89), 1)), key="nr")
    assert ("old.rechnungen.kdnr", "old.kunden.kdnr") in inferred(world(kunden, rechnungen))


def test_what_a_sample_lacks_is_asked_of_the_system() -> None:
    of = orders("customer_id")
    assert ("shop.orders.customer_id", "shop.customers.id") in inferred(of, most=20)
    assert not inferred(orders("customer_id", [n + 5_000 for n in range(300)]), most=20)


def test_a_system_that_fails_while_it_is_asked_makes_a_link_less() -> None:
    of = orders("customer_id")
    samples = of.samples(20)
    of.connectors["shop"].away = True
    assert links(of.tables, samples, of.connectors) == ()


def test_a_type_beside_an_id_says_the_table_it_points_at() -> None:
    kinds = ["Customer", "App\\Models\\Product"]
    products = table("shop.products", "id:integer title:varchar", [(n, "thing") for n in range(1, 400)])
    rows = [(n, kinds[n % 2], 1 + (n * 31) % (MANY if n % 2 == 0 else 399)) for n in range(200)]
    notes = table("shop.notes", "id:integer owner_type:varchar owner_id:integer", rows)
    found = links(world(CUSTOMERS, products, notes).tables, world(CUSTOMERS, products, notes).samples(), {})
    said = {(str(each.to[0]), each.when) for each in found}
    assert said == {
        ("shop.customers.id", (("owner_type", "Customer"),)),
        ("shop.products.id", (("owner_type", "App\\Models\\Product"),)),
    }


def test_columns_of_a_key_of_several_point_together() -> None:
    rows = [(order, line, 3) for order in range(1, 60) for line in (1, 2)]
    items = table("shop.order_items", "order_id:integer line_no:integer amount:integer", rows, key="order_id line_no")
    sent = table(
        "shop.shipments", "id:integer order_id:integer line_no:integer", [(n, 1 + n % 59, 1 + n % 2) for n in range(80)]
    )
    found = inferred(world(items, sent))
    pair = ("shop.shipments.order_id shop.shipments.line_no", "shop.order_items.order_id shop.order_items.line_no")
    assert list(found) == [pair]
    lost = table(
        "shop.shipments", "id:integer order_id:integer line_no:integer", [(n, 1 + n % 59, 7) for n in range(80)]
    )
    assert pair not in inferred(world(items, lost))


def test_a_key_within_json_is_a_link_of_its_path() -> None:
    cells = [json.dumps({"kind": "view", "customer": {"id": n}}) for n in numbers(100, MANY)]
    events = table("shop.events", "id:integer payload:text", list(enumerate(cells, 1)))
    assert ("shop.events.payload.customer.id", "shop.customers.id") in inferred(world(CUSTOMERS, events))


def test_the_entity_of_a_table_of_attributes_is_what_the_table_is_named_after() -> None:
    rows = [(n, entity, "shoe_size", str(36 + n % 9)) for n, entity in enumerate(numbers(200, MANY))]
    attributes = table("shop.customer_attributes", "id:integer entity_id:integer attribute:varchar value:varchar", rows)
    assert ("shop.customer_attributes.entity_id", "shop.customers.id") in inferred(world(CUSTOMERS, attributes))


def test_mail_addresses_and_their_digests_join_systems_that_share_no_key() -> None:
    mails = [f"alice{number}@example.org" for number in range(1, 60)]
    digests = [hashlib.sha256(mail.encode()).hexdigest() for mail in mails]
    other = [f"eve{number}@elsewhere.example" for number in range(60)]
    of = world(
        CUSTOMERS,
        table("news.subscribers", "address:varchar", [(mail.upper(),) for mail in mails], key=""),
        table("ads.audience", "hash:varchar", [(digest,) for digest in digests], key=""),
        table("hr.applicants", "address:varchar", [(mail,) for mail in other], key=""),
    )
    found = inferred(of)
    assert {of_ for of_, _ in found} == {"news.subscribers.address", "ads.audience.hash"}
    assert {each.kind for each in found.values()} == {LinkKind.IDENTIFIER}


def test_numbers_from_one_on_do_not_join_systems() -> None:
    of = world(CUSTOMERS, table("crm.customers", "id:integer name:varchar", [(n, "Bob") for n in range(1, 90)]))
    assert not inferred(of)


def test_a_person_who_refers_another_is_not_the_other() -> None:
    rows = [(n, "Alice", 1 + n // 3 if n > 5 else None) for n in range(1, MANY)]
    found = inferred(world(table("shop.customers", "id:integer name:varchar referred_by:integer", rows)))
    assert not found["shop.customers.referred_by", "shop.customers.id"].downwards


def test_an_order_is_its_customers_and_not_the_clerks() -> None:
    staff = table("shop.employees", "id:integer name:varchar", [(n, "Dana") for n in range(1, 13)])
    rows = [(n, customer, 1 + n % 12) for n, customer in enumerate(numbers(300, MANY), 1)]
    found = inferred(
        world(CUSTOMERS, staff, table("shop.orders", "id:integer customer_id:integer clerk:integer", rows))
    )
    assert found["shop.orders.customer_id", "shop.customers.id"].downwards
    assert not found["shop.orders.clerk", "shop.employees.id"].downwards


def test_an_address_is_gone_up_to_only_where_nearly_nobody_shares_one() -> None:
    addresses = table("shop.addresses", "id:integer street:varchar", [(n, f"street {n}") for n in range(1, MANY + 1)])
    alone = [(n, n) for n in range(1, MANY + 1)]
    shared = [(n, 1 + n // 2) for n in range(1, MANY + 1)]
    for rows, upwards in ((alone, True), (shared, False)):
        contacts = table("shop.customers", "id:integer address_id:integer", rows)
        (found,) = inferred(world(addresses, contacts)).values()
        assert found.upwards is upwards


def test_the_order_of_tables_changes_nothing() -> None:
    of = orders("customer_id")
    one = links(of.tables, of.samples(), of.connectors)
    assert links(of.tables[::-1], of.samples(), of.connectors) == one
    assert one


def test_evidence_counts_and_quotes_nobody() -> None:
    of = world(
        CUSTOMERS, table("news.list", "mail:varchar", [(f"alice{n}@example.org",) for n in range(1, 60)], key="")
    )
    assert all("alice" not in each.evidence for each in inferred(of).values())
    assert inferred(of)


def test_the_mark_of_a_browser_joins_what_calls_it_the_same() -> None:
    marks = [hashlib.md5(str(n).encode(), usedforsecurity=False).hexdigest() for n in range(80)]
    devices = table("web.devices", "id:integer cookie_id:char(32)", list(enumerate(marks[:40] + marks[:3], 1)))
    visits = table("web.visits", "id:integer cookie_id:char(32)", list(enumerate(marks + marks, 1)))
    other = table("web.exports", "id:integer file:char(32)", list(enumerate(marks[:20] * 2, 1)))
    found = inferred(world(devices, visits, other))
    assert {pair: each.kind for pair, each in found.items()} == {
        ("web.visits.cookie_id", "web.devices.cookie_id"): LinkKind.IDENTIFIER
    }
