"""An organisation whose desk takes requests: a policy, a shop in a SQLite file, a worker, and a browser at the desk."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from carrying import ACME, ALICE, BOB, CUSTOMERS, ESTATE, NOTICE, ORDERS, PHONE, POLICY
from e2e.centre.filled import MovingClock, code_in, last_letter, link_in
from e2e.installation import a_client, fresh
from troth.clock import SystemClock
from troth.inventory import System
from troth.inventory.file import write_inventory
from troth.subjects.identifiers import Identifier, IdentifierKind
from troth.words import OrganisationId, RightKind, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    import pytest
    from django.http import HttpResponse
    from django.test import Client

    from troth.jobs.requests.carry import Carrying
    from troth.requests.reply import Reply
    from troth.store.opened import Store
    from troth.store.requests.cases import Case

GLOBEX = OrganisationId("globex")
CALIFORNIA = POLICY.replace("laws: [eu-gdpr]", "laws: [us-ca-ccpa]")
BOTH = POLICY.replace("laws: [eu-gdpr]", "laws: [eu-gdpr, us-ca-ccpa]")
TWO_KINDS = BOTH.replace("purposes:", "  phone: {is: [pd:TelephoneNumber], from: [subject], cite: [s2]}\npurposes:", 1)
"""Two laws, and two categories of data: every question is asked."""
MORE = """\
  - {do: [opt_out, withdraw, complain, human_review], cite: [s3]}
children:
  minors: {under: 16, rule: parental_consent, cite: [s3]}
"""


@dataclass(slots=True)
class Office:
    """The organisation, its shop and its worker."""

    store: Store
    shop: Path
    by_rule: frozenset[RightKind] = frozenset(RightKind)

    @property
    def clock(self) -> MovingClock:
        assert isinstance(self.store.clock, MovingClock)
        return self.store.clock

    def work(self) -> None:
        """Carry out everything that is due, as the worker of an installation does."""
        carrying = self.worker()
        carrying.look()
        carrying.world.close()

    def worker(self, tell: Callable[[Reply], None] | None = None) -> Carrying:
        from troth.jobs.requests.carry import Carrying
        from troth.jobs.requests.world import World
        from troth.web.centre.replies import send_reply

        return Carrying(World(store=self.store, tell=tell or send_reply, by_rule=lambda _: self.by_rule), "w1")

    def rows(self, table: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.shop) as connection:
            found = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608 -- ours
        connection.close()
        return found

    def change(self, statement: str) -> None:
        with sqlite3.connect(self.shop) as connection:
            connection.execute(statement)
        connection.close()

    @property
    def cases(self) -> list[Case]:
        from troth.store.requests.cases import listing

        return sorted(listing(ACME), key=lambda each: each.received_at)


@dataclass(slots=True)
class Caller:
    """A browser without script at the desk, whose forms are sent with the token of their page."""

    organisation: OrganisationId = ACME
    language: str = "en"
    client: Client = field(default_factory=lambda: a_client(enforce_csrf_checks=True))

    def path(self, rest: str = "") -> str:
        return f"/o/{self.organisation}/requests/{rest}"

    def get(self, rest: str = "") -> HttpResponse:
        return self.client.get(self.path(rest), headers={"Accept-Language": self.language})  # type: ignore[return-value]

    def post(self, rest: str, data: Mapping[str, object] | None = None) -> HttpResponse:
        page = self.get(rest).content.decode()
        found = re.search(r'<main.*name="csrfmiddlewaretoken" value="(\w+)"', page, re.DOTALL)
        assert found, page
        sent = {"csrfmiddlewaretoken": found.group(1), **(data or {})}
        return self.client.post(  # type: ignore[return-value]
            self.path(rest), sent, headers={"Accept-Language": self.language}
        )

    def begin(self, kind: str, **data: object) -> str:
        """Press the button that begins; where it leads, behind the desk's own path."""
        return self.to(self.post(f"ask/{kind}/", data))

    def to(self, answer: HttpResponse) -> str:
        assert answer.status_code == 302, answer.content.decode()
        return answer.headers["Location"].removeprefix(self.path())

    def follow(self) -> str:
        """Open the link of the last letter and press its button; where it leads."""
        return self.to(self.post(link_in(last_letter()).removeprefix(self.path())))

    def enter(self) -> str:
        return self.to(self.post("code/", {"code": code_in(last_letter())}))

    def ask(self, kind: str, address: str = ALICE, **answers: object) -> str:
        """A whole request that a link proves; the id it got."""
        following = self.begin(kind)
        if following.endswith("what/"):
            following = self.to(self.post(following, answers))
        if following.endswith("place/"):
            following = self.to(self.post(following, answers))
        assert following == f"ask/{kind}/who/", following
        assert self.post(following, {"address": address}).status_code == 200
        return self.follow().strip("/")

    def prove(self, address: str) -> Caller:
        assert self.post("prove/", {"address": address}).status_code == 200
        self.follow()
        return self


