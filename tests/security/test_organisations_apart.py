"""A member of another organisation sees nothing, on every path of the table of paths.

charlie is an administrator of globex. Whatever belongs to acme is not there for him, and he cannot tell an organisation
that exists from one that does not.
"""

from __future__ import annotations

import types
from typing import TYPE_CHECKING

import pytest

from e2e.installation import ACME, GLOBEX, a_client

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.test import Client

    from e2e.installation import Installation

CANARY = "Only members of acme may read this"


def _browser() -> Client:
    """One that is answered where the server fails, as a browser is."""
    return a_client(raise_request_exception=False)


@pytest.fixture
def charlie(installation: Installation) -> Callable[[], Client]:
    """Gives a browser in which charlie is signed in."""
    from troth.store.organisations import found
    from troth.store.people import Role

    found(installation.store, ACME, CANARY)
    installation.found(GLOBEX)
    installation.account("dana", Role.ADMINISTRATOR)
    user = installation.account("charlie", Role.ADMINISTRATOR, GLOBEX)
    assert installation.signed_in(user).get("/console/globex/keys/").status_code == 200

    def signed_in() -> Client:
        client = _browser()
        client.force_login(user)
        return client

    return signed_in


@pytest.mark.slow
def test_a_member_of_another_organisation_sees_nothing_on_every_endpoint(charlie: Callable[[], Client]) -> None:
    from security.endpoints import endpoints, findings

    every = endpoints()
    assert len(every) > 30
    assert len([each for each in every if "organisation" in each.parameters]) >= 7
    wrong = findings(every, charlie, _browser, CANARY)
    assert not wrong, "\n".join(f"{each.endpoint.route}: {each.what}" for each in wrong)


def test_a_member_does_see_it(installation: Installation, charlie: Callable[[], Client]) -> None:
    """The clean case: what the test above looks for is there to be seen."""
    from django.contrib.auth.models import User

    dana = installation.signed_in(User.objects.get(email="dana@mail.example"))
    assert CANARY in dana.get("/console/acme/promises/").content.decode()


def test_an_organisation_that_is_not_yours_looks_like_one_that_is_not_there(charlie: Callable[[], Client]) -> None:
    told = []
    for name in ("acme", "nowhere"):
        answer = charlie().get(f"/console/{name}/promises/")
        told.append((answer.status_code, answer.content.decode().partition("Id of this problem")[0]))
    assert told[0] == told[1]


def test_somebody_whose_membership_ended_sees_nothing_from_then_on(
    installation: Installation, charlie: Callable[[], Client]
) -> None:
    from django.contrib.auth.models import User

    from troth.store import people
    from troth.store.people import Role

    bob = installation.account("bob", Role.OFFICER)
    client = installation.signed_in(bob)
    assert client.get("/console/acme/promises/").status_code == 200
    people.revoke(installation.store, ACME, bob.pk, "test")
    assert client.get("/console/acme/promises/").status_code == 404
    assert User.objects.filter(pk=bob.pk).exists()


@pytest.mark.parametrize("planted", ["leak", "unknown", "unlisted", "fails", "clean"])
def test_the_walk_finds_what_is_planted(charlie: Callable[[], Client], planted: str) -> None:
    from django.http import HttpResponse
    from django.test import override_settings
    from django.urls import path

    from security.endpoints import endpoints, findings
    from troth.web import urls
    from troth.web.access import Viewer, console

    def leaking(request: HttpRequest, **parameters: str) -> HttpResponse:
        return HttpResponse(CANARY)

    def failing(request: HttpRequest, organisation: str) -> HttpResponse:
        return HttpResponse(status=500)

    @console()
    def guarded(request: HttpRequest, viewer: Viewer) -> HttpResponse:
        return HttpResponse(CANARY)

    pattern, what = {
        "leak": (path("console/<slug:organisation>/all/", leaking), "get answers an outsider with 200"),
        "unknown": (path("console/<slug:organisation>/of/<str:thing>/", leaking), "nobody said what `thing` is"),
        "unlisted": (path("all/", leaking, name="all"), "it takes no organisation"),
        "fails": (path("console/<slug:organisation>/all/", failing), "get fails for an outsider: 500"),
        "clean": (path("console/<slug:organisation>/all/", guarded), ""),
    }[planted]
    module = types.ModuleType("planted_paths")
    vars(module).update({name: value for name, value in vars(urls).items() if name.startswith("handler")})
    module.urlpatterns = [pattern, *urls.urlpatterns]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=module):
        first = endpoints()[0]
        said = [each.what for each in findings([first], charlie, _browser, CANARY)]
    if what:
        assert [each for each in said if each.startswith(what)], said
    else:
        assert said == []


def test_each_view_of_the_console_has_a_role(installation: Installation) -> None:
    from django.urls import get_resolver

    from security.endpoints import endpoints

    for each in endpoints():
        if each.route.startswith("console/<slug:organisation>/"):
            view = get_resolver().resolve(each.filled).func
            assert hasattr(view, "role"), each.route
