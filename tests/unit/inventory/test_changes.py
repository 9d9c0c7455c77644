from __future__ import annotations

from dataclasses import replace

from troth.inventory import Field, FieldName, Inventory, Link, LinkKind, Tier
from troth.inventory.changes import ChangeKind, compare, merged
from unit.inventory.estates import dataset, inventory

REVIEWED = inventory(
    dataset("customers", Field(name="id", type="int"), Field(name="mail", type="text", tier=Tier.PROVEN)),
    dataset("orders", Field(name="id", type="int")),
)


def with_fields(of: Inventory, name: str, *fields: Field) -> Inventory:
    return replace(
        of, datasets=tuple(replace(each, fields=fields) if each.at.dataset == name else each for each in of.datasets)
    )


def kinds(scanned: Inventory, reviewed: Inventory = REVIEWED) -> list[tuple[str, ChangeKind, bool]]:
    return [(change.at, change.kind, change.personal) for change in compare(reviewed, scanned)]


def test_the_same_estate_has_no_changes() -> None:
    assert compare(REVIEWED, REVIEWED) == []


def test_a_new_personal_column_is_a_personal_change() -> None:
    now = with_fields(REVIEWED, "orders", Field(name="id", type="int"), Field(name="phone", tier=Tier.LIKELY))
    assert kinds(now) == [("shop.orders.phone", ChangeKind.NEW_FIELD, True)]


def test_a_new_column_without_personal_data_is_a_change_that_is_not_personal() -> None:
    now = with_fields(REVIEWED, "orders", Field(name="id", type="int"), Field(name="n", tier=Tier.NOT_PERSONAL))
    assert kinds(now) == [("shop.orders.n", ChangeKind.NEW_FIELD, False)]


def test_what_is_gone_is_said() -> None:
    now = replace(with_fields(REVIEWED, "customers", Field(name="id", type="int")), datasets=REVIEWED.datasets[:1])
    now = with_fields(now, "customers", Field(name="id", type="int"))
    assert kinds(now) == [
        ("shop.customers.mail", ChangeKind.GONE_FIELD, True),
        ("shop.orders", ChangeKind.GONE_DATASET, False),
    ]


def test_a_system_that_was_not_scanned_is_not_gone() -> None:
    assert compare(REVIEWED, replace(REVIEWED, systems=(), datasets=())) == []


def test_a_confirmed_column_that_now_looks_personal_is_a_change_of_kind() -> None:
    reviewed = with_fields(REVIEWED, "orders", Field(name="id", tier=Tier.NOT_PERSONAL, confirmed=True))
    now = with_fields(reviewed, "orders", Field(name="id", tier=Tier.PROVEN, is_="pd:EmailAddress"))
    assert kinds(now, reviewed) == [("shop.orders.id", ChangeKind.OTHER_KIND, True)]


def test_a_scan_never_overrules_what_a_person_confirmed() -> None:
    reviewed = with_fields(REVIEWED, "orders", Field(name="id", type="int", tier=Tier.NOT_PERSONAL, confirmed=True))
    now = with_fields(reviewed, "orders", Field(name="id", type="bigint", tier=Tier.PROVEN))
    field = merged(reviewed, now).by_name[reviewed.datasets[1].at].fields[0]
    assert (field.tier, field.confirmed, field.type) == (Tier.NOT_PERSONAL, True, "bigint")


def test_what_nobody_confirmed_is_replaced_by_the_scan() -> None:
    now = with_fields(REVIEWED, "orders", Field(name="id", type="int", tier=Tier.LIKELY))
    assert merged(REVIEWED, now).by_name[REVIEWED.datasets[1].at].fields[0].tier is Tier.LIKELY


def test_confirmed_links_and_systems_that_were_not_scanned_are_kept() -> None:
    link = Link(
        of=(FieldName("shop", "orders", "id"),),
        to=(FieldName("shop", "customers", "id"),),
        kind=LinkKind.INFERRED,
        confirmed=True,
    )
    reviewed = replace(REVIEWED, links=(link,))
    assert merged(reviewed, REVIEWED).links == (link,)
    assert merged(reviewed, replace(REVIEWED, systems=(), datasets=())) == replace(reviewed)


def test_a_new_link_is_a_change() -> None:
    link = Link(
        of=(FieldName("shop", "orders", "id"),), to=(FieldName("shop", "customers", "id"),), kind=LinkKind.INFERRED
    )
    assert kinds(replace(REVIEWED, links=(link,))) == [("shop.orders.id", ChangeKind.NEW_LINK, False)]
