"""Somebody becomes staff by a one-time link, and in no other way."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from e2e.installation import ACME, GLOBEX, PASSWORD, a_client
from troth.errors import WrongUse

if TYPE_CHECKING:
    from django.test import Client

    from e2e.installation import Installation

SIGN_UP = "/console/account/signup/"
FORM = {"email": "dana@mail.example", "password1": PASSWORD}


def _role(name: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- the store is imported once Django is set up
    from troth.store.people import Role

    return Role(name)


def _users() -> list[str]:
    from django.contrib.auth.models import User

    return list(User.objects.values_list("email", flat=True))


@pytest.fixture
def link(installation: Installation) -> str:
    installation.found(ACME, GLOBEX)
    return installation.invite(_role("officer"))


def _confirm_address(client: Client) -> None:
    """Open the link in the last message, and say yes."""
    from django.core import mail

    text = str(mail.outbox[-1].body)
    path = next(each for each in text.split() if "/confirm-email/" in each).partition("localhost")[2]
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 302


def test_an_invitation_makes_an_account_with_the_role_it_names(installation: Installation, link: str) -> None:
    from troth.web.people import organisations_of

    client = a_client()
    assert client.get(link).headers["Location"] == "/console/invitation/"
    shown = client.get("/console/invitation/").content.decode()
    assert "officer" in shown
    assert "Acme" in shown
    client.post(SIGN_UP, FORM)
    _confirm_address(client)
    client.post("/console/account/login/", {"login": FORM["email"], "password": PASSWORD})
    assert client.get("/console/acme/subjects/").status_code == 200
    assert client.get("/console/acme/people/").status_code == 403
    assert client.get("/console/globex/promises/").status_code == 404
    from django.contrib.auth.models import User

    user = User.objects.get()
    assert organisations_of(user.pk) == {ACME: _role("officer")}
    assert "dana" not in user.username
    assert user.password.startswith("scrypt$")


def test_the_token_leaves_the_address_bar_and_stands_in_no_page(installation: Installation, link: str) -> None:
    token = link.split("/")[-2]
    client = a_client()
    for path in (link, "/console/invitation/", SIGN_UP):
        answer = client.get(path)
        assert token not in answer.content.decode() + answer.headers.get("Location", "")
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"


def test_the_token_stands_in_no_table(installation: Installation, link: str) -> None:
    from django.db import connection

    from troth.web import installed

    connection.close()
    token = link.split("/")[-2].encode()
    files = list(installed.settings().data.glob("troth.sqlite3*"))
    assert files
    assert not [each for each in files if token in each.read_bytes()]


def test_looking_at_the_link_uses_nothing_up(installation: Installation, link: str) -> None:
    for _ in range(3):
        assert a_client().get(link).status_code == 302
        assert a_client().head(link).status_code == 302


def test_nobody_signs_up_without_an_invitation(installation: Installation) -> None:
    client = a_client()
    assert "by invitation" in client.get(SIGN_UP).content.decode()
    client.post(SIGN_UP, FORM)
    assert _users() == []


def test_a_replayed_invitation_is_answered_as_a_forged_one(installation: Installation, link: str) -> None:
    first = a_client()
    first.get(link)
    first.post(SIGN_UP, FORM)
    told = []
    for path in (link, "/console/invitation/forged-forged-forged/"):
        client = a_client()
        answer = client.get(path)
        assert answer.status_code == 404
        told.append(answer.content.decode().partition("Id of this problem")[0])
        client.post(SIGN_UP, FORM | {"email": "eve@mail.example"})
    assert told[0] == told[1]
    assert "not open" in told[0]
    assert _users() == ["dana@mail.example"]


def test_an_expired_invitation_makes_nobody_a_member(installation: Installation) -> None:
    from troth.store import people

    installation.found(ACME)
    token = people.invite(installation.store, ACME, _role("officer"), "test", holds=timedelta(seconds=-1))
    client = a_client()
    assert client.get(f"/console/invitation/{token}/").status_code == 404
    client.post(SIGN_UP, FORM)
    assert _users() == []


def test_of_two_who_opened_the_same_link_the_second_gets_no_account(installation: Installation, link: str) -> None:
    first, second = a_client(), a_client()
    first.get(link)
    second.get(link)
    first.post(SIGN_UP, FORM)
    second.post(SIGN_UP, FORM | {"email": "eve@mail.example"})
    assert _users() == ["dana@mail.example"]


def test_where_the_invitation_closes_between_form_and_role_the_account_is_taken_back(
    installation: Installation, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from troth.web import accounts

    monkeypatch.setattr(accounts, "accept", lambda _token, _user: False)
    client = a_client()
    client.get(link)
    answer = client.post(SIGN_UP, FORM)
    assert answer.status_code == 400
    assert "people.invitation-not-open" in answer.content.decode()
    assert _users() == []


def test_somebody_who_has_an_account_accepts_while_signed_in(installation: Installation, link: str) -> None:
    bob = installation.account("bob")
    client = installation.signed_in(bob)
    client.get(link)
    assert "bob@mail.example" in client.get("/console/invitation/").content.decode()
    assert client.post("/console/invitation/").status_code == 302
    assert client.get("/console/acme/subjects/").status_code == 200
    assert client.post("/console/invitation/").status_code == 404


def test_an_invitation_to_less_takes_no_role_away(installation: Installation, link: str) -> None:
    bob = installation.account("bob", _role("administrator"))
    client = installation.signed_in(bob)
    client.get(link)
    answer = client.post("/console/invitation/")
    assert answer.status_code == 409
    assert "people.role-held" in answer.content.decode()
    assert client.get("/console/acme/people/").status_code == 200
    assert a_client().get(link).status_code == 302, "it is still open to whom it is meant for"


def test_an_address_that_is_taken_is_told_to_its_owner_only(installation: Installation, link: str) -> None:
    from django.core import mail

    installation.account("dana")
    client = a_client()
    client.get(link)
    taken = client.post(SIGN_UP, FORM)
    other = a_client()
    other.get(link)
    new = other.post(SIGN_UP, FORM | {"email": "bob@mail.example"})
    assert (taken.status_code, taken.headers["Location"]) == (new.status_code, new.headers["Location"])
    assert "There is one already" in str(mail.outbox[0].body)


def test_the_first_administrators_link_reaches_every_organisation(installation: Installation) -> None:
    installation.found(ACME, GLOBEX)
    client = a_client()
    client.get(installation.invite(_role("administrator"), None))
    assert "every organisation" in client.get("/console/invitation/").content.decode()
    client.post(SIGN_UP, FORM)
    _confirm_address(client)
    client.post("/console/account/login/", {"login": FORM["email"], "password": PASSWORD})
    for each in (ACME, GLOBEX):
        assert client.get(f"/console/{each}/people/").status_code == 200


def test_the_last_administrator_stays(installation: Installation) -> None:
    from troth.store import people

    installation.found(ACME)
    bob = installation.account("bob", _role("administrator"))
    with pytest.raises(WrongUse) as refused:
        people.revoke(installation.store, ACME, bob.pk, "test")
    assert refused.value.id == "people.last-administrator"
