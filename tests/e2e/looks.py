"""Every page of the server: which route answers it, who sees it, and how a browser comes to it.

`unshown` compares the table with the routes themselves, so that a new page is shown here or is a finding.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unittest import mock

from e2e.console.desked import BROKEN
from e2e.console.filled import ALICE, BOB, OURS, THEIRS
from e2e.console.test_policies import NEXT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playwright.sync_api import Page, Response

    from security.endpoints import Endpoint

SOON = "2026-12-01"
"""A version of ours that is published and not yet in force."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A page.

    `path` may name places of the world in braces; `deed` does something there, and what it answers is shown.
    """

    route: str
    name: str
    who: str
    path: str
    status: int = 200
    deed: Callable[[Page], Response] | None = None
    demo: bool = False
    fails_with: Exception | None = None


def sent(button: str, **fields: str) -> Callable[[Page], Response]:
    """Fill fields in by name, press the button, and give the answer: the server's word, and not the browser's."""

    def deed(page: Page) -> Response:
        page.evaluate("for (const each of document.forms) each.noValidate = true")
        for name, value in fields.items():
            page.fill(f"main [name={name}]", value)
        with page.expect_navigation() as coming:
            page.get_by_role("button", name=button).first.click()
        return coming.value

    return deed


def without_cookies(button: str, **fields: str) -> Callable[[Page], Response]:
    """The same, after the browser forgot its cookies."""

    def deed(page: Page) -> Response:
        page.context.clear_cookies()
        return sent(button, **fields)(page)

    return deed


def too_often(page: Page) -> Response:
    """Sign in after thirty attempts from the same place."""
    from e2e.installation import a_client

    for _ in range(30):
        a_client().post("/console/account/login/", {"login": "eve@mail.example", "password": "wrong wrong wrong"})
    return sent("Sign in", login="eve@mail.example", password="wrong wrong wrong")(page)


_O, _K, _A, _F = f"/o/{OURS}/", f"/console/{OURS}/", "/console/account/", "/console/account/factors/"
_V, _R = "policies/versions/", "{review}"

_CENTRE = [
    Shown("centre:home", "centre-home", "nobody", _O),
    Shown("centre:notice", "notice", "nobody", f"{_O}notice/"),
    Shown("centre:notice", "notice-search", "nobody", f"{_O}notice/?q=data"),
    Shown("centre:notice", "notice-for-paper", "nobody", f"{_O}notice/?print"),
    Shown("centre:clause", "clause", "nobody", f"{_O}notice/s87/"),
    Shown("centre:versions", "versions", "nobody", f"{_O}versions/"),
    Shown("centre:difference", "difference", "nobody", f"{_O}versions/difference/?from=2022-10-18&to={SOON}"),
    Shown("centre:prove", "prove", "nobody", f"{_O}choices/prove/"),
    Shown("centre:prove", "prove-wrong", "nobody", f"{_O}choices/prove/", 422, sent("Send the link", address="x")),
    Shown("centre:prove", "sent", "nobody", f"{_O}choices/prove/", 200, sent("Send", address="eve@mail.example")),
    Shown("centre:proof", "proof", "nobody", f"{_O}choices/prove/forged/"),
    Shown("centre:proof", "proof-spent", "nobody", f"{_O}choices/prove/forged/", 410, sent("Open my choices")),
    Shown("centre:code", "code", "nobody", f"{_O}choices/code/"),
    Shown("centre:choices", "choices", "alice", f"{_O}choices/"),
    Shown("centre:choices", "choices-kept", "alice", f"{_O}choices/", 200, sent("No to everything")),
    Shown("centre:history", "history", "alice", f"{_O}choices/history/"),
]
_Q = "/o/acme/requests/"


def chosen(button: str, **values: str) -> Callable[[Page], Response]:
    """Choose options by name, press the button, and give the answer."""

    def deed(page: Page) -> Response:
        for name, value in values.items():
            page.check(f"main [name={name}][value={value}]")
        return sent(button)(page)

    return deed


def one_by_one(*deeds: Callable[[Page], Response]) -> Callable[[Page], Response]:
    """One deed after the other; the answer of the last."""

    def deed(page: Page) -> Response:
        *before, last = deeds
        for each in before:
            each(page)
        return last(page)

    return deed


_BEGIN, _ALL = sent("Begin"), chosen("Go on", which="all")
_EUROPE, _CALIFORNIA = chosen("Go on", place="eu-gdpr"), chosen("Go on", place="us-ca-ccpa")
_AGENT = sent("I ask for somebody else")
_QUESTIONS: tuple[tuple[str, str, str, int, tuple[Callable[[Page], Response], ...]], ...] = (
    ("what", "nobody", "rectify", 200, (_BEGIN,)),
    ("what-wrong", "nobody", "rectify", 422, (_BEGIN, sent("Go on"))),
    ("text", "nobody", "human_review", 200, (_BEGIN,)),
    ("some", "nobody", "access", 200, (_BEGIN,)),
    ("some-wrong", "nobody", "access", 422, (_BEGIN, chosen("Go on", which="some"))),
    ("place", "nobody", "object", 200, (_BEGIN,)),
    ("place-wrong", "nobody", "object", 422, (_BEGIN, sent("Go on"))),
    ("agent", "nobody", "access", 200, (_AGENT,)),
    ("agent-wrong", "nobody", "access", 422, (_AGENT, sent("Go on"))),
    ("who", "nobody", "object", 200, (_BEGIN, _EUROPE)),
    ("who-link", "nobody", "access", 200, (_BEGIN, _ALL, _EUROPE)),
    ("check", "asker", "erase", 200, (_BEGIN, _ALL, _EUROPE)),
    ("declare", "asker", "erase", 200, (_BEGIN, _ALL, _CALIFORNIA, sent("Send the request"))),
)
_REQUESTS = [
    Shown("centre:requests", "requests", "nobody", _Q),
    Shown("centre:requests", "requests-own", "asker", _Q),
    Shown("centre:requests", "requests-none", "silent", _Q),
    Shown("centre:request_kind", "request-kind", "nobody", f"{_Q}ask/erase/"),
    *(
        Shown("centre:request_question", f"request-{name}", who, f"{_Q}ask/{kind}/", status, one_by_one(*deeds))
        for name, who, kind, status, deeds in _QUESTIONS
    ),
    Shown("centre:request_prove", "request-prove", "nobody", f"{_Q}prove/"),
    Shown("centre:request_prove", "request-prove-wrong", "nobody", f"{_Q}prove/", 422, sent("Send", address="x")),
    Shown("centre:request_prove", "request-sent", "nobody", f"{_Q}prove/", 200, sent("Send", address="e@e.example")),
    Shown("centre:request_proof", "request-proof", "nobody", f"{_Q}prove/forged/"),
    Shown("centre:request_proof", "request-proof-spent", "nobody", f"{_Q}prove/forged/", 410, sent("Yes, it is me")),
    Shown("centre:request_code", "request-code", "nobody", f"{_Q}code/"),
    Shown("centre:request_received", "request-received", "nobody", f"{_Q}received/"),
    Shown("centre:request", "request-open", "asker", f"{_Q}{{opened}}/"),
    Shown("centre:request", "request-ready", "asker", f"{_Q}{{ready}}/"),
    Shown("centre:request", "request-stays", "staying", f"{_Q}{{stays}}/"),
    Shown("centre:request", "request-refused", "asker", f"{_Q}{{refused}}/"),
    Shown("centre:request", "request-forgotten", "forgotten", f"{_Q}{{forgotten}}/"),
    Shown("centre:request_take_back", "request-take-back", "asker", f"{_Q}{{opened}}/take-back/"),
    Shown("centre:request_take_back", "request-too-late", "asker", f"{_Q}{{ready}}/take-back/", 409),
    Shown("centre:request_package", "request-package-gone", "asker", f"{_Q}{{ready}}/package/forged/", 410),
]
_CONSOLE = [
    Shown("console:home", "choose", "founder", "/console/"),
    Shown("console:home", "choose-none", "dana", "/console/"),
    Shown("console:promises", "board", "administrator", f"{_K}promises/"),
    Shown("console:promises", "board-filtered", "administrator", f"{_K}promises/?state=untestable&q=data"),
    Shown("console:promises", "board-empty", "administrator", f"{_K}promises/?q=zebra"),
    Shown("console:promises", "table", "administrator", f"{_K}promises/?view=table&sort=state"),
    Shown("console:promise", "sentence", "administrator", f"{_K}promises/s87/"),
    Shown("console:promise", "sentence-untestable", "administrator", f"{_K}promises/s6/"),
    Shown("console:subjects", "subjects", "administrator", f"{_K}subjects/"),
    Shown(
        "console:subject_find",
        "subject-found",
        "administrator",
        f"{_K}subjects/",
        200,
        sent("Find", identifier="eve@mail.example"),
    ),
    Shown("console:subject", "subject", "administrator", f"{_K}subjects/{ALICE}/?data=email&purpose=newsletters"),
    Shown("console:subject", "subject-silent", "administrator", f"{_K}subjects/{BOB}/"),
    Shown(
        "console:subject_identifiers", "subject-opened", "administrator", f"{_K}subjects/{ALICE}/", 200, sent("Show")
    ),
    Shown("console:policies", "policies", "administrator", f"{_K}policies/"),
    Shown("console:policy_new", "policy-new", "administrator", f"{_K}policies/new/"),
    Shown("console:policy", "draft", "administrator", f"{_K}{_V}{NEXT}/"),
    Shown("console:policy", "version", "administrator", f"{_K}{_V}2022-10-18/"),
    Shown("console:policy_publish", "publish", "administrator", f"{_K}{_V}{NEXT}/publish/"),
    Shown("console:policy_discard", "discard", "administrator", f"{_K}{_V}{NEXT}/discard/"),
    Shown("console:log", "log", "administrator", f"{_K}log/"),
    Shown("console:log", "log-empty", "administrator", f"{_K}log/?kind=nothing"),
    Shown("console:entry", "entry", "administrator", f"{_K}log/7/"),
    Shown("console:entry_opened", "entry-opened", "administrator", f"{_K}log/7/", 200, sent("Open")),
    Shown("console:verify", "verify", "administrator", f"{_K}log/verify/"),
    Shown("console:verify", "verified", "administrator", f"{_K}log/verify/?go=1"),
    Shown("console:people", "people", "administrator", f"{_K}people/"),
    Shown("console:invite", "invited", "administrator", f"{_K}people/", 200, sent("Make the link")),
    Shown("console:person_remove", "person-remove", "administrator", f"{_K}people/1/remove/"),
    Shown(
        "console:invitation_withdraw",
        "invitation-withdraw",
        "administrator",
        f"{_K}people/invitations/open/withdraw/",
    ),
    Shown("console:keys", "keys", "administrator", f"{_K}keys/"),
    Shown("console:key_rotate", "key-rotate", "administrator", f"{_K}keys/{{key}}/rotate/"),
    Shown("console:key_revoke", "key-revoke", "administrator", f"{_K}keys/{{key}}/revoke/"),
]
_REVIEW = [
    Shown("console:proposal_new", "proposal-new", "administrator", f"{_K}policies/proposals/new/"),
    Shown(
        "console:proposal_new",
        "proposal-new-wrong",
        "administrator",
        f"{_K}policies/proposals/new/",
        422,
        sent("Read it", text="Take two eggs, and stir them well."),
    ),
    Shown("console:proposal", "review", "administrator", _R),
    Shown("console:proposal", "review-looked-at", "viewer", _R),
    Shown("console:proposal", "review-part", "administrator", f"{_R}?part=2"),
    Shown("console:proposal", "review-doubtful", "administrator", f"{_R}?show=doubtful"),
    Shown("console:proposal", "review-accepted", "administrator", f"{_R}?show=accepted"),
    Shown("console:proposal", "review-nothing-left", "administrator", "{reviewed}?show=left"),
    Shown("console:proposal_element", "review-element", "administrator", f"{_R}elements/{{element}}/"),
    Shown("console:proposal_element", "review-head", "administrator", f"{_R}elements/policy/"),
    Shown(
        "console:proposal_element",
        "review-element-wrong",
        "administrator",
        f"{_R}elements/{{element}}/",
        422,
        sent("Keep and accept", text="{do: use, modal: perhaps}"),
    ),
    Shown("console:proposal_clause", "review-sentence", "administrator", f"{_R}sentences/{{left}}/"),
    Shown("console:proposal_sure", "review-sure", "administrator", f"{_R}sure/"),
    Shown("console:proposal_finish", "review-finish", "administrator", f"{_R}finish/"),
    Shown("console:proposal_finish", "review-finished", "administrator", "{reviewed}finish/"),
    Shown("console:proposal_discard", "review-discard", "administrator", f"{_R}discard/"),
]
_WRONG = {"login": "eve@mail.example", "password": "wrong wrong wrong"}
_ACCOUNTS = [
    Shown("account_login", "sign-in", "nobody", f"{_A}login/"),
    Shown("account_login", "sign-in-wrong", "nobody", f"{_A}login/", 200, sent("Sign in", **_WRONG)),
    Shown("account_logout", "sign-out", "dana", f"{_A}logout/"),
    Shown("account_inactive", "closed", "nobody", f"{_A}inactive/"),
    Shown("account_signup", "sign-up-closed", "nobody", f"{_A}signup/"),
    Shown("invitation", "invitation", "invited", "/console/invitation/"),
    Shown("invitation", "invitation-signed-in", "dana", "{invitation}"),
    Shown("account_signup", "sign-up", "invited", f"{_A}signup/"),
    Shown(
        "account_signup",
        "sign-up-wrong",
        "invited",
        f"{_A}signup/",
        200,
        sent("Create", email="e@e.example", password1="x"),
    ),
    Shown("account_reauthenticate", "is-it-you", "dana", f"{_A}reauthenticate/"),
    Shown("account_email", "address", "dana", f"{_A}email/"),
    Shown("account_email", "address-changing", "changing", f"{_A}email/"),
    Shown("account_email_verification_sent", "look-into-mail", "nobody", f"{_A}confirm-email/"),
    Shown("account_confirm_email", "confirm", "nobody", "{confirmation}"),
    Shown("account_confirm_email", "confirm-spent", "nobody", f"{_A}confirm-email/forged/"),
    Shown("account_change_password", "password", "dana", f"{_A}password/change/"),
    Shown("account_set_password", "password-set", "without-password", f"{_A}password/set/"),
    Shown("account_reset_password", "reset", "nobody", f"{_A}password/reset/"),
    Shown("account_reset_password_done", "reset-sent", "nobody", f"{_A}password/reset/done/"),
    Shown("account_reset_password_from_key", "reset-choose", "nobody", "{reset}"),
    Shown("account_reset_password_from_key", "reset-spent", "nobody", f"{_A}password/reset/key/1-forged/"),
    Shown("account_reset_password_from_key_done", "reset-done", "nobody", f"{_A}password/reset/key/done/"),
    Shown("mfa_index", "factors-none", "administrator", _F),
    Shown("mfa_index", "factors", "dana", _F),
    Shown("mfa_authenticate", "second-factor", "half", f"{_F}authenticate/"),
    Shown("mfa_authenticate", "second-factor-wrong", "half", f"{_F}authenticate/", 200, sent("Sign in", code="000000")),
    Shown("mfa_reauthenticate", "is-it-you-code", "dana", f"{_F}reauthenticate/"),
    Shown("mfa_reauthenticate_webauthn", "is-it-you-key", "dana", f"{_F}webauthn/reauthenticate/"),
    Shown("mfa_activate_totp", "app-set-up", "administrator", f"{_F}totp/activate/"),
    Shown("mfa_deactivate_totp", "app-remove", "dana", f"{_F}totp/deactivate/"),
    Shown("mfa_generate_recovery_codes", "codes-make", "dana", f"{_F}recovery-codes/generate/"),
    Shown("mfa_view_recovery_codes", "codes-left", "dana", f"{_F}recovery-codes/"),
    Shown("mfa_generate_recovery_codes", "codes-made", "dana", f"{_F}recovery-codes/generate/", 200, sent("Make them")),
    Shown("mfa_list_webauthn", "passkeys", "dana", f"{_F}webauthn/"),
    Shown("mfa_list_webauthn", "passkeys-none", "administrator", f"{_F}webauthn/"),
    Shown("mfa_add_webauthn", "passkey-add", "dana", f"{_F}webauthn/add/"),
    Shown("mfa_edit_webauthn", "passkey-rename", "dana", f"{_F}webauthn/keys/{{passkey}}/edit/"),
    Shown("mfa_remove_webauthn", "passkey-remove", "dana", f"{_F}webauthn/keys/{{passkey}}/remove/"),
]
_Q = f"{_K}requests/"
_DESK = [
    Shown("console:requests", "requests", "officer", _Q),
    Shown("console:requests", "requests-none-fits", "officer", f"{_Q}?kind=know"),
    Shown("console:requests", "requests-empty", "founder", f"/console/{THEIRS}/requests/"),
    Shown("console:request_new", "request-new", "officer", f"{_Q}new/"),
    Shown("console:request_new", "request-new-wrong", "officer", f"{_Q}new/", 422, sent("Enter the request")),
    Shown("console:request", "request", "officer", f"{_Q}{{planned}}/"),
    Shown("console:request", "request-late", "officer", f"{_Q}{{late}}/"),
    Shown("console:request", "request-of-a-viewer", "viewer", f"{_Q}{{late}}/"),
    Shown("console:request", "request-denied", "officer", f"{_Q}{{denied}}/"),
    Shown("console:request", "request-handed-over", "officer", f"{_Q}{{nobody}}/"),
    Shown("console:request_opened", "request-opened", "officer", f"{_Q}{{correction}}/", 200, sent("Show")),
    Shown("console:request_approve", "request-approve", "officer", f"{_Q}{{planned}}/approve/"),
    Shown("console:request_deny", "request-deny", "officer", f"{_Q}{{planned}}/deny/"),
    Shown("console:request_extend", "request-extend", "officer", f"{_Q}{{planned}}/extend/"),
    Shown("console:request_extend", "request-extend-not", "officer", f"{_Q}{{late}}/extend/"),
    Shown("console:request_begin", "request-begin", "officer", f"{_Q}{{nobody}}/begin/"),
    Shown("console:request_close", "request-close", "officer", f"{_Q}{{nobody}}/close/"),
    Shown("console:request_answer", "request-answer", "officer", f"{_Q}{{complaint}}/answer/"),
    Shown("console:request_prove", "request-prove", "officer", f"{_Q}{{agent}}/prove/"),
    Shown("console:holds", "holds", "administrator", f"{_Q}holds/"),
    Shown("console:holds", "holds-none", "founder", f"/console/{THEIRS}/requests/holds/"),
    Shown("console:hold_lift", "hold-lift", "administrator", f"{_Q}holds/lawsuit/lift/"),
    Shown("console:estate", "estate", "administrator", f"{_K}estate/"),
    Shown("console:estate", "estate-none", "founder", f"/console/{THEIRS}/estate/"),
    Shown("console:estate_probe", "estate-asked", "administrator", f"{_K}estate/", 200, sent("Ask whether desk")),
    Shown("console:estate_load", "estate-load", "administrator", f"{_K}estate/load/"),
    Shown(
        "console:estate_load", "estate-load-wrong", "administrator", f"{_K}estate/load/", 422, sent("Load", text=BROKEN)
    ),
]
_REST = [
    Shown("start", "start", "nobody", "/", demo=True),
    Shown("inbox", "inbox", "nobody", "/inbox/", demo=True),
    Shown("api/v1/docs", "api", "nobody", "/api/v1/docs"),
    Shown("", "problem-404", "nobody", "/nothing/", 404),
    Shown("", "problem-404-centre", "nobody", f"{_O}notice/s9999/", 404),
    Shown("", "problem-404-console", "administrator", f"{_K}nothing/", 404),
    Shown("", "problem-403-role", "viewer", f"{_K}people/", 403),
    Shown("", "problem-403-csrf", "nobody", f"{_A}login/", 403, without_cookies("Sign in", **_WRONG)),
    Shown(
        "",
        "problem-403-csrf-centre",
        "nobody",
        f"{_O}choices/prove/",
        403,
        without_cookies("Send", address="e@e.example"),
    ),
    Shown("", "problem-405", "nobody", "/language/", 405),
    Shown("", "problem-500", "nobody", "/", 500, fails_with=RuntimeError("planted")),
    Shown("", "problem-503", "nobody", "/", 503, fails_with=OSError("planted")),
    Shown("", "problem-429", "nobody", f"{_A}login/", 429, too_often),
]
PARTS = {
    "centre": _CENTRE,
    "requests": _REQUESTS,
    "console": _CONSOLE,
    "desk": _DESK,
    "review": _REVIEW,
    "accounts": _ACCOUNTS,
    "rest": _REST,
}
PAGES = tuple(each for part in PARTS.values() for each in part)

NO_PAGES = {
    "centre:language": "answers a form by a redirect",
    "centre:leave": "answers a form by a redirect",
    "centre:receipt": "a file",
    "account_confirm_login_code": "sign-in by a code is not offered: a redirect",
    "mfa_download_recovery_codes": "recovery codes are shown once, and never as a file",
    "mfa_login_webauthn": "what a script asks for",
    "invitation_link": "takes the token out of the address by a redirect",
    "console:organisation": "a redirect",
    "console:request_assign": "answers a form by a redirect",
    "console:hold_place": "answers a form by a redirect",
    "console:subject_receipt": "a file",
    "console:policy_file": "a file",
    "console:proposal_act": "answers a form by a redirect",
    "console:proposal_file": "a file",
    "console:checkpoint": "a file",
    "console:bundle": "a file",
    "console:person_change": "answers a form by a redirect",
    "console:key_make": "answers a form by the page of keys",
    "api/v1/openapi.json": "for programs",
}
"""Routes that show no page of their own to a browser that opens them, and why."""


def key_of(endpoint: Endpoint) -> str:
    """The name of a route; of the two pages of the API, which have none, the route itself."""
    return endpoint.route if endpoint.name == "api:" else endpoint.name


def unshown(found: Iterable[Endpoint]) -> set[str]:
    """Routes for people that stand neither in `PAGES` nor in `NO_PAGES`."""
    people = {key_of(each) for each in found if each.name == "api:" or not each.name.startswith("api:")}
    return people - {each.route for each in PAGES} - set(NO_PAGES)


@contextmanager
def in_force(shown: Shown) -> Iterator[None]:
    """The installation as the page needs it: the demonstration, or one in which the first page fails."""
    from dataclasses import replace

    from troth.errors import OutsideWorldFailed
    from troth.web import installed

    settings = installed.settings()
    with mock.patch.object(installed, "settings", return_value=replace(settings, demo=shown.demo)):
        if shown.fails_with is None:
            yield
            return
        fails: Exception = shown.fails_with
        if isinstance(fails, OSError):
            fails = OutsideWorldFailed("the database is away", id="store.away", help="wait")
        with mock.patch("troth.store.organisations.organisations", side_effect=fails):
            yield


def file_name(shown: Shown, how: str) -> str:
    """What a screenshot is called."""
    return re.sub(r"[^\w.-]", "-", f"{shown.name}-{how}.png")
