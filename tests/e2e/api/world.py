"""Two organisations with published policies, keys to them, and a program that calls the API.

Made once a process for each database. What a test records stays, so that a test looks at its own subjects only.
"""

from __future__ import annotations

import atexit
import functools
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from e2e.installation import prepared
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.http import HttpResponseBase

    from troth.web.desk import StoreDesk

sqlite_only = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
"""For what has nothing to do with the database."""
postgresql_only = pytest.mark.parametrize("world", ["postgresql"], indirect=True)
"""For what only a server does."""

OURS = OrganisationId("esendex")
THEIRS = OrganisationId("vocalcom")
EXAMPLES = Path(__file__).parents[3] / "examples"
POSTGRESQL = os.environ.get("TROTH_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432")
_NAME = f"api_troth_tests_{os.getpid()}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


@dataclass(slots=True)
class World:
    """A database, its desk, and the tokens of keys: all scopes of ours and of theirs."""

    desk: StoreDesk
    ours: str
    theirs: str
    _keys: dict[frozenset[str], str] = field(default_factory=dict)

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = "",
        raw: bytes | None = None,
        content_type: str = "application/json",
        **headers: str,
    ) -> Answer:
        """Ask `/api/v1` + path; with the key of ours, unless another or none is named. Headers with `_` for `-`."""
        from django.test import Client

        if key is not None:
            headers["Authorization"] = f"Bearer {key or self.ours}"
        data = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        client = Client(SERVER_NAME="localhost", raise_request_exception=False)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        got = client.generic(method, f"/api/v1{path}", data, content_type if data else "", headers=sent)
        return Answer(got.status_code, {name.lower(): value for name, value in got.items()}, _octets(got))

    def get(self, path: str, **more: Any) -> Answer:
        """GET."""
        return self.call("GET", path, **more)

    def post(self, path: str, body: object = None, **more: Any) -> Answer:
        """POST."""
        return self.call("POST", path, body, **more)

    def key(self, *scopes: str) -> str:
        """The token of a key to ours with these scopes only."""
        from troth.store import api_keys

        wanted = frozenset(scopes)
        if wanted not in self._keys:
            self._keys[wanted] = _key(self.desk, OURS, map(api_keys.Scope, scopes))
            self.desk.following.look()
        return self._keys[wanted]

    def introduce(self, *addresses: str, key: str = "", **standing: Any) -> str:
        """A new subject, known by addresses; her id."""
        identifiers = [{"kind": "email", "text": each} for each in addresses]
        got = self.post("/subjects", {"identifiers": identifiers, "standing": standing}, key=key)
        assert got.status == 201, got.body
        return str(got.json["subject"])

    def say(self, subject: str, kind: str, *, key: str = "", **more: Any) -> Any:
        """Record a word; the answer's body."""
        about = {} if "choice" in more else {"purpose": "marketing"}
        shown = {"text_shown": "May we write to you about offers?"}
        got = self.post("/choices", {"subject": subject, "kind": kind} | about | shown | more, key=key)
        assert got.status == 201, got.body
        return got.json

    def entries(self) -> int:
        """How many entries our log has."""
        from troth.store.organisations import sizes

        return sizes()[OURS]


def is_problem(answer: Answer, status: int, id_: str) -> bool:
    """Whether an answer is this refusal, whole; what else it is, is said."""
    assert (answer.status, answer.json.get("id")) == (status, id_), answer.body
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["type"] == "about:blank"
    assert answer.json["title"]
    assert answer.json["detail"]
    assert answer.json["help"]
    return True


def _octets(response: HttpResponseBase) -> bytes:
    content = getattr(response, "content", None)
    assert isinstance(content, bytes)
    return content


_made: dict[str, tuple[dict[str, Any], Path, str, str]] = {}
"""Worlds that this process made: how their database is reached, their data folder, and the two tokens."""


@contextmanager
def installed_in(database: str) -> Iterator[World]:
    """The process's world in a database, `sqlite` or `postgresql`, in force while the block runs."""
    folder, _ = prepared()
    from django.db import connections

    before, data = connections.settings, os.environ["TROTH_DATA"]
    is_new = database not in _made
    if is_new:
        own = Path(tempfile.mkdtemp(prefix="troth-api-", dir=folder))
        reached = connections.configure_settings({"default": _database(database, own)})
    else:
        reached, own, ours, theirs = _made[database]
    try:
        _use(reached, own)
        if is_new:
            ours, theirs = _fill()
            _made[database] = (reached, own, ours, theirs)
        from troth.web.desk import desk

        desk().following.look()
        yield World(desk(), ours, theirs)
    finally:
        _use(before, Path(data))


