"""A shop for tests of requests: its policy, its inventory, and what was found of alice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from troth.inventory import (
    Dataset,
    DatasetName,
    Erasing,
    Field,
    FieldName,
    FoundRow,
    Holding,
    Inventory,
    Keep,
    Link,
    LinkKind,
    Seed,
    System,
    Tier,
)
from troth.policy.file.read import read_policy
from troth.requests.request import Request, State
from troth.words import DataName, Duration, IdentifierKind, OrganisationId, PartyName, RightKind, SubjectId

if TYPE_CHECKING:
    from troth.policy.model import Policy

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)

POLICY_TEXT = """
troth: 1
policy: {organisation: shop, version: "1", effective: 2026-01-01, cite: [s1]}
parties:
  client: {role: controller, cite: [s2]}
data:
  contact: {is: [pd:EmailAddress], from: [subject], cite: [s3]}
  score: {is: [pd:Behavioral], from: [client], cite: [s4]}
purposes:
  billing: {cite: [s5]}
  service: {cite: [s5]}
practices:
  - {id: serve, do: use, data: [contact], for: [service], modal: does, basis: contract, cite: [s5]}
  - {id: rate, do: use, data: [score], for: [service], modal: does, basis: legitimate_interest, cite: [s5]}
rights:
  - {do: [access, erase, rectify, port], within: {erase: P30D}, keep_if: {erase: [billing]}, cite: [s6]}
  - {do: know, limit: {times: 2, per: P12M}, lookback: P12M, cite: [s7]}
"""


def policy(text: str = POLICY_TEXT) -> Policy:
    found, problems = read_policy(text)
    assert found is not None
    assert problems == []
    return found


def personal(name: str, **more: Any) -> Field:
    return Field(name=name, tier=Tier.PROVEN, data=DataName("contact"), type=more.pop("type", "text"), **more)


def plain(name: str, **more: Any) -> Field:
    return Field(name=name, tier=Tier.NOT_PERSONAL, type=more.pop("type", "integer"), **more)


def at(name: str) -> DatasetName:
    return DatasetName("db", name)


CUSTOMERS = Dataset(
    at=at("customers"),
    key=("id",),
    holds=Holding.SUBJECTS,
    fields=(
        plain("id", nullable=False, unique=True),
        personal("mail", is_="pd:EmailAddress", nullable=False, unique=True, identifies=IdentifierKind.EMAIL),
        personal("name", is_="pd:Name", nullable=False),
        personal("phone", is_="pd:TelephoneNumber"),
    ),
)
ORDERS = Dataset(
    at=at("orders"),
    key=("id",),
    holds=Holding.ABOUT,
    since="at",
    fields=(plain("id"), personal("customer", type="integer"), plain("status", type="text"), personal("at")),
)
ITEMS = Dataset(
    at=at("items"), key=("id",), holds=Holding.ABOUT, fields=(plain("id"), plain("order"), personal("gift_note"))
)
NOTES = Dataset(
    at=at("notes"),
    key=("id",),
    holds=Holding.SHARED,
    fields=(plain("id"), personal("a_mail"), personal("b_mail"), personal("body", erase=Erasing.REDACT)),
)
CLIENTS = Dataset(
    at=at("client_lists"), key=("id",), controller=PartyName("client"), fields=(plain("id"), personal("mail"))
)


def declared(of: tuple[str, str], to: tuple[str, str]) -> Link:
    return Link(of=(FieldName("db", *of),), to=(FieldName("db", *to),), kind=LinkKind.DECLARED)


LINKS = (declared(("orders", "customer"), ("customers", "id")), declared(("items", "order"), ("orders", "id")))
KEEP_OPEN = Keep(ground="billing", when=(("status", "open"),), max=Duration(years=6))


def inventory(*datasets: Dataset, links: tuple[Link, ...] = LINKS) -> Inventory:
    return Inventory(
        organisation=OrganisationId("shop"),
        version="1",
        systems=(System(name="db", kind="sql", url="env:DB"),),
        datasets=datasets or (CUSTOMERS, ORDERS, ITEMS, NOTES, CLIENTS),
        links=links,
    )


def row(dataset: str, key: int, **more: Any) -> FoundRow:
    return FoundRow(dataset=at(dataset), key=(key,), **more)


def request(kind: RightKind, **more: Any) -> Request:
    values: dict[str, Any] = {
        "id": "r1",
        "organisation": OrganisationId("shop"),
        "received_at": NOW,
        "state": State.PROVEN,
        "subject": SubjectId("alice"),
        "seeds": (Seed(IdentifierKind.EMAIL, "alice@example.org"),),
        "regimes": ("eu-gdpr",),
    }
    return Request(kind=kind, **{**values, **more})
