"""How is a secret shown once, on the page after the one that made it?

It waits in the session, wrapped under a key derived from the installation's: a copy of the database shows nothing. It
is taken out as it is shown, so that a reload shows it no more.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from troth.evidence.sealing import unwrap, wrap
from troth.web import installed

if TYPE_CHECKING:
    from django.http import HttpRequest

_USE = "show once"


def keep(request: HttpRequest, what: str, secret: str) -> None:
    """Keep a secret for the next page that takes it."""
    wrapped = wrap(installed.key().derived(_USE), secret.encode(), _bound(request, what))
    request.session[_name(what)] = base64.b64encode(wrapped).decode()


def take(request: HttpRequest, what: str) -> str:
    """The secret, which is kept no more; empty where none was."""
    kept = request.session.pop(_name(what), "")
    if not kept:
        return ""
    return unwrap(installed.key().derived(_USE), base64.b64decode(kept), _bound(request, what)).decode()


def _name(what: str) -> str:
    return f"once {what}"


def _bound(request: HttpRequest, what: str) -> bytes:
    return f"{request.user.pk}\n{what}".encode()
