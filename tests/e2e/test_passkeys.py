"""In a real browser: a passkey signs in, a security key is a second factor, and no page has a fault that axe finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe

from e2e.installation import ACME, PASSWORD

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from playwright.sync_api import Page

    from e2e.installation import Installation


@pytest.fixture
def dana(installation: Installation) -> User:
    from troth.store.people import Role

    installation.found(ACME)
    return installation.account("dana", Role.ADMINISTRATOR)


@pytest.fixture
def problems(page: Page) -> list[str]:
    """What the browser itself complains about: refused scripts and styles, errors of a script."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def _with_a_key_in_it(page: Page, *, verifies: bool) -> Any:
    """Put a virtual authenticator into the browser; with `verifies`, one that checks a finger."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    options = {
        "protocol": "ctap2",
        "transport": "internal" if verifies else "usb",
        "hasResidentKey": verifies,
        "hasUserVerification": verifies,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def _sign_in(page: Page, server: str, user: User) -> None:
    page.goto(f"{server}/console/account/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def _prove(page: Page) -> None:
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_passkey_signs_in_without_a_password(server: str, page: Page, dana: User, problems: list[str]) -> None:
    _with_a_key_in_it(page, verifies=True)
    _sign_in(page, server, dana)
    page.goto(f"{server}/console/account/factors/webauthn/add/")
    _prove(page)
    page.get_by_label("Name of the key").fill("Phone")
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    assert page.get_by_role("listitem").count() >= 10
    page.context.clear_cookies()
    page.goto(f"{server}/console/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/console/acme/promises/")
    assert problems == []


def test_a_security_key_is_a_second_factor(server: str, page: Page, dana: User, problems: list[str]) -> None:
    _with_a_key_in_it(page, verifies=False)
    _sign_in(page, server, dana)
    page.goto(f"{server}/console/account/factors/webauthn/add/")
    _prove(page)
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    _sign_in(page, server, dana)
    page.wait_for_url("**/factors/authenticate/")
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/console/acme/promises/")
    page.goto(f"{server}/console/account/factors/webauthn/reauthenticate/")
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/console/acme/promises/")
    assert problems == []


def test_a_browser_without_a_key_is_told_so(server: str, page: Page, dana: User) -> None:
    session = _with_a_key_in_it(page, verifies=True)
    page.goto(f"{server}/console/account/login/")
    session.send("WebAuthn.disable")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('none')) }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("alert").filter(has_text="The browser gave no key").wait_for()


def test_an_answer_to_another_challenge_is_not_taken(server: str, page: Page, dana: User) -> None:
    """Replay: what signed in once is sent again, from a browser that was asked something else."""
    _with_a_key_in_it(page, verifies=True)
    _sign_in(page, server, dana)
    page.goto(f"{server}/console/account/factors/webauthn/add/")
    _prove(page)
    page.get_by_label("Sign in with this key alone").check()
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    page.context.clear_cookies()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.method == "POST" else None)
    page.goto(f"{server}/console/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/console/acme/promises/")
    from urllib.parse import parse_qs

    credential = parse_qs(sent[-1])["credential"][0]
    page.context.clear_cookies()
    page.goto(f"{server}/console/account/login/")
    page.evaluate(
        """async (credential) => {
             const form = document.querySelector("form[data-passkey=login]");
             await fetch(form.action, {headers: {Accept: "application/json"}});
             form.elements.namedItem("credential").value = credential;
             form.submit();
           }""",
        credential,
    )
    page.wait_for_url("**/console/account/login/")
    page.get_by_text("This code is not correct").wait_for()


def test_everything_but_a_passkey_works_by_keyboard_and_without_script(
    server: str, browser: Any, dana: User, installation: Installation
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server}/console/account/login/")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.locator("input[name=login]:focus").count():
            break
    page.keyboard.type(dana.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/acme/promises/")
    page.goto(f"{server}/console/account/factors/totp/activate/")
    page.keyboard.press("Tab")
    page.get_by_label("Password").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    seed = page.locator("code").first.inner_text()
    page.get_by_label("Code").focus()
    page.keyboard.type(pyotp.TOTP(seed).now())
    page.keyboard.press("Enter")
    page.wait_for_url("**/recovery-codes/")
    context.close()


def test_axe_finds_nothing_on_any_page_of_accounts(
    server: str, page: Page, dana: User, installation: Installation, problems: list[str]
) -> None:
    from troth.store.people import Role

    account = "/console/account"
    seen: list[str] = []

    def look(path: str) -> None:
        page.goto(server + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        assert len(page.content().encode()) < 100_000
        seen.append(page.title())

    look(installation.invite(Role.OFFICER))
    for path in ("/signup/", "/login/", "/password/reset/", "/password/reset/done/", "/confirm-email/", "/inactive/"):
        look(account + path)
    look(f"{account}/confirm-email/forged/")
    look(f"{account}/password/reset/key/1-forged-forged/")
    page.goto(f"{server}{account}/login/")
    page.get_by_label("E-mail address").fill(dana.email)
    page.get_by_label("Password").fill("wrong wrong wrong")
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert Axe().run(page).violations_count == 0, "with an error shown"
    _with_a_key_in_it(page, verifies=True)
    _sign_in(page, server, dana)
    look("/console/invitation/")
    look(f"{account}/reauthenticate/")
    _prove(page)
    for path in ("/email/", "/password/change/", "/logout/", "/factors/", "/factors/totp/activate/"):
        look(account + path)
    for path in ("/factors/webauthn/", "/factors/webauthn/add/", "/factors/recovery-codes/generate/"):
        look(account + path)
    page.goto(f"{server}{account}/factors/webauthn/add/")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/recovery-codes/")
    after = Axe().run(page)
    assert after.violations_count == 0, after.generate_report()
    key = _key_of(dana)
    for path in (f"/factors/webauthn/keys/{key}/edit/", f"/factors/webauthn/keys/{key}/remove/", "/factors/webauthn/"):
        look(account + path)
    for path in ("/factors/webauthn/reauthenticate/", "/factors/recovery-codes/", "/factors/"):
        look(account + path)
    for section in ("promises", "subjects", "policies", "log", "people", "keys"):
        look(f"/console/acme/{section}/")
    look("/console/nowhere/")
    assert all(each.strip(" -") for each in seen)
    assert len(set(seen)) > 15, "pages say what they are"
    assert [each for each in problems if "404" not in each] == [], "only the forged links are not found"


def _key_of(user: User) -> int:
    from allauth.mfa.models import Authenticator

    return int(Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN).pk)
