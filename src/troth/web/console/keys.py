"""The keys of programs: made, rotated, revoked. A token is shown once, and kept as a hash."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.errors import WrongUse
from troth.store import api_keys
from troth.store.api_keys import Scope
from troth.store.people import Role
from troth.web.access import Viewer, console
from troth.web.console import once
from troth.web.console.showing import done, not_done, show
from troth.web.desk import desk

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.store.api_keys import ApiKey

_MAY = {
    Scope.DECIDE: "ask whether data may be used or shared",
    Scope.CHOICES_READ: "read what subjects said, and their receipts",
    Scope.CHOICES_WRITE: "record and withdraw choices",
    Scope.SUBJECTS_READ: "read what is known of subjects",
    Scope.SUBJECTS_WRITE: "introduce subjects and change their standing",
    Scope.NOTICES_READ: "read notices and their versions",
    Scope.AUDIENCE: "ask whom a purpose may reach",
    Scope.LOG_READ: "read entries, checkpoints and proofs",
    Scope.SNAPSHOT: "decide locally from a signed snapshot",
}
_DAYS = (30, 90, 365)
_MOST_RATE = 1_000_000


@require_safe
@console(Role.ADMINISTRATOR)
def listing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Every key, those that hold first, and the form of a new one."""
    now = desk().store.clock.now()
    found = api_keys.keys(viewer.organisation)
    held = [each for each in found if _holds(each)]
    context = {
        "held": held,
        "ended": [each for each in found if each not in held],
        "now": now,
        "scopes": [(scope.value, may) for scope, may in _MAY.items()],
        "days": _DAYS,
        "rate": api_keys.DEFAULT_RATE,
        "token": once.take(request, _what(viewer)),
    }
    return show(request, viewer, "keys", "keys", context)


@require_POST
@console(Role.ADMINISTRATOR, recent=True)
def make(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Make a key; the next page shows its token, once."""
    days, rate = request.POST.get("days", ""), request.POST.get("rate", "")
    try:
        _, token = api_keys.make(
            desk().store,
            viewer.organisation,
            name=request.POST.get("name", ""),
            scopes=[scope for scope in Scope if scope.value in request.POST.getlist("scope")],
            by=str(viewer.user),
            rate=min(max(1, int(rate)), _MOST_RATE) if rate.isdecimal() and len(rate) < 8 else api_keys.DEFAULT_RATE,  # noqa: PLR2004 -- more is no rate
            expires_at=desk().store.clock.now() + timedelta(days=int(days)) if days in map(str, _DAYS) else None,
        )
    except WrongUse as error:
        return not_done(request, viewer, error, "keys")
    return _shown(request, viewer, token)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR, recent=True)
def rotate(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """Ask, then make the key that replaces another; the old one holds on for a day."""
    found = _found(viewer, key)
    if request.method != "POST":
        context = {"key": found, "hours": int(api_keys.OVERLAP.total_seconds() // 3600)}
        return show(request, viewer, "keys", "key_rotate", context)
    try:
        _, token = api_keys.rotate(desk().store, viewer.organisation, found.id, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "keys")
    return _shown(request, viewer, token)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR)
def revoke(request: HttpRequest, viewer: Viewer, key: str) -> HttpResponseBase:
    """Ask, then end a key at once. It asks for no password: to stop a leak must not wait."""
    found = _found(viewer, key)
    if request.method != "POST":
        return show(request, viewer, "keys", "key_revoke", {"key": found})
    try:
        api_keys.revoke(desk().store, viewer.organisation, found.id, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "keys")
    return done(request, viewer, f"The key {found.name} opens nothing any more.", "keys")


def _shown(request: HttpRequest, viewer: Viewer, token: str) -> HttpResponseBase:
    once.keep(request, _what(viewer), token)
    return redirect("console:keys", organisation=viewer.organisation)


def _found(viewer: Viewer, key: str) -> ApiKey:
    for each in api_keys.keys(viewer.organisation):
        if each.id == key:
            return each
    raise Http404


def _holds(key: ApiKey) -> bool:
    now = desk().store.clock.now()
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > now)


def _what(viewer: Viewer) -> str:
    return f"key {viewer.organisation}"
