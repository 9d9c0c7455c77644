"""Each page in a real browser: accessible, in both themes, on a phone, on paper, small, and nothing from elsewhere.

`SHOTS` names a folder for screenshots; without it none are kept.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from e2e.console.filled import OURS
from e2e.looks import NO_PAGES, PAGES, PARTS, Shown, file_name, in_force, key_of, unshown
from e2e.looks_world import World, a_world

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

MOST = 100_000
A4 = 673
"""CSS pixels between the margins of a sheet of A4."""


@pytest.fixture
def world(server: str) -> Iterator[World]:
    from django.db import connections

    yield a_world()
    connections.close_all()


@contextmanager
def _opened(world: World, browser: Browser, server: str, shown: Shown) -> Iterator[Page]:
    """The page, after its deed; a failure where it is another page, too large, or asked elsewhere for something."""
    context = world.context(browser, server, shown.who)
    page = context.new_page()
    page.set_default_timeout(10_000)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith((server, "data:")) else None
    )
    with in_force(shown):
        answer = page.goto(server + shown.path.format(**world.places))
        if shown.deed is not None:
            answer = shown.deed(page)
        assert answer is not None
        assert answer.status == shown.status, (shown.name, answer.status, page.inner_text("main"))
        assert len(page.content().encode()) < MOST, shown.name
        yield page
    context.close()
    assert [each for each in said if "Failed to load resource" not in each] == [], shown.name


def _keep(page: Page, shown: Shown, how: str) -> None:
    if os.environ.get("SHOTS"):
        page.screenshot(path=Path(os.environ["SHOTS"]) / file_name(shown, how), full_page=True)


def test_every_route_for_people_is_shown_or_is_no_page(installation: object) -> None:
    from security.endpoints import Endpoint, endpoints

    found = endpoints()
    assert unshown(found) == set()
    known = {key_of(each) for each in found} | {""}
    assert {each.route for each in PAGES} | set(NO_PAGES) <= known, "nothing stands here that is gone"
    assert not {each.route for each in PAGES} & set(NO_PAGES)
    planted = Endpoint("console/<slug:organisation>/new/", "console:new", ("organisation",), "/console/acme/new/")
    assert unshown([*found, planted]) == {"console:new"}


def test_what_is_said_to_be_no_page_shows_none(world: World) -> None:
    from security.endpoints import endpoints

    client = world.clients["administrator"]
    for each in endpoints():
        if key_of(each) in NO_PAGES:
            answer = client.get(each.filled.replace("/acme/", f"/{OURS}/"))
            is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
            assert not is_page, each


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_each_page_is_fit_for_everybody_on_every_screen_and_on_paper(
    browser: Browser, server: str, world: World, part: str
) -> None:
    found = {}
    for shown in PARTS[part]:
        with _opened(world, browser, server, shown) as page:
            found[shown.name] = [*_wide(page, shown), *_narrow(page, shown), *_on_paper(page, shown)]
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.slow
def test_faults_that_are_planted_are_found(browser: Browser, server: str, world: World) -> None:
    shown = replace(next(each for each in PAGES if each.name == "board"), name="planted")
    with _opened(world, browser, server, shown) as page:
        page.evaluate("document.querySelector('main').append(document.createElement('input'))")
        page.evaluate("document.querySelector('h1').style.minWidth = '60rem'")
        page.evaluate("document.querySelector('.filters').style.display = 'grid'")
        assert [each for each in _wide(page, shown) if each.startswith("light: label")]
        assert [each for each in _narrow(page, shown) if each.startswith("320 px")]
        assert len(_on_paper(page, shown)) == 2


def _wide(page: Page, shown: Shown) -> list[str]:
    """On a wide screen, in both themes."""
    faults: list[str] = []
    for theme in ("light", "dark"):
        _see(page, 1280, theme)
        _keep(page, shown, f"1280-{theme}")
        faults += [f"{theme}: {each}" for each in _axe(page)]
    return faults


def _narrow(page: Page, shown: Shown) -> list[str]:
    """On a phone, with everything open; 320 px are also what 1280 px are at 400 % (WCAG 1.4.10)."""
    _see(page, 390, "dark")
    _keep(page, shown, "390-dark")
    _see(page, 390, "light")
    _keep(page, shown, "390-light")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    faults = [f"390 px: {each}" for each in _axe(page)]
    _see(page, 320, "light")
    _keep(page, shown, "320-open")
    over = _over(page)
    return [*faults, *([f"320 px: {over} px too wide"] if over > 0 else [])]


def _on_paper(page: Page, shown: Shown) -> list[str]:
    """Between the margins of A4; what is printed of the console has nothing to press."""
    _see(page, A4, "light")
    page.emulate_media(media="print")
    _keep(page, shown, "print")
    pressed = page.locator("button:visible, select:visible, main.console .button:visible").count()
    faults = [f"paper: {pressed} things to press"] if pressed and shown.route.startswith("console:") else []
    over = _over(page)
    return [*faults, *([f"paper: {over} px too wide"] if over > 0 else [])]


def _see(page: Page, width: int, theme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme)


def _axe(page: Page) -> list[str]:
    return [f"{each['id']} at {each['nodes'][0]['target']}" for each in Axe().run(page).response["violations"]]


def _over(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


@pytest.mark.slow
def test_a_page_of_the_console_says_on_paper_what_it_is_and_when_it_was_printed(
    browser: Browser, server: str, world: World
) -> None:
    (board,) = [each for each in PAGES if each.name == "board"]
    with _opened(world, browser, server, board) as page:
        assert not page.locator(".printed").is_visible()
        page.emulate_media(media="print")
        assert f"/console/{OURS}/promises/" in page.locator(".printed").inner_text()


@pytest.mark.slow
def test_a_page_that_asks_elsewhere_is_found_out(browser: Browser, server: str, world: World) -> None:
    asks = replace(PAGES[0], deed=_asks_elsewhere)
    with pytest.raises(AssertionError, match="elsewhere"), _opened(world, browser, server, asks):
        pass


def _asks_elsewhere(page: Page):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- as `Shown.deed` is called
    page.evaluate("new Image().src = 'http://elsewhere.invalid/x.png'")
    page.wait_for_timeout(100)
    return page.reload()
