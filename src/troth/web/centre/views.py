"""Which page answers which address of the privacy centre?

Each view asks the shelf, makes the page's value and shows it. An organisation, a version or a sentence that is not
there is a 404, with the same words whichever it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from troth.report.promises import promise_table
from troth.web.centre.clause_page import clause_page
from troth.web.centre.home_page import home_page
from troth.web.centre.language import language_of
from troth.web.centre.layers import answer
from troth.web.centre.notice_page import notice_page
from troth.web.centre.shelf import shelf
from troth.web.centre.versions_page import difference_page, versions_page
from troth.words import ClauseId

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.policy.versions import PolicyVersions
    from troth.web.centre.shelf import OrganisationView
    from troth.web.problem_page import ProblemPage


@require_safe
def home(request: HttpRequest, organisation: str) -> HttpResponseBase:
    """The first page of an organisation's centre."""
    view, versions = _found(organisation)
    policy, notice = _version(view, versions, None)

    def context() -> dict[str, object]:
        page = home_page(policy, notice, promise_table(policy, notice), language_of(request))
        return {"organisation": view, "page": page, "tab": "home"}

    return answer(request, "centre/home.html", policy, notice, context)


@require_safe
def notice(request: HttpRequest, organisation: str) -> HttpResponseBase:
    """The notice in full; `q` searches, `version` shows another than the one in force, `print` sets it for paper."""
    view, versions = _found(organisation)
    asked = request.GET.get("version")
    policy, text = _version(view, versions, asked)
    template = "centre/print.html" if "print" in request.GET else "centre/notice.html"

    def context() -> dict[str, object]:
        page = notice_page(policy, text, promise_table(policy, text), request.GET.get("q", ""), language_of(request))
        return {"organisation": view, "page": page, "tab": "notice", "asked": asked}

    return answer(request, template, policy, text, context)


@require_safe
def clause(request: HttpRequest, organisation: str, clause: str) -> HttpResponse:
    """One sentence and what is known of it."""
    view, versions = _found(organisation)
    policy, text = _version(view, versions, request.GET.get("version"))
    source = shelf().policy_text(view.id, policy.head.version)
    page = clause_page(policy, text, promise_table(policy, text), ClauseId(clause), source, language_of(request))
    if page is None:
        raise Http404(_("There is no such sentence in this notice."))
    return render(request, "centre/clause.html", {"organisation": view, "page": page, "tab": "notice"})


@require_safe
def versions(request: HttpRequest, organisation: str) -> HttpResponse:
    """All versions of the notice."""
    view, found = _found(organisation)
    page = versions_page(found, shelf().today())
    return render(request, "centre/versions.html", {"organisation": view, "page": page, "tab": "versions"})


@require_safe
def difference(request: HttpRequest, organisation: str) -> HttpResponse:
    """What changed between two versions, `from` and `to`; the older always stands on the left."""
    view, found = _found(organisation)
    names = [policy.head.version for policy in found.policies]
    pair = sorted(
        (request.GET.get("from", ""), request.GET.get("to", "")),
        key=lambda name: names.index(name) if name in names else -1,
    )
    if pair[0] == pair[1]:
        return redirect("centre:versions", view.id)
    old, new = (_version(view, found, name) for name in pair)
    page = difference_page(found, shelf().today(), old, new)
    return render(request, "centre/difference.html", {"organisation": view, "page": page, "tab": "versions"})


def found_organisation(organisation: str) -> OrganisationView:
    """The organisation of that id, or a 404."""
    view = shelf().organisation(organisation)
    if view is None:
        raise Http404(_("There is no such page."))
    return view


def policy_and_notice(view: OrganisationView) -> tuple[Policy, Notice]:
    """The version of an organisation's policy that is in force, with its notice."""
    return _version(view, shelf().versions(view.id), None)


def told(request: HttpRequest, view: OrganisationView, problem: ProblemPage) -> HttpResponse:
    """What cannot be answered about her choices, within the organisation's centre."""
    context = {"organisation": view, "tab": "choices", "problem": problem}
    return render(request, "centre/problem.html", context, status=problem.status)


def _found(organisation: str) -> tuple[OrganisationView, PolicyVersions]:
    view = found_organisation(organisation)
    return view, shelf().versions(view.id)


def _version(view: OrganisationView, versions: PolicyVersions, name: str | None) -> tuple[Policy, Notice]:
    """The version of that name, or, without one, the one in force, else the next to come."""
    if name is None:
        policy: Policy | None = versions.in_force(shelf().today()) or versions.policies[0]
    else:
        policy = next((each for each in versions.policies if each.head.version == name), None)
    text = shelf().notice(view.id, policy.head.version) if policy else None
    if policy is None or text is None:
        raise Http404(_("There is no such version of this notice."))
    return policy, text
