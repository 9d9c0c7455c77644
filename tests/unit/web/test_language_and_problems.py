from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.slow  # pages of whole examples


def test_a_chosen_language_is_kept_and_leads_back(site: Client) -> None:
    answer = site.post("/language/", {"language": "de", "next": "/o/esendex/notice/?q=sms"})
    assert answer.headers["Location"] == "/o/esendex/notice/?q=sms"
    assert answer.cookies["django_language"].value == "de"
    assert answer.cookies["django_language"]["httponly"]
    assert 'lang="de"' in site.get("/o/esendex/").content.decode()


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\x"])
def test_choosing_a_language_leads_to_no_other_site(site: Client, next_: str) -> None:
    assert site.post("/language/", {"language": "fr", "next": next_}).headers["Location"] == "/"


@pytest.mark.parametrize("language", ["xx", "", "../de", "es"])
def test_a_language_that_is_not_offered_is_not_kept(site: Client, language: str) -> None:
    assert not site.post("/language/", {"language": language, "next": "/"}).cookies


def test_a_language_is_not_chosen_by_a_link(site: Client) -> None:
    assert site.get("/language/").status_code == 405


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500, 503])
def test_each_problem_says_what_happened_and_what_to_do(site: Client, status: int) -> None:
    from django.test import RequestFactory

    from troth.web.problem_page import problem_page
    from troth.web.problems import problem, refused

    page = problem_page(status)
    assert page.status == status
    assert page.id.startswith("web.")
    assert page.help
    answer = refused(RequestFactory().get("/o/esendex/alice@mail.example/"), problem(status, page.id, "no", "wait"))
    assert answer.status_code == status
    assert page.id in answer.content.decode()
    assert "alice" not in answer.content.decode()
    assert 'href="/o/esendex/"' in answer.content.decode()


def test_the_problems_have_ids_of_their_own(site: Client) -> None:
    from troth.web.problem_page import problem_page

    ids = [problem_page(status).id for status in (400, 403, 404, 405, 413, 429, 500, 503)]
    assert len(set(ids)) == len(ids)
    assert problem_page(418).status == 500


@pytest.mark.parametrize(
    ("path", "way"),
    [
        ("/nothing/", "/"),
        ("/o/esendex/", "/"),
        ("/o/esendex/nothing/", "/o/esendex/"),
        ("/o/<b>/nothing/", "/"),
        ("/console/acme/", "/console/"),
    ],
)
def test_each_problem_has_a_way_on_that_is_not_where_it_came_from(site: Client, path: str, way: str) -> None:
    from django.test import RequestFactory

    from troth.web.problems import NOT_FOUND, refused

    assert f'class="button second" href="{way}"' in refused(RequestFactory().get(path), NOT_FOUND).content.decode()


def test_what_is_needed_and_away_is_said_in_the_readers_language(site: Client) -> None:
    from django.test import RequestFactory
    from django.utils.translation import override

    from troth.web.problems import problem, refused

    with override("de"):
        shown = refused(RequestFactory().get("/o/esendex/"), problem(503, "store.busy", "busy now", "wait")).content
        staff = refused(RequestFactory().get("/console/"), problem(503, "store.busy", "busy now", "wait")).content
    assert b"busy now" not in shown
    assert b"store.busy" in shown
    assert b"Busy now." in staff
