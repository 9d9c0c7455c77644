"""An address that goes through every page of accounts, and through errors, stands in no line of the log."""

from __future__ import annotations

import io
import json
import logging
import sys
from typing import TYPE_CHECKING

import pytest

from e2e.installation import a_client, fresh, prepared

if TYPE_CHECKING:
    from collections.abc import Iterator

CANARY = "canary.person"
ADDRESS = f"{CANARY}@mail.example"


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the handlers of the settings write, every level of it."""
    prepared()
    from troth.web.logs import JsonLines

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def _said(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_no_line_of_the_log_holds_what_somebody_typed(lines: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    installation = fresh()
    user = installation.account(CANARY)
    client = installation.signed_in(user)
    client.raise_request_exception = False
    client.get(f"/console/{CANARY}/log/?q={ADDRESS}")
    client.get(f"/{ADDRESS}")
    a_client().get("/", headers={"host": ADDRESS})
    a_client().post("/console/account/login/", {"login": ADDRESS, "password": CANARY})
    a_client().post("/console/account/password/reset/", {"email": ADDRESS})
    a_client(enforce_csrf_checks=True).post("/console/account/login/", {"login": ADDRESS}, headers={"referer": ADDRESS})

    from troth.web.console import views

    def fail(user: int) -> None:
        hidden = ADDRESS
        raise RuntimeError(f"{hidden} {user}")

    monkeypatch.setattr(views, "organisations_of", fail)
    client.get(f"/console/?q={ADDRESS}")
    said = _said(lines)
    assert len(said) >= 8
    assert any("exception" in each for each in said)
    assert CANARY not in lines.getvalue()


def test_a_line_has_its_time_level_event_and_request(lines: io.StringIO) -> None:
    fresh()
    answer = a_client().get("/console/account/login/")
    line = next(each for each in _said(lines) if each["event"] == "answered")
    assert line["request"] == answer.headers["X-Request-ID"]
    assert line["level"] == "info"
    assert str(line["time"]).endswith("+00:00")
    assert (line["route"], line["status"], line["method"]) == ("console/account/login/", 200, "GET")


def test_what_happens_to_accounts_is_written_with_the_number_of_the_account(lines: io.StringIO) -> None:
    from troth.store.people import Role
    from troth.words import OrganisationId

    installation = fresh()
    installation.found(OrganisationId("acme"))
    user = installation.account(CANARY, Role.VIEWER)
    a_client().post("/console/account/login/", {"login": ADDRESS, "password": "wrong wrong wrong"})
    client = installation.signed_in(user)
    client.get("/console/acme/keys/")
    client.get("/console/nowhere/keys/")
    client.post("/console/account/logout/")
    said = [(each["event"], each.get("user")) for each in _said(lines) if "user" in each]
    number = user.pk
    assert said == [
        ("sign-in failed", 0),
        ("signed in", number),
        ("role too low", number),
        ("no member", number),
        ("signed out", number),
    ]
    assert CANARY not in lines.getvalue()


@pytest.mark.parametrize(
    ("logger", "text", "arguments"),
    [
        ("elsewhere", f"failed for {ADDRESS}", ()),
        ("elsewhere", "failed for %s", (ADDRESS,)),
        ("troth.web", "failed for %s", (ADDRESS,)),
    ],
)
def test_a_record_is_written_without_what_fills_it(
    lines: io.StringIO, logger: str, text: str, arguments: tuple[str, ...]
) -> None:
    logging.getLogger(logger).warning(text, *arguments, extra={"user": ADDRESS, "count": 3, "anything": ADDRESS})
    (line,) = _said(lines)
    assert CANARY not in json.dumps(line)
    assert line["user"] == "withheld"
    assert line["count"] == 3


def test_an_exception_is_written_as_class_and_places(lines: io.StringIO) -> None:
    def fail() -> None:
        try:
            dict[str, str]()[ADDRESS]
        except KeyError as error:
            raise ValueError(ADDRESS) from error

    try:
        fail()
    except ValueError:
        logging.getLogger("troth.web").exception("it failed")
    (line,) = _said(lines)
    chain = line["exception"]
    assert isinstance(chain, list)
    assert [each["class"] for each in chain] == ["builtins.ValueError", "builtins.KeyError"]
    assert "test_logs.py" in chain[0]["at"][0]
    assert CANARY not in json.dumps(line)


@pytest.mark.parametrize("shown", ["0123456", "+33 1 23 45 67 89", "Alice Person", ADDRESS, "a" * 81])
def test_what_does_not_look_like_an_id_is_withheld(lines: io.StringIO, shown: str) -> None:
    logging.getLogger("troth.web").warning("said", extra={"problem": shown})
    assert _said(lines)[0]["problem"] == "withheld"


def test_the_test_would_find_a_leak() -> None:
    """The planted violation: the usual formatter of Python writes all of it."""
    record = logging.LogRecord("troth.web", logging.ERROR, __file__, 1, "failed for %s", (ADDRESS,), None)
    try:
        int(ADDRESS)
    except ValueError:
        record.exc_info = sys.exc_info()
    assert CANARY in logging.Formatter().format(record)
    prepared()
    from troth.web.logs import JsonLines

    assert CANARY not in JsonLines().format(record)
