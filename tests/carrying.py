"""What do the tests of carried-out requests talk about?

A shop with two systems in memory, alice, and bob who shares her phone; an organisation that published a policy and
reviewed its estate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from databases import NOON
from django_set_up import set_up

set_up()  # before the store is read: tables can be imported only then

from troth.estate.connector import Column, ForeignKey, Table
from troth.estate.memory import Memory
from troth.inventory import (
    Content,
    Dataset,
    DatasetName,
    Erasing,
    Field,
    FieldName,
    Holding,
    Inventory,
    Keep,
    Link,
    LinkKind,
    Seed,
    System,
    Tier,
)
from troth.inventory.file import write_inventory
from troth.jobs.requests.carry import Carrying
from troth.jobs.requests.world import World
from troth.requests.request import Correction, Request, State
from troth.requests.request import Tier as Proven
from troth.store import organisations, policies, subjects
from troth.store.requests import cases, estates, work
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier
from troth.words import Channel, DataName, IdentifierKind, OrganisationId, RightKind, SubjectId

if TYPE_CHECKING:
    from troth.clock import SetClock
    from troth.requests.reply import Reply
    from troth.store.opened import Store

ACME = OrganisationId("acme")
ALICE = "alice@mail.example"
BOB = "bob@mail.example"
PHONE = "+33123456789"

NOTICE = """\
# Privacy notice

We use your contact details to deliver what you ordered.

You can ask us to erase your data, to see them, to correct them, or to opt out of our letters.

We keep invoices that are not paid for billing.

We may send you letters.
"""
POLICY = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2024-01-01, laws: [eu-gdpr], cite: [s2]}
data:
  contact: {is: [pd:EmailAddress], from: [subject], cite: [s2]}
purposes:
  delivery: {is: [dpv:FulfilmentOfObligation], cite: [s2]}
  billing: {is: [troth:Billing], cite: [s4]}
  letters: {is: [dpv:Marketing], cite: [s5]}
practices:
  - {id: deliver, do: use, data: [contact], for: [delivery], modal: does, basis: contract, cite: [s2]}
  - {id: write, do: use, data: [contact], for: [letters], modal: may, consent: opt_out, cite: [s5]}
choices:
  - {id: stop-letters, of: [write], effect: [stop, suppress], cite: [s3]}
rights:
  - {do: [access, rectify, erase, port, object, restrict], within: {erase: P30D}, keep_if: {erase: [billing]}, cite:
    [s3, s4]}
"""


def at(system: str, name: str) -> DatasetName:
    return DatasetName(system, name)


def personal(name: str, **more: Any) -> Field:
    return Field(name=name, tier=Tier.PROVEN, data=DataName("contact"), confirmed=True, **more)


def plain(name: str, **more: Any) -> Field:
    return Field(name=name, tier=Tier.NOT_PERSONAL, confirmed=True, **more)


CUSTOMERS = Dataset(
    at=at("shop", "customers"),
    key=("id",),
    holds=Holding.SUBJECTS,
    confirmed=True,
    fields=(
        plain("id", type="integer", nullable=False, unique=True),
        personal("mail", type="text", is_="pd:EmailAddress", unique=True, identifies=IdentifierKind.EMAIL),
        personal("phone", type="text", is_="pd:TelephoneNumber", identifies=IdentifierKind.PHONE),
        personal("name", type="text", is_="pd:Name"),
    ),
)
ORDERS = Dataset(
    at=at("shop", "orders"),
    key=("id",),
    holds=Holding.ABOUT,
    confirmed=True,
    keep=(Keep(ground="billing", when=(("status", "unpaid"),)),),
    fields=(
        plain("id", type="integer"),
        personal("customer_id", type="integer"),
        plain("status", type="text"),
        personal("note", type="text", content=Content.TEXT, erase=Erasing.REDACT),
    ),
)
TICKETS = Dataset(
    at=at("desk", "tickets"),
    key=("id",),
    holds=Holding.ABOUT,
    confirmed=True,
    fields=(
        plain("id", type="integer"),
        personal("mail", type="text", is_="pd:EmailAddress", identifies=IdentifierKind.EMAIL),
        personal("body", type="text", content=Content.TEXT, erase=Erasing.REDACT),
    ),
)
ESTATE = Inventory(
    organisation=ACME,
    version="1",
    systems=(System(name="shop", kind="sql", url="env:SHOP"), System(name="desk", kind="sql", url="env:DESK")),
    datasets=(CUSTOMERS, ORDERS, TICKETS),
    links=(
        Link(
            of=(FieldName("shop", "orders", "customer_id"),),
            to=(FieldName("shop", "customers", "id"),),
            kind=LinkKind.DECLARED,
            confirmed=True,
        ),
    ),
)


