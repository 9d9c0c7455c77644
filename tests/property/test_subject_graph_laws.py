"""Laws of the search: whoever else is looked for, in whatever order anything stands, the same rows are found."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from troth.estate.graph import find
from troth.estate.graph.cellforms import canonical
from troth.estate.graph.spelling import spelling_of
from troth.inventory import Seed
from unit.estate.worlds import COOKIE, EMAIL, PHONE, World, link, table, world

if TYPE_CHECKING:
    from troth.inventory import Link

PEOPLE = 6
few = st.integers(1, PEOPLE)
maybe = st.none() | few
MAILS = [f"alice{number}@example.org" for number in range(1, 5)]
PHONES = ["+493012345671", "030 12345671", "+493012345672", None]
NAMES = ["Alice Adams", "Bob Adams", "A. Adams", None]
COOKIES = ["cookie-one-1", "cookie-two-2", None]
LINKS: tuple[Link, ...] = (
    link("shop.orders.customer_id", "shop.customers.id"),
    link("shop.orders.gift_for", "shop.customers.id", down=False),
    link("shop.items.order_id", "shop.orders.id"),
    link("shop.customers.address_id", "shop.addresses.id", up=True),
    link("shop.visits.customer_id", "shop.customers.id"),
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Estates in which identifiers are shared at random, and rows belong to anybody, to several, or to nobody."""
    pick = st.sampled_from
    customers = [
        (n, draw(pick(NAMES)), draw(pick([*MAILS, None])), draw(pick(PHONES)), draw(maybe))
        for n in range(1, PEOPLE + 1)
    ]
    contacts = [(n, draw(pick(NAMES)), draw(pick(MAILS)), draw(pick(PHONES))) for n in range(1, 4)]
    orders = [(n, draw(maybe), draw(maybe)) for n in range(1, 7)]
    visits = [(n, draw(maybe), draw(pick(COOKIES))) for n in range(1, 6)]
    notes = [(n, f"about {draw(pick(MAILS))} and {draw(pick(MAILS))}") for n in range(1, 4)]
    columns = "id:integer name:varchar(60) email:varchar(60) phone:varchar(60)"
    of = world(
        table("shop.customers", f"{columns} address_id:integer", customers),
        table("shop.addresses", "id:integer street:varchar(60)", [(n, "x") for n in range(1, PEOPLE + 1)]),
        table("shop.orders", "id:integer customer_id:integer gift_for:integer", orders),
        table("shop.items", "id:integer order_id:integer", [(n, draw(few)) for n in range(1, 7)]),
        table("shop.visits", "id:integer customer_id:integer cookie:varchar(60)", visits),
        table("crm.contacts", columns, contacts),
        table("logs.notes", "id:integer line:text", notes),
    )
    for at in ("shop.customers", "crm.contacts"):
        of.kinds |= {f"{at}.email": EMAIL, f"{at}.phone": PHONE}
    of.kinds["shop.visits.cookie"] = COOKIE
    of.people = ("shop.customers", "crm.contacts")
    return of


seeds = st.lists(st.sampled_from([*(Seed(EMAIL, mail) for mail in MAILS), Seed(PHONE, "+493012345671")]), max_size=2)


@given(worlds(), st.lists(seeds, min_size=1, max_size=4))
def test_a_batch_finds_for_each_what_is_found_for_her_alone(of: World, people: list[list[Seed]]) -> None:
    inventory = of.inventory(*LINKS)
    together = find(inventory, of.connectors, people)
    assert together == tuple(find(inventory, of.connectors, [own])[0] for own in people)


@given(worlds(), st.lists(seeds, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_no_order_changes_what_is_found(of: World, people: list[list[Seed]], chance: object) -> None:
    inventory = of.inventory(*LINKS)
    datasets, systems = list(inventory.datasets), list(inventory.systems)
    chance.shuffle(datasets)  # type: ignore[attr-defined]
    chance.shuffle(systems)  # type: ignore[attr-defined]
    shuffled = dataclasses.replace(inventory, datasets=tuple(datasets), systems=tuple(systems))
    found = find(inventory, of.connectors, people)
    again = find(shuffled, of.connectors, [own[::-1] for own in people])
    assert [_rows(each) for each in found] == [_rows(each) for each in again]


@given(worlds(), seeds)
def test_no_row_is_two_peoples_as_a_whole(of: World, own: list[Seed]) -> None:
    """A row that is another customer's, by its only link to people, is never hers as a whole."""
    inventory = of.inventory(*LINKS)
    (found,) = find(inventory, of.connectors, [own])
    hers = {row.key[0] for row in found.rows if str(row.dataset) == "shop.customers" and not row.shared}
    buyers = {row[0]: row[1] for row in of.connectors["shop"].data["orders"]}
    for row in found.rows:
        if str(row.dataset) == "shop.orders" and not row.shared:
            assert buyers[row.key[0]] in hers


@given(st.lists(st.text(st.sampled_from("abAB019-"), min_size=1, max_size=9), min_size=1))
def test_what_a_column_writes_in_one_way_is_spelled_as_it_stands(cells: list[str]) -> None:
    spelling = spelling_of(cells)
    if spelling.is_one:
        assert all(spelling.spell(cell) == cell for cell in cells)
    assert all(canonical(spelling.spell(cell)) == canonical(cell) for cell in cells)


def _rows(found: object) -> list[object]:
    return [(row.dataset, row.key, row.shared, sorted(row.fields)) for row in found.rows]  # type: ignore[attr-defined]
