"""How does somebody come to have an account, and what is kept of it?

Accounts are django-allauth's. What is ours:

1. There is no open sign-up. An account is made by whoever holds the link of an open invitation. It is made first and
   the invitation used up after it: where the process ends between the two, the account has no role and the invitation
   is still open to it. Where somebody else used the invitation meanwhile, the account is taken back.
2. An account's name inside is an identifier that says nothing; people know it by its e-mail address.
3. Seeds of second factors are wrapped at rest under a key derived from the installation's (`troth.evidence.sealing`).
4. The link of an invitation leaves the address bar at once: its token goes into the session, and the page that asks has
   an address without it. Looking at the link uses nothing up, so that a mail scanner cannot.

What it leaves out: sign-in at a provider (`troth.web.provider`), memberships (`troth.web.people`).
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import SignupForm
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from troth.clock import SystemClock
from troth.errors import WrongUse
from troth.evidence.sealing import unwrap, wrap
from troth.store.people import ROLE_HELD
from troth.web import installed
from troth.web.people import Invitation, accept, names, open_invitation
from troth.web.problems import Refusal, refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

_TOKEN = "invitation"  # noqa: S105 -- the name of a place in the session
_USE = "wrap second factors"
_BOUND = b"second factor"
_CLOCK = SystemClock()
NOT_OPEN = Refusal(
    404,
    "people.invitation-not-open",
    "This invitation is not open",
    "the link was used already, has expired, or is not one of ours",
    "ask whoever invited you for a new link",
)


KEPT = Refusal(
    409,
    ROLE_HELD,
    "You have this role already",
    "you already have the role that this invitation gives, or a higher one",
    "leave the link for whoever it is meant for; nothing was changed",
)


def invitation_of(request: HttpRequest) -> Invitation | None:
    """The open invitation that this browser came with."""
    token = request.session.get(_TOKEN)
    return open_invitation(token) if token else None


@require_safe
def invitation_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token of an invitation's link out of the address."""
    if open_invitation(token) is None:
        return refused(request, NOT_OPEN)
    request.session[_TOKEN] = token
    return redirect("invitation")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Say what the invitation is to; a signed-in person accepts it here."""
    found = invitation_of(request)
    if found is None:
        return refused(request, NOT_OPEN)
    if request.method != "POST" or not request.user.is_authenticated:
        named = names().get(found.organisation, "") if found.organisation else ""
        return render(request, "account/invitation.html", {"invitation": found, "name": named})
    if not accept(request.session[_TOKEN], request.user.pk):
        return refused(request, KEPT if invitation_of(request) else NOT_OPEN)
    del request.session[_TOKEN]
    messages.success(request, "You are a member now.")
    return redirect("console:home")


def join(request: HttpRequest, user: User) -> None:
    """Give a new account the role that its invitation names; the account goes where the invitation is closed.

    Raises:
        WrongUse: where the invitation is open no more.
    """
    if not accept(request.session.pop(_TOKEN, ""), user.pk):
        user.delete()
        raise WrongUse(NOT_OPEN.text, id=NOT_OPEN.id, help=NOT_OPEN.help)


def shown_name(user: User) -> str:
    """What an account is called on its owner's own pages and in her mail: its address."""
    return user.email


_TOO_MANY = "There were too many attempts. Wait five minutes and try again."
_NOT_IT = "This is not your password."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # django-allauth comes without types
    """What django-allauth asks us about accounts."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask an administrator of your organisation to open it again.",
        "duplicate_email": "This is your address already.",
        "email_password_mismatch": "The address or the password is not correct.",
        "enter_current_password": _NOT_IT,
        "incorrect_password": _NOT_IT,
        "invalid_login": "The address or the password is not correct.",
        "invalid_password_reset": "This link is not open any more. Ask for a new one.",
        "rate_limited": _TOO_MANY,
        "same_as_current": "This is your address already.",
        "too_many_login_attempts": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only to whoever holds an open invitation."""
        return invitation_of(request) is not None

    def populate_username(self, request: HttpRequest, user: User) -> None:  # noqa: ARG002 -- allauth's signature
        """A name that says nothing about its owner."""
        user.username = user.username or _CLOCK.new_id()

    def get_client_ip(self, request: HttpRequest) -> str:
        """The client's address, as `troth.web.middleware.Envelope` found it."""
        return str(request.META["REMOTE_ADDR"])


class SignUpForm(SignupForm):  # type: ignore[misc]  # django-allauth comes without types
    """Makes an account of an invitation."""

    def save(self, request: HttpRequest) -> Any:
        """The account, with the role it was invited to."""
        user = super().save(request)
        join(request, user)
        return user


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # django-allauth comes without types
    """What django-allauth asks us about second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "add_email_blocked": "Remove your second factor first: an account that has one keeps its address.",
        "cannot_delete_authenticator": "Your organisation asks for a second factor, so that the last one stays.",
        "cannot_generate_recovery_codes": "Set up an authenticator app or a key first: the codes stand in for it.",
        "incorrect_code": "This code is not correct, or was used already. Enter the next one that the app shows.",
        "unverified_email": "Confirm your e-mail address first, by the link that we sent to it.",
    }

    def encrypt(self, text: str) -> str:
        """A seed, wrapped."""
        return base64.b64encode(wrap(installed.key().derived(_USE), text.encode(), _BOUND)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A seed, unwrapped."""
        return unwrap(installed.key().derived(_USE), base64.b64decode(encrypted_text), _BOUND).decode()


def addresses_of(users: Collection[int]) -> dict[int, str]:
    """The e-mail addresses of accounts, by their numbers."""
    from django.contrib.auth.models import User

    return dict(User.objects.filter(pk__in=users).values_list("pk", "email"))


def invitation_path(token: str) -> str:
    """Where the link of an invitation leads."""
    return reverse("invitation_link", kwargs={"token": token})


def password_path(user: int) -> str | None:
    """Where an account chooses a new password, once; None where there is no such account."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.contrib.auth.models import User

    account = User.objects.filter(pk=user, is_active=True).first()
    if account is None:
        return None
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})
