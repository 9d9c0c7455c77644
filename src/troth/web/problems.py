"""How does the server say that something went wrong?

As a page to people and as `application/problem+json` (RFC 9457) to programs, with the same parts: a status, an id, a
sentence, what to do next, and the id of the request. Nothing that was sent is repeated.

1. A page is rendered without the request: it shows itself even where the session or the database is what failed.
2. What a data subject may meet is said in her language (`troth.web.problem_page`); the staff's pages are in English.
3. Each page has a way on: to the organisation's own first page where the path is one of hers, else to the root or the
   console. Of the path itself only the organisation's id is used.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.text import capfirst

from troth.web.problem_page import ProblemPage, problem_page

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Refusal:
    """One answer that is no success: `title` is its heading on a page, `text` what happened, `help` what to do."""

    status: int
    id: str
    title: str
    text: str
    help: str


def problem(status: int, id_: str, text: str, help_: str) -> Refusal:
    """A deliberate error as an answer."""
    return Refusal(status, id_, _TITLES.get(status, "This did not work"), text, help_)


_TITLES = {
    400: "This request cannot be taken",
    422: "This cannot be taken as it is",
    503: "Something that is needed is away",
}
BAD_REQUEST = Refusal(
    400, "web.bad-request", _TITLES[400], "the request is malformed", "go back and try again from the page itself"
)
BAD_HOST = Refusal(
    400,
    "web.unknown-host",
    "No such address",
    "this server does not answer under that host name",
    "use the address you were given; whoever runs the server adds names with `base_url` or `allowed_hosts`",
)
NO_CSRF = Refusal(
    403,
    "web.csrf",
    "This form has expired",
    "the form did not come from a page that this server sent you just now",
    "go back, load the page again, and send the form again; cookies must be allowed",
)
FORBIDDEN = Refusal(
    403, "web.forbidden", "Not allowed", "this is not for you to do", "ask an administrator of your organisation"
)
ROLE_TOO_LOW = Refusal(
    403,
    "web.role-too-low",
    "Your role does not reach this",
    "this page needs a higher role in this organisation than yours",
    "ask an administrator of your organisation for the role",
)
NOT_FOUND = Refusal(
    404,
    "web.not-found",
    "Nothing is here",
    "there is no such page, or it is not for you to see",
    "check the address, or begin again at the start page",
)
WRONG_METHOD = Refusal(
    405,
    "web.method-not-allowed",
    "This page does not take that kind of request",
    "the page can be read, or its form sent, but not both at this address",
    "go back and use the form or the link on the page",
)
TOO_LARGE = Refusal(
    413,
    "web.too-large",
    "This is too much at once",
    "the request is larger than this server takes",
    "send less at a time",
)
TOO_MANY = Refusal(
    429,
    "web.too-many-requests",
    "Too many attempts",
    "there were too many attempts in a short time",
    "wait five minutes and try again",
)
BROKEN = Refusal(
    500,
    "web.internal-error",
    "This is our mistake",
    "the server failed to answer; what you sent may not have been kept",
    "try again, and give the number below to whoever runs the server if it fails again",
)
_FOR_EVERYBODY = (BAD_REQUEST, NO_CSRF, FORBIDDEN, NOT_FOUND, WRONG_METHOD, TOO_LARGE, TOO_MANY, BROKEN)
_AWAY = 503
_STAFF = "/console/"
_CENTRE = re.compile(r"/o/[-a-zA-Z0-9_]+/")


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer that says it, as a page or as problem+json."""
    request_id = getattr(request, "id", "")
    if _is_for_a_program(request):
        body = {
            "type": "about:blank",
            "title": HTTPStatus(refusal.status).phrase,
            "status": refusal.status,
            "detail": refusal.text,
            "id": refusal.id,
            "help": refusal.help,
            "request": request_id,
        }
        response = HttpResponse(json.dumps(body), content_type="application/problem+json", status=refusal.status)
    else:
        context = {"problem": _on_a_page(request, refusal), "request_id": request_id, "on": _way_on(request)}
        page = render_to_string("errors/problem.html", context)
        response = HttpResponse(page, status=refusal.status)
    if refusal.status == TOO_MANY.status:
        response.headers["Retry-After"] = "300"
    response.headers["Cache-Control"] = "no-store"
    return response


def _on_a_page(request: HttpRequest, refusal: Refusal) -> ProblemPage:
    """The refusal in sentences, in the reader's language where the page may be a data subject's."""
    is_known = refusal in _FOR_EVERYBODY or refusal.status == _AWAY
    if is_known and not request.path.startswith(_STAFF):
        return replace(problem_page(refusal.status), id=refusal.id)
    text, help_ = f"{capfirst(refusal.text)}.", f"{capfirst(refusal.help)}."
    return ProblemPage(refusal.status, refusal.id, refusal.title, text, help_)


@dataclass(frozen=True, slots=True)
class _WayOn:
    """Where the page leads: a path, and whose pages are there (`staff`, `centre` or `root`)."""

    path: str
    to: str


def _way_on(request: HttpRequest) -> _WayOn:
    if request.path.startswith(_STAFF):
        return _WayOn(_STAFF, "staff")
    found = _CENTRE.match(request.path)
    if found and found[0] != request.path:
        return _WayOn(found[0], "centre")
    return _WayOn("/", "root")


def _is_for_a_program(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to a request that Django found suspicious."""
    is_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    return refused(request, TOO_LARGE if is_large else BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The answer to somebody who may not."""
    return refused(request, FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The answer where nothing is, or nothing for this reader."""
    return refused(request, NOT_FOUND)


def wrong_method(request: HttpRequest, allowed: str) -> HttpResponse:
    """The answer to a form sent where there is none, or a form's address opened as a page."""
    response = refused(request, WRONG_METHOD)
    response.headers["Allow"] = allowed
    return response


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- allauth's signature
    """The answer to too many attempts."""
    return refused(request, TOO_MANY)


def broken(request: HttpRequest) -> HttpResponse:
    """The answer where our own code failed."""
    return refused(request, BROKEN)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """The answer to a form that another site may have sent."""
    return refused(request, NO_CSRF)
