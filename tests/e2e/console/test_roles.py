"""Who sees which page: each path of the console, asked for by each role and by somebody of another organisation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from e2e.console.filled import ALICE, OURS, THEIRS
from e2e.installation import PASSWORD, a_client

if TYPE_CHECKING:
    from e2e.console.filled import Filled

VERSION = "2022-10-18"
PROPOSAL = "0199bbbb00007000800000000000000a"
NEEDS = {
    "promises/": "viewer",
    "promises/s2/": "viewer",
    "subjects/": "viewer",
    f"subjects/{ALICE}/": "viewer",
    "requests/": "viewer",
    "requests/new/": "officer",
    "requests/holds/": "viewer",
    "requests/holds/none/lift/": "administrator",
    "requests/none/": "viewer",
    "requests/none/approve/": "officer",
    "requests/none/deny/": "officer",
    "requests/none/extend/": "officer",
    "requests/none/begin/": "officer",
    "requests/none/close/": "officer",
    "requests/none/answer/": "officer",
    "requests/none/prove/": "officer",
    "estate/": "viewer",
    "estate/load/": "administrator",
    "policies/": "viewer",
    "policies/new/": "officer",
    "policies/proposals/new/": "officer",
    f"policies/proposals/{PROPOSAL}/": "viewer",
    f"policies/proposals/{PROPOSAL}/sure/": "officer",
    f"policies/proposals/{PROPOSAL}/elements/policy/": "officer",
    f"policies/proposals/{PROPOSAL}/sentences/s2/": "officer",
    f"policies/proposals/{PROPOSAL}/finish/": "officer",
    f"policies/proposals/{PROPOSAL}/discard/": "officer",
    f"policies/proposals/{PROPOSAL}/files/dpv/": "viewer",
    f"policies/versions/{VERSION}/": "viewer",
    f"policies/versions/{VERSION}/publish/": "administrator",
    f"policies/versions/{VERSION}/discard/": "officer",
    f"policies/versions/{VERSION}/files/dpv/": "viewer",
    "log/": "viewer",
    "log/verify/": "viewer",
    "log/checkpoint/": "viewer",
    "log/bundle/": "viewer",
    "log/2/": "viewer",
    "people/": "administrator",
    "people/1/remove/": "administrator",
    "people/invitations/none/withdraw/": "administrator",
    "keys/": "administrator",
    "keys/none/rotate/": "administrator",
    "keys/none/revoke/": "administrator",
}
FORMS = {
    "subjects/find/": "officer",
    f"subjects/{ALICE}/identifiers/": "officer",
    f"subjects/{ALICE}/receipt/": "officer",
    "requests/none/opened/": "officer",
    "requests/none/assign/": "officer",
    "requests/holds/place/": "administrator",
    "estate/systems/none/probe/": "officer",
    "log/7/opened/": "officer",
    f"policies/proposals/{PROPOSAL}/act/": "officer",
    "people/invite/": "administrator",
    "people/1/role/": "administrator",
    "keys/make/": "administrator",
}
ROLES = ("viewer", "officer", "administrator")


def _paths() -> list[str]:
    """Every path of an organisation, as the table of paths has it, without its parameters."""
    from troth.web.console.urls import urlpatterns

    found = [str(each.pattern) for each in urlpatterns]
    return [
        re.sub(r"<[^>]+>", "*", each).removeprefix("*/") for each in found if each.startswith("<slug:organisation>/")
    ]


def test_every_path_of_the_console_is_asked_for_here(ours: Filled) -> None:
    asked = {
        re.sub(rf"{ALICE}|{VERSION}|{PROPOSAL}|\bs2\b|\bnone\b|\bdpv\b|(?<=elements/)policy|(?<=/)\d+(?=/)", "*", each)
        for each in (*NEEDS, *FORMS)
    }
    assert set(_paths()) - {""} == asked


@pytest.mark.parametrize("who", ROLES)
def test_a_role_sees_its_pages_and_is_told_about_the_others(ours: Filled, who: str) -> None:
    client = ours.client(who)
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    for path, needs in NEEDS.items():
        status = client.get(f"/console/{OURS}/{path}").status_code
        assert (status == 403) == (ROLES.index(who) < ROLES.index(needs)), (path, status)
        assert status in (200, 302, 403, 404), path
    for path, needs in FORMS.items():
        if ROLES.index(who) < ROLES.index(needs):
            assert client.post(f"/console/{OURS}/{path}").status_code == 403, path
            assert client.get(f"/console/{OURS}/{path}").status_code == 405, path


def test_somebody_of_another_organisation_finds_nothing(ours: Filled) -> None:
    client = ours.client("outsider")
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    assert client.get(f"/console/{THEIRS}/promises/").status_code == 200
    for path in NEEDS:
        assert client.get(f"/console/{OURS}/{path}").status_code == 404, path
    for path in FORMS:
        assert client.post(f"/console/{OURS}/{path}").status_code == 404, path


def test_nobody_who_is_not_signed_in_sees_a_page(ours: Filled) -> None:
    for path in NEEDS:
        answer = a_client().get(f"/console/{OURS}/{path}")
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/console/account/login/"), path


def test_a_form_without_its_token_is_refused(ours: Filled) -> None:
    client = a_client(enforce_csrf_checks=True)
    client.cookies = ours.client("administrator").cookies
    for path in FORMS:
        assert client.post(f"/console/{OURS}/{path}").status_code == 403, path


def test_nothing_of_another_organisation_is_named_through_ours(ours: Filled) -> None:
    client = ours.client("administrator")
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    theirs = ours.user("outsider").pk
    assert client.post(f"/console/{OURS}/people/{theirs}/remove/").status_code == 404
    assert client.post(f"/console/{OURS}/people/{theirs}/role/", {"role": "viewer"}).status_code == 404
