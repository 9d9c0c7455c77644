"""Which request is answered by which function, and what becomes of what they raise?

1. Everything that is raised ends as problem+json (`refusals`); a bug is logged and said to be one, without its text.
2. What no function answers is 404, a method that a path does not have 405.
3. Nothing but the description may be kept by anybody on the way (`no-store`).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, URLPattern, URLResolver, path
from django.urls.resolvers import RegexPattern
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation

import troth
from troth.web.api import audience, choices, log, notices, snapshot, subjects
from troth.web.api.document import describe, encode
from troth.web.api.page import page_of
from troth.web.api.reading import StrictParser
from troth.web.api.refusals import MALFORMED, Refused, refusal_for, refuse_invalid, respond
from troth.web.fast import problems

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponseBase

PREFIX = "api/v1/"
_HOUR = "public, max-age=3600"


class _Named(NinjaAPI):
    """Calls an operation by the name of the function that answers."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The operation's name in the description."""
        return operation.view_func.__name__


@functools.cache
def description() -> dict[str, Any]:
    """The API's description (OpenAPI 3.1)."""
    return describe(_api(), f"/{PREFIX}")


def answer(request: HttpRequest, rest: str) -> HttpResponseBase:
    """The answer to a request for the path `rest` beneath the API's own."""
    try:
        match = _resolver().resolve(rest)
    except Resolver404:
        return _sealed(respond(Refused(problems.NOT_FOUND)))
    match.route = PREFIX + match.route
    request.resolver_match = match  # what the log writes is the route and not the path
    response = match.func(request, *match.args, **match.kwargs)
    if isinstance(response, HttpResponseNotAllowed):
        response = respond(Refused(problems.wrong_method(response.headers["Allow"])))
    return _sealed(response)


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@functools.cache
def _resolver() -> URLResolver:
    patterns: list[URLPattern | URLResolver] = [
        path("openapi.json", _openapi),
        path("docs", _docs),
        # Without ninja's own root, which is a page that is not there.
        *(each for each in _api().urls[0] if getattr(each, "name", None) != "api-root"),
    ]
    return URLResolver(RegexPattern(r"^"), patterns)


@functools.cache
def _api() -> NinjaAPI:
    api = _Named(
        title="troth",
        version=troth.__version__,
        description="A privacy policy that runs: choices, decisions and their evidence.",
        openapi_url=None,
        docs_url=None,
        urls_namespace="troth-api",
        parser=StrictParser(),
    )
    for router in (choices.router, subjects.router, notices.router, audience.router, log.router, snapshot.router):
        api.add_router("", router)
    api.exception_handler(ValidationError)(_invalid)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(Exception)(_failed)
    return api


def _invalid(_: HttpRequest, error: ValidationError) -> HttpResponse:
    if all(each["loc"][0] == "path" for each in error.errors):
        return respond(Refused(problems.NOT_FOUND))
    return respond(refuse_invalid(error.errors))


def _unreadable(_: HttpRequest, error: HttpError) -> HttpResponse:
    # The only one that ninja raises by itself: a body that its parser could not read.
    return respond(Refused(MALFORMED) if error.status_code == MALFORMED.status else refusal_for(error))


def _failed(_: HttpRequest, error: Exception) -> HttpResponse:
    return respond(refusal_for(error))


def _openapi(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return respond(Refused(problems.wrong_method("GET, HEAD")))
    response = HttpResponse(encode(description()), content_type="application/json")
    response.headers["Cache-Control"] = _HOUR
    return response


def _docs(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return respond(Refused(problems.wrong_method("GET, HEAD")))
    response = render(request, "api/docs.html", {"api": page_of(description())})
    response.headers["Cache-Control"] = _HOUR
    return response
