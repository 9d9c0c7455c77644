"""What surrounds every answer of a page?

1. `Envelope`, outermost: an id for the request, the client's real address, the host check, limits of size, the headers
   that hold for every answer, and one line in the log.
2. `StaffLanguage`: the console speaks English; pages for data subjects speak the reader's language.
3. `IdleSessions`: who did nothing for half an hour signs in again.
4. `Problems`, innermost: a deliberate error (`troth.errors`) becomes a page or problem+json with its id.

What it leaves out: paths that are answered before Django (`troth.web.asgi`).
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import DisallowedHost
from django.http import HttpResponseNotAllowed
from django.utils import translation

from troth.clock import SystemClock
from troth.errors import OutsideWorldFailed, ProblemsFound, TrothError
from troth.store.failures import saying_database
from troth.web import installed
from troth.web.logs import REQUEST_ID
from troth.web.problems import BAD_HOST, TOO_LARGE, problem, refused, wrong_method

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    Answer = Callable[[HttpRequest], HttpResponseBase]

_LOG = logging.getLogger("troth.web")
_CLOCK = SystemClock()
_PERMISSIONS = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()"
)
_SEEN = "seen"
_SEEN_EVERY = 60
PERSONAL = ("/console/",)
"""Paths whose answers no browser or proxy may keep. A view elsewhere says so for itself (`never_cache`)."""


class Envelope:
    """What holds for each request and each answer."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with its id and headers."""
        began = time.monotonic()
        request.id = _CLOCK.new_id()  # type: ignore[attr-defined]  # Django's request takes what a middleware adds
        token = REQUEST_ID.set(request.id)  # type: ignore[attr-defined]
        try:
            _believe_proxies(request, installed.settings().trusted_proxies, is_https=installed.settings().is_https)
            response = _refusal(request) or self._next(request)
            self._seal(request, response)
            _write(request, response, began)
        finally:
            REQUEST_ID.reset(token)
        return response

    def _seal(self, request: HttpRequest, response: HttpResponseBase) -> None:
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if request.path.startswith(PERSONAL):
            response.headers["Cache-Control"] = "no-store"


def _refusal(request: HttpRequest) -> HttpResponseBase | None:
    """The answer to a request that goes no further."""
    try:
        request.get_host()
    except DisallowedHost:
        return refused(request, BAD_HOST)
    try:
        size = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        size = 0
    return refused(request, TOO_LARGE) if size > settings.BODY_MAX_OCTETS else None


def _believe_proxies(request: HttpRequest, trusted: int, *, is_https: bool) -> None:
    """Set `REMOTE_ADDR` to the client's address, and the scheme to the client's, as far as anybody can be believed.

    Each proxy adds to the right of `X-Forwarded-For` the address that it was called from. With two proxies of ours the
    second from the right was written by the outer one, and everything to its left by whoever called.
    """
    meta = request.META
    chain = [each.strip() for each in meta.pop("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    schemes = [each.strip() for each in meta.pop("HTTP_X_FORWARDED_PROTO", "").split(",") if each.strip()]
    for name in ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT", "HTTP_FORWARDED", "HTTP_X_REAL_IP"):
        meta.pop(name, None)
    if trusted and chain:
        meta["REMOTE_ADDR"] = chain[-min(trusted, len(chain))]
    if trusted and schemes:
        meta["HTTP_X_FORWARDED_PROTO"] = schemes[-min(trusted, len(schemes))]
    elif is_https and not trusted:
        # People reach this address by HTTPS, so something in front of us ends it, and nobody else reaches us.
        meta["HTTP_X_FORWARDED_PROTO"] = "https"


def _write(request: HttpRequest, response: HttpResponseBase, began: float) -> None:
    """One line: the route and never the path, for a path may hold what somebody typed."""
    match = request.resolver_match
    said = {
        "method": request.method,
        "route": match.route if match is not None else "none",
        "status": response.status_code,
        "milliseconds": round((time.monotonic() - began) * 1000, 1),
    }
    _LOG.info("answered", extra=said)


class StaffLanguage:
    """The console and its accounts are in English, whatever the browser asks for."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, in English under `/console/`."""
        if not request.path.startswith("/console/"):
            return self._next(request)
        with translation.override("en"):
            request.LANGUAGE_CODE = "en"
            return self._next(request)


class IdleSessions:
    """Ends a session in which nothing happened for `SESSION_IDLE_SECONDS`."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, to nobody where the session was idle."""
        if request.path.startswith(PERSONAL) and request.user.is_authenticated:
            now = int(_CLOCK.now().timestamp())
            seen = int(request.session.get(_SEEN, now))
            if now - seen > settings.SESSION_IDLE_SECONDS:
                logout(request)
            elif now - seen >= _SEEN_EVERY or _SEEN not in request.session:
                request.session[_SEEN] = now
        return self._next(request)


class Problems:
    """Says a deliberate error as a page or as problem+json."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; a page instead of nothing where the method was wrong. Errors arrive at `process_exception`."""
        response = self._next(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return wrong_method(request, response.headers["Allow"])
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The answer that says the error; None for a bug, which is logged and answered as such."""
        exception = _told(exception)
        if not isinstance(exception, TrothError):
            return None
        is_outside = isinstance(exception, OutsideWorldFailed)
        if is_outside:
            _LOG.error("outside world failed", exc_info=exception, extra={"problem": exception.id})
        status = 503 if is_outside else 422 if isinstance(exception, ProblemsFound) else 400
        return refused(request, problem(status, exception.id, exception.text, exception.help))


def _told(exception: Exception) -> Exception:
    """What the database says, as a deliberate error; any other as it is."""
    try:
        with saying_database():
            raise exception  # noqa: TRY301 -- it is raised to be said by `saying_database`
    except Exception as told:  # noqa: BLE001 -- what was raised is given back
        return told
