"""A new password comes by a link: once, for a short time, and without saying who has an account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from e2e.installation import PASSWORD, a_client

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from e2e.installation import Installation

RESET = "/console/account/password/reset/"
NEW = "nine blue lanterns burning"


@pytest.fixture
def dana(installation: Installation) -> User:
    return installation.account("dana")


def _link(number: int = -1) -> str:
    from django.core import mail

    found = re.search(r"http://localhost(/console/account/password/reset/key/\S+)", str(mail.outbox[number].body))
    assert found is not None, mail.outbox[number].body
    return found[1]


def _use(client: Client, link: str) -> bool:
    """Whether the link let its bearer choose a new password."""
    opened = client.get(link, follow=True)
    if "Choose a new password" not in opened.content.decode():
        return False
    path = opened.redirect_chain[-1][0]
    return client.post(path, {"password1": NEW, "password2": NEW}).status_code == 302


def _enters(user: User, password: str) -> bool:
    return a_client().post("/console/account/login/", {"login": user.email, "password": password}).status_code == 302


def test_the_link_sets_a_new_password_once(dana: User) -> None:
    a_client().post(RESET, {"email": dana.email})
    link = _link()
    assert _use(a_client(), link)
    assert _enters(dana, NEW)
    assert not _enters(dana, PASSWORD)
    assert not _use(a_client(), link)


def test_using_the_link_tells_the_owner(dana: User) -> None:
    from django.core import mail

    a_client().post(RESET, {"email": dana.email})
    _use(a_client(), _link())
    assert mail.outbox[-1].to == [dana.email]
    assert "password" in mail.outbox[-1].subject.lower()


def test_the_link_is_gone_from_the_address_when_the_form_is_shown(dana: User) -> None:
    a_client().post(RESET, {"email": dana.email})
    opened = a_client().get(_link(), follow=True)
    token = _link().rstrip("/").partition("-")[2]
    assert opened.redirect_chain
    assert token not in opened.redirect_chain[-1][0] + opened.content.decode()


@pytest.mark.parametrize("change", ["token", "account", "all"])
def test_a_forged_link_opens_nothing(installation: Installation, dana: User, change: str) -> None:
    bob = installation.account("bob")
    a_client().post(RESET, {"email": dana.email})
    whole = _link()
    beginning, _, key = whole.rstrip("/").rpartition("/")
    account, _, token = key.partition("-")
    forged = {
        "token": f"{account}-{token[:-1]}{'0' if token[-1] != '0' else '1'}",
        "account": f"{bob.pk}-{token}",
        "all": "zz-000000-00000000000000000000000000000000",
    }[change]
    assert not _use(a_client(), f"{beginning}/{forged}/")
    assert _use(a_client(), whole), "the link that was not touched does open"
    assert _enters(bob, PASSWORD)


def test_a_sign_in_closes_the_link(dana: User) -> None:
    a_client().post(RESET, {"email": dana.email})
    assert _enters(dana, PASSWORD)
    assert not _use(a_client(), _link())


def test_an_expired_link_opens_nothing(dana: User) -> None:
    from django.test import override_settings

    a_client().post(RESET, {"email": dana.email})
    with override_settings(PASSWORD_RESET_TIMEOUT=-1):
        assert not _use(a_client(), _link())
    assert _use(a_client(), _link())


def test_the_answer_does_not_say_whether_there_is_an_account(dana: User) -> None:
    from django.core import mail

    told = []
    for address in (dana.email, "nobody@mail.example"):
        client = a_client()
        answer = client.post(RESET, {"email": address})
        told.append((answer.status_code, answer.headers["Location"], client.get(answer.headers["Location"]).content))
    assert told[0] == told[1]
    assert [each.to for each in mail.outbox] == [[dana.email], ["nobody@mail.example"]], "and takes as long"
    assert "There is no account" in str(mail.outbox[1].body)


def test_a_link_is_sent_three_times_a_minute_at_most(dana: User) -> None:
    from django.core import mail

    answers = [a_client(REMOTE_ADDR=f"192.0.2.{each}").post(RESET, {"email": dana.email}) for each in range(5)]
    assert [each.status_code for each in answers].count(302) == 3
    assert len(mail.outbox) == 3


def test_a_new_address_is_taken_only_after_its_own_link_and_the_old_one_is_told(
    installation: Installation, dana: User
) -> None:
    from allauth.account.models import EmailAddress
    from django.core import mail

    client = installation.signed_in(dana)
    path = "/console/account/email/"
    asked = client.post(path, {"email": "dana2@mail.example", "action_add": "1"})
    assert asked.headers["Location"].startswith("/console/account/reauthenticate/")
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    client.post(path, {"email": "dana2@mail.example", "action_add": "1"})
    assert EmailAddress.objects.get_primary_email(dana) == dana.email
    text = next(str(each.body) for each in mail.outbox if each.to == ["dana2@mail.example"])
    confirm = next(each for each in text.split() if "/confirm-email/" in each).partition("localhost")[2]
    client.get(confirm)
    assert EmailAddress.objects.get_primary_email(dana) == dana.email, "looking at the link changes nothing"
    client.post(confirm)
    assert EmailAddress.objects.get_primary_email(dana) == "dana2@mail.example"
    assert "dana@mail.example" in [each.to[0] for each in mail.outbox]


def test_asking_for_an_address_that_another_has_says_nothing(installation: Installation, dana: User) -> None:
    installation.account("bob")
    client = installation.signed_in(dana)
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    answers = []
    for address in ("bob@mail.example", "free@mail.example"):
        answer = client.post("/console/account/email/", {"email": address, "action_add": "1"})
        answers.append((answer.status_code, answer.headers.get("Location")))
    assert answers[0] == answers[1]
