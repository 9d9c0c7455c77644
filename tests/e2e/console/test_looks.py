"""Each page of the console in a real browser: accessible, in both themes, on a phone, without script, under 100 kB.

`SHOTS` names a folder for screenshots; without it none are kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from e2e.console.filled import ALICE, BOB, OURS, Filled
from e2e.console.test_policies import NEXT, _texts
from e2e.installation import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext

PAGES = {
    "board": "promises/",
    "board-filtered": "promises/?state=untestable&q=data",
    "board-empty": "promises/?q=zebra",
    "table": "promises/?view=table&sort=state",
    "sentence": "promises/s87/",
    "sentence-untestable": "promises/s6/",
    "subjects": "subjects/",
    "subject": f"subjects/{ALICE}/?data=email&purpose=newsletters",
    "subject-silent": f"subjects/{BOB}/",
    "policies": "policies/",
    "policy-new": "policies/new/",
    "draft": f"policies/versions/{NEXT}/",
    "publish": f"policies/versions/{NEXT}/publish/",
    "discard": f"policies/versions/{NEXT}/discard/",
    "version": "policies/versions/2022-10-18/",
    "log": "log/",
    "entry": "log/7/",
    "verify": "log/verify/",
    "verified": "log/verify/?go=1",
    "people": "people/",
    "person-remove": "people/1/remove/",
    "invitation-withdraw": "people/invitations/open/withdraw/",
    "keys": "keys/",
    "choose": "",
}
MOST = 100_000


@pytest.fixture
def ours(server: str, installation: object) -> Iterator[tuple[Filled, str]]:
    """An installation in use with a draft, keys and an open invitation, and the address of its server."""
    from django.db import connections

    from e2e.console.filled import filled
    from troth.store import api_keys, people, policies
    from troth.store.models import Invitation
    from troth.web.desk import desk

    made = filled()
    policy, notice = _texts()
    store = made.installation.store
    added = policies.add_draft(store, OURS, policy_text=policy, notice_text=notice, notice_name="notice.md", by="1")
    assert not isinstance(added, list)
    api_keys.make(store, OURS, name="Shop", scopes=list(api_keys.Scope), by="1")
    ended, _ = api_keys.make(store, OURS, name="Old shop", scopes=[api_keys.Scope.DECIDE], by="1")
    api_keys.revoke(store, OURS, ended.id, by="1")
    people.invite(store, OURS, people.Role.OFFICER, str(made.user("administrator").pk))
    Invitation.objects.update(id="open")
    people.invite(store, None, people.Role.VIEWER, "command line")
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
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_has_a_fault_that_axe_knows(
    browser: Browser, ours: tuple[Filled, str], theme: Literal["light", "dark"], width: int
) -> None:
    context = _signed_in(browser, ours, color_scheme=theme, viewport={"width": width, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    found = {}
    for name, path in PAGES.items():
        answer = page.goto(_address(ours[1], path))
        assert answer is not None
        assert answer.status == 200, name
        assert len(answer.body()) < MOST, name
        found[name] = [(each["id"], each["nodes"][0]["target"]) for each in Axe().run(page).response["violations"]]
        if os.environ.get("SHOTS"):
            page.screenshot(path=Path(os.environ["SHOTS"]) / f"{name}-{theme}-{width}.png", full_page=True)
    context.close()
    assert {name: faults for name, faults in found.items() if faults} == {}
    assert said == []


@pytest.mark.slow
def test_no_page_scrolls_sideways_on_a_narrow_phone_or_at_four_times_the_size(
    browser: Browser, ours: tuple[Filled, str]
) -> None:
    # 1280 px at 400 % is 320 px (WCAG 1.4.10).
    context = _signed_in(browser, ours, viewport={"width": 320, "height": 600})
    page = context.new_page()
    wide = {}
    for name, path in PAGES.items():
        page.goto(_address(ours[1], path))
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide[name] = over
    context.close()
    assert wide == {}


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
