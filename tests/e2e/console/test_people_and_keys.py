"""People and keys: what is made is shown once, what ends is asked about first, the last administrator stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from e2e.console.filled import OURS
from e2e.installation import PASSWORD, a_client

if TYPE_CHECKING:
    from e2e.console.filled import Filled

PEOPLE = f"/console/{OURS}/people/"
KEYS = f"/console/{OURS}/keys/"


@pytest.fixture
def client(ours: Filled) -> Any:
    found = ours.client("administrator")
    found.post("/console/account/reauthenticate/", {"password": PASSWORD})
    return found


def _text(answer: Any) -> str:
    return str(answer.content.decode())


def test_an_invitation_is_shown_once_and_opens(client: Any) -> None:
    answer = client.post(f"{PEOPLE}invite/", {"role": "officer"}, follow=True)
    link = re.search(r"https?://[^<]*(/console/invitation/[^<]+/)<", _text(answer))
    assert link is not None
    assert a_client().get(link[1]).status_code == 302
    assert link[1] not in _text(client.get(PEOPLE))


def test_an_open_invitation_is_listed_without_its_link_and_withdrawn_after_a_question(
    ours: Filled, client: Any
) -> None:
    from troth.store import people

    answer = client.post(f"{PEOPLE}invite/", {"role": "officer"}, follow=True)
    link = re.search(r"https?://[^<]*(/console/invitation/([^<]+)/)<", _text(answer))
    assert link is not None
    (invited,) = people.invitations(ours.installation.store, OURS)
    listed = _text(client.get(PEOPLE))
    row = re.search(rf"<tr>(?:(?!</tr>).)*{invited.id}(?:(?!</tr>).)*</tr>", listed, re.DOTALL)
    assert row is not None
    assert "officer" in row[0]
    assert "administrator@mail.example" in row[0]
    assert f"{invited.expires_at:%-d %b %Y, %H:%M}" in row[0]
    assert link[2] not in listed
    path = f"{PEOPLE}invitations/{invited.id}/withdraw/"
    assert path in listed
    assert "Withdraw the invitation?" in _text(client.get(path))
    assert a_client().get(link[1]).status_code == 302, "to be asked withdraws nothing"
    assert "The invitation is withdrawn" in _text(client.post(path, follow=True))
    told = a_client().get(link[1])
    assert told.status_code == 404
    assert "people.invitation-not-open" in _text(told)
    assert "member.invitation-withdrawn" in _text(client.get(f"/console/{OURS}/log/?kind=member.invitation-withdrawn"))
    assert "There is no open invitation of this id" in _text(client.post(path, follow=True))
    assert client.get(path).status_code == 404
    assert invited.id not in _text(client.get(PEOPLE))


def test_an_invitation_of_another_organisation_or_of_all_is_not_withdrawn_here(ours: Filled, client: Any) -> None:
    from e2e.console.filled import THEIRS
    from troth.store import people

    store = ours.installation.store
    people.invite(store, THEIRS, people.Role.VIEWER, "command line")
    people.invite(store, None, people.Role.VIEWER, "command line")
    listed = _text(client.get(PEOPLE))
    assert "of all organisations" in listed
    assert "command line" in listed
    for where in (THEIRS, None):
        for each in people.invitations(store, where):
            assert f"{each.id}/withdraw/" not in listed
            assert client.get(f"{PEOPLE}invitations/{each.id}/withdraw/").status_code == 404
            assert "no open invitation" in _text(client.post(f"{PEOPLE}invitations/{each.id}/withdraw/", follow=True))
    assert len(people.invitations(store, THEIRS)) == 2


def test_an_officer_neither_sees_nor_withdraws_invitations(ours: Filled) -> None:
    from troth.store import people

    store = ours.installation.store
    people.invite(store, OURS, people.Role.VIEWER, "command line")
    (each,) = people.invitations(store, OURS)
    assert ours.client("officer").post(f"{PEOPLE}invitations/{each.id}/withdraw/").status_code == 403
    assert people.invitations(store, OURS) == (each,)


def test_what_waits_to_be_shown_stands_in_the_database_wrapped(client: Any) -> None:
    from django.contrib.sessions.models import Session

    answer = client.post(f"{KEYS}make/", {"name": "Shop", "scope": ["decide"], "days": "90", "rate": "10"})
    assert answer.status_code == 302
    kept = [row.get_decoded() for row in Session.objects.all()]
    assert any(f"once key {OURS}" in each for each in kept)
    assert "troth_" not in str(kept)
    assert "troth_" in _text(client.get(KEYS))


def test_a_role_is_changed_and_told_in_the_log(ours: Filled, client: Any) -> None:
    from troth.store import people

    viewer = ours.user("viewer").pk
    client.post(f"{PEOPLE}{viewer}/role/", {"role": "officer"})
    assert {each.user: each.role.value for each in people.members(OURS)}[viewer] == "officer"
    assert "member.granted" in _text(client.get(f"/console/{OURS}/log/?kind=member.granted"))


@pytest.mark.parametrize("how", ["role", "remove"])
def test_the_last_administrator_stays(ours: Filled, client: Any, how: str) -> None:
    herself = ours.user("administrator").pk
    answer = client.post(f"{PEOPLE}{herself}/{how}/", {"role": "viewer"}, follow=True)
    assert "This is the last administrator" in _text(answer)
    assert client.get(PEOPLE).status_code == 200


def test_a_member_is_removed_after_a_question(ours: Filled, client: Any) -> None:
    viewer = ours.user("viewer").pk
    assert "Remove account" in _text(client.get(f"{PEOPLE}{viewer}/remove/"))
    assert ours.client("viewer").get(f"/console/{OURS}/promises/").status_code == 200
    assert client.post(f"{PEOPLE}{viewer}/remove/").status_code == 302
    assert ours.client("viewer").get(f"/console/{OURS}/promises/").status_code == 404
    assert client.post(f"{PEOPLE}{viewer}/remove/").status_code == 404


def test_a_key_is_made_rotated_and_revoked_and_its_token_shown_once(client: Any) -> None:
    made = _text(client.post(f"{KEYS}make/", {"name": "Shop", "scope": ["decide"], "days": "90"}, follow=True))
    token = re.search(r"troth_[\w-]{20,}", made)
    assert token is not None
    listed = _text(client.get(KEYS))
    assert token[0] not in listed
    assert token[0][-4:] not in re.sub(r"<[^>]+>", "", listed).replace(" ", "")
    key = re.search(r"/keys/([0-9a-f]{32})/rotate/", listed)
    assert key is not None
    assert "holds on for 24 hours" in _text(client.get(f"{KEYS}{key[1]}/rotate/"))
    rotated = _text(client.post(f"{KEYS}{key[1]}/rotate/", follow=True))
    assert "troth_" in rotated
    assert "opens nothing from now on" in _text(client.get(f"{KEYS}{key[1]}/revoke/"))
    assert "opens nothing any more" in _text(client.post(f"{KEYS}{key[1]}/revoke/", follow=True))
    again = _text(client.post(f"{KEYS}{key[1]}/revoke/", follow=True))
    assert "There is no key of this id that holds" in again


def test_the_page_says_when_a_key_was_last_used(ours: Filled, client: Any) -> None:
    from troth.store import api_keys
    from troth.web.desk import desk

    token = re.search(
        r"troth_[\w-]{20,}",
        _text(client.post(f"{KEYS}make/", {"name": "Shop", "scope": ["decide"], "days": "90"}, follow=True)),
    )
    assert token is not None
    assert "not yet" in _text(client.get(KEYS))
    desk().following.look()
    assert desk().grant("troth_" + "x" * 43) is None
    assert desk().uses.look() == 0
    assert desk().grant(token[0]) is not None
    assert "not yet" in _text(client.get(KEYS)), "asking writes nothing"
    assert desk().uses.look() == 1
    (key,) = api_keys.keys(OURS)
    assert key.last_used_at is not None
    shown = _text(client.get(KEYS))
    assert "not yet" not in shown
    assert f'data-name="Last used" class="nowrap">{key.last_used_at:%-d %b %Y, %H:%M}<' in shown


def test_a_key_without_scopes_is_refused_with_what_to_do(client: Any) -> None:
    shown = _text(client.post(f"{KEYS}make/", {"name": "Shop", "days": "90"}, follow=True))
    assert "Choose at least one scope" in shown
