"""Whose key is it, and may it do this now?

1. A key that is known, holds, and has the scope, within its rate; else 401, 403, 429. The rate is counted as on the
   fast paths (`troth.web.fast.rate`), in buckets of this process.
2. Only then is the body read, within `LARGEST`: a caller without a key sends nothing that is kept.
3. A body is declared as JSON, else 415.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, cast

from django.http import RawPostDataException, UnreadablePostError
from ninja.security import HttpBearer

from troth.store.api_keys import PREFIX
from troth.web.api.refusals import SUSPICIOUS, Refused
from troth.web.desk import desk
from troth.web.fast import problems
from troth.web.fast.rate import Rates

if TYPE_CHECKING:
    from django.http import HttpRequest

    from troth.store.api_keys import Scope
    from troth.web.fast.desk import Grant

LARGEST = 1_000_000
"""The most bytes of a body."""

_rates = Rates()
_one_at_a_time = threading.Lock()


class Key(HttpBearer):
    """A key with a scope, sent as `Authorization: Bearer troth_...`."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Grant:
        """The key of the request, whose body is read then."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Refused(problems.NO_KEY)
        key = self.authenticate(request, token)
        _read_body(request)
        return key

    def authenticate(self, request: HttpRequest, token: str) -> Grant:  # noqa: ARG002 -- ninja's signature
        """The key that a token is for."""
        if not desk().following.is_ready:
            raise Refused(problems.NOT_LOADED)
        grant = desk().grant(token) if token.startswith(PREFIX) and token.isascii() else None
        if grant is None:
            raise Refused(problems.UNKNOWN_KEY)
        if self.scope not in grant.scopes:
            raise Refused(problems.out_of_scope(self.scope))
        with _one_at_a_time:
            seconds = _rates.take(grant, time.monotonic())
        if seconds:
            raise Refused(problems.too_often(seconds))
        return grant


def caller(request: HttpRequest) -> Grant:
    """The key that the request was let in with."""
    return cast("Grant", request.auth)  # type: ignore[attr-defined]  # ninja puts it there


def _read_body(request: HttpRequest) -> None:
    """Read the body, whatever its declared length; from here on `request.body` is it."""
    if request.method not in {"POST", "PATCH"}:
        return
    try:
        body = request.read(LARGEST + 1)
    except (UnreadablePostError, RawPostDataException):
        raise Refused(SUSPICIOUS) from None
    if len(body) > LARGEST:
        raise Refused(problems.too_large(LARGEST))
    if body and request.content_type != "application/json":
        raise Refused(problems.NOT_JSON)
    request._body = body  # noqa: SLF001 -- Django would read without a limit where no length is declared
