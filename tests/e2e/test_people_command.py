"""The first administrator gets in by the command line, and by nothing that is there by default."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from e2e.installation import ACME, GLOBEX, PASSWORD, a_client

if TYPE_CHECKING:
    from e2e.installation import Installation

pytestmark = pytest.mark.slow


def _troth(installation: Installation, *arguments: str, code: int = 0) -> tuple[str, str]:
    """What the command says on the same installation, in a process of its own."""
    command = [sys.executable, "-m", "troth", "people", *arguments]
    ran = subprocess.run(
        command, env=installation.environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == code, ran.stderr
    return ran.stdout, ran.stderr


def _path(link: str) -> str:
    return re.sub(r"^https?://[^/]+", "", link.strip())


def test_a_new_installation_has_no_account_at_all(installation: Installation) -> None:
    from django.contrib.auth.models import User

    assert User.objects.count() == 0
    assert "nobody yet" in _troth(installation, "list", "--everywhere")[0]


def test_the_link_of_the_command_makes_the_first_administrator(installation: Installation) -> None:
    installation.found(ACME, GLOBEX)
    link, said = _troth(installation, "invite", "--everywhere", "--role", "administrator")
    assert link.startswith("http://127.0.0.1:")
    assert "holds once" in said
    client = a_client()
    client.get(_path(link))
    client.post("/console/account/signup/", {"email": "dana@mail.example", "password1": PASSWORD})
    said = _troth(installation, "list", "--organisation", "acme", "--format", "json")[0]
    (row,) = json.loads(said)
    assert (row["address"], row["role"], row["organisation"]) == ("dana@mail.example", "administrator", "everywhere")
    assert "dana@mail.example" in _troth(installation, "list", "--everywhere")[0]
    _, refused = _troth(installation, "remove", str(row["user"]), "--everywhere", code=2)
    assert "people.last-administrator" in refused


def test_a_removed_member_sees_nothing_any_more(installation: Installation) -> None:
    from troth.store.people import Role

    installation.found(ACME)
    dana = installation.account("dana", Role.OFFICER)
    client = installation.signed_in(dana)
    assert client.get("/console/acme/log/").status_code == 200
    assert "no role in acme" in _troth(installation, "remove", str(dana.pk), "--organisation", "acme")[0]
    assert client.get("/console/acme/log/").status_code == 404


def test_an_open_invitation_is_listed_without_its_link_and_withdrawn(installation: Installation) -> None:
    assert "none is open" in _troth(installation, "invitations", "--everywhere")[0]
    first = _troth(installation, "invite", "--everywhere", "--role", "administrator")[0].strip()
    installation.found(ACME)
    second = _troth(installation, "invite", "--organisation", "acme", "--role", "officer")[0].strip()
    rows = json.loads(_troth(installation, "invitations", "--everywhere", "--format", "json")[0])
    assert {(each["role"], each["organisation"]) for each in rows} == {
        ("administrator", "everywhere"),
        ("officer", "acme"),
    }
    assert {each["invited_by"] for each in rows} == {"command line"}
    told = _troth(installation, "invitations", "--organisation", "acme")[0]
    for link in (first, second):
        assert link.split("/")[-2] not in told + json.dumps(rows)
    for row, link in zip(sorted(rows, key=lambda each: str(each["role"])), (first, second), strict=True):
        assert row["id"] in told
        assert a_client().get(_path(link)).status_code == 302
        assert "withdrawn" in _troth(installation, "withdraw", row["id"])[0]
        assert a_client().get(_path(link)).status_code == 404
        assert "people.no-such-invitation" in _troth(installation, "withdraw", row["id"], code=2)[1]


def test_a_new_password_can_be_had_without_mail(installation: Installation) -> None:
    dana = installation.account("dana")
    client = a_client()
    opened = client.get(_path(_troth(installation, "reset", str(dana.pk))[0]), follow=True)
    assert "Choose a new password" in opened.content.decode()
    new = "nine blue lanterns burning"
    client.post(opened.redirect_chain[-1][0], {"password1": new, "password2": new})
    form = {"login": dana.email, "password": new}
    assert a_client().post("/console/account/login/", form).status_code == 302


@pytest.mark.parametrize(
    ("arguments", "id_"),
    [
        (("invite", "--role", "officer"), "people.no-organisation"),
        (("invite", "--role", "officer", "--organisation", "acme", "--everywhere"), "people.no-organisation"),
        (("invite", "--role", "officer", "--organisation", "nowhere"), "no-such-organisation"),
        (("invite", "--role", "owner", "--everywhere"), "cli.bad-value"),
        (("list", "--organisation", "nowhere"), "no-such-organisation"),
        (("remove", "7", "--organisation", "acme"), "people.no-such-member"),
        (("reset", "7"), "people.no-such-member"),
        (("invitations", "--organisation", "nowhere"), "no-such-organisation"),
        (("invitations",), "people.no-organisation"),
        (("withdraw", "0" * 32), "people.no-such-invitation"),
    ],
)
def test_what_cannot_be_is_refused_with_its_id(
    installation: Installation, arguments: tuple[str, ...], id_: str
) -> None:
    installation.found(ACME)
    out, said = _troth(installation, *arguments, code=2)
    assert id_ in said
    assert "help: " in said
    assert out == ""
