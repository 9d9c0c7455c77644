"""An officer at the desk with a real browser, without script: approve, deny, extend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from e2e.console.desked import LIST, Desk, in_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture
def desk(server: str, installation: object) -> Iterator[tuple[Desk, str]]:
    """A desk in use, and the address of its server."""
    from django.db import connections

    from e2e.console.filled import filled

    yield in_use(filled()), server
    connections.close_all()


def _officer(browser: Browser, desk: tuple[Desk, str]) -> Page:
    client = desk[0].made.client("officer")
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    cookies = client.cookies.items()
    context.add_cookies([{"name": name, "value": each.value, "url": desk[1]} for name, each in cookies])
    return context.new_page()


@pytest.mark.slow
def test_an_officer_approves_extends_and_denies(browser: Browser, desk: tuple[Desk, str]) -> None:
    made, server = desk
    page = _officer(browser, desk)
    page.goto(f"{server}{LIST}")
    page.locator(f"a[href='{made.path('planned')}']").click()
    page.get_by_role("link", name="Extend…").click()
    page.get_by_label("Why it takes longer").fill("many systems")
    page.get_by_role("button", name="Extend").click()
    page.get_by_text("It takes longer because: many systems").wait_for()
    page.get_by_role("link", name="Approve the plan…").click()
    page.get_by_text("a hold keeps it: lawsuit").wait_for()
    page.get_by_role("button", name="Approve this plan").click()
    page.get_by_text("The plan is approved, and will be carried out.").wait_for()
    made.work()
    assert made.state("planned") == "answered"
    page.goto(f"{server}{made.path('late')}")
    page.get_by_role("link", name="Deny…").click()
    page.get_by_role("button", name="Deny it").click()
    assert page.url.endswith("/deny/"), "the browser asks for a reason first"
    page.get_by_label("It would adversely affect the rights of others").check()
    page.get_by_role("button", name="Deny it").click()
    page.get_by_text("The request is denied.").wait_for()
    assert made.state("late") == "denied"
    page.context.close()