def shop_of(folder: Path) -> Path:
    """A shop in a SQLite file: alice with two orders, bob with one; they share a telephone."""
    file = folder / "shop.sqlite3"
    with sqlite3.connect(file) as connection:
        connection.executescript(
            "CREATE TABLE customers (id INTEGER PRIMARY KEY NOT NULL, mail TEXT UNIQUE, phone TEXT, name TEXT);"
            "CREATE TABLE orders (id INTEGER PRIMARY KEY NOT NULL, customer_id INTEGER REFERENCES customers (id),"
            " status TEXT, note TEXT);"
        )
        connection.executemany(
            "INSERT INTO customers VALUES (?, ?, ?, ?)", [(1, ALICE, PHONE, "Alice"), (2, BOB, PHONE, "Bob")]
        )
        orders = [(10, 1, "paid", "for me"), (11, 1, "paid", ""), (12, 2, "paid", "mine")]
        connection.executemany("INSERT INTO orders VALUES (?, ?, ?, ?)", orders)
    connection.close()
    return file


def opened(monkeypatch: pytest.MonkeyPatch, folder: Path, policy: str = POLICY) -> Iterator[Office]:
    """A fresh installation with the organisation in it, in force until the test is over."""
    fresh()
    from django.core.cache import cache
    from django.db import connections

    from troth.store.opened import Store
    from troth.web import installed
    from troth.web.desk import desk

    cache.clear()
    clock = MovingClock(SystemClock().now())
    store = Store(installed.key(), clock)
    monkeypatch.setattr(installed, "store", lambda: store)
    desk.cache_clear()
    office = furnished(store, folder, policy, ACME, GLOBEX)
    desk().following.look()
    yield office
    desk.cache_clear()
    connections.close_all()


def furnished(store: Store, folder: Path, policy: str, *organisations_: OrganisationId) -> Office:
    """The organisations with their policy, and the shop of the first with the subjects it knows."""
    from troth.store import organisations, policies, subjects
    from troth.store.requests import estates
    from troth.store.writing import writing

    shop = shop_of(folder)
    for organisation in organisations_:
        organisations.found(store, organisation, organisation.capitalize())
        text = (policy + MORE).replace("{organisation: acme", f"{{organisation: {organisation}")
        entry = policies.add_draft(
            store, organisation, policy_text=text, notice_text=NOTICE, notice_name="notice.md", by="dana"
        )
        assert isinstance(entry, policies.PolicyEntry), entry
        assert policies.publish(store, organisation, entry.version, by="dana", basis=None) == []
    inventory = replace(
        ESTATE,
        systems=(System(name="shop", kind="sql", url=f"sqlite:///{shop}"),),
        datasets=(CUSTOMERS, ORDERS),
    )
    with writing(store, ACME) as change:
        estates.review(change, write_inventory(inventory), by="dana")
        for name, mail in (("alice", ALICE), ("bob", BOB)):
            identifiers = (Identifier(IdentifierKind.EMAIL, mail), Identifier(IdentifierKind.PHONE, PHONE))
            subjects.introduce(change, identifiers, subject=SubjectId(name), proven=True)
    return Office(store, shop)
