"""What columns of rows about a person are: by the theme of their table, by values, by documents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

import estate_worlds as made
from estate_worlds import discovered, key_of, lately, one_of, sentence, serial, table
from troth.inventory import Tier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from estate_worlds import Maker, Table
    from troth.estate.discovery import Verdict

ROWS = 90
PEOPLE: dict[str, Maker] = {"id": serial, "email": made.email, "first_name": made.given, "last_name": made.surname}
CUSTOMERS = table("customers", ROWS, 7, PEOPLE, key="id")
STAFF = table("employees", ROWS, 7, PEOPLE, key="id")
OF_HER: dict[str, Maker] = {"id": serial, "customer_id": key_of(ROWS)}
TO_HER = {"customer_id": "customers.id"}


def verdicts(tables: list[Table], of: str) -> dict[str, Verdict]:
    return {each.at.field: each.verdict for each in discovered(tables).findings if str(each.at.dataset) == of}


def hers(name: str, columns: Mapping[str, Maker], **more: Any) -> dict[str, Verdict]:
    each = table(name, ROWS, 7, {**OF_HER, **columns}, key="id", references=TO_HER, **more)
    return verdicts([CUSTOMERS, each], name)


def digits(count: int) -> Maker:
    return lambda number, source: "".join(source.choice("0123456789") for _ in range(count))


def hexadecimal(count: int) -> Maker:
    return lambda number, source: "a1" + "".join(source.choice("0123456789abcdef") for _ in range(count - 2))


SAYS_NOTHING: dict[str, Maker] = {
    "tokens_of_digits": digits(10),
    "tokens_of_hexadecimal_digits": hexadecimal(8),
    "versions": lambda n, s: f"{s.randint(1, 9)}.{s.randint(0, 30)}.{s.randint(0, 9)}",
    "letters_over_and_over": one_of("N", "A", "L"),
    "small_numbers_over_and_over": lambda n, s: s.randint(0, 8),
}


@pytest.mark.parametrize("kind", sorted(SAYS_NOTHING))
def test_values_that_say_nothing_of_anybody_are_not_taken_for_personal(kind: str) -> None:
    assert not hers("orders", {"zz1": SAYS_NOTHING[kind]})["zz1"].tier.is_personal


def test_text_of_differing_length_beside_them_is_personal() -> None:
    assert hers("orders", {"zz1": sentence})["zz1"].tier is Tier.LIKELY


def test_seconds_since_1970_are_times_though_each_stands_once() -> None:
    found = hers("orders", {"zz1": lambda n, s: 1_600_000_000 + n * 7919, "zz2": serial})
    assert found["zz1"].tier is Tier.LIKELY
    assert found["zz2"].tier is Tier.NOT_PERSONAL


def test_a_times_term_is_what_the_table_tells() -> None:
    terms = {
        name: hers(name, {"happened_at": lately})["happened_at"].term for name in ("orders", "appointments", "consents")
    }
    assert terms == {
        "orders": "pd:Purchase",
        "appointments": "troth:AppointmentData",
        "consents": "pd:PrivacyPreference",
    }


def test_the_time_at_which_a_customer_was_entered_is_of_her_account_and_a_colleagues_of_work() -> None:
    columns = {**PEOPLE, "since": lately}
    assert verdicts([table("customers", ROWS, 7, columns, key="id")], "customers")["since"].term == "troth:AccountData"
    assert verdicts([table("employees", ROWS, 7, columns, key="id")], "employees")["since"].term == "pd:Professional"


def test_a_row_tells_what_the_row_tells_that_it_points_at() -> None:
    orders = table("orders", ROWS, 7, {**OF_HER, "placed_at": lately}, key="id", references=TO_HER)
    parts = table(
        "zq_rows", ROWS, 7, {"id": serial, "order_id": key_of(ROWS), "happened_at": lately}, key="id",
        references={"order_id": "orders.id"},
    )  # fmt: skip
    assert verdicts([CUSTOMERS, orders, parts], "zq_rows")["happened_at"].term == "pd:Purchase"


def test_what_only_staff_does_is_professional() -> None:
    rounds = table(
        "zq_rounds", ROWS, 7, {"id": serial, "employee_id": key_of(ROWS), "happened_at": lately}, key="id",
        references={"employee_id": "employees.id"},
    )  # fmt: skip
    assert verdicts([STAFF, rounds], "zq_rounds")["happened_at"].term == "pd:Professional"


def test_text_that_holds_an_address_is_still_what_was_written() -> None:
    told = hers("tickets", {"body": lambda n, s: f"please write to {made.mail(n)}, nothing arrived so far at all"})
    assert (told["body"].tier, told["body"].term) == (Tier.PROVEN, "troth:SupportRequest")


def test_the_state_of_what_somebody_ordered_is_hers_and_that_of_a_warehouse_nobodys() -> None:
    assert hers("orders", {"status": one_of("open", "paid")})["status"].term == "pd:Purchase"
    stock = table("warehouses", ROWS, 7, {"id": serial, "status": one_of("open", "shut")}, key="id")
    assert not verdicts([stock], "warehouses")["status"].tier.is_personal


def test_a_change_is_the_act_only_where_the_row_has_no_other_time() -> None:
    assert hers("carts", {"updated_at": lately})["updated_at"].tier is Tier.LIKELY
    both = hers("carts", {"placed_at": lately, "updated_at": lately})
    assert both["updated_at"].tier is Tier.NOT_PERSONAL


def test_the_counter_of_an_orders_rows_is_nobodys_though_lines_point_at_it() -> None:
    orders = table("orders", ROWS, 7, {**OF_HER, "placed_at": lately}, key="id", references=TO_HER)
    lines = table(
        "order_lines", ROWS, 7, {"id": serial, "order_id": key_of(ROWS)}, key="id", references={"order_id": "orders.id"}
    )
    found = discovered([CUSTOMERS, orders, lines]).findings
    tiers = {(str(each.at.dataset), each.at.field): each.verdict.tier for each in found}
    assert tiers["orders", "id"] is Tier.NOT_PERSONAL
    assert tiers["order_lines", "order_id"] is Tier.LIKELY


def test_rows_whose_documents_hold_addresses_are_somebodys() -> None:
    columns: dict[str, Maker] = {
        "q1": lambda n, s: json.dumps({"email": made.mail(n), "k": n}),
        "q2": lately,
    }
    assert verdicts([table("zq9", ROWS, 7, columns)], "zq9")["q2"].tier is Tier.LIKELY
    empty = {**columns, "q1": lambda n, s: json.dumps({"size": n})}
    assert not verdicts([table("zq9", ROWS, 7, empty)], "zq9")["q2"].tier.is_personal


def with_check_digit(number: int, _: object) -> str:
    """Ten digits with the check digit that British health numbers have; none of which it would be 10."""
    for body in range(400_000_000 + number * 40, 400_000_040 + number * 40):
        digit = -sum(int(each) * weight for each, weight in zip(str(body), range(10, 1, -1), strict=True)) % 11
        if digit < 10:
            return f"{body}{digit}"
    raise AssertionError("ten in eleven numbers have such a digit")


def test_a_firms_own_number_of_a_customer_is_no_official_one() -> None:
    people = table("customers", ROWS, 7, {"nr": with_check_digit, **PEOPLE}, key="nr")
    others = table("customers", ROWS, 7, {"nhs_number": with_check_digit, **PEOPLE}, key="id")
    assert verdicts([people], "customers")["nr"].term == "pd:Identifier"
    assert verdicts([others], "customers")["nhs_number"].term == "pd:OfficialID"


def test_a_suppliers_telephone_in_a_table_of_things_is_a_firms() -> None:
    columns: dict[str, Maker] = {"id": serial, "name": sentence, "phone_supplier": made.phone}
    assert not verdicts([table("products", ROWS, 7, columns, key="id")], "products")["phone_supplier"].tier.is_personal
