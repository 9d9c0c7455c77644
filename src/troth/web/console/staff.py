"""The people of the organisation: who has which role, who is invited, and who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import User
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.errors import WrongUse
from troth.store import people
from troth.store.people import Role
from troth.web import installed
from troth.web.access import Viewer, console
from troth.web.accounts import addresses_of
from troth.web.console import once
from troth.web.console.showing import done, not_done, show
from troth.web.desk import desk

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.store.people import Member

_MAY = {
    Role.VIEWER: "sees promises, policies, the log, and subjects by their ids",
    Role.OFFICER: "also opens personal data, and uploads drafts",
    Role.ADMINISTRATOR: "also publishes, and decides about people and keys",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A member as her colleagues see her."""

    account: int
    address: str
    role: Role
    since: datetime
    has_second_factor: bool
    is_everywhere: bool
    is_reader: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """An open invitation as the members of the staff see it; its link is not in it."""

    id: str
    role: Role
    by: str
    invited_at: datetime
    expires_at: datetime
    is_everywhere: bool


@require_safe
@console(Role.ADMINISTRATOR)
def listing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Everybody with a role here, the open invitations, and the form of a new one."""
    token = once.take(request, _what(viewer))
    link = installed.settings().address + reverse("invitation_link", args=(token,)) if token else ""
    context = {
        "people": [_person(viewer, each) for each in people.members(viewer.organisation)],
        "invitations": _invited(viewer),
        "roles": [(role.value, may) for role, may in _MAY.items()],
        "link": link,
        "days": people.HOLDS.days,
    }
    return show(request, viewer, "people", "people", context)


@require_POST
@console(Role.ADMINISTRATOR, recent=True)
def invite(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Make the link of an invitation; the next page shows it, once."""
    token = people.invite(desk().store, viewer.organisation, _role(request), str(viewer.user))
    once.keep(request, _what(viewer), token)
    return redirect("console:people", organisation=viewer.organisation)


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR)
def withdraw(request: HttpRequest, viewer: Viewer, invitation: str) -> HttpResponseBase:
    """Ask, then end an invitation. It asks for no password: a link that went astray must not wait."""
    if request.method != "POST":
        found = next((each for each in _invited(viewer) if each.id == invitation and not each.is_everywhere), None)
        if found is None:
            raise Http404
        return show(request, viewer, "people", "invitation_withdraw", {"invitation": found})
    try:
        people.withdraw(desk().store, viewer.organisation, invitation, str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "people")
    return done(request, viewer, "The invitation is withdrawn; its link opens nothing any more.", "people")


@require_POST
@console(Role.ADMINISTRATOR, recent=True)
def change(request: HttpRequest, viewer: Viewer, account: int) -> HttpResponseBase:
    """Give a member another role."""
    member = _member(viewer, account)
    role = _role(request)
    try:
        people.grant(desk().store, viewer.organisation, member.user, role, str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "people")
    if member.user == viewer.user and role is not Role.ADMINISTRATOR:
        return redirect("console:organisation", organisation=viewer.organisation)
    return done(request, viewer, f"Account {account} has the role {role.value} now.", "people")


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR, recent=True)
def remove(request: HttpRequest, viewer: Viewer, account: int) -> HttpResponseBase:
    """Ask, then take a member's role here away. Her account stays."""
    member = _member(viewer, account)
    if request.method != "POST":
        return show(request, viewer, "people", "person_remove", {"person": _person(viewer, member)})
    try:
        people.revoke(desk().store, viewer.organisation, member.user, str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "people")
    if member.user == viewer.user:
        return redirect("console:home")
    return done(request, viewer, f"Account {account} has no role here any more.", "people")


def _member(viewer: Viewer, account: int) -> Member:
    """A member of this organisation alone: who has a role in all of them is not decided about here."""
    for each in people.members(viewer.organisation):
        if each.user == account and each.organisation == viewer.organisation:
            return each
    raise Http404


def _person(viewer: Viewer, member: Member) -> Person:
    user = User.objects.filter(pk=member.user).first()
    return Person(
        account=member.user,
        address=user.email if user is not None else "",
        role=member.role,
        since=member.since,
        has_second_factor=user is not None and is_mfa_enabled(user),
        is_everywhere=member.organisation is None,
        is_reader=member.user == viewer.user,
    )


def _invited(viewer: Viewer) -> list[Invited]:
    """The open invitations that reach this organisation; who made one is named by her address, while she has one."""
    found = people.invitations(desk().store, viewer.organisation)
    addresses = addresses_of({int(each.invited_by) for each in found if each.invited_by.isdecimal()})
    return [
        Invited(
            id=each.id,
            role=each.role,
            by=_called(each.invited_by, addresses),
            invited_at=each.invited_at,
            expires_at=each.expires_at,
            is_everywhere=each.organisation is None,
        )
        for each in found
    ]


def _called(by: str, addresses: dict[int, str]) -> str:
    """Who made an invitation: an account by its address, and what is none (the command line) as it is."""
    return (addresses.get(int(by)) or f"account {by}") if by.isdecimal() else by


def _role(request: HttpRequest) -> Role:
    return next((role for role in Role if role.value == request.POST.get("role")), Role.VIEWER)


def _what(viewer: Viewer) -> str:
    return f"invitation {viewer.organisation}"
