"""The privacy centre as people meet it: on a phone, by keyboard, without a script, in the dark, on paper."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from centre_site import pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow

PAGES = [*pages("esendex"), "/o/esendex/choices/prove/?wrong", "/o/esendex/choices/sent/?code", "/nothing/"]
Scheme = Literal["light", "dark"]


@contextmanager
def _opened(
    browser: Browser, url: str, *, width: int = 1440, scheme: Scheme = "light", script: bool = True
) -> Iterator[Page]:
    """The page, and a failure where the browser said anything on its console (a policy broken, a file not found)."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(url)
    yield page
    context.close()
    assert [each for each in said if "404" not in each] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_wide_page(browser: Browser, address: str, path: str, scheme: Scheme) -> None:
    with _opened(browser, address + path, scheme=scheme) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_phone_with_everything_open(browser: Browser, address: str, path: str) -> None:
    with _opened(browser, address + path, width=390) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


def test_axe_sees_what_is_planted(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/versions/") as page:
        page.evaluate("document.querySelector('main').append(document.createElement('input'))")
        assert Axe().run(page).violations_count > 0


@pytest.mark.parametrize("width", [320, 390, 900, 1240])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, address: str, path: str, width: int) -> None:
    """320 px is also what a page of 1280 px has left at 400 % zoom (WCAG 1.4.10)."""
    with _opened(browser, address + path, width=width) as page:
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_note_stands_beside_its_sentence_and_nothing_overlaps(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/notice/") as page:
        boxes = page.evaluate(
            """[...document.querySelectorAll('.n')].map((note) => {
                 const sentence = note.previousElementSibling.getBoundingClientRect();
                 const box = note.getBoundingClientRect();
                 return [box.top, box.bottom, box.left, sentence.top, sentence.right];
               })"""
        )
    for top, _, left, sentence_top, sentence_right in boxes:
        assert left >= sentence_right
        assert top >= sentence_top - 60
    for before, after in pairwise(boxes):
        assert after[0] >= before[1] - 1


def test_on_a_phone_a_note_opens_under_its_sentence_without_a_script(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/notice/", width=390, script=False) as page:
        note = page.locator("#s21 ~ details").first
        first = note.locator("summary span")
        assert not first.is_visible()
        note.locator("summary").click()
        assert first.is_visible()
        sentence, opened = page.locator("#s21").bounding_box(), note.bounding_box()
        assert sentence is not None
        assert opened is not None
        assert opened["y"] >= sentence["y"] + sentence["height"] - 12


def test_a_search_works_without_a_script(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/notice/", script=False) as page:
        page.fill("#q", "cookies")
        page.press("#q", "Enter")
        assert page.locator("mark").count() > 5
        assert page.locator(".found a").first.is_visible()


def test_a_search_filters_while_one_types(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/notice/") as page:
        before = page.locator("#text > *:visible").count()
        page.locator("#q").press_sequentially("cookies")
        after = page.locator("#text > *:visible").count()
        assert 0 < after < before / 2
        page.fill("#q", "")
        assert page.locator("#text > *:visible").count() == before


def test_the_keyboard_reaches_the_content_first_and_then_every_note(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/sesame/notice/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        note = page.locator(".n summary").nth(3)
        note.focus()
        page.keyboard.press("Enter")
        assert note.evaluate("each => each.parentElement.open")
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width != "0px"


def test_a_language_is_chosen_without_a_script_and_stays(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/versions/", script=False) as page:
        page.get_by_role("button", name="Deutsch").click()
        assert page.locator("html").get_attribute("lang") == "de"
        assert page.url == f"{address}/o/esendex/versions/"
        page.get_by_role("link", name="Im Wortlaut").click()
        assert page.locator("html").get_attribute("lang") == "de"


def test_the_choice_beside_a_sentence_leads_to_its_row(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/notice/") as page:
        note = page.locator("#s117 ~ details").first
        note.locator("summary").click()
        note.get_by_role("link", name="my choices").click()
        anchor = page.url.partition("#")[2]
        assert page.locator(f"#{anchor}").is_visible()


def test_with_reduced_motion_nothing_moves(browser: Browser, address: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}/o/esendex/choices/")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => getComputedStyle(e).transitionDuration !== '0s').length"
    )
    context.close()
    assert moving == 0


def test_on_paper_stand_the_notes_and_not_the_navigation(browser: Browser, address: str) -> None:
    with _opened(browser, f"{address}/o/esendex/notice/") as page:
        page.emulate_media(media="print")
        assert not page.locator(".tabs").is_visible()
        assert not page.locator(".contents").is_visible()
        assert page.locator(".n summary span").first.is_visible()


def test_with_forced_colours_shapes_still_tell_the_states_apart(browser: Browser, address: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{address}/o/esendex/notice/")
    filled, hollow = (
        page.evaluate(
            f"(() => {{ const s = getComputedStyle(document.querySelector('.text summary.{shape}'), '::before');"
            " return [s.borderTopWidth, s.width, s.height].join(); })()"
        )
        for shape in ("filled", "hollow")
    )
    context.close()
    assert filled != hollow
