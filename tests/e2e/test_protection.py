"""What every answer tells a browser, and what is refused before a page sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from e2e.installation import ACME, PASSWORD, a_client

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.installation import Installation

LOGIN = "/console/account/login/"


def _in_another_process(data: Path, code: str, **settings: str) -> dict[str, object]:
    """What `code` prints as JSON, with Django set up under other settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TROTH_")}
    environment |= {"TROTH_DATA": str(data), "DJANGO_SETTINGS_MODULE": "troth.web.settings", "TROTH_KEY": "5a" * 32}
    ran = subprocess.run(
        [sys.executable, "-c", code],
        env=environment | settings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    said = json.loads(ran.stdout)
    assert isinstance(said, dict)
    return said


_FLAGS = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
client = Client(SERVER_NAME="privacy.acme.example", headers=HEADERS)
answer = client.get("/console/account/login/")
client.get("/console/account/signup/")
from django.contrib.auth.models import User
user = User.objects.create_user("dana", "dana@mail.example", "seven green kettles whistle")
given = {"login": "dana@mail.example", "password": "seven green kettles whistle"}
signed = client.post("/console/account/login/", given)
cookies = {name: {key: str(each[key]) for key in ("secure", "httponly", "samesite", "path", "domain")}
           for name, each in client.cookies.items()}
from django.contrib.auth.hashers import get_hasher
from django.db import connection
with connection.cursor() as cursor:
    named = ("journal_mode", "synchronous", "foreign_keys")
    pragmas = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in named}
print(json.dumps({"headers": dict(answer.headers), "status": answer.status_code, "cookies": cookies,
                  "work": get_hasher().work_factor, "pragmas": pragmas, "location": signed.headers.get("Location")}))
"""


def test_under_https_cookies_are_bound_to_the_host_and_hsts_is_sent(tmp_path: Path) -> None:
    code = _FLAGS.replace("HEADERS", "{}")
    said = _in_another_process(tmp_path, code, TROTH_BASE_URL="https://privacy.acme.example")
    assert said["status"] == 200
    cookies = said["cookies"]
    assert isinstance(cookies, dict)
    assert set(cookies) == {"__Host-troth-csrf", "__Host-troth-session"}
    for name, flags in cookies.items():
        assert (flags["secure"], flags["httponly"], flags["samesite"]) == ("True", "True", "Lax"), name
        assert (flags["path"], flags["domain"]) == ("/", ""), name
    headers = said["headers"]
    assert isinstance(headers, dict)
    assert headers["Strict-Transport-Security"] == "max-age=63072000"
    assert said["work"] >= 2**14  # type: ignore[operator]
    assert said["pragmas"] == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert said["location"] == "/console/"


def test_behind_a_trusted_proxy_http_is_sent_to_https_and_the_proxys_word_is_believed(tmp_path: Path) -> None:
    settings = {"TROTH_BASE_URL": "https://privacy.acme.example", "TROTH_TRUSTED_PROXIES": "1"}
    plain = _in_another_process(tmp_path / "a", _SETUP + _ASK.replace("HEADERS", "{}"), **settings)
    assert plain["status"] == 301
    assert plain["location"] == "https://privacy.acme.example/console/account/login/"
    headers = "{'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.9, 192.0.2.1'}"
    secure = _in_another_process(tmp_path / "b", _SETUP + _ASK.replace("HEADERS", headers), **settings)
    assert secure == {"status": 200, "location": None, "client": "192.0.2.1"}


_SETUP = "import json, os, django; os.makedirs(os.environ['TROTH_DATA']); django.setup()\n"
_ASK = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.test import Client
answer = Client(SERVER_NAME="privacy.acme.example", headers=HEADERS).get("/console/account/login/")
print(json.dumps({"status": answer.status_code, "location": answer.headers.get("Location"),
                  "client": answer.wsgi_request.META["REMOTE_ADDR"]} if answer.status_code == 200 else
                 {"status": answer.status_code, "location": answer.headers.get("Location")}))
"""


def test_importing_the_settings_makes_no_file(tmp_path: Path) -> None:
    code = "import json, os, troth.web.settings\nprint(json.dumps({'files': os.listdir(os.environ['TROTH_DATA'])}))"
    environment = {"TROTH_KEY": ""}
    assert _in_another_process(tmp_path, code, **environment) == {"files": []}


def test_sign_in_at_a_provider_is_loaded_only_where_one_is_set(tmp_path: Path) -> None:
    code = (
        "import json, sys, django; django.setup()\n"
        "from django.urls import get_resolver; get_resolver().url_patterns\n"
        "from django.conf import settings\n"
        "print(json.dumps({'loaded': 'allauth.socialaccount.models' in sys.modules, "
        "'form': settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action']}))"
    )
    provider = {"TROTH_OIDC_ISSUER": "https://login.acme.example/realm", "TROTH_OIDC_CLIENT": "troth"}
    assert _in_another_process(tmp_path, code) == {"loaded": False, "form": ["'self'"]}
    said = _in_another_process(tmp_path, code, **provider)
    assert said == {"loaded": True, "form": ["'self'", "https://login.acme.example"]}


@pytest.mark.parametrize("path", [LOGIN, "/console/", "/nowhere"])
def test_each_answer_forbids_what_a_page_of_ours_never_needs(installation: Installation, path: str) -> None:
    answer = a_client().get(path)
    policy = answer.headers["Content-Security-Policy"]
    for directive in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"):
        assert directive in policy
    for directive in ("base-uri 'none'", "form-action 'self'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Request-ID"]
    assert [name for name in answer.headers if name.startswith("Access-Control") or name in {"Server", "Via"}] == []
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Content-Type"].startswith("text/html; charset=utf-8")


