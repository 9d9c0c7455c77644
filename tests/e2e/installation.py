"""An installation for tests: a data folder of its own, the tables made once a process, and fresh for each test.

Django can be set up once a process, so that the folder is the process's; what is fresh for a test is the database file,
copied from one that was made before. Works with several pytest processes, and with servers in threads.
"""

from __future__ import annotations

import functools
import itertools
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django_set_up import set_up
from troth.words import OrganisationId

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from troth.store.opened import Store
    from troth.store.people import Role

PASSWORD = "seven green kettles whistle"
ACME = OrganisationId("acme")
GLOBEX = OrganisationId("globex")
_number = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Installation:
    """A fresh installation; `found` and the rest put into it what a test needs."""

    folder: Path
    store: Store

    @property
    def environment(self) -> dict[str, str]:
        """What a process of its own is given to work with this installation's database."""
        from django.db import connections

        return os.environ | {"TROTH_DATA": str(Path(connections.databases["default"]["NAME"]).parent)}

    def found(self, *organisations: OrganisationId) -> None:
        """Add organisations, called by their ids with a capital."""
        from troth.store.organisations import found

        for each in organisations:
            found(self.store, each, each.capitalize())

    def account(self, name: str, role: Role | None = None, organisation: OrganisationId | None = ACME) -> User:
        """An account `NAME@mail.example` with a proved address, and a role where one is named."""
        from allauth.account.models import EmailAddress
        from django.contrib.auth.models import User

        from troth.store import people

        address = f"{name}@mail.example"
        user = User.objects.create_user(self.store.clock.new_id(), address, PASSWORD)
        EmailAddress.objects.create(user=user, email=address, primary=True, verified=True)
        if role is not None:
            people.grant(self.store, organisation, user.pk, role, "test")
        return user

    def invite(self, role: Role, organisation: OrganisationId | None = ACME) -> str:
        """The path of an invitation's link."""
        from troth.store import people

        return f"/console/invitation/{people.invite(self.store, organisation, role, 'test')}/"

    def signed_in(self, user: User) -> Client:
        """A client in which the user has signed in with her password."""
        client = a_client()
        answer = client.post("/console/account/login/", {"login": user.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client


def a_client(**more: object) -> Client:
    """A browser without script, that has been nowhere yet."""
    from django.test import Client

    return Client(SERVER_NAME="localhost", **more)  # type: ignore[arg-type]


@functools.cache
def prepared() -> tuple[Path, Path]:
    """The process's data folder, and the database file that each test's is a copy of."""
    folder = set_up()
    from django.contrib.auth.hashers import ScryptPasswordHasher
    from django.db import connections

    # Tests sign in a hundred times. What a password costs in earnest is in test_protection.py.
    ScryptPasswordHasher.work_factor = 16
    from troth.store.opened import migrate
    from troth.web import installed

    migrate()
    installed.store()
    connections.close_all()
    pristine = folder / "pristine.sqlite3"
    shutil.copy(installed.settings().sqlite_file, pristine)
    return folder, pristine


def fresh() -> Installation:
    """An installation in which nothing was done yet."""
    folder, pristine = prepared()
    from django.core import mail

    from troth.web import installed

    put_in_place(pristine)
    mail.outbox = []
    return Installation(folder, installed.store())


def put_in_place(made: Path) -> None:
    """Let a copy of a database be the process's from now on.

    In a folder of its own: a connection that a thread left open takes the journal of its own file with it when it
    closes, and not that of the next test.
    """
    from django.db import connections

    from troth.web import installed

    own = set_up() / f"copy-{next(_number)}"
    own.mkdir()
    file = own / installed.settings().sqlite_file.name
    shutil.copy(made, file)
    connections.close_all()
    connections.databases["default"]["NAME"] = str(file)


def keep(name: str) -> Path:
    """A copy of the process's database as it is now, to be put in place later."""
    from django.db import connections

    connections.close_all()
    kept = set_up() / f"{name}.sqlite3"
    shutil.copy(connections.databases["default"]["NAME"], kept)
    return kept
