"""Every path that the server answers, from the table of paths itself, and what each must answer to an outsider.

An endpoint whose parameters are not known here, or that says nothing of an organisation and is not listed here, is
itself a finding: a new endpoint is covered or fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import URLPattern, get_resolver

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.test import Client
    from django.urls import URLResolver

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
REFUSED = frozenset({401, 403, 404, 405})
FILLED = {
    "organisation": "acme",
    "token": "forged",
    "key": "forged",
    "uidb36": "1",
    "pk": "1",
    "provider_id": "staff",
    "account": "1",
    "invitation": "0" * 32,
    "subject": "0" * 32,
    "clause": "s1",
    "event": "0" * 32,
    "version": "1",
    "form": "policy",
    "proposal": "0" * 32,
    "element": "policy",
    "index": "0",
    "case": "0" * 32,
    "hold": "0" * 32,
    "system": "shop",
    "old": "1",
    "new": "2",
    "kind": "erase",
    "question": "what",
}
"""What stands in a path for each name of a parameter."""

OF_WHOEVER_ASKS = ("account_", "mfa_", "socialaccount_", "openid_connect_")
"""Beginnings of names of pages about the account of whoever asks: they take no organisation and no other account."""

OF_NOBODY = frozenset({"start", "inbox", "invitation", "invitation_link", "console:home", "centre:language"})
"""Pages that belong to no organisation: they show what the asker's own session or link opens."""

OF_PROGRAMS = "api/v1/"
"""Beginning of routes that want a key: neither nobody nor a session of anybody's opens them."""

PUBLIC = ("o/", "api/v1/openapi.json", "api/v1/docs")
"""Beginnings of routes that anybody may read: to be staff somewhere must change nothing about their answers."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A path of the table: its route as written there, its full name, and the names of its parameters."""

    route: str
    name: str
    parameters: tuple[str, ...]
    filled: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with an endpoint."""

    endpoint: Endpoint
    what: str


def endpoints(resolver: URLResolver | None = None) -> list[Endpoint]:
    """Every endpoint, in the order of the table."""
    return list(_walk(resolver or get_resolver(), "", "", ()))


def _walk(resolver: URLResolver, route: str, space: str, names: tuple[str, ...]) -> Iterator[Endpoint]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        found = (*names, *each.pattern.regex.groupindex)
        if isinstance(each, URLPattern) and each.name == "api":
            from troth.web.api import routes

            # One pattern takes all of the API: its own table is behind it.
            yield from _walk(routes._resolver(), OF_PROGRAMS, "api:", names)
        elif isinstance(each, URLPattern):
            name = f"{space}{each.name or ''}"
            yield Endpoint(here, name, found, _fill(here))
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _walk(each, here, inner, found)


def _fill(route: str) -> str:
    """A path for the route; a parameter that is not known stays as it is, and is found out by its bracket."""
    import re

    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: FILLED.get(match[1], match[0]), route)
    path = re.sub(r"\(\?P<(\w+)>[^()]*\)", lambda match: FILLED.get(match[1], match[0]), path)
    path = re.sub(r"\(\?P(<\w+>)\w+\)", r"\1", path)
    return "/" + re.sub(r"[\^$\\]", "", path)


def findings(
    found: Iterable[Endpoint], outsider: Callable[[], Client], nobody: Callable[[], Client], canary: str
) -> list[Finding]:
    """What an outsider gets to see of the organisation `acme`.

    Args:
        found: the endpoints.
        outsider: gives a browser of somebody who is signed in, as a member of another organisation; a new one for each
            call, for one of the endpoints signs out.
        nobody: gives a browser of somebody who is not signed in.
        canary: a text that only members of `acme` may see.
    """
    wrong: list[Finding] = []
    for each in found:
        wrong += [Finding(each, what) for what in _wrong(each, outsider, nobody, canary)]
    return wrong


def _wrong(each: Endpoint, outsider: Callable[[], Client], nobody: Callable[[], Client], canary: str) -> Iterator[str]:
    unknown = [name for name in each.parameters if name not in FILLED]
    if unknown:
        yield f"nobody said what `{unknown[0]}` is: add it to FILLED"
        return
    is_public = each.route.startswith(PUBLIC)
    is_ours = not is_public and ("organisation" in each.parameters or each.route.startswith(OF_PROGRAMS))
    if not is_ours and not is_public and each.name not in OF_NOBODY and not each.name.startswith(OF_WHOEVER_ASKS):
        yield "it takes no organisation and is not listed as one that needs none"
        return
    for method in METHODS:
        asked, beside = getattr(outsider(), method)(each.filled), getattr(nobody(), method)(each.filled)
        for who, answer in (("an outsider", asked), ("nobody", beside)):
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            if answer.status_code >= 500:
                yield f"{method} fails for {who}: {answer.status_code}"
            if not is_public and canary.encode() in body:
                yield f"{method} shows {who} what only members may see"
            if is_ours and not _is_refused(answer, may_sign_in=who == "nobody"):
                yield f"{method} answers {who} with {answer.status_code}"
        if is_public and asked.status_code != beside.status_code:
            yield f"{method} answers an outsider with {asked.status_code} and nobody with {beside.status_code}"


def _is_refused(answer: object, *, may_sign_in: bool) -> bool:
    status = answer.status_code  # type: ignore[attr-defined]
    if may_sign_in and status == 302:
        return bool(answer.headers["Location"].startswith("/console/account/login/"))  # type: ignore[attr-defined]
    return status in REFUSED
