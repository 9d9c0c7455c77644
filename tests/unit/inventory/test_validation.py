from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from troth.inventory import Erasing, Field, FieldName, Holding, Inventory, Link, LinkKind, Tier
from troth.inventory.validation import check_inventory
from troth.policy.file.read import read_policy
from troth.words import DataName, IdentifierKind, PartyName, SubjectKindName
from unit.inventory.estates import dataset, inventory

if TYPE_CHECKING:
    from troth.policy.model import Policy

POLICY_TEXT = """
troth: 1
policy: {organisation: example, version: "1", effective: 2026-01-01, cite: [s1]}
parties:
  client: {role: controller, cite: [s1]}
subjects:
  customer: {cite: [s1]}
data:
  contact: {is: [pd:EmailAddress], cite: [s1]}
retention:
  - {data: [contact], max: P2Y, cite: [s1]}
"""

MAIL = Field(
    name="mail", tier=Tier.PROVEN, data=DataName("contact"), identifies=IdentifierKind.EMAIL, is_="pd:EmailAddress"
)
ID = Field(name="id", tier=Tier.NOT_PERSONAL)
AT = Field(name="at", tier=Tier.NOT_PERSONAL)
GOOD = inventory(
    dataset(
        "customers", ID, MAIL, AT, holds=Holding.SUBJECTS, since="at", subject=SubjectKindName("customer"),
        controller=PartyName("client"),
    )
)  # fmt: skip


def policy() -> Policy:
    found, problems = read_policy(POLICY_TEXT)
    assert found is not None
    assert problems == []
    return found


def changed(**more: object) -> Inventory:
    return replace(GOOD, datasets=(replace(GOOD.datasets[0], **more),))  # type: ignore[arg-type]


LINK = Link(
    of=(FieldName("shop", "customers", "mail"),), to=(FieldName("shop", "customers", "id"),), kind=LinkKind.INFERRED
)

PLANTED = {
    "a key that is no field": (changed(key=("number",)), "estate.unknown-field"),
    "a clock that is no field": (changed(since="when"), "estate.unknown-field"),
    "a link to no field": (
        replace(GOOD, links=(replace(LINK, to=(FieldName("shop", "customers", "x"),)),)),
        "estate.unknown-field",
    ),
    "a link twice": (replace(GOOD, links=(LINK, LINK)), "estate.duplicate-link"),
    "no key": (changed(key=()), "estate.no-key"),
    "an undeclared category": (
        changed(fields=(ID, AT, replace(MAIL, data=DataName("address")))),
        "estate.unknown-data",
    ),
    "personal data of no category": (changed(fields=(ID, AT, replace(MAIL, data=None))), "estate.undeclared-data"),
    "an unknown kind of subject": (changed(subject=SubjectKindName("guest")), "estate.unknown-subject"),
    "an unknown controller": (changed(controller=PartyName("other")), "estate.unknown-party"),
    "no way to a person": (changed(fields=(ID, AT, replace(MAIL, identifies=None))), "estate.no-way"),
    "a field that nobody could tell": (
        changed(fields=(ID, MAIL, replace(AT, tier=Tier.UNDETERMINED))),
        "estate.undetermined",
    ),
    "no clock": (changed(since=""), "estate.no-clock"),
}


def test_a_sound_inventory_has_no_problem() -> None:
    assert check_inventory(GOOD, policy()) == []


@pytest.mark.parametrize(("planted", "id_"), PLANTED.values(), ids=PLANTED)
def test_each_rule_finds_what_was_planted_and_nothing_else(planted: Inventory, id_: str) -> None:
    found = check_inventory(planted, policy())
    assert [problem.id for problem in found] == [id_]
    assert found[0].help


def test_what_is_only_kept_or_only_read_needs_no_key() -> None:
    assert check_inventory(changed(key=(), writable=False), policy()) == []
    assert check_inventory(changed(key=(), erase=Erasing.KEEP), policy()) == []


def test_a_confirmed_undetermined_field_is_not_asked_about_again() -> None:
    settled = replace(AT, tier=Tier.UNDETERMINED, confirmed=True)
    assert check_inventory(changed(fields=(ID, MAIL, settled)), policy()) == []


def test_rows_that_links_lead_to_can_be_found() -> None:
    orders = dataset("orders", ID, Field(name="note", tier=Tier.LIKELY, data=DataName("contact")), since="id")
    alone = replace(GOOD, datasets=(*GOOD.datasets, orders))
    assert [problem.id for problem in check_inventory(alone)] == ["estate.no-way"]
    link = Link(
        of=(FieldName("shop", "orders", "id"),), to=(FieldName("shop", "customers", "id"),), kind=LinkKind.DECLARED
    )
    assert check_inventory(replace(alone, links=(link,))) == []
    assert check_inventory(replace(alone, links=(replace(link, downwards=False),))) != []
