"""A shop's policy and estate for tests of retention: what is kept how long, and where it lies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from troth.inventory import (
    Dataset,
    DatasetName,
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
from troth.policy.file import read_policy
from troth.words import DataName, OrganisationId

if TYPE_CHECKING:
    from troth.policy.model import Policy

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

POLICY = """\
troth: 1
policy: {id: shop, organisation: shop, version: "1", effective: 2020-01-01, cite: [s1]}
subjects:
  customer: {cite: [s1]}
  applicant: {cite: [s1]}
data:
  personal: {is: [pd:Identifying], cite: [s2]}
  contact: {is: [personal], cite: [s2]}
  payment: {is: [personal], cite: [s2]}
  message: {is: [pd:Communication], cite: [s2]}
purposes:
  service: {cite: [s3]}
  marketing: {cite: [s3]}
  tax: {cite: [s3]}
practices:
  - {id: serve, do: use, data: [personal], for: [service], modal: may, cite: [s3]}
rights:
  - {do: [erase], keep_if: {erase: [litigation]}, cite: [s9]}
retention:
"""
GENERAL = "{id: general, data: [personal], max: P6Y, cite: [s4]}"
CONTACT = "{id: contacts, data: [contact], max: P2Y, cite: [s5]}"


def policy(*limits: str, more: str = "") -> Policy:
    """The shop's policy with these limits."""
    text = POLICY.removesuffix("retention:\n") if not limits else POLICY + "".join(f"  - {each}\n" for each in limits)
    text += more
    found, problems = read_policy(text, "policy.yaml")
    assert found is not None, problems
    return found


def personal(name: str, data: str | None, **more: Any) -> Field:
    category = None if data is None else DataName(data)
    return Field(name=name, type="varchar(60)", tier=Tier.PROVEN, is_="pd:Name", data=category, confirmed=True, **more)


def plain(name: str, **more: Any) -> Field:
    return Field(name=name, tier=Tier.NOT_PERSONAL, confirmed=True, **more)


def at(name: str) -> DatasetName:
    return DatasetName("shop", name)


def users(**more: Any) -> Dataset:
    made = Dataset(
        at=at("users"),
        fields=(
            plain("id", nullable=False),
            personal("email", "contact"),
            personal("name", "personal"),
            plain("made_at"),
        ),
        key=("id",),
        holds=Holding.SUBJECTS,
        since="made_at",
        confirmed=True,
    )
    return replace(made, **more)


def orders(**more: Any) -> Dataset:
    made = Dataset(
        at=at("orders"),
        fields=(
            plain("id", nullable=False),
            plain("user_id"),
            personal("address", "payment"),
            plain("made_at"),
            plain("status"),
        ),
        key=("id",),
        holds=Holding.ABOUT,
        since="made_at",
        confirmed=True,
    )
    return replace(made, **more)


def inventory(*datasets: Dataset) -> Inventory:
    names = {each.at.dataset for each in datasets}
    links: tuple[Link, ...] = ()
    if {"users", "orders"} <= names:
        of, to = FieldName("shop", "orders", "user_id"), FieldName("shop", "users", "id")
        links = (Link(of=(of,), to=(to,), kind=LinkKind.DECLARED, confirmed=True),)
    system = System(name="shop", kind="sql", url="env:SHOP")
    return Inventory(
        organisation=OrganisationId("shop"), version="1", systems=(system,), datasets=tuple(datasets), links=links
    )


def fields_of(dataset: Dataset, **changed: dict[str, Any]) -> tuple[Field, ...]:
    """A dataset's fields with some things said otherwise of some."""
    return tuple(replace(each, **changed.get(each.name, {})) for each in dataset.fields)


KEEP_OPEN = Keep(ground="litigation", when=(("status", "open"),))
