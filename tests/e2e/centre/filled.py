"""An installation as the demonstration fills it: two examples, a dozen subjects each; and a browser of one of them."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from e2e.installation import a_client, fresh, keep, put_in_place
from troth.clock import SetClock, SystemClock
from troth.subjects.identifiers import Identifier, IdentifierKind, normalise
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import pytest
    from django.core.mail import EmailMessage
    from django.http import HttpResponse
    from django.test import Client

    from troth.consent.events import ConsentEvent
    from troth.store.opened import Store
    from troth.subjects.directory import Found
    from troth.web.desk import StoreDesk

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
OURS = OrganisationId("esendex")
THEIRS = OrganisationId("vocalcom")
KNOWN = "subject000001@mail.example"
STRANGER = "eve.unheard-of@mail.example"


def email(address: str) -> Identifier:
    found = normalise(IdentifierKind.EMAIL, address)
    assert isinstance(found, Identifier)
    return found


def without_token(response: HttpResponse) -> bytes:
    """The page without what is new in each form."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


class MovingClock(SetClock):
    """A clock that is set, and moves on by a little each time that it is read, as clocks do."""

    def now(self) -> datetime:
        self.at += timedelta(microseconds=10)
        return self.at


@dataclass(slots=True)
class Visitor:
    """A browser at one organisation's centre, as a person uses it: forms are sent with the token of their page."""

    organisation: OrganisationId = OURS
    client: Client = field(default_factory=lambda: a_client(enforce_csrf_checks=True))

    def path(self, rest: str = "") -> str:
        return f"/o/{self.organisation}/choices/{rest}"

    def get(self, rest: str = "", **headers: str) -> HttpResponse:
        return self.client.get(self.path(rest), headers=headers)  # type: ignore[return-value]

    def post(self, rest: str = "", data: dict[str, str] | None = None, *, form: str | None = None) -> HttpResponse:
        """Send a form that stands on the page `form`, the same one where it is left out."""
        page = self.client.get(self.path(rest if form is None else form)).content.decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert found, page
        sent = {"csrfmiddlewaretoken": found.group(1), **(data or {})}
        return self.client.post(self.path(rest), sent)  # type: ignore[return-value]

    def ask(self, address: str) -> HttpResponse:
        return self.post("prove/", {"address": address})

    def prove(self, address: str) -> Visitor:
        """Ask for a link, follow it, press its button."""
        assert self.ask(address).status_code == 200
        answer = self.follow(link_in(last_letter()))
        assert answer.status_code == 302, answer.content.decode()
        return self

    def follow(self, link: str) -> HttpResponse:
        return self.post(link.partition("/choices/")[2])


def last_letter() -> EmailMessage:
    from django.core import mail

    return mail.outbox[-1]


def link_in(letter: EmailMessage) -> str:
    found = re.search(r"http://localhost(/\S+)", str(letter.body))
    assert found, letter.body
    return found.group(1)


def code_in(letter: EmailMessage) -> str:
    found = re.search(r"\b\d{8}\b", str(letter.body))
    assert found, letter.body
    return found.group()


@dataclass(slots=True)
class World:
    """The installation, its desk and the clock that both go by."""

    desk: StoreDesk
    clock: SetClock

    @property
    def store(self) -> Store:
        return self.desk.store

    def events(self, address: str, organisation: OrganisationId = OURS) -> tuple[ConsentEvent, ...]:
        """What she of that address said; nothing where nobody has it."""
        from troth.store import choices, subjects

        subject = subjects.find(self.store, organisation, email(address)).only
        return () if subject is None else choices.events(organisation, subject)

    def find(self, address: str, organisation: OrganisationId = OURS) -> Found:
        from troth.store import subjects

        return subjects.find(self.store, organisation, email(address))

    def introduce(self, address: str) -> None:
        """One more subject of ours with this address."""
        from troth.store import subjects
        from troth.store.writing import writing

        with writing(self.store, OURS) as change:
            subjects.introduce(change, [email(address)])

    def counted(self) -> dict[str, tuple[int, int, int]]:
        """Subjects, words and entries of each organisation."""
        from troth.store import choices, organisations, subjects

        return {each: (subjects.count(each), choices.count(each), size) for each, size in organisations.sizes().items()}


@cache
def made(*organisations: str) -> Path:
    """The database file of an installation with these examples, made once a process."""
    fresh()

    from troth.cli.demo.fill import fill
    from troth.cli.source import find_source
    from troth.store.opened import open_store
    from troth.web import installed

    store = open_store(installed.key(), SetClock(SystemClock().now() - timedelta(hours=1)))
    for each in organisations:
        fill(store, store.clock, find_source(EXAMPLES / each), 12, lambda _: None)  # type: ignore[arg-type]
    return keep(f"centre-{'-'.join(organisations)}")


def a_world(monkeypatch: pytest.MonkeyPatch, *organisations: str) -> Iterator[World]:
    """A fresh copy of it, in force until the test is over."""
    file = made(*organisations)
    fresh()
    from django.db import connections

    from troth.store.opened import Store
    from troth.store.policies import versions
    from troth.web import installed
    from troth.web.desk import desk

    put_in_place(file)
    shutil.rmtree(installed.settings().logs, ignore_errors=True)
    clock = MovingClock(SystemClock().now())
    store = Store(installed.key(), clock)
    monkeypatch.setattr(installed, "store", lambda: store)
    desk.cache_clear()
    desk().following.look()
    assert all(versions(OrganisationId(each)) for each in organisations)
    yield World(desk(), clock)
    desk.cache_clear()
    connections.close_all()
