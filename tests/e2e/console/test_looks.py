"""The console in a real browser, without script and without colour. What holds for each page is in `e2e.test_looks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.console.filled import OURS, Filled
from e2e.console.test_policies import NEXT, _texts
from e2e.installation import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture
def ours(server: str, installation: object) -> Iterator[tuple[Filled, str]]:
    """An installation in use with a draft and keys, and the address of its server."""
    from django.db import connections

    from e2e.console.filled import filled
    from troth.store import api_keys, policies
    from troth.web.desk import desk

    made = filled()
    policy, notice = _texts()
    store = made.installation.store
    added = policies.add_draft(store, OURS, policy_text=policy, notice_text=notice, notice_name="notice.md", by="1")
    assert not isinstance(added, list)
    api_keys.make(store, OURS, name="Shop", scopes=list(api_keys.Scope), by="1")
    ended, _ = api_keys.make(store, OURS, name="Old shop", scopes=[api_keys.Scope.DECIDE], by="1")
    api_keys.revoke(store, OURS, ended.id, by="1")
    desk().publications.publish(OURS)
    yield made, server
    connections.close_all()


def _signed_in(browser: Browser, ours: tuple[Filled, str], **options: object) -> BrowserContext:
    made, server = ours
    client = made.client("administrator")
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    context = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
    context.add_cookies([{"name": name, "value": each.value, "url": server} for name, each in client.cookies.items()])
    return context


def _address(server: str, path: str) -> str:
    return f"{server}/console/{OURS}/{path}" if path else f"{server}/console/{OURS}/promises/"


@pytest.mark.slow
def test_a_draft_is_published_by_keyboard_and_without_script(browser: Browser, ours: tuple[Filled, str]) -> None:
    context = _signed_in(browser, ours, java_script_enabled=False)
    page = context.new_page()
    page.goto(_address(ours[1], f"policies/versions/{NEXT}/"))
    page.get_by_role("link", name="Publish…").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name=f"Publish version {NEXT}").focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"Version {NEXT} is published.").wait_for()
    context.close()


@pytest.mark.slow
def test_the_promise_board_reads_in_black_and_white(browser: Browser, ours: tuple[Filled, str]) -> None:
    context = _signed_in(browser, ours, forced_colors="active", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(_address(ours[1], "promises/"))
    shapes = page.eval_on_selector_all(
        ".cell",
        """cells => [...new Set(cells.map(cell => {
            const mark = getComputedStyle(cell, "::before");
            const shape = [mark.content, mark.borderTopWidth, mark.borderLeftWidth, mark.borderRadius];
            return [cell.classList[2], ...shape].join(" ");
        }))]""",
    )
    context.close()
    assert len(shapes) == 3, shapes
