"""Every page of the centre, as the server sends it, in each language."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from centre_site import ORGANISATIONS, pages

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.slow  # pages of whole examples

LARGEST = 100_000
"""Octets of a page, before compression."""

EVERY_PAGE = [address for organisation in ORGANISATIONS for address in pages(organisation)]
_VOID = frozenset({"meta", "link", "img", "input", "br", "hr", "path", "circle"})
_OPTIONAL = frozenset({"p", "li"})


class _Checked(HTMLParser):
    """What of a page can be wrong without a browser: open elements, ids, inline code, foreign addresses, labels."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: Counter[str] = Counter()
        self.targets: set[str] = set()
        self.headings: list[int] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag not in _VOID:
            if tag == "p" and self.open and self.open[-1] == "p":
                self.open.pop()
            self.open.append(tag)
        self._code_and_addresses(tag, named)
        if id_ := named.get("id"):
            self.ids[id_] += 1
        if tag == "a" and (href := named.get("href") or "").startswith("#"):
            self.targets.add(href[1:])
        if tag == "html":
            self.lang = named.get("lang") or ""
        if tag[0] == "h" and tag[1:].isdecimal():
            self.headings.append(int(tag[1:]))

    def _code_and_addresses(self, tag: str, named: dict[str, str | None]) -> None:
        self.problems += [f"{tag}: {name}" for name in named if name == "style" or name.startswith("on")]
        for name in ("src", "action", *(("href",) if tag == "link" else ())):
            if (value := named.get(name)) and not value.startswith("/"):
                self.problems.append(f"{tag} {name}={value}")
        if tag == "script" and not named.get("src"):
            self.problems.append("inline script")
        if tag == "style":
            self.problems.append("inline style")

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        while self.open and self.open[-1] != tag and self.open[-1] in _OPTIONAL:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")


def _checked(text: str) -> _Checked:
    page = _Checked()
    page.feed(text)
    page.close()
    page.problems += [f"{tag} stays open" for tag in page.open]
    page.problems += [f"id {id_} stands {count} times" for id_, count in page.ids.items() if count > 1]
    page.problems += [f"nothing at #{target}" for target in page.targets if target not in page.ids]
    page.problems += [
        f"h{after} follows h{before}"
        for before, after in zip(page.headings, page.headings[1:], strict=False)
        if after > before + 1
    ]
    if page.headings.count(1) != 1:
        page.problems.append(f"{page.headings.count(1)} first headings")
    return page


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_a_page_is_sound_and_small_and_fetches_nothing_from_elsewhere(site: Client, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < LARGEST
    assert _checked(answer.content.decode()).problems == []


@pytest.mark.parametrize("language", ["fr", "de"])
@pytest.mark.parametrize("address", pages("esendex"))
def test_a_page_in_another_language_is_as_sound_and_says_which_it_is(site: Client, address: str, language: str) -> None:
    answer = site.get(address, headers={"accept-language": language})
    page = _checked(answer.content.decode())
    assert page.problems == []
    assert page.lang == language
    assert len(answer.content) < LARGEST


@pytest.mark.parametrize("language", ["en", "fr", "de"])
@pytest.mark.parametrize("query", ["th", "yo", "the", "information"])
def test_a_search_that_finds_nearly_everything_stays_small(site: Client, query: str, language: str) -> None:
    answer = site.get(f"/o/esendex/notice/?q={query}", headers={"accept-language": language})
    assert len(answer.content) < LARGEST


def test_a_check_of_soundness_sees_what_is_planted() -> None:
    planted = '<h1 style="x">a</h1><h3 id="a" onclick="b">c</h3><p id="a"><a href="#gone"></a><script>x</script><div>'
    assert len(_checked(planted).problems) >= 7


def test_dates_stand_in_the_reader_s_own_form(site: Client) -> None:
    said = {"en": "21 November 2022", "fr": "21 novembre 2022", "de": "21. November 2022"}
    for language, day in said.items():
        assert day in site.get("/o/esendex/", headers={"accept-language": language}).content.decode()


def test_a_search_cannot_put_markup_on_the_page(site: Client) -> None:
    text = site.get('/o/esendex/notice/?q="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    "address",
    [
        "/o/nobody/", "/o/nobody/notice/", "/o/esendex/notice/s9999/", "/o/esendex/notice/?version=1",
        "/o/esendex/versions/difference/?from=1&to=2", "/elsewhere/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_answered_by_a_page_that_says_what_to_do(site: Client, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 404
    text = answer.content.decode()
    assert "web.not-found" in text
    assert _checked(text).problems == []


def test_comparing_a_version_with_itself_leads_back_to_the_list(site: Client) -> None:
    answer = site.get("/o/esendex/versions/difference/?from=2022-11-21&to=2022-11-21")
    assert answer.status_code == 302


def test_two_versions_are_compared_from_the_older_to_the_newer_whatever_their_order(site: Client) -> None:
    texts = {
        site.get(f"/o/esendex/versions/difference/?from={one}&to={other}").content.decode().partition("<main")[2]
        for one, other in (("2019-05-06", "2022-11-21"), ("2022-11-21", "2019-05-06"))
    }
    assert len(texts) == 1


def test_nothing_is_ticked_before_she_has_said_it(site: Client) -> None:
    from django.template.loader import render_to_string

    assert "checked" not in render_to_string("centre/_answer.html", {"field": "f", "holds": "yes_by_silence"})
    assert render_to_string("centre/_answer.html", {"field": "f", "holds": "no_said"}).count("checked") == 1


def test_refusing_all_is_as_large_as_allowing_all(site: Client) -> None:
    text = site.get("/o/esendex/choices/").content.decode()
    assert '<button class="button" name="all" value="no">' in text
    assert '<button class="button" name="all" value="yes">' in text


def test_a_page_for_everybody_sets_no_cookie(site: Client) -> None:
    for address in ("/o/esendex/", "/o/esendex/notice/", "/o/esendex/versions/"):
        assert not site.get(address).cookies
