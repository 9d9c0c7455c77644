"""What is found and what is not fallen for: one small table a case, with people beside it where they matter."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

import estate_worlds as made
from estate_worlds import always, discovered, key_of, lately, one_of, sentence, serial, table
from troth.inventory import Content, Holding, Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from estate_worlds import Maker, Table
    from troth.estate.discovery import Discovery, Verdict

ROWS = 90
CUSTOMERS = table(
    "customers",
    ROWS,
    7,
    {"id": serial, "email": made.email, "first_name": made.given, "last_name": made.surname},
    key="id",
)


def looked_at(name: str, columns: Mapping[str, Maker], *others: Table, rows: int = ROWS, **more: Any) -> Discovery:
    return discovered([table(name, rows, 7, columns, **more), *others])


def verdict(found: Discovery, column: str, of: str | None = None) -> Verdict:
    of = of or found.findings[0].at.dataset
    return next(each.verdict for each in found.findings if each.at.field == column and each.at.dataset == of)


def test_the_three_worlds_are_read_as_their_truth_says() -> None:
    for name, make in made.WORLDS.items():
        tables = make(1)
        said = {(each.at.dataset, each.at.field): each.verdict.tier.is_personal for each in discovered(tables).findings}
        truth = {
            (each.name, column): known
            for each in tables
            for column, known in zip(each.columns, each.truth, strict=True)
            if known is not None
        }
        right = sum(1 for at, known in truth.items() if known and said[at])
        wrong = [at for at, known in truth.items() if known != said[at]]
        assert 2 * right / (2 * right + len(wrong)) >= 0.97, (name, wrong)


TRAPS: dict[str, tuple[str, Maker]] = {
    "order_numbers_like_phones": ("bookings_archive", lambda n, s: f"49{s.randint(10**8, 10**9 - 1)}"),
    "milliseconds": ("ticks", lambda n, s: str(1_600_000_000_000 + s.randint(0, 10**10))),
    "versions_like_addresses": (
        "builds",
        lambda n, s: f"{s.randint(1, 9)}.{s.randint(0, 30)}.{s.randint(0, 9)}.{s.randint(0, 99)}",
    ),
    "product_names": ("products", lambda n, s: f"{s.choice(made.PRODUCTS)} {s.choice(made.PRODUCTS)}"),
    "products_named_like_people": (
        "products",
        lambda n, s: s.choice(["Anna", "Billy", "Carlos", "Verona", "Oslo", "Paul", "Marta"]),
    ),
    "companies": ("suppliers", lambda n, s: f"{s.choice(made.SURNAMES)} & Söhne GmbH"),
    "mailboxes_of_functions": (
        "partners_list",
        lambda n, s: f"{s.choice(['info', 'sales', 'office'])}@firm{n}.example",
    ),
    "the_firms_own_sender": ("mailings", always("news@shop.example")),
    "uuids_of_things": ("articles", made.token),
    "hosts": ("servers", lambda n, s: f"10.1.{s.randint(0, 9)}.{s.randint(1, 254)}"),
    "memory_addresses": ("crash_pages", lambda n, s: f"0x{s.getrandbits(48):012x}"),
    "statuses": ("products", one_of("active", "archived")),
    "descriptions": ("products", sentence),
    "checksums": ("files", lambda n, s: hashlib.md5(str(n).encode(), usedforsecurity=False).hexdigest()),
    "ean": ("products", lambda n, s: str(s.randint(4 * 10**12, 5 * 10**12))),
    "towns_of_warehouses": ("warehouses", made.town),
}


@pytest.mark.parametrize("trap", sorted(TRAPS))
@pytest.mark.parametrize("column", ["value_1", "c7"])
def test_a_trap_is_not_fallen_for(trap: str, column: str) -> None:
    name, maker = TRAPS[trap]
    said = verdict(looked_at(name, {"id": serial, column: maker}, CUSTOMERS, key="id"), column)
    assert not said.tier.is_personal, said.reason


FOUND: dict[str, tuple[Maker, str, Tier]] = {
    "emails": (made.email, "pd:EmailAddress", Tier.PROVEN),
    "phones": (made.phone, "pd:TelephoneNumber", Tier.PROVEN),
    "accounts": (made.iban, "pd:BankAccount", Tier.PROVEN),
    "names": (made.full, "pd:Name", Tier.PROVEN),
    "addresses_of_the_internet": (made.ip, "pd:IPAddress", Tier.PROVEN),
    "browsers": (made.agent, "pd:UserAgent", Tier.PROVEN),
    "json": (lambda n, s: json.dumps({"to": {"mail": made.mail(n)}, "n": n}), "pd:EmailAddress", Tier.PROVEN),
    "queries": (lambda n, s: f"a=1&contact={made.mail(n)}", "pd:EmailAddress", Tier.PROVEN),
    "urls": (lambda n, s: f"https://shop.example/u?mail={made.mail(n)}&x=1", "pd:EmailAddress", Tier.PROVEN),
    "php": (lambda n, s: f'a:1:{{s:4:"mail";s:{len(made.mail(n))}:"{made.mail(n)}";}}', "pd:EmailAddress", Tier.PROVEN),
    "xml": (lambda n, s: f"<c><mail>{made.mail(n)}</mail></c>", "pd:EmailAddress", Tier.PROVEN),
    "digests": (lambda n, s: hashlib.sha256(made.mail(n % ROWS).encode()).hexdigest(), "pd:EmailAddress", Tier.PROVEN),
    "text_with_addresses": (lambda n, s: f"{sentence(n, s)} {made.mail(n) if n % 9 == 0 else ''}", "pd:EmailAddress", Tier.PROVEN),  # noqa: E501
    "text_with_names": (lambda n, s: f"spoke with {made.full(n, s)} about it, {sentence(n, s)}", "pd:Name", Tier.PROVEN),  # noqa: E501
    "birthdays": (made.birthday, "pd:BirthDate", Tier.LIKELY),
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(FOUND))
def test_values_decide_where_names_say_nothing(kind: str) -> None:
    maker, term, tier = FOUND[kind]
    said = verdict(looked_at("x9", {"k": serial, "c7": maker}, CUSTOMERS, key="k"), "c7")
    assert (said.tier, said.term) == (tier, term), said.reason


def test_an_orders_facts_are_personal_by_the_customer_it_points_at() -> None:
    found = looked_at(
        "orders",
        {"id": serial, "customer_id": key_of(ROWS), "total": made.amount, "placed_at": lately, "updated_at": lately, "status": one_of("a", "b"), "row_version": key_of(5)},  # noqa: E501
        CUSTOMERS, key="id", references={"customer_id": "customers.id"},
    )  # fmt: skip
    tiers = {each.at.field: each.verdict.tier for each in found.findings if each.at.dataset == "orders"}
    assert tiers == {
        "id": Tier.NOT_PERSONAL, "customer_id": Tier.PROVEN, "total": Tier.LIKELY, "placed_at": Tier.LIKELY,
        "updated_at": Tier.NOT_PERSONAL, "status": Tier.LIKELY, "row_version": Tier.NOT_PERSONAL,
    }  # fmt: skip


def test_who_worked_on_a_product_is_personal_and_the_product_is_not() -> None:
    staff = table("employees", 20, 7, {"id": serial, "full_name": made.full, "email": made.email}, key="id")
    found = looked_at(
        "products",
        {"id": serial, "name": one_of(*made.PRODUCTS), "created_by": key_of(20), "price": made.amount},
        staff,
        key="id",
        references={"created_by": "employees.id"},
    )
    personal = [
        each.at.field for each in found.findings if each.at.dataset == "products" and each.verdict.tier.is_personal
    ]
    assert personal == ["created_by"]
    assert found.views[found.findings[0].at.of].holds is Holding.NONE


def test_a_persons_key_is_personal_where_rows_about_her_point_at_it_and_else_not() -> None:
    orders = table(
        "orders",
        ROWS,
        7,
        {"id": serial, "customer_id": key_of(ROWS)},
        key="id",
        references={"customer_id": "customers.id"},
    )
    assert verdict(discovered([CUSTOMERS, orders]), "id", "customers").tier.is_personal
    assert not verdict(discovered([CUSTOMERS]), "id", "customers").tier.is_personal


def test_a_column_without_values_is_judged_by_a_clear_name_alone() -> None:
    found = discovered(
        [table("signups", 0, 7, {"id": serial, "email": made.email, "zz": serial, "updated_at": lately})]
    )
    assert [each.verdict.tier for each in found.findings] == [
        Tier.NOT_PERSONAL,
        Tier.LIKELY,
        Tier.UNDETERMINED,
        Tier.NOT_PERSONAL,
    ]
    assert "no values" in verdict(found, "email").reason


def test_a_flag_of_a_person_without_a_telling_name_is_left_open() -> None:
    found = discovered(
        [
            table(
                "customers",
                ROWS,
                7,
                {"id": serial, "email": made.email, "c9": one_of(0, 1), "k3": one_of("A", "B")},
                key="id",
            )
        ]
    )
    assert verdict(found, "c9").tier is Tier.UNDETERMINED
    assert verdict(found, "k3").tier is Tier.UNDETERMINED
    assert verdict(found, "c9").reason


def test_attributes_of_a_row_are_read_each_by_itself_and_settings_are_none() -> None:
    pairs = [("phone", made.phone), ("hobby", one_of("chess")), ("birthday", made.birthday)]
    people = table(
        "attrs",
        120,
        7,
        {"owner": key_of(40), "attribute": lambda n, s: pairs[n % 3][0], "value": lambda n, s: pairs[n % 3][1](n, s)},
    )
    said = verdict(discovered([people]), "value")
    assert said.tier.is_personal
    assert said.content is Content.ATTRIBUTE
    names = ["support_email", "office_phone", "company_street", "contact_city", "shop_iban"]
    settings = table(
        "settings",
        5,
        7,
        {
            "key": lambda n, s: names[n],
            "value": lambda n, s: ["help@shop.example", "+49 30 2345678", "Weg 1", "Berlin", "x"][n],
        },
    )
    assert not verdict(discovered([settings]), "value").tier.is_personal


def test_a_suppliers_line_is_its_own_and_its_contact_is_somebody() -> None:
    columns = {
        "id": serial,
        "company_name": lambda n, s: f"{s.choice(made.SURNAMES)} GmbH",
        "phone": made.phone,
        "city": made.town,
    }
    assert not verdict(looked_at("suppliers", columns, key="id"), "phone").tier.is_personal
    with_contact = {**columns, "contact_name": made.full}
    found = looked_at("suppliers", with_contact, key="id")
    assert verdict(found, "contact_name").tier is Tier.PROVEN
    assert verdict(found, "phone").tier.is_personal


def test_a_reason_repeats_no_cell() -> None:
    tables = made.english_shop(1)
    cells = {
        str(cell) for each in tables for row in each.rows for cell in row if isinstance(cell, str) and len(cell) > 6
    }
    names = {each.name for each in tables} | {column for each in tables for column in each.columns}
    for finding in discovered(tables).findings:
        words = finding.verdict.reason.replace("`", " ").split()
        assert not [word for word in words if word in cells - names], finding.at


def test_what_is_found_does_not_depend_on_the_order_of_tables() -> None:
    tables = made.opaque_legacy(1)
    forwards = {each.at: each.verdict for each in discovered(tables).findings}
    backwards = {each.at: each.verdict for each in discovered(tables[::-1]).findings}
    assert forwards == backwards
