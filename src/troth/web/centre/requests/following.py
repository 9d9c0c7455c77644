"""How does a subject follow her request, take it back, and fetch what it brought?

Pages for who proved an identifier (`troth.web.centre.proven`); everybody else is asked to prove one. Another's request
is not there: the same 404 as for one that never was.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from troth.errors import WrongUse
from troth.report.package import make_archive
from troth.store.requests import followed, judging
from troth.store.writing import writing
from troth.web.centre.language import language_of
from troth.web.centre.proven import proven
from troth.web.centre.requests.proving import told
from troth.web.centre.requests.status import status_page, token_of, whose_of
from troth.web.centre.views import found_organisation, policy_and_notice
from troth.web.desk import desk
from troth.web.problem_page import ProblemPage

if TYPE_CHECKING:
    from django.http import HttpRequest

    from troth.store.requests.followed import Followed
    from troth.web.centre.shelf import OrganisationView


@never_cache
@require_safe
def request_status(request: HttpRequest, organisation: str, case: str) -> HttpResponse:
    """Where a request stands."""
    view = found_organisation(organisation)
    found = _found(request, view, case)
    if found is None:
        return redirect("centre:request_prove", view.id)
    page = status_page(found, *policy_and_notice(view))
    return render(request, "centre/requests/status.html", {"organisation": view, "page": page, "tab": "requests"})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, organisation: str, case: str) -> HttpResponse:
    """Take a request back, after one question."""
    view = found_organisation(organisation)
    found = _found(request, view, case)
    if found is None:
        return redirect("centre:request_prove", view.id)
    page = status_page(found, *policy_and_notice(view))
    if not page.can_take_back:
        return told(request, view, _too_late())
    if request.method == "POST":
        try:
            with writing(desk().store, view.id) as change:
                judging.take_back(change, case)
        except WrongUse:
            return told(request, view, _too_late())  # a worker was faster
        return redirect("centre:request", view.id, case)
    return render(request, "centre/requests/take_back.html", {"organisation": view, "page": page, "tab": "requests"})


@never_cache
@require_GET
def package(request: HttpRequest, organisation: str, case: str, token: str) -> HttpResponse:
    """The answer to a request as one file, in her language; that she fetched it is recorded."""
    view = found_organisation(organisation)
    found = _found(request, view, case)
    if found is None:
        return redirect("centre:request_prove", view.id)
    until = found.package_until
    if until is None or not hmac.compare_digest(token_of(view.id, case, until).encode(), token.encode()):
        return told(request, view, _no_package())
    with writing(desk().store, view.id) as change:
        fetched = followed.fetch(change, case)
    if fetched is None:
        return told(request, view, _no_package())
    asked = found.request
    made = make_archive(fetched, asked.language if asked is not None and asked.language else language_of(request))
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{view.id}-{case[:8]}.zip"'
    return response


def _found(request: HttpRequest, view: OrganisationView, case: str) -> Followed | None:
    """Her request; None where she has to prove who she is first. A 404 where she has none of that id."""
    whose = proven(request, view.id)
    if whose is None:
        return None
    found = followed.follow(desk().store, view.id, whose_of(request, view.id, whose), case)
    if found is None:
        raise Http404(_("There is no such page."))
    return found


def _too_late() -> ProblemPage:
    return ProblemPage(
        409,
        "centre.request-too-late",
        _("This request cannot be taken back any more"),
        _("What you asked for was begun or done meanwhile."),
        _("Look at the request to see where it stands."),
    )


def _no_package() -> ProblemPage:
    return ProblemPage(
        410,
        "centre.package-gone",
        _("There is nothing to fetch here any more"),
        _("Your data lie ready for thirty days. The link is too old, or it was cut off."),
        _("Look at the request for its present link, or ask anew."),
    )
