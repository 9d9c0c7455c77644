"""A notice is reviewed in a real browser: by keyboard, over a reload, by two at once, and without a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from e2e.console.filled import OURS, Filled, filled
from e2e.console.proposed import LIST, NEW, NOTICE, proposed
from e2e.installation import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.slow
USE = "practices.use"


@pytest.fixture
def ours(server: str, installation: object) -> Iterator[tuple[Filled, str]]:
    from django.db import connections

    yield filled(), server
    connections.close_all()


def _signed_in(browser: Browser, ours: tuple[Filled, str], who: str, **options: object) -> BrowserContext:
    made, server = ours
    client = made.client(who)
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    context = browser.new_context(locale="en-GB", **options)  # type: ignore[arg-type]
    context.add_cookies([{"name": name, "value": each.value, "url": server} for name, each in client.cookies.items()])
    return context


def _at(page: Page) -> str:
    """The stop that is at hand."""
    return str(page.locator("[data-at]").get_attribute("id"))


def _press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def _done(page: Page) -> int:
    found = re.match(r"(\d+) of", page.locator(".standing b").inner_text())
    assert found is not None
    return int(found[1])


def test_a_notice_is_pasted_reviewed_by_keyboard_and_published(browser: Browser, ours: tuple[Filled, str]) -> None:
    context = _signed_in(browser, ours, "administrator")
    page = context.new_page()
    page.goto(ours[1] + NEW)
    page.fill("[name=text]", NOTICE)
    page.select_option("[name=basis]", "")
    page.get_by_role("button", name="Read it").click()
    page.get_by_text("16 elements are proposed").wait_for()
    _by_keys(page)
    _split_and_join(page)
    _the_rest(page)
    page.get_by_role("link", name="Finish…").click()
    page.get_by_role("heading", name="The review is finished").wait_for()
    page.get_by_role("button", name="Make draft 2027-05-01").click()
    page.get_by_text("Draft 2027-05-01 is here.").wait_for()
    page.get_by_role("link", name="Publish…").click()
    page.get_by_role("button", name="Publish version 2027-05-01").click()
    page.get_by_text("Version 2027-05-01 is published.").wait_for()
    context.close()


def _by_keys(page: Page) -> None:
    """On, back, accept, reload, undo, reject, note, edit: each by its key."""
    page.keyboard.press("j")
    first = _at(page)
    page.keyboard.press("j")
    second = _at(page)
    assert first != second
    page.keyboard.press("k")
    assert _at(page) == first
    _press(page, "a")
    assert _done(page) == 1
    assert _at(page) == second, "on to the next that is left"
    page.reload()
    assert (_done(page), _at(page)) == (1, second), "nothing is lost, and one is where one was"
    _press(page, "u")
    assert _done(page) == 0
    page.goto(f"{page.url.partition('?')[0]}#e-retention.keep")
    _press(page, "r")
    assert page.locator("#e-retention\\.keep").count() == 0
    _press(page, "u")
    assert page.locator("#e-retention\\.keep").count() == 1
    page.goto(f"{page.url.partition('?')[0]}#e-practices.use-3")
    _press(page, "n")
    page.fill("[name=reason]", "jkar are letters here")
    page.keyboard.press("Enter")
    page.locator("#e-notes\\.n-s8").wait_for()
    page.goto(f"{page.url.partition('?')[0]}#e-{USE}")
    _press(page, "e")
    yaml = page.get_by_label("As it stands in the policy")
    yaml.fill(yaml.input_value().replace("modal: does", "modal: sometimes"))
    page.get_by_role("button", name="Keep and accept").click()
    page.get_by_text("cannot be").wait_for()
    assert "sometimes" in yaml.input_value()
    yaml.fill(yaml.input_value().replace("modal: sometimes", "modal: may"))
    page.get_by_role("button", name="Keep and accept").click()
    assert "accepted" in page.locator(f"[id='e-{USE}']").inner_text()


def _split_and_join(page: Page) -> None:
    there = page.url.partition("?")[0]
    page.goto(f"{there}elements/{USE}/")
    page.get_by_role("button", name="Split off s5").click()
    for address, data in ((USE, "postal_address"), (f"{USE}-s5", "e_mail_address")):
        page.goto(f"{there}elements/{address}/")
        yaml = page.get_by_label("As it stands in the policy")
        yaml.fill(re.sub(rf",? ?\b{data}\b,? ?", "", yaml.input_value()))
        page.get_by_role("button", name="Keep and accept").click()
    page.goto(f"{there}elements/{USE}/")
    page.get_by_role("button", name=f"Join with {USE}-s5").click()
    assert page.locator(f"[id='e-{USE}-s5']").count() == 0
    assert "accepted" in page.locator(f"[id='e-{USE}']").inner_text()


def _the_rest(page: Page) -> None:
    there = page.url.partition("?")[0]
    page.get_by_role("link", name=re.compile(r"Accept \d+ sure")).click()
    page.get_by_role("button", name=re.compile(r"Accept all \d+")).click()
    page.goto(f"{there}?show=left")
    for _ in range(30):
        if page.locator("[data-stop]").count() == 0:
            break
        page.keyboard.press("j")
        _press(page, "a")
    page.get_by_text("Nothing is left").wait_for()


def test_keys_can_be_switched_off_and_stay_so(browser: Browser, ours: tuple[Filled, str]) -> None:
    path = proposed(ours[0])
    context = _signed_in(browser, ours, "officer")
    page = context.new_page()
    page.goto(ours[1] + path)
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    for _ in range(2):
        page.keyboard.press("j")
        assert page.locator("[data-at]").count() == 0
        page.reload()
    context.close()


def test_two_officers_review_at_once_and_nothing_is_lost(browser: Browser, ours: tuple[Filled, str]) -> None:
    path = proposed(ours[0])
    contexts = [_signed_in(browser, ours, who) for who in ("officer", "administrator")]
    one, other, late = contexts[0].new_page(), contexts[1].new_page(), contexts[1].new_page()
    for page in (one, other, late):
        page.goto(ours[1] + path)
    one.locator(f"[id='e-{USE}']").get_by_role("button", name="Reject").click()
    one.get_by_text("is named by choices.choice").wait_for()
    one.locator("[id='e-choices.choice']").get_by_role("button", name="Reject").click()
    one.get_by_text("rejected choices.choice").wait_for()
    one.locator(f"[id='e-{USE}']").get_by_role("button", name="Reject").click()
    one.get_by_text(f"rejected {USE}").wait_for()
    other.locator("[id='e-retention.keep']").get_by_role("button", name="Accept").click()
    assert "accepted" in other.locator("[id='e-retention.keep']").inner_text()
    late.locator(f"[id='e-{USE}']").get_by_role("button", name="Accept").click()
    late.get_by_text("changed this at").wait_for()
    assert late.locator(f"[id='e-{USE}']").count() == 0
    assert "accepted" in late.locator("[id='e-retention.keep']").inner_text()
    for context in contexts:
        context.close()


def test_a_review_needs_no_script(browser: Browser, ours: tuple[Filled, str]) -> None:
    path = proposed(ours[0])
    context = _signed_in(browser, ours, "officer", java_script_enabled=False)
    page = context.new_page()
    page.goto(ours[1] + path)
    assert not page.locator("#keys").is_visible(), "keys are not promised where they do nothing"
    page.get_by_role("button", name="Accept all 3 of s4").click()
    assert _done(page) == 3
    page.get_by_role("button", name="Undo").click()
    assert _done(page) == 0
    page.locator(f"[id='e-{USE}']").locator("summary").click()
    assert page.locator(f"[id='e-{USE}'] pre").is_visible()
    context.close()


def test_a_sentence_is_told_from_another_without_colour(browser: Browser, ours: tuple[Filled, str]) -> None:
    path = proposed(ours[0])
    context = _signed_in(browser, ours, "officer", forced_colors="active")
    page = context.new_page()
    page.goto(ours[1] + path)
    marks = page.eval_on_selector_all(
        ".marks .shape",
        """marks => [...new Set(marks.map(mark => {
            const shape = getComputedStyle(mark, "::before");
            const drawn = [shape.content, shape.borderTopStyle, shape.borderTopWidth, shape.borderRadius];
            return [mark.textContent, ...drawn, shape.transform].join("|");
        }))]""",
    )
    context.close()
    assert len({mark.partition("|")[0] for mark in marks}) == len({mark.partition("|")[2] for mark in marks}) == 6


def test_the_list_of_policies_leads_to_the_review(browser: Browser, ours: tuple[Filled, str]) -> None:
    path = proposed(ours[0])
    context = _signed_in(browser, ours, "viewer")
    page = context.new_page()
    page.goto(ours[1] + LIST)
    page.get_by_role("link", name="Read on").click()
    assert page.url == ours[1] + path
    assert f"/console/{OURS}/" in page.url
    context.close()
