"""The desk as people meet it: without a script, by keyboard alone, from the question to the download and to gone."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from carrying import ALICE, BOB, PHONE
from e2e.centre.filled import last_letter
from e2e.centre.office import Office, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: str) -> Iterator[Office]:
    yield from opened(monkeypatch, tmp_path)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page of a browser that runs no script."""
    context = browser.new_context(locale="en-GB", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_access_without_a_script_ends_with_her_data_in_a_file(office: Office, server: str, plain: Page) -> None:
    plain.goto(f"{server}/o/acme/")
    plain.get_by_role("link", name="My data and my rights").click()
    plain.get_by_role("link", name="See the data about me").click()
    plain.get_by_role("button", name="Begin").click()
    plain.get_by_label("Your e-mail address").fill(ALICE)
    plain.get_by_role("button", name="Send the link").click()
    plain.goto(_link())
    plain.get_by_role("button", name="Yes, it is me").click()
    assert plain.get_by_text("Your data are looked for in every system.").first.is_visible()
    office.work()
    plain.reload()
    with plain.expect_download() as coming:
        plain.get_by_role("link", name="Download my data").click()
    with zipfile.ZipFile(io.BytesIO(coming.value.path().read_bytes())) as archive:
        names = archive.namelist()
        data = archive.read("data.json").decode()
    assert {"index.html", "index.pdf", "data.json"} <= set(names)
    assert ALICE in data
    assert BOB not in data


def test_an_erasure_by_keyboard_alone_ends_with_nothing_left(office: Office, server: str, plain: Page) -> None:
    plain.goto(f"{server}/o/acme/requests/ask/erase/")
    _reach(plain, "Begin")
    plain.keyboard.press("Enter")
    plain.wait_for_url("**/who/")
    _reach(plain, "Your e-mail address")
    plain.keyboard.type(ALICE)
    plain.keyboard.press("Enter")
    plain.wait_for_selector("text=Look into your inbox")
    plain.goto(_link())
    _reach(plain, "Yes, it is me")
    plain.keyboard.press("Enter")
    plain.wait_for_selector("text=Number of your request")
    office.work()
    assert office.rows("customers") == [(2, BOB, PHONE, "Bob")]
    plain.reload()
    assert plain.get_by_text("You were told").is_visible()


def _link() -> str:
    found = re.search(r"http://localhost:\d+/\S+", str(last_letter().body))
    assert found
    return found.group()


def _reach(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus; at most as often as the page has places."""
    wanted = page.get_by_label(name, exact=True).or_(page.get_by_role("button", name=name, exact=True)).first
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.locator(":focus").count() and wanted.and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"{name} is not reached by keyboard")
