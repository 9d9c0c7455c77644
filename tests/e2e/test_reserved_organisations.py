"""Which ids can no organisation have? Those that stand in the tables of paths where an organisation's id stands."""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING

import pytest

from security.endpoints import endpoints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from e2e.installation import Installation

_ORGANISATION = re.compile(r"<(?:\w+:)?organisation>|\{organisation\}")
_LITERAL = re.compile(r"[a-z][a-z0-9-]*")


def taken(routes: Iterable[str]) -> set[str]:
    """What stands, in some route, at the place of an organisation's id in another with the same beginning."""
    parts = [route.replace("^", "").split("/") for route in routes]
    places = {tuple(each[:at]) for each in parts for at, part in enumerate(each) if _ORGANISATION.fullmatch(part)}
    beside = {each[len(place)] for place in places for each in parts if len(each) > len(place) and _at(each, place)}
    return {each for each in beside if _LITERAL.fullmatch(each)}


def _at(route: list[str], place: tuple[str, ...]) -> bool:
    return tuple(route[: len(place)]) == place


def test_what_is_refused_is_what_the_tables_of_paths_take(installation: Installation) -> None:
    from troth.store.organisations import RESERVED

    routes = [each.route for each in endpoints()]
    assert sum(bool(_ORGANISATION.search(each)) for each in routes) > 30
    assert taken(routes) == RESERVED


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("console/help/", "help"),
        ("o/<slug:organisation>/new/", None),
        ("o/about/", "about"),
        ("elsewhere/", None),
    ],
)
def test_a_path_that_takes_a_word_more_is_found(installation: Installation, path: str, word: str | None) -> None:
    from django.http import HttpResponse
    from django.test import override_settings
    from django.urls import path as planted

    from troth.store.organisations import RESERVED
    from troth.web import urls

    module = types.ModuleType("planted_paths")
    module.urlpatterns = [planted(path, lambda _: HttpResponse()), *urls.urlpatterns]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=module):
        found = taken(each.route for each in endpoints())
    assert found - RESERVED == ({word} if word else set())