def test_pages_of_the_console_are_kept_by_no_cache(installation: Installation) -> None:
    installation.found(ACME)
    from troth.store.people import Role

    client = installation.signed_in(installation.account("dana", Role.OFFICER))
    for path in ("/console/acme/promises/", "/console/account/email/", "/console/acme/keys/", "/console/nowhere/log/"):
        assert client.get(path).headers["Cache-Control"] == "no-store", path


@pytest.mark.parametrize("host", ["eve.example", "localhost.eve.example", "localhost@eve.example", ""])
def test_another_host_name_is_refused_and_not_repeated(installation: Installation, host: str) -> None:
    answer = a_client().get(LOGIN, headers={"host": host} if host else {"host": "bad host"})
    assert answer.status_code == 400
    assert "web.unknown-host" in answer.content.decode()
    assert "eve.example" not in answer.content.decode()


def test_a_program_is_told_a_problem_as_json(installation: Installation) -> None:
    answer = a_client().get("/api/v1/nowhere", headers={"host": "eve.example"})
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert (said["status"], said["id"]) == (400, "web.unknown-host")
    assert said["request"] == answer.headers["X-Request-ID"]


def test_a_form_without_its_token_is_refused(installation: Installation) -> None:
    dana = installation.account("dana")
    form = {"login": dana.email, "password": PASSWORD}
    answer = a_client(enforce_csrf_checks=True).post(LOGIN, form)
    assert answer.status_code == 403
    assert "web.csrf" in answer.content.decode()


def test_a_form_with_its_token_from_another_site_is_refused(installation: Installation) -> None:
    dana = installation.account("dana")
    client = a_client(enforce_csrf_checks=True)
    client.get(LOGIN)
    form = {"login": dana.email, "password": PASSWORD, "csrfmiddlewaretoken": client.cookies["troth-csrf"].value}
    assert client.post(LOGIN, form, headers={"origin": "https://eve.example"}).status_code == 403
    assert client.post(LOGIN, form, headers={"origin": "http://localhost"}).status_code == 302


def test_each_form_that_changes_something_has_a_token(installation: Installation) -> None:
    import re

    client = installation.signed_in(installation.account("dana"))
    paths = ["logout", "email", "password/change", "reauthenticate", "factors"]
    for path in [LOGIN, *(f"/console/account/{each}/" for each in paths)]:
        page = (a_client() if path == LOGIN else client).get(path, follow=True).content.decode()
        for form in re.findall(r'<form method="post".*?</form>', page, re.DOTALL):
            assert "csrfmiddlewaretoken" in form, path


def test_a_body_over_the_limit_is_refused(installation: Installation) -> None:
    large = a_client().post(LOGIN, b"x" * 4_000_001, content_type="application/x-www-form-urlencoded")
    assert (large.status_code, "web.too-large" in large.content.decode()) == (413, True)
    form = a_client().post(LOGIN, b"a=" + b"x" * 1_100_000, content_type="application/x-www-form-urlencoded")
    assert (form.status_code, "web.too-large" in form.content.decode()) == (413, True)
    fields = a_client().post(LOGIN, {f"f{number}": "x" for number in range(501)})
    assert (fields.status_code, "web.too-large" in fields.content.decode()) == (413, True)


def test_the_address_of_a_client_is_believed_only_from_a_trusted_proxy() -> None:
    from e2e.installation import prepared

    prepared()
    from django.http import HttpRequest

    from troth.web.middleware import _believe_proxies

    def seen(trusted: int, forwarded: str) -> str:
        request = HttpRequest()
        request.META = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
        _believe_proxies(request, trusted, is_https=False)
        assert "HTTP_X_FORWARDED_FOR" not in request.META
        return str(request.META["REMOTE_ADDR"])

    assert seen(0, "203.0.113.9") == "10.0.0.1"
    assert seen(1, "203.0.113.9, 192.0.2.1") == "192.0.2.1"
    assert seen(2, "203.0.113.9, 192.0.2.1") == "203.0.113.9"
    assert seen(2, "6.6.6.6, 203.0.113.9, 192.0.2.1") == "203.0.113.9"
    assert seen(1, "") == "10.0.0.1"


def test_somebody_elses_address_behind_no_trusted_proxy_does_not_escape_the_limits(installation: Installation) -> None:
    dana = installation.account("dana")
    for number in range(10):
        a_client().post(
            LOGIN,
            {"login": f"g{number}@mail.example", "password": "x"},
            headers={"x-forwarded-for": f"192.0.2.{number}"},
        )
    form = {"login": dana.email, "password": PASSWORD}
    answer = a_client().post(LOGIN, form, headers={"x-forwarded-for": "192.0.2.200"})
    assert "There were too many attempts" in answer.content.decode()


def test_our_own_mistake_is_said_without_saying_what_it_was(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from troth.web.console import views

    def fail(user: int) -> None:
        raise RuntimeError("canary.person@mail.example")

    client = installation.signed_in(installation.account("dana"))
    client.raise_request_exception = False
    monkeypatch.setattr(views, "organisations_of", fail)
    answer = client.get("/console/")
    assert answer.status_code == 500
    assert "web.internal-error" in answer.content.decode()
    assert "canary" not in answer.content.decode()
    assert answer.headers["X-Request-ID"] in answer.content.decode()


def test_a_database_that_is_away_is_said_as_such(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from troth.web.console import views

    def fail(user: int) -> None:
        raise OperationalError("database is locked")

    client = installation.signed_in(installation.account("dana"))
    monkeypatch.setattr(views, "organisations_of", fail)
    answer = client.get("/console/")
    assert answer.status_code == 503
    assert "store." in answer.content.decode()
