"""Somebody of the staff signs in at a provider: who she is comes from there, what she may do never does.

A whole server in a process of its own, for a provider is set before Django is set up; the provider is one of ours
(`e2e.provider`), and the browser keeps cookies and runs no script.
"""

from __future__ import annotations

import contextlib
import html
import json
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pyotp
import pytest
import requests

from e2e.installation import PASSWORD
from e2e.installed import clean, serving
from e2e.provider import CLIENT, SECRET, Fault, Person, Provider, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from e2e.installed import Served

pytestmark = pytest.mark.slow

DANA = Person("0001", "dana@mail.example")
EVE = Person("0666", "eve@mail.example")
LOGIN = "/console/account/login/"
AT_PROVIDER = "/console/account/oidc/staff/login/"
AWAY = {Fault.DOWN_AT_DISCOVERY, Fault.DOWN_AT_TOKEN, Fault.DOWN_AT_KEYS, Fault.NO_JSON, Fault.GONE}
_FILLING = """
import json, sys
from troth.web.opening import open_installation
open_installation()
from troth.store import organisations, people
from troth.web import installed
for each in ("acme", "globex"):
    organisations.found(installed.store(), each, each.title())
role = people.Role.OFFICER
print(json.dumps([people.invite(installed.store(), "acme", role, "test") for _ in range(12)]))
"""


@dataclass(slots=True)
class Site:
    """The server with its provider; `invitations` are links that nobody used yet."""

    served: Served
    provider: Provider
    folder: Path
    invitations: list[str]

    def rows(self, query: str) -> list[Any]:
        """What the database says."""
        with contextlib.closing(sqlite3.connect(self.folder / "troth.sqlite3")) as database:
            return database.execute(query).fetchall()

    @property
    def accounts(self) -> int:
        return len(self.rows("SELECT id FROM auth_user"))