def columns(dataset: Dataset) -> tuple[Column, ...]:
    return tuple(
        Column(name=each.name, type=each.type, nullable=each.nullable, unique=each.unique) for each in dataset.fields
    )


def systems() -> dict[str, Memory]:
    """The two systems, with what is in them."""
    shop = Memory(
        ESTATE.systems[0],
        (
            Table(at=CUSTOMERS.at, columns=columns(CUSTOMERS), key=("id",)),
            Table(
                at=ORDERS.at,
                columns=columns(ORDERS),
                key=("id",),
                foreign_keys=(ForeignKey(fields=("customer_id",), to=CUSTOMERS.at, to_fields=("id",)),),
            ),
        ),
        {
            "customers": [(1, ALICE, PHONE, "Alice"), (2, BOB, PHONE, "Bob")],
            "orders": [(10, 1, "paid", "for me"), (11, 1, "paid", ""), (12, 2, "paid", "mine")],
        },
    )
    desk = Memory(
        ESTATE.systems[1],
        (Table(at=TICKETS.at, columns=columns(TICKETS), key=("id",)),),
        {"tickets": [(100, ALICE, f"write to {ALICE}"), (101, BOB, "where is it?")]},
    )
    return {"shop": shop, "desk": desk}


@dataclass(slots=True)
class Stage:
    """An organisation with its estate, and a worker."""

    store: Store
    memory: dict[str, Memory] = field(default_factory=systems)
    told: list[Reply] = field(default_factory=list)
    by_rule: frozenset[RightKind] = frozenset(RightKind)
    number: int = 0

    def world(self) -> World:
        return World(
            store=self.store,
            tell=self.told.append,
            by_rule=lambda _: self.by_rule,
            connect=lambda system: self.memory[system.name],
        )

    def worker(self, name: str = "w1") -> Carrying:
        return Carrying(self.world(), name)

    def ask(self, kind: RightKind, mail: str = ALICE, *, known: bool = True, **more: Any) -> str:
        """A proven request; its id."""
        self.number += 1
        asked = Request(
            id=f"r{self.number}",
            organisation=ACME,
            kind=kind,
            received_at=self.store.clock.now(),
            seeds=(Seed(IdentifierKind.EMAIL, mail),),
            subject=SubjectId(mail.partition("@")[0]) if known else None,
            tier=Proven.REACHED,
            channel=Channel.WEB,
            regimes=("eu-gdpr",),
            **more,
        )
        with writing(self.store, ACME) as change:
            cases.receive(change, asked)
            work.begin(change, asked.id)
        return asked.id

    def state(self, id_: str) -> State:
        return next(case.state for case in cases.listing(ACME) if case.id == id_)

    def rows(self, system: str, table: str) -> list[Any]:
        return self.memory[system].data[table]

    @property
    def clock(self) -> SetClock:
        return self.store.clock  # type: ignore[return-value]


def staged(store: Store) -> Stage:
    """The organisation, with a policy, an estate, alice and bob."""
    organisations.found(store, ACME, "Acme")
    entry = policies.add_draft(store, ACME, policy_text=POLICY, notice_text=NOTICE, notice_name="notice.md", by="dana")
    assert isinstance(entry, policies.PolicyEntry), entry
    problems = policies.publish(store, ACME, entry.version, by="dana", basis=None)
    assert problems == []
    with writing(store, ACME) as change:
        estates.review(change, write_inventory(ESTATE), by="dana")
        for name, mail in (("alice", ALICE), ("bob", BOB)):
            identifiers = (Identifier(IdentifierKind.EMAIL, mail), Identifier(IdentifierKind.PHONE, PHONE))
            subjects.introduce(change, identifiers, subject=SubjectId(name), proven=True)
    assert store.clock.now() >= NOON
    return Stage(store)


WRONG = Correction(data=DataName("pd:Name"), value="Alice Right")
