"""The mails about an account: ours in every word, and nothing in them from which a stranger learns anything."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from e2e.installation import PASSWORD, a_client

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.core.mail import EmailMessage

    from e2e.installation import Installation

NEVER_SENT = {
    "account/email/login_code": "ACCOUNT_LOGIN_BY_CODE_ENABLED",
    "account/email/password_reset_code": "ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED",
}
"""Mails of what is not offered, and the setting that would offer it."""

BROWSER = "Mozilla/5.0 (Canary; rv:1.0)"
OURS = Path(__file__).resolve().parents[2] / "src" / "troth" / "web" / "templates"


def _prefixes() -> list[str]:
    """Every mail that django-allauth can send, from its own templates."""
    import allauth

    templates = Path(allauth.__file__).parent / "templates"
    return sorted(
        str(each.relative_to(templates)).removesuffix("_subject.txt") for each in templates.rglob("*_subject.txt")
    )


def test_each_mail_has_a_subject_and_a_text_of_ours_or_is_never_sent(installation: Installation) -> None:
    from django.conf import settings

    found = _prefixes()
    assert len(found) > 15
    for prefix in found:
        if prefix in NEVER_SENT:
            assert not getattr(settings, NEVER_SENT[prefix], False), prefix
            continue
        for part in ("subject", "message"):
            assert (OURS / f"{prefix}_{part}.txt").is_file(), f"{prefix}_{part}.txt is not ours"


@pytest.fixture
def dana(installation: Installation) -> User:
    return installation.account("dana")


def _rendered(user: User, prefix: str) -> EmailMessage:
    """The mail as django-allauth has it made, with everything that it may know."""
    from allauth.account.adapter import get_adapter
    from allauth.core.context import request_context
    from django.test import RequestFactory
    from django.utils import timezone

    request = RequestFactory().get("/", HTTP_USER_AGENT=BROWSER, REMOTE_ADDR="203.0.113.77", SERVER_NAME="localhost")
    with request_context(request):
        from django.contrib.sites.shortcuts import get_current_site

        known = {
            "user": user,
            "username": user.username,
            "email": "eve@mail.example",
            "from_email": user.email,
            "to_email": "dana2@mail.example",
            "deleted_email": "dana3@mail.example",
            "activate_url": "http://localhost/confirm/",
            "password_reset_url": "http://localhost/reset/",
            "signup_url": "http://localhost/signup/",
            "provider": "provider.example",
            "ip": "203.0.113.77",
            "user_agent": BROWSER,
            "timestamp": timezone.now(),
            "current_site": get_current_site(request),
            "request": request,
        }
        made: EmailMessage = get_adapter(request).render_mail(prefix, "eve@mail.example", known)
    return made


def test_no_mail_tells_an_address_a_name_or_what_a_browser_said(installation: Installation, dana: User) -> None:
    told = [dana.username, "@", "203.0.113", "Mozilla", "provider.example", "allauth", "Hello", "Thank you"]
    for prefix in set(_prefixes()) - set(NEVER_SENT):
        made = _rendered(dana, prefix)
        said = f"{made.subject}\n{made.body}"
        assert not [each for each in told if each in said], (prefix, said)
        assert "localhost" in said, "who sent it"
        assert "\n\n\n" not in said, prefix


def test_what_a_mail_must_not_tell_is_found_in_one_that_tells_it(
    installation: Installation, dana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from allauth.account import adapter

    real = adapter.render_to_string
    planted = lambda name, *more: real(name, *more) + (dana.email if name.endswith("message.txt") else "")  # noqa: E731
    monkeypatch.setattr(adapter, "render_to_string", planted)
    with pytest.raises(AssertionError, match=r"dana@mail\.example"):
        test_no_mail_tells_an_address_a_name_or_what_a_browser_said(installation, dana)


@pytest.mark.parametrize(
    ("known", "unknown"),
    [
        ("account/email/password_reset_key", "account/email/unknown_account"),
        ("account/email/email_confirmation_signup", "account/email/account_already_exists"),
    ],
)
def test_whoever_sees_only_the_envelope_cannot_tell_whether_there_is_an_account(
    installation: Installation, dana: User, known: str, unknown: str
) -> None:
    assert _rendered(dana, known).subject == _rendered(dana, unknown).subject


def test_the_old_address_is_told_of_a_change_and_not_of_the_new_address(installation: Installation, dana: User) -> None:
    from django.core import mail

    client = installation.signed_in(dana)
    client.post("/console/account/reauthenticate/", {"password": PASSWORD})
    client.post("/console/account/email/", {"email": "dana2@mail.example", "action_add": "1"})
    (asked,) = mail.outbox
    assert asked.to == ["dana2@mail.example"]
    assert "dana@mail.example" not in str(asked.body)
    link = next(line for line in str(asked.body).splitlines() if line.startswith("http://localhost/"))
    a_client().post(link.removeprefix("http://localhost"))
    told = mail.outbox[-1]
    assert told.to == ["dana@mail.example"]
    assert "dana2" not in f"{told.subject}{told.body}"
    assert "choose a new password now" in str(told.body)
