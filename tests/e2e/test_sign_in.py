"""Somebody of the staff signs in: password, second factor, limits, and what a session is worth."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pyotp
import pytest

from e2e.installation import ACME, PASSWORD, a_client
from troth.words import OrganisationId

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from e2e.installation import Installation

LOGIN = "/console/account/login/"


def _role(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- the store is imported once Django is set up
    from troth.store.people import Role

    return Role(name)


@pytest.fixture
def dana(installation: Installation) -> User:
    installation.found(ACME)
    return installation.account("dana", _role("officer"))


def _text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def _confirm(client: Client) -> None:
    """Answer the question whether it is she, where it is asked."""
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})


def _set_up_totp(client: Client) -> tuple[str, list[str]]:
    """The seed of a new authenticator app, and the recovery codes that come with it."""
    _confirm(client)
    shown = _text(client.get("/console/account/factors/totp/activate/"))
    seed = re.search(r"Secret: <code>([A-Z2-7]+)</code>", shown)
    assert seed is not None, shown
    code = pyotp.TOTP(seed[1]).now()
    answer = client.post("/console/account/factors/totp/activate/", {"code": code})
    assert answer.status_code == 302, _text(answer)
    codes = re.findall(r"<li><code>(\d{12})</code></li>", _text(client.get(answer.headers["Location"])))
    return seed[1], codes


def test_a_member_signs_in_and_comes_to_her_only_organisation(installation: Installation, dana: User) -> None:
    client = installation.signed_in(dana)
    shown = client.get("/console/", follow=True)
    assert shown.redirect_chain[-1][0] == "/console/acme/promises/"
    assert "Each sentence of your notice" in _text(shown)


def test_without_signing_in_the_console_sends_to_the_sign_in(dana: User) -> None:
    answer = a_client().get("/console/acme/promises/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{LOGIN}?next=/console/acme/promises/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(dana: User) -> None:
    told = []
    for login in (dana.email, "nobody@mail.example"):
        answer = a_client().post(LOGIN, {"login": login, "password": "wrong password wrong"})
        assert answer.status_code == 200
        told.append(re.sub(r'(name="csrfmiddlewaretoken" value="[^"]+")|(value="[^"@]+@[^"]+")', "", _text(answer)))
    assert told[0] == told[1]
    assert "not correct" in told[0]


def test_after_five_wrong_passwords_even_the_right_one_is_refused_from_anywhere(dana: User) -> None:
    for number in range(5):
        a_client(REMOTE_ADDR=f"192.0.2.{number}").post(LOGIN, {"login": dana.email, "password": "wrong wrong wrong"})
    answer = a_client(REMOTE_ADDR="192.0.2.77").post(LOGIN, {"login": dana.email, "password": PASSWORD})
    assert answer.status_code == 200
    assert "There were too many attempts" in _text(answer)


def test_one_address_that_tries_many_accounts_is_refused(installation: Installation, dana: User) -> None:
    for number in range(10):
        a_client().post(LOGIN, {"login": f"guess{number}@mail.example", "password": "wrong wrong wrong"})
    answer = a_client().post(LOGIN, {"login": dana.email, "password": PASSWORD})
    assert "There were too many attempts" in _text(answer)
    other = a_client(REMOTE_ADDR="192.0.2.77").post(LOGIN, {"login": dana.email, "password": PASSWORD})
    assert other.status_code == 302


def test_more_than_thirty_attempts_a_minute_are_answered_with_429(installation: Installation) -> None:
    statuses = [a_client().get(LOGIN).status_code for _ in range(3)]
    assert set(statuses) == {200}
    answers = [a_client().post(LOGIN, {}) for _ in range(32)]
    assert answers[0].status_code == 200
    assert answers[-1].status_code == 429
    assert "web.too-many-requests" in _text(answers[-1])
    assert answers[-1].headers["Retry-After"] == "300"


def test_a_second_factor_is_asked_for_and_its_code_holds_once(installation: Installation, dana: User) -> None:
    client = installation.signed_in(dana)
    seed, codes = _set_up_totp(client)
    assert len(codes) == 10
    later = a_client()
    answer = later.post(LOGIN, {"login": dana.email, "password": PASSWORD})
    assert answer.headers["Location"] == "/console/account/factors/authenticate/"
    assert later.get("/console/acme/promises/").status_code == 302, "half signed in is not signed in"
    wrong = later.post("/console/account/factors/authenticate/", {"code": "000000"})
    assert "This code is not correct" in _text(wrong)
    code = pyotp.TOTP(seed).now()
    assert later.post("/console/account/factors/authenticate/", {"code": code}).status_code == 302
    assert later.get("/console/acme/promises/").status_code == 200
    replaying = a_client()
    replaying.post(LOGIN, {"login": dana.email, "password": PASSWORD})
    again = replaying.post("/console/account/factors/authenticate/", {"code": code})
    assert again.status_code == 200
    assert "This code is not correct" in _text(again)


def test_a_recovery_code_lets_in_once(installation: Installation, dana: User) -> None:
    _, codes = _set_up_totp(installation.signed_in(dana))
    statuses = []
    for _ in range(2):
        client = a_client()
        client.post(LOGIN, {"login": dana.email, "password": PASSWORD})
        statuses.append(client.post("/console/account/factors/authenticate/", {"code": codes[0]}).status_code)
    assert statuses == [302, 200]


def test_the_seed_of_a_second_factor_does_not_stand_in_the_database(installation: Installation, dana: User) -> None:
    from allauth.mfa.models import Authenticator

    seed, codes = _set_up_totp(installation.signed_in(dana))
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert seed not in kept
    assert not [code for code in codes if code in kept]
    assert len(Authenticator.objects.values_list("data", flat=True)) == 2


def test_setting_up_a_second_factor_asks_again_who_it_is(installation: Installation, dana: User) -> None:
    client = installation.signed_in(dana)
    answer = client.get("/console/account/factors/totp/activate/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/console/account/reauthenticate/")
    _confirm(client)
    assert client.get("/console/account/factors/totp/activate/").status_code == 200


def test_the_session_has_a_new_key_after_signing_in(dana: User) -> None:
    client = a_client()
    client.get("/console/account/signup/")
    session = client.session
    session["planted"] = True
    session.save()
    before = str(session.session_key)
    client.cookies["troth-session"] = before
    client.post(LOGIN, {"login": dana.email, "password": PASSWORD})
    after = client.cookies["troth-session"].value
    assert before != after
    fixed = a_client()
    fixed.cookies["troth-session"] = before
    assert fixed.get("/console/acme/promises/").status_code == 302


def test_a_session_key_of_the_attackers_choice_is_not_taken(dana: User) -> None:
    client = a_client()
    client.cookies["troth-session"] = "a" * 32
    client.post(LOGIN, {"login": dana.email, "password": PASSWORD})
    assert client.cookies["troth-session"].value != "a" * 32
    fixed = a_client()
    fixed.cookies["troth-session"] = "a" * 32
    assert fixed.get("/console/acme/promises/").status_code == 302


def test_the_database_does_not_hold_the_key_of_a_session(installation: Installation, dana: User) -> None:
    from django.contrib.sessions.models import Session

    client = installation.signed_in(dana)
    held = client.cookies["troth-session"].value
    rows = list(Session.objects.values_list("session_key", flat=True))
    assert rows
    assert held not in rows
    thief = a_client()
    thief.cookies["troth-session"] = rows[0]
    assert thief.get("/console/acme/promises/").status_code == 302


def test_signing_out_ends_the_session_and_needs_a_form(installation: Installation, dana: User) -> None:
    client = installation.signed_in(dana)
    held = client.cookies["troth-session"].value
    assert client.get("/console/account/logout/").status_code == 200
    assert client.get("/console/acme/promises/").status_code == 200
    client.post("/console/account/logout/")
    kept = a_client()
    kept.cookies["troth-session"] = held
    assert kept.get("/console/acme/promises/").status_code == 302


def test_a_session_ends_after_half_an_hour_of_nothing(installation: Installation, dana: User) -> None:
    client = installation.signed_in(dana)
    assert client.get("/console/acme/promises/").status_code == 200
    session = client.session
    session["seen"] -= 31 * 60
    session.save()
    assert client.get("/console/acme/promises/").status_code == 302


def test_changing_the_password_ends_the_other_sessions(installation: Installation, dana: User) -> None:
    client, other = installation.signed_in(dana), installation.signed_in(dana)
    new = "nine blue lanterns burning"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/console/account/password/change/", form).status_code == 302
    assert client.get("/console/acme/promises/").status_code == 200
    assert other.get("/console/acme/promises/").status_code == 302


@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012", "dana@mail.example", "x7" * 65])
def test_a_weak_password_is_not_taken(installation: Installation, dana: User, weak: str) -> None:
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert installation.signed_in(dana).post("/console/account/password/change/", form).status_code == 200


def test_a_long_password_with_any_signs_is_taken(installation: Installation, dana: User) -> None:
    long = "é 漢字 🙂 " * 12
    form = {"oldpassword": PASSWORD, "password1": long, "password2": long}
    assert installation.signed_in(dana).post("/console/account/password/change/", form).status_code == 302


def test_a_password_is_shown_to_nobody_and_may_be_pasted(dana: User) -> None:
    field = re.search(r"<input[^>]*name=\"password\"[^>]*>", _text(a_client().get(LOGIN)))
    assert field is not None
    assert 'type="password"' in field[0]
    assert 'autocomplete="current-password"' in field[0]
    assert "onpaste" not in field[0]


def test_the_sign_in_does_not_lead_to_another_site(dana: User) -> None:
    form = {"login": dana.email, "password": PASSWORD, "next": "https://eve.example/"}
    assert a_client().post(LOGIN, form).headers["Location"] == "/console/"


def test_a_role_that_is_too_low_is_told_so(installation: Installation, dana: User) -> None:
    answer = installation.signed_in(dana).get("/console/acme/people/")
    assert answer.status_code == 403
    assert "web.role-too-low" in _text(answer)


def test_a_membership_of_all_reaches_each_organisation_and_no_other(installation: Installation, dana: User) -> None:
    globex = OrganisationId("globex")
    installation.found(globex)
    bob = installation.account("bob", _role("administrator"), None)
    client = installation.signed_in(bob)
    assert "Choose an organisation" in _text(client.get("/console/"))
    assert client.get("/console/globex/keys/").status_code == 200
    assert client.get("/console/nowhere/keys/").status_code == 404
    assert "Set up a second factor" in _text(client.get("/console/acme/keys/"))


def test_an_administrator_without_a_second_factor_is_kept_out_where_the_setting_asks_for_one(
    installation: Installation, dana: User
) -> None:
    from django.test import override_settings

    bob = installation.account("bob", _role("administrator"))
    with override_settings(SECOND_FACTOR_REQUIRED=True):
        client = installation.signed_in(bob)
        assert client.get("/console/acme/keys/").headers["Location"] == "/console/account/factors/"
        _set_up_totp(client)
        assert client.get("/console/acme/keys/").status_code == 200
        assert installation.signed_in(dana).get("/console/acme/promises/").status_code == 200


def test_an_account_without_any_role_is_told_how_to_get_one(installation: Installation) -> None:
    assert "No organisation yet" in _text(installation.signed_in(installation.account("eve")).get("/console/"))
