"""Which rows are a person's: what has to be found, and the traps in which two people become one."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import TYPE_CHECKING

import pytest

from troth.estate.graph import Finder, find
from troth.inventory import Content, LinkKind, Seed, Tier
from unit.estate.worlds import ACCOUNT, COOKIE, EMAIL, PHONE, World, link, table, world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.connector import Table
    from troth.estate.graph import Found
    from troth.inventory import Cell, Inventory, Link
    from troth.words import IdentifierKind

ALICE, BOB = "alice@example.org", "bob@example.org"
ORDERS = link("shop.orders.customer_id", "shop.customers.id")
ITEMS = link("shop.items.order_id", "shop.orders.id")


def shop(*more: tuple[Table, list[tuple[Cell, ...]]], customers: Sequence[tuple[Cell, ...]] | None = None) -> World:
    """Alice and Bob, who share a telephone, and Charlie, who is called as Alice is."""
    rows = customers or [
        (1, "K10001", "Alice Adams", "Alice@Example.org", "+493012345678"),
        (2, "K10002", "Bob Adams", BOB, "030 12345678"),
        (3, "K10003", "Alice Adams", "charlie@example.org", None),
    ]
    of = world(
        table("shop.customers", "id:integer no:varchar name:varchar email:varchar phone:varchar", rows),
        table("shop.orders", "id:integer customer_id:integer", [(11, 1), (12, 1), (21, 2), (31, 3)]),
        table("shop.items", "id:integer order_id:integer product:varchar", [(111, 11, "x"), (211, 21, "y")]),
        *more,
    )
    of.kinds.update(
        {"shop.customers.email": EMAIL, "shop.customers.phone": PHONE, "shop.customers.no": ACCOUNT},
    )
    of.people = ("shop.customers",)
    return of


def found(of: World, *links: Link, by: str = ALICE, kind: IdentifierKind = EMAIL) -> Found:
    return find(of.inventory(ORDERS, ITEMS, *links), of.connectors, [[Seed(kind, by)]])[0]


def keys(found: Found, dataset: str) -> list[object]:
    """The keys of the rows of a dataset: one cell where the key is one."""
    own = [row.key for row in found.rows if str(row.dataset) == dataset]
    return [key[0] if len(key) == 1 else key for key in own]


def fields(found: Found, dataset: str) -> list[tuple[str, ...]]:
    return [row.fields for row in found.rows if str(row.dataset) == dataset and row.shared]


def test_links_lead_from_the_customer_to_everything_below() -> None:
    of = found(shop())
    assert keys(of, "shop.customers") == [1]
    assert keys(of, "shop.orders") == [11, 12]
    assert keys(of, "shop.items") == [111]
    assert not of.unsure or all(each.kind == "phone" for each in of.unsure)
    (item,) = [row for row in of.rows if str(row.dataset) == "shop.items"]
    assert [str(step.at) for step in item.path] == [
        "shop.customers.email",
        "shop.orders.customer_id",
        "shop.items.order_id",
    ]


def test_nobody_is_found_by_what_nobody_has() -> None:
    assert found(shop(), by="eve@example.org").rows == ()


def test_a_link_that_nobody_confirmed_is_not_followed() -> None:
    of = shop()
    unreviewed = link("shop.orders.customer_id", "shop.customers.id", confirmed=False)
    (alone,) = find(of.inventory(unreviewed), of.connectors, [[Seed(EMAIL, ALICE)]])
    assert [str(row.dataset) for row in alone.rows] == ["shop.customers"]


def test_a_telephone_that_two_share_finds_neither_of_them() -> None:
    of = found(shop(), by="+493012345678", kind=PHONE)
    assert of.rows == ()
    assert [(each.kind, str(each.at), each.rows) for each in of.unsure] == [("phone", "shop.customers.phone", 2)]


def test_a_telephone_of_one_alone_finds_her() -> None:
    of = shop(customers=[(1, "K10001", "Alice", ALICE, "0049 30 / 12345678"), (2, "K10002", "Bob", BOB, None)])
    assert keys(found(of, by="+493012345678", kind=PHONE), "shop.orders") == [11, 12]


def test_a_shared_telephone_does_not_hide_her_who_gave_her_address_as_well() -> None:
    of = shop()
    seeds = [Seed(EMAIL, ALICE), Seed(PHONE, "+493012345678")]
    (both,) = find(of.inventory(ORDERS), of.connectors, [seeds])
    assert keys(both, "shop.customers") == [1]


@pytest.mark.parametrize(("name", "joined"), [("Alice Adams", True), ("A. Adams", True), ("Bob Adams", False)])
def test_an_address_in_another_system_joins_where_the_names_do_not_differ(name: str, joined: bool) -> None:  # noqa: FBT001
    crm = table(
        "crm.contacts", "id:integer name:varchar mail:varchar tel:varchar", [(7, name, "alice@work.example", "x")]
    )
    of = shop(crm, table("shop.logins", "id:integer customer_id:integer mail:varchar", [(1, 1, "alice@work.example")]))
    of.kinds |= {"crm.contacts.mail": EMAIL, "shop.logins.mail": EMAIL}
    of.people = ("shop.customers", "crm.contacts", "shop.logins")
    own = found(of, link("shop.logins.customer_id", "shop.customers.id", up=True), by=ALICE)
    assert keys(own, "shop.logins") == [1]
    assert keys(own, "crm.contacts") == ([7] if joined else [])


def test_two_rows_of_one_name_and_one_address_are_one_person_and_two_names_are_nobody() -> None:
    twice = [(1, "K1", "Alice Adams", ALICE, None), (2, "K2", "ADAMS, Alice", ALICE, None)]
    assert keys(found(shop(customers=twice)), "shop.customers") == [1, 2]
    couple = [(1, "K1", "Alice Adams", ALICE, None), (2, "K2", "Bob Adams", ALICE, None)]
    of = found(shop(customers=couple))
    assert of.rows == ()
    assert [each.rows for each in of.unsure] == [2]


def test_the_address_of_a_role_does_not_join_two_systems() -> None:
    crm = table("crm.contacts", "id:integer mail:varchar", [(7, "info@acme.example")])
    of = shop(crm, customers=[(1, "K10001", "Alice", ALICE, None), (2, "K10002", "Dana", "info@acme.example", None)])
    of.kinds["crm.contacts.mail"] = EMAIL
    of.people = ("shop.customers", "crm.contacts")
    by_account = found(of, by="K10002", kind=ACCOUNT)
    assert keys(by_account, "shop.customers") == [2]
    assert keys(by_account, "crm.contacts") == []


def test_the_same_small_number_in_two_systems_is_two_people() -> None:
    crm = table("crm.contacts", "id:integer name:varchar mail:varchar", [(1, "Bob Adams", BOB), (5, "Alice", ALICE)])
    of = shop(crm)
    of.kinds |= {"crm.contacts.id": ACCOUNT, "shop.customers.id": ACCOUNT, "crm.contacts.mail": EMAIL}
    of.people = ("shop.customers", "crm.contacts")
    seeds = [Seed(EMAIL, ALICE), Seed(ACCOUNT, "1")]
    (both,) = find(of.inventory(ORDERS), of.connectors, [seeds])
    assert keys(both, "crm.contacts") == [5]
    (alone,) = find(of.inventory(ORDERS), of.connectors, [[Seed(ACCOUNT, "1")]])
    assert alone.rows == ()


def test_an_order_sent_to_her_is_its_buyers_and_only_the_recipient_is_hers() -> None:
    columns = "id:integer customer_id:integer recipient_email:varchar recipient_name:varchar price:integer"
    of = shop(
        table("shop.gifts", columns, [(5, 2, ALICE, "Alice", 9)]),
        table("shop.gift_items", "id:integer gift_id:integer", [(1, 5)]),
    )
    of.kinds["shop.gifts.recipient_email"] = EMAIL
    links = (link("shop.gifts.customer_id", "shop.customers.id"), link("shop.gift_items.gift_id", "shop.gifts.id"))
    own = found(of, *links)
    assert keys(own, "shop.gifts") == [5]
    assert fields(own, "shop.gifts") == [("recipient_email", "recipient_name")]
    assert keys(own, "shop.gift_items") == []
    assert keys(found(of, *links, by=BOB), "shop.gift_items") == [1]


def test_a_message_between_two_people_is_both_theirs_each_with_her_own_fields() -> None:
    rows = [(1, 1, 2, "hello"), (2, 2, 3, "not hers")]
    of = shop(table("shop.messages", "id:integer sender_id:integer recipient_id:integer body:varchar", rows))
    own = found(
        of,
        link("shop.messages.sender_id", "shop.customers.id"),
        link("shop.messages.recipient_id", "shop.customers.id"),
    )
    assert keys(own, "shop.messages") == [1]
    assert fields(own, "shop.messages") == [("sender_id",)]


def test_a_conversation_of_several_does_not_lead_to_what_others_wrote() -> None:
    of = shop(
        table("shop.threads", "id:integer started_by:integer", [(1, 1)]),
        table("shop.posts", "id:integer thread_id:integer author_id:integer", [(1, 1, 1), (2, 1, 2)]),
    )
    own = found(
        of,
        link("shop.threads.started_by", "shop.customers.id"),
        link("shop.posts.thread_id", "shop.threads.id"),
        link("shop.posts.author_id", "shop.customers.id"),
    )
    assert keys(own, "shop.threads") == [1]
    assert keys(own, "shop.posts") == [1]


def test_a_household_is_never_gone_up_to_and_an_address_only_where_she_lives_alone() -> None:
    customers = [(1, "Alice", ALICE, 1, 1), (2, "Bob", BOB, 1, 2), (3, "Dana", "dana@example.org", 2, 2)]
    of = world(
        table(
            "shop.customers", "id:integer name:varchar email:varchar household_id:integer address_id:integer", customers
        ),
        table("shop.households", "id:integer label:varchar", [(1, "Adams"), (2, "Drew")]),
        table("shop.addresses", "id:integer street:varchar", [(1, "hers"), (2, "theirs")]),
    )
    of.kinds["shop.customers.email"] = EMAIL
    of.people = ("shop.customers",)
    links = [
        link("shop.customers.household_id", "shop.households.id"),
        link("shop.customers.address_id", "shop.addresses.id", up=True),
    ]
    alice, bob = find(of.inventory(*links), of.connectors, [[Seed(EMAIL, ALICE)], [Seed(EMAIL, BOB)]])
    assert [(str(row.dataset), row.key) for row in alice.rows] == [("shop.addresses", (1,)), ("shop.customers", (1,))]
    assert [(str(row.dataset), row.key) for row in bob.rows] == [("shop.customers", (2,))]


def test_a_row_that_a_clerk_handled_is_the_customers_and_the_clerks_name_is_not() -> None:
    staff = table("shop.staff", "id:integer name:varchar email:varchar", [(9, "Dana", "dana@example.org")])
    tickets = table(
        "shop.tickets", "id:integer customer_id:integer agent_id:integer subject:varchar", [(1, 1, 9, "late")]
    )
    of = shop(staff, tickets, table("shop.answers", "id:integer ticket_id:integer", [(4, 1)]))
    of.kinds["shop.staff.email"] = EMAIL
    of.people = ("shop.customers", "shop.staff")
    links = (
        link("shop.tickets.customer_id", "shop.customers.id"),
        link("shop.tickets.agent_id", "shop.staff.id", down=False),
        link("shop.answers.ticket_id", "shop.tickets.id"),
    )
    own = found(of, *links)
    assert fields(own, "shop.tickets") == [("id", "customer_id", "subject")]
    assert keys(own, "shop.answers") == [4]
    clerk = found(of, *links, by="dana@example.org")
    assert fields(clerk, "shop.tickets") == [("agent_id",)]
    assert keys(clerk, "shop.answers") == []


def test_a_cookie_leads_on_only_where_nobody_else_used_it() -> None:
    visits = [
        (1, 1, "cookie-alone-1"),
        (2, 1, "cookie-shared-2"),
        (3, 2, "cookie-shared-2"),
        (4, None, "cookie-alone-1"),
    ]
    of = shop(
        table("web.visits", "id:integer customer_id:integer cookie:varchar", [*visits, (5, None, "cookie-shared-2")])
    )
    of.kinds["web.visits.cookie"] = COOKIE
    own = found(of, link("web.visits.customer_id", "shop.customers.id"))
    assert keys(own, "web.visits") == [1, 2, 4]


def test_identifiers_within_texts_json_urls_and_digests_are_found() -> None:
    digest = hashlib.sha256(ALICE.encode()).hexdigest()
    cells = [
        "login of alice@example.org failed",
        json.dumps({"to": "ALICE@example.org"}),
        "https://shop.example/?m=alice%40example.org&x=1",
        "YWxpY2VAZXhhbXBsZS5vcmcgd3JvdGU=",
        "malice@example.org and alice@example.org.evil.example",
        "nothing",
    ]
    of = shop(
        table("logs.lines", "id:integer line:text", list(enumerate(cells, 1))),
        table("ads.hashes", "hash:varchar", [(digest,), ("0" * 64,)], key=""),
    )
    of.contents |= {"logs.lines.line": Content.TEXT, "ads.hashes.hash": Content.HASH}
    own = found(of)
    assert keys(own, "logs.lines") == [1, 2, 3, 4]
    assert keys(own, "ads.hashes") == [digest]


def test_a_text_in_anothers_row_is_hers_only_in_that_field() -> None:
    of = shop(table("shop.remarks", "id:integer customer_id:integer body:text", [(1, 2, f"is married to {ALICE}")]))
    own = found(of, link("shop.remarks.customer_id", "shop.customers.id"))
    assert fields(own, "shop.remarks") == [("body",)]
    assert keys(own, "shop.customers") == [1]


def test_keys_within_json_and_in_tables_of_attributes_and_with_a_type_beside_them() -> None:
    of = shop(
        table("shop.events", "id:integer payload:text", [(1, '{"who": {"id": 1}}'), (2, '{"who": {"id": 2}}')]),
        table("shop.notes", "id:integer owner_type:varchar owner_id:integer", [(1, "customer", 1), (2, "order", 1)]),
    )
    own = found(
        of,
        link("shop.events.payload.who.id", "shop.customers.id"),
        link("shop.notes.owner_id", "shop.customers.id", when=(("owner_type", "customer"),)),
    )
    assert keys(own, "shop.events") == [1]
    assert keys(own, "shop.notes") == [1]


def test_an_address_that_stands_in_a_list_of_addresses_leads_to_whose_it_is() -> None:
    rows = [
        (1, 1, "email", "a.adams@work.example"),
        (2, 2, "email", "both@example.org"),
        (3, 1, "email", "both@example.org"),
    ]
    of = shop(table("shop.contact_points", "id:integer customer_id:integer kind:varchar value:varchar", rows))
    of.kinds["shop.contact_points.value"] = EMAIL
    points = link("shop.contact_points.customer_id", "shop.customers.id")
    assert keys(found(of, points, by="a.adams@work.example"), "shop.orders") == [11, 12]
    assert keys(found(of, points, by="both@example.org"), "shop.orders") == []


def test_an_address_in_a_note_leads_to_a_person_only_where_it_bears_her_names() -> None:
    customers = [(1, "K1", "Alice Adams", None, None), (2, "K2", "Bob Brown", None, None)]
    rows = [(1, 1, "call a.adams@example.org"), (2, 2, "his wife is eve.brown@example.org")]
    of = shop(table("shop.remarks", "id:integer customer_id:integer body:text", rows), customers=customers)
    remarks = link("shop.remarks.customer_id", "shop.customers.id")
    assert keys(found(of, remarks, by="a.adams@example.org"), "shop.customers") == [1]
    assert keys(found(of, remarks, by="eve.brown@example.org"), "shop.customers") == []


def test_keys_that_two_systems_write_differently_join_them() -> None:
    of = shop(
        table("old.kunden", "kdnr:char(8) crm:varchar", [("00000001", "x"), ("00000002", "y")], key="kdnr"),
        table("old.briefe", "nr:integer kd:varchar", [(1, "1"), (2, "2")], key="nr"),
    )
    own = found(of, link("old.kunden.kdnr", "shop.customers.id"), link("old.briefe.kd", "old.kunden.kdnr"))
    assert keys(own, "old.kunden") == ["00000001"]
    assert keys(own, "old.briefe") == [1]


def test_identifiers_that_two_systems_share_join_them_unless_several_people_have_them() -> None:
    of = shop(table("news.list", "tel:varchar", [("0049 30 12345678",), ("+49 171 7654321",)], key=""))
    of.connectors["shop"].data["customers"][2] = (3, "K10003", "Dana", "dana@example.org", "+491717654321")
    same = link("news.list.tel", "shop.customers.phone", kind=LinkKind.IDENTIFIER)
    assert keys(found(of, same), "news.list") == []
    assert keys(found(of, same, by="dana@example.org"), "news.list") == ["+49 171 7654321"]


def test_a_system_that_is_away_is_named_and_the_others_are_searched() -> None:
    of = shop(table("crm.contacts", "id:integer mail:varchar", [(7, ALICE)]))
    of.kinds["crm.contacts.mail"] = EMAIL
    of.connectors["crm"].away = True
    own = found(of)
    assert [(each.system, each.problem) for each in own.missed] == [("crm", "estate.away")]
    assert not own.is_whole
    assert keys(own, "shop.orders") == [11, 12]
    inventory = of.inventory(ORDERS)
    del of.connectors["crm"]
    (own,) = find(inventory, of.connectors, [[Seed(EMAIL, ALICE)]])
    assert [each.problem for each in own.missed] == ["estate.no-connector"]


def test_rows_come_with_their_cells_and_the_time_that_retention_counts_from() -> None:
    of = shop(table("shop.visits", "id:integer customer_id:integer at:timestamp", [(1, 1, "2024-03-01T12:00:00")]))
    of.since["shop.visits"] = "at"
    inventory = of.inventory(link("shop.visits.customer_id", "shop.customers.id"))
    (own,) = find(inventory, of.connectors, [[Seed(EMAIL, ALICE)]], cells=True)
    (visit,) = [row for row in own.rows if str(row.dataset) == "shop.visits"]
    assert visit.cells == (1, 1, "2024-03-01T12:00:00")
    assert visit.since is not None
    assert visit.since.isoformat() == "2024-03-01T12:00:00"


def test_a_finder_asks_an_index_once_it_knows_how_a_field_is_written_and_forgets_when_told() -> None:
    customers = [(1, "K10001", "Alice", ALICE, None), (2, "K10002", "Bob", BOB, None)]
    of = shop(customers=customers)
    finder = Finder(of.inventory(ORDERS), of.connectors)
    first = finder.find([[Seed(EMAIL, ALICE)]])
    assert finder.find([[Seed(EMAIL, ALICE)]]) == first
    of.connectors["shop"].data["customers"].append((4, "K10004", "Eve", "EVE@example.org", None))
    assert finder.find([[Seed(EMAIL, "eve@example.org")]])[0].rows == ()
    finder.forget()
    assert keys(finder.find([[Seed(EMAIL, "eve@example.org")]])[0], "shop.customers") == [4]


def test_nothing_that_is_found_shows_a_cell_by_accident() -> None:
    assert "alice" not in repr(found(shop())).lower()


def test_an_empty_estate_and_nobody_to_look_for() -> None:
    of = shop()
    empty: Inventory = world().inventory()
    assert find(empty, {}, [[Seed(EMAIL, ALICE)]])[0].rows == ()
    assert find(of.inventory(), of.connectors, []) == ()
    assert find(of.inventory(), of.connectors, [[]])[0].rows == ()


def test_a_number_without_its_country_is_found_beside_one_that_an_index_would_find() -> None:
    """What others of a batch are looked for by must not decide whether a field is read or asked by its index."""
    customers = [(1, "K10001", "Alice", ALICE, "030 12345678")]
    crm = table("crm.calls", "id:integer tel:varchar(30)", [(7, "+493012345678"), (8, "+493012345679")])
    of = shop(crm, customers=customers)
    of.kinds["crm.calls.tel"] = PHONE
    inventory = of.inventory()
    alone = find(inventory, of.connectors, [[Seed(EMAIL, ALICE)]])
    assert keys(alone[0], "crm.calls") == [7]
    assert find(inventory, of.connectors, [[Seed(EMAIL, ALICE)], [Seed(PHONE, "+493012345679")]])[0] == alone[0]


def test_the_number_of_her_insurer_is_not_a_number_of_hers() -> None:
    """Found on a made-up clinic: everybody insured there, and the insurer, were given to each of them."""
    columns = "id:integer name:varchar(60) email:varchar(60) insurer:char(5)"
    customers = [(1, "Alice", ALICE, "M0005"), (2, "Bob", BOB, "M0005")]
    of = world(
        table("shop.customers", columns, customers),
        table("shop.insurers", "code:char(5) email:varchar(60)", [("M0005", "info@insurer.example")], key="code"),
    )
    of.kinds = {"shop.customers.email": EMAIL, "shop.customers.insurer": ACCOUNT, "shop.insurers.code": ACCOUNT}
    of.people = ("shop.customers", "shop.insurers")
    insured = link("shop.customers.insurer", "shop.insurers.code", down=False)
    (own,) = find(of.inventory(insured), of.connectors, [[Seed(EMAIL, ALICE)]])
    assert [(str(row.dataset), row.key) for row in own.rows] == [("shop.customers", (1,))]


def test_two_of_one_name_with_one_telephone_stay_two_where_anything_tells_them_apart() -> None:
    columns = "id:integer name:varchar(60) email:varchar(60) phone:varchar(30) dob:date"
    mother = (1, "Alice Adams", ALICE, "030 12345678", "1950-01-01")
    for other, joined in (
        ((2, "Alice Adams", "alice2@example.org", "030 12345678", None), False),
        ((2, "Alice Adams", None, "030 12345678", "1980-01-01"), False),
        ((2, "Alice Adams", None, "030 12345678", "1950-01-01"), True),
    ):
        of = world(
            table("shop.customers", columns, [mother, other]), table("shop.calls", "id:integer tel:varchar(30)", [])
        )
        of.kinds = {"shop.customers.email": EMAIL, "shop.customers.phone": PHONE, "shop.calls.tel": PHONE}
        of.people = ("shop.customers",)
        (own,) = find(of.inventory(), of.connectors, [[Seed(EMAIL, ALICE)]])
        assert keys(own, "shop.customers") == ([1, 2] if joined else [1])


def test_a_number_that_others_call_is_hers_and_one_that_others_order_with_is_not() -> None:
    customers = [(1, "K10001", "Alice", ALICE, "+493012345678"), (2, "K10002", "Bob", BOB, None)]
    called = [(1, 2, "030 12345678"), (2, None, "+493012345678")]
    of = shop(table("shop.calls", "id:integer caller_id:integer called:varchar(30)", called), customers=customers)
    of.kinds["shop.calls.called"] = PHONE
    calls = link("shop.calls.caller_id", "shop.customers.id")
    own = found(of, calls)
    assert keys(own, "shop.calls") == [1, 2]
    assert fields(own, "shop.calls") == [("called",)]
    of.connectors["shop"].data["calls"].append((3, 1, "+493012345678"))
    assert keys(found(of, calls), "shop.calls") == [3], "she and Bob both give it as theirs"


def test_what_is_not_said_to_identify_is_read_all_the_same_unless_it_is_nobodys() -> None:
    of = shop(table("logs.calls", "id:integer said:varchar(40)", [(1, f"to {ALICE}")]))
    inventory = of.inventory()
    assert keys(find(inventory, of.connectors, [[Seed(EMAIL, ALICE)]])[0], "logs.calls") == [1]
    datasets = tuple(
        dataclasses.replace(
            each, fields=tuple(dataclasses.replace(field, tier=Tier.NOT_PERSONAL) for field in each.fields)
        )
        if str(each.at) == "logs.calls"
        else each
        for each in inventory.datasets
    )
    judged = dataclasses.replace(inventory, datasets=datasets)
    assert keys(find(judged, of.connectors, [[Seed(EMAIL, ALICE)]])[0], "logs.calls") == []