def _use(reached: dict[str, Any], folder: Path) -> None:
    """Let everything in this process be that of a database and a data folder."""
    from django.db import connections

    from troth.web import installed
    from troth.web.desk import desk

    connections.close_all()
    connections.settings = reached
    _drop_connection()
    os.environ["TROTH_DATA"] = str(folder)
    for each in (installed.settings, installed.store, desk):
        each.cache_clear()


def _drop_connection() -> None:
    """Let this thread's next query open a connection by the settings of the moment."""
    from django.db import connections

    with suppress(AttributeError):
        del connections["default"]


def _database(kind: str, folder: Path) -> dict[str, Any]:
    from django.conf import settings

    if kind == "sqlite":
        file = folder / "troth.sqlite3"
        shutil.copy(prepared()[1], file)
        found = dict(settings.DATABASES["default"])
        found["NAME"] = str(file)
        # A test that waits for a lock need not wait for five seconds.
        found["OPTIONS"] = found["OPTIONS"] | {"timeout": 1}
        return found
    _make_postgresql()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _NAME,
        "USER": "postgres",
        "HOST": "127.0.0.1",
        "PORT": "5432",
        "OPTIONS": {"options": "-c lock_timeout=1000"},
    }


@functools.cache
def has_postgresql() -> bool:
    """Whether there is a PostgreSQL where the tests look for one."""
    import psycopg

    try:
        psycopg.connect(f"{POSTGRESQL}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _make_postgresql() -> None:
    import psycopg

    def drop() -> None:
        with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")

    drop()
    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {_NAME}")
    atexit.register(drop)


def _fill() -> tuple[str, str]:
    """Two organisations with their policies; a key to each."""
    from troth.store.opened import migrate
    from troth.store.organisations import found
    from troth.web.desk import desk

    migrate()
    at = desk()
    for organisation in (OURS, THEIRS):
        found(at.store, organisation, organisation.capitalize())
        _publish(at, organisation)
    _publish_second(at)
    return _key(at, OURS), _key(at, THEIRS)


def _publish(at: StoreDesk, organisation: OrganisationId) -> None:
    from troth.store import policies

    policy = (EXAMPLES / organisation / "policy.yaml").read_text(encoding="utf-8")
    notice = (EXAMPLES / organisation / "notice.md").read_text(encoding="utf-8")
    made = policies.add_draft(
        at.store, organisation, policy_text=policy, notice_text=notice, notice_name="notice.md", by="dana"
    )
    assert not isinstance(made, list), made
    assert policies.publish(at.store, organisation, made.version, by="dana", basis=None) == []


def _publish_second(at: StoreDesk) -> None:
    """A second version of ours, in which one sentence reads differently; and a draft of a third."""
    from troth.store import policies

    policy = (EXAMPLES / OURS / "policy.yaml").read_text(encoding="utf-8")
    notice = (EXAMPLES / OURS / "notice.md").read_text(encoding="utf-8")
    for version, day in (("2024-02-29", "2024-02-29"), ("2030-01-01", "2030-01-01")):
        text = policy.replace('version: "2022-11-21"', f'version: "{version}"').replace(
            "effective: 2022-11-21", f"effective: {day}"
        )
        made = policies.add_draft(
            at.store, OURS, policy_text=text, notice_text=_changed(notice), notice_name="notice.md", by="dana"
        )
        assert not isinstance(made, list), made
    assert policies.publish(at.store, OURS, "2024-02-29", by="dana", basis="2022-11-21") == []


def _changed(notice: str) -> str:
    changed = notice.replace("Esendex Example", "Esendex Example Ltd", 1)
    assert changed != notice
    return changed


def _key(at: StoreDesk, organisation: OrganisationId, scopes: Iterable[Any] | None = None) -> str:
    from troth.store import api_keys

    _, token = api_keys.make(
        at.store, organisation, name="test", scopes=scopes or api_keys.Scope, by="dana", rate=100_000
    )
    return token


def quoted(text: str) -> str:
    """A text as part of a path."""
    return quote(text, safe="")
