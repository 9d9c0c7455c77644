"""Who may see what in the console?

1. A view of an organisation is decorated with `@console(role)`. It is given a `Viewer`: who asks, in which
   organisation, with which role. It has no other way to an organisation.
2. To whoever is no member, the organisation is not there: 404, the same as for one that does not exist.
3. A member whose role is too low is told so: 403.
4. Where the installation asks administrators for a second factor, one without it is sent to set it up.
5. `recent=True` asks once more for the password or the second factor, unless that was answered in the last five
   minutes; to have signed in just now is not enough.

INVARIANT: every path under `/console/<organisation>/` is decorated. tests/security/test_organisations_apart.py walks
the table of paths and calls each of them as a member of another organisation.
"""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Concatenate

from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect

from troth.web.people import Role, organisations_of
from troth.web.problems import ROLE_TOO_LOW, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponseBase

    from troth.words import OrganisationId

_LOG = logging.getLogger("troth.web.access")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: a member of the staff in one organisation, as views and the evidence of access name her."""

    user: int
    organisation: OrganisationId
    role: Role

    def may(self, role: Role) -> bool:
        """Whether her role reaches this one."""
        return self.role.reaches(role)


def console(
    role: Role = Role.VIEWER, *, recent: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, Viewer, ...], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Make a view one of the console, for members of the path's organisation with at least this role.

    Args:
        role: the least role.
        recent: whether she must have shown once more, within the last five minutes, that it is she.
    """

    def decorate(
        view: Callable[Concatenate[HttpRequest, Viewer, ...], HttpResponseBase],
    ) -> Callable[..., HttpResponseBase]:
        @functools.wraps(view)
        def guarded(request: HttpRequest, organisation: str, **parameters: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.path)
            viewer = viewer_of(request, organisation)
            if not viewer.may(role):
                _LOG.warning("role too low", extra={"user": viewer.user, "organisation": viewer.organisation})
                return refused(request, ROLE_TOO_LOW)
            if lacks_second_factor(request, viewer.role):
                messages.warning(request, "Set up a second factor: administrators of this installation need one.")
                return redirect("mfa_index")
            request.viewer = viewer  # type: ignore[attr-defined]  # the templates of the console show it
            if recent:
                answer: HttpResponseBase = reauthentication_required(view)(request, viewer, **parameters)
                return answer
            return view(request, viewer, **parameters)

        guarded.role = role  # type: ignore[attr-defined]  # for whoever walks the table of paths
        return guarded

    return decorate


def viewer_of(request: HttpRequest, organisation: str) -> Viewer:
    """Who looks, in that organisation.

    Raises:
        Http404: where she is no member of it.
    """
    user = int(request.user.pk or 0)  # no account has the number 0
    for each, role in organisations_of(user).items():
        if each == organisation:
            return Viewer(user, each, role)
    _LOG.warning("no member", extra={"user": user})
    raise Http404


def lacks_second_factor(request: HttpRequest, role: Role) -> bool:
    """Whether she must set up a second factor before she goes on."""
    asked = settings.SECOND_FACTOR_REQUIRED and role is Role.ADMINISTRATOR
    return bool(asked) and not is_mfa_enabled(request.user)


def advises_second_factor(request: HttpRequest, role: Role) -> bool:
    """Whether a page advises her to set up a second factor: an administrator has the most to lose."""
    return role is Role.ADMINISTRATOR and not is_mfa_enabled(request.user)
