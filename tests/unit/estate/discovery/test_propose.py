"""The proposal that a person reviews: what rows are, what erasing means, which clock counts, which category."""

from __future__ import annotations

from pathlib import Path

import estate_worlds as made
from estate_worlds import discovered, english_shop, key_of, lately, serial, table
from troth.estate.discovery import propose
from troth.inventory import DatasetName, Erasing, Holding, Inventory, System
from troth.inventory.file import read_inventory, write_inventory
from troth.policy import load_policy
from troth.words import IdentifierKind, OrganisationId

SYSTEM = System(name="shop", kind="sql", url="env:SHOP")
POLICY = load_policy(Path(__file__).parents[4] / "examples" / "esendex" / "policy.yaml")


def proposed() -> Inventory:
    return propose(discovered(english_shop(1)), [SYSTEM], OrganisationId("acme"), policy=POLICY)


def test_rows_are_held_as_what_they_are_to_a_person() -> None:
    holds = {each.at.dataset: each.holds for each in proposed().datasets}
    assert holds["customers"] is Holding.SUBJECTS
    assert holds["orders"] is holds["order_items"] is holds["web_events"] is Holding.ABOUT
    assert holds["products"] is holds["settings"] is Holding.NONE


def test_a_row_that_only_joins_is_between() -> None:
    tables = [
        table("customers", 60, 1, {"id": serial, "email": made.email}, key="id"),
        table("segments", 9, 1, {"id": serial, "name": made.one_of("a", "b")}, key="id"),
        table(
            "customer_segments",
            90,
            1,
            {"customer_id": key_of(60), "segment_id": key_of(9), "created_at": lately},
            references={"customer_id": "customers.id", "segment_id": "segments.id"},
        ),
    ]
    inventory = propose(discovered(tables), [SYSTEM], OrganisationId("acme"))
    assert inventory.by_name[DatasetName("shop", "customer_segments")].holds is Holding.BETWEEN


def test_the_clock_is_the_time_of_the_event_and_never_of_the_last_change() -> None:
    since = {each.at.dataset: each.since for each in proposed().datasets}
    assert since["orders"] == "placed_at"
    assert since["web_events"] == "occurred_at"
    assert since["customers"] == "created_at"
    assert since["products"] == ""


def test_a_field_goes_with_its_row_unless_the_row_stays() -> None:
    datasets = {each.at.dataset: each for each in proposed().datasets}
    email = datasets["customers"].field("email")
    assert email is not None
    assert (email.erase, email.identifies, email.is_) == (Erasing.DELETE, IdentifierKind.EMAIL, "pd:EmailAddress")
    staying = {field.name: field.erase for field in datasets["products"].fields}
    assert staying["created_by"] is Erasing.BLANK or staying["created_by"] is Erasing.REPLACE
    assert staying["name"] is Erasing.KEEP
    payload = datasets["job_queue"].field("payload")
    assert payload is not None
    assert payload.erase is Erasing.REDACT


def test_a_fields_category_is_the_policys_own_with_its_clauses() -> None:
    email = proposed().by_name[DatasetName("shop", "customers")].field("email")
    assert email is not None
    assert email.data in POLICY.data
    clauses = POLICY.data[email.data].clauses
    assert clauses
    assert f"clauses {', '.join(clauses)}" in email.reason


def test_a_term_that_only_arranges_the_vocabulary_is_no_category() -> None:
    key = proposed().by_name[DatasetName("shop", "orders")].field("customer_id")
    assert key is not None
    assert key.is_ == "pd:Identifier"
    assert key.data is None or "pd:Identifier" in POLICY.data[key.data].is_


def test_a_proposal_reads_back_as_it_was_written_and_nothing_of_it_is_confirmed() -> None:
    inventory = proposed()
    text = write_inventory(inventory)
    assert read_inventory(text) == (inventory, [])
    assert not any(each.confirmed or any(field.confirmed for field in each.fields) for each in inventory.datasets)
