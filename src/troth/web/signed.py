"""Which events of accounts does the log of the process hold? Sign-in, failure, sign-out and changes of factors.

With the number of the account where there is one, and never with what was typed.
"""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.signals import email_changed, password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

_LOG = logging.getLogger("troth.web.accounts")
EVENTS = (
    (user_logged_in, logging.INFO, "signed in"),
    (user_logged_out, logging.INFO, "signed out"),
    (user_login_failed, logging.WARNING, "sign-in failed"),
    (password_changed, logging.INFO, "password changed"),
    (password_reset, logging.INFO, "password reset"),
    (email_changed, logging.INFO, "address changed"),
    (authenticator_added, logging.INFO, "second factor added"),
    (authenticator_removed, logging.INFO, "second factor removed"),
)


def connect() -> None:
    """Write a line for each event from now on."""
    for signal, level, event in EVENTS:

        def write(level: int = level, event: str = event, **given: Any) -> None:
            user = given.get("user")
            _LOG.log(level, event, extra={"user": user.pk if user is not None else 0})

        signal.connect(write, weak=False, dispatch_uid=f"troth {event}")