@dataclass(slots=True)
class Visitor:
    """A browser that has been nowhere yet."""

    site: Site
    browser: requests.Session = field(default_factory=requests.Session)

    def get(self, path: str) -> requests.Response:
        return self.browser.get(self._at(path), allow_redirects=False, timeout=20)

    def post(self, path: str, **sent: str) -> requests.Response:
        return self.fill_in(self.browser.get(self._at(path), timeout=20), **sent)

    def fill_in(self, page: requests.Response, **sent: str) -> requests.Response:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token is not None, page.text
        form = {"csrfmiddlewaretoken": token[1], **sent}
        return self.browser.post(page.url, form, allow_redirects=False, timeout=20)

    def leave(self, rest: str = "") -> requests.Response:
        """From the sign-in page to the provider: the answer that sends her there, or says why not."""
        assert AT_PROVIDER in self.browser.get(self._at(LOGIN), timeout=20).text
        return self.post(AT_PROVIDER + rest)

    def come_back(self, person: Person = DANA) -> str:
        """She signs in at the provider: the address that it sends her to."""
        self.site.provider.person = person
        there = self.leave()
        assert there.status_code == 302, there.text
        assert there.headers["Location"].startswith(f"{self.site.provider.address}/authorize?")
        return requests.get(there.headers["Location"], allow_redirects=False, timeout=20).headers["Location"]

    def sign_in(self, person: Person = DANA) -> requests.Response:
        """The whole way; the last answer of ours, or the page that says why there is no way."""
        self.site.provider.person = person
        there = self.leave()
        if there.status_code != 302:
            return there
        back = requests.get(there.headers["Location"], allow_redirects=False, timeout=20).headers["Location"]
        return self.get(back)

    def accept(self) -> None:
        """Open the link of an invitation."""
        assert self.get(f"/console/invitation/{self.site.invitations.pop()}/").status_code == 302

    @property
    def is_in(self) -> bool:
        """Whether somebody is signed in here."""
        answer = self.get("/console/")
        return not (answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN))

    def sees(self, organisation: str) -> bool:
        return self.get(f"/console/{organisation}/promises/").status_code == 200

    def _at(self, path: str) -> str:
        return path if path.startswith("http") else f"http://127.0.0.1:{self.site.served.port}{path}"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The server and its provider, in which dana became an officer of acme by the provider."""
    folder = tmp_path_factory.mktemp("provider")
    with running() as provider:
        environment = clean(
            TROTH_DATA=str(folder),
            TROTH_OIDC_ISSUER=provider.address,
            TROTH_OIDC_CLIENT=CLIENT,
            TROTH_OIDC_SECRET=SECRET,
            TROTH_LOG_LEVEL="info",
        )
        filled = subprocess.run(
            [sys.executable, "-c", _FILLING], env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert filled.returncode == 0, filled.stderr
        with serving(environment) as served:
            served.wait_until_ready()
            site = Site(served, provider, folder, json.loads(filled.stdout))
            dana = Visitor(site)
            dana.accept()
            assert dana.sign_in().status_code == 302
            yield site


@pytest.fixture
def site(whole: Site) -> Iterator[Site]:
    """The same, in which nothing is wrong with the provider."""
    whole.provider.fault, whole.provider.refuses = None, ""
    yield whole
    whole.provider.fault, whole.provider.refuses = None, ""


def says(answer: requests.Response, id_: str) -> bool:
    """Whether a page tells of a problem, in a sentence, with its id and what to do."""
    text = html.unescape(answer.text)
    return f"<code>{id_}</code>" in text and "What you can do:" in text and "<h1>" in text


def test_who_is_invited_signs_in_at_the_provider_and_sees_her_organisation_alone(site: Site) -> None:
    dana = Visitor(site)
    assert dana.sign_in().status_code == 302
    assert dana.is_in
    assert dana.sees("acme")
    assert not dana.sees("globex")
    assert dana.get("/console/acme/people/").status_code == 403, "an officer, as the invitation says"


def test_what_is_kept_of_her_is_her_address_and_a_hash_of_issuer_and_subject(site: Site) -> None:
    ((uid, extra, name, first, email),) = site.rows(
        "SELECT s.uid, s.extra_data, u.username, u.first_name, u.email FROM socialaccount_socialaccount s "
        "JOIN auth_user u ON u.id = s.user_id WHERE u.email = 'dana@mail.example'"
    )
    assert uid == sha256(f"{site.provider.address}\n{DANA.subject}".encode()).hexdigest()
    assert json.loads(extra) == {"userinfo": {"email": DANA.address}}
    assert (email, first) == (DANA.address, "")
    assert "dana" not in name


def test_she_is_known_by_her_subject_and_not_by_her_address(site: Site) -> None:
    dana = Visitor(site)
    dana.sign_in(Person(DANA.subject, "dana.new@mail.example"))
    assert dana.sees("acme")


def test_a_stranger_without_an_invitation_gets_no_account_and_sees_no_organisation(site: Site) -> None:
    before = site.accounts
    eve = Visitor(site)
    answer = eve.sign_in(EVE)
    assert "Accounts come by invitation" in answer.text
    assert site.accounts == before
    assert not eve.is_in
    assert not eve.sees("acme")
    assert not eve.sees("globex")


@pytest.mark.parametrize("invited", [False, True])
@pytest.mark.parametrize("verified", [True, False, "false"])
def test_whoever_claims_the_address_of_an_account_does_not_get_it(
    site: Site, *, invited: bool, verified: object
) -> None:
    before = site.rows("SELECT id, email FROM auth_user")
    eve = Visitor(site)
    if invited:
        eve.accept()
    eve.sign_in(Person("0667", DANA.address, verified))
    assert not eve.sees("acme")
    assert not eve.is_in
    assert site.rows("SELECT id, email FROM auth_user") == before


@pytest.mark.parametrize(("said", "kept"), [(True, 1), (False, 0), ("false", 0), ("true", 0)])
def test_an_address_is_proved_where_the_provider_says_so_in_so_many_words(site: Site, said: object, kept: int) -> None:
    person = Person(f"0100-{said!r}", f"bob{sha256(repr(said).encode()).hexdigest()[:8]}@mail.example", said)
    bob = Visitor(site)
    bob.accept()
    bob.sign_in(person)
    assert site.rows(f"SELECT verified FROM account_emailaddress WHERE email = '{person.address}'") == [(kept,)]  # noqa: S608


@pytest.mark.parametrize("fault", list(Fault))
def test_what_goes_wrong_ends_on_a_clear_page_and_nobody_is_signed_in(site: Site, fault: Fault) -> None:
    before = site.accounts
    dana = Visitor(site)
    site.provider.fault = fault
    answer = dana.sign_in()
    is_away = fault in AWAY
    assert answer.status_code == (503 if is_away else 401)
    assert says(answer, "people.provider-away" if is_away else "people.provider-refused"), answer.text
    assert not dana.is_in
    assert not dana.sees("acme")
    assert site.accounts == before
    site.provider.fault = None
    dana.sign_in()
    assert dana.sees("acme"), "the clean case, in the same browser"


def test_a_state_of_somebody_else_is_refused(site: Site) -> None:
    dana = Visitor(site)
    back = dana.come_back()
    given = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
    answer = dana.get(back.partition("?")[0] + "?" + urlencode(given | {"state": "forged"}))
    assert answer.status_code == 401
    assert says(answer, "people.provider-refused")
    assert not dana.is_in
    assert dana.get(back).status_code == 302, "the clean case: the state that is hers"
    assert dana.is_in


def test_the_way_back_opened_in_another_browser_signs_nobody_in(site: Site) -> None:
    """Else whoever signs in could sign another in as herself (RFC 6749, 10.12)."""
    back = Visitor(site).come_back()
    other = Visitor(site)
    assert says(other.get(back), "people.provider-refused")
    assert not other.is_in


def test_a_code_works_once(site: Site) -> None:
    dana = Visitor(site)
    first = dana.come_back()
    assert dana.get(first).status_code == 302
    again = Visitor(site)
    second = again.come_back()
    code = parse_qs(urlsplit(first).query)["code"][0]
    state = parse_qs(urlsplit(second).query)["state"][0]
    answer = again.get(f"{AT_PROVIDER}callback/?{urlencode({'code': code, 'state': state})}")
    assert answer.status_code == 401
    assert says(answer, "people.provider-refused")
    assert not again.is_in
    assert says(again.get(second), "people.provider-refused"), "its state was used up by the try"


def test_a_code_of_another_attempt_is_refused_by_its_challenge(site: Site) -> None:
    one, other = Visitor(site), Visitor(site)
    stolen = parse_qs(urlsplit(one.come_back()).query)["code"][0]
    state = parse_qs(urlsplit(other.come_back(EVE)).query)["state"][0]
    assert says(
        other.get(f"{AT_PROVIDER}callback/?{urlencode({'code': stolen, 'state': state})}"), "people.provider-refused"
    )
    assert not other.is_in


def test_no_link_chooses_the_nonce_or_the_challenge(site: Site) -> None:
    forged = urlencode({"auth_params": "nonce=fixed&code_challenge=fixed&state=fixed"})
    there = Visitor(site).leave(f"?{forged}").headers["Location"]
    asked = parse_qs(urlsplit(there).query)
    assert {len(values) for values in asked.values()} == {1}
    assert "fixed" not in (asked["nonce"][0], asked["code_challenge"][0])


def test_who_stops_at_the_provider_is_told_that_nothing_changed(site: Site) -> None:
    site.provider.refuses = "access_denied"
    dana = Visitor(site)
    answer = dana.sign_in()
    assert answer.status_code == 302
    assert "You stopped signing in" in dana.get(answer.headers["Location"]).text
    assert not dana.is_in
    site.provider.refuses = "server_error"
    assert says(dana.sign_in(), "people.provider-refused")


def test_a_second_factor_is_asked_for_after_the_provider_too(site: Site) -> None:
    person = Person("0200", "charlie@mail.example")
    charlie = Visitor(site)
    charlie.accept()
    charlie.post("/console/account/signup/", email=person.address, password1=PASSWORD)
    assert charlie.is_in
    charlie.post("/console/account/reauthenticate/", password=PASSWORD)
    back = charlie.post(f"{AT_PROVIDER}?process=connect")
    site.provider.person = person
    charlie.get(requests.get(back.headers["Location"], allow_redirects=False, timeout=20).headers["Location"])
    assert (
        len(site.rows("SELECT id FROM socialaccount_socialaccount WHERE user_id = (SELECT MAX(id) FROM auth_user)"))
        == 1
    )
    page = charlie.get("/console/account/factors/totp/activate/")
    seed = re.search(r"Secret: <code>([A-Z2-7]+)</code>", page.text)
    assert seed is not None, page.text
    assert charlie.fill_in(page, code=pyotp.TOTP(seed[1]).now()).status_code == 302
    later = Visitor(site)
    assert later.sign_in(person).headers["Location"].startswith("/console/account/factors/authenticate/")
    assert not later.is_in, "half signed in is not signed in"
    assert not later.sees("acme")


def test_the_log_tells_which_problem_it_was_and_nothing_that_the_provider_sent(site: Site) -> None:
    site.provider.fault = Fault.OTHER_NONCE
    Visitor(site).sign_in()
    said = "".join(site.served.said)
    assert '"people.provider-refused"' in said
    secrets = [DANA.address, EVE.address, SECRET, *site.provider.codes, *site.provider.tokens]
    assert not [each for each in secrets if each in said]
