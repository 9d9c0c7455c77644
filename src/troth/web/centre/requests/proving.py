"""How does the desk find out who asks?

As the choices do (`troth.web.centre.proving`): a link and a code to an address, the same answer whether or not it is
known, and a button that uses the link up. What was asked for is carried with the link, so that it may be opened in any
browser.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from troth.requests.request import Tier
from troth.store import proofs
from troth.subjects.identifiers import IdentifierKind
from troth.web import installed
from troth.web.centre.proven import note_asked, proven, remember
from troth.web.centre.proving import RATES, CodeForm
from troth.web.centre.requests.asking import Question, drop, is_believed, keep, read, written
from troth.web.centre.requests.forms import WhoForm
from troth.web.centre.requests.letters import send_link
from troth.web.centre.requests.receiving import receive
from troth.web.centre.views import found_organisation, policy_and_notice
from troth.web.desk import desk
from troth.web.problem_page import ProblemPage
from troth.web.problems import too_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from troth.store.proofs import Redeemed
    from troth.subjects.identifiers import Identifier
    from troth.web.centre.requests.asking import Asking
    from troth.web.centre.shelf import OrganisationView
    from troth.words import OrganisationId

_REFERENCE = "asked_request"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, organisation: str) -> HttpResponse:
    """Ask for an address, to show the requests that came from it."""
    view = found_organisation(organisation)
    if not settings.SENDS_MAIL:
        return told(request, view, no_mail())
    form = WhoForm(request.POST if request.method == "POST" else None, takes_phones=installed.settings().demo)
    if request.method != "POST" or not form.is_valid():
        context = {"organisation": view, "form": form, "tab": "requests"}
        return render(request, "centre/requests/prove.html", context, status=422 if form.is_bound else 200)
    return send(request, view, form.cleaned_data["address"], None)


def send(request: HttpRequest, view: OrganisationView, identifier: Identifier, asking: Asking | None) -> HttpResponse:
    """Send the link to an address, with what was asked for; the same answer for every address."""
    if not consume(request, app="troth", action="prove", config=RATES):
        return too_many(request)
    minutes = installed.settings().link_minutes
    carried = written(asking) if asking is not None else b""
    asked = proofs.ask(desk().store, view.id, identifier, timedelta(minutes=minutes), carried)
    if asked is not None:
        kind = asking.right if asking is not None else None
        link = _link(request, view.id, asked.token)
        send_link(view, identifier, kind, link=link, code=asked.code, minutes=minutes)
    # A browser that asked too often gets a session too, whose code never works: the answers are alike.
    request.session[_REFERENCE] = {"organisation": view.id, "reference": asked.reference if asked else ""}
    by_code = identifier.kind is IdentifierKind.PHONE
    context = {"organisation": view, "tab": "requests", "by_code": by_code, "minutes": minutes}
    return render(request, "centre/requests/sent.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest, organisation: str, token: str) -> HttpResponse:
    """The page behind a link: a button, which uses it up."""
    view = found_organisation(organisation)
    if request.method != "POST":
        return render(request, "centre/requests/proof.html", {"organisation": view, "tab": "requests"})
    redeemed = proofs.redeem_carried(desk().store, view.id, token)
    if redeemed is None:
        return told(request, view, _spent())
    return _go_on(request, view, redeemed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, organisation: str) -> HttpResponse:
    """The code in place of the link, in the browser that asked."""
    view = found_organisation(organisation)
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"organisation": view, "form": form, "tab": "requests"}
    if request.method == "POST" and form.is_valid():
        if not consume(request, app="troth", action="prove_code", config=RATES):
            return too_many(request)
        asked = request.session.get(_REFERENCE) or {}
        if asked.get("organisation") == view.id:
            given = form.cleaned_data["code"]
            redeemed = proofs.redeem_code_carried(desk().store, view.id, asked["reference"], given)
            if redeemed is not None:
                del request.session[_REFERENCE]
                return _go_on(request, view, redeemed)
        form.add_error("code", _("This code does not work. It may be mistyped, used, or too old."))
    return render(request, "centre/requests/code.html", context, status=422 if form.errors else 200)


def _go_on(request: HttpRequest, view: OrganisationView, redeemed: Redeemed) -> HttpResponse:
    """An address answered: make the request that was carried, or ask for one proof more."""
    asking = read(redeemed.carried) if redeemed.carried else None
    if asking is None or not asking.proven or proven(request, view.id) is None:
        remember(request, view.id, redeemed.identifier)
    if asking is None:
        return redirect("centre:requests", view.id)
    asking = asking.proving(redeemed.identifier)
    policy, _notice = policy_and_notice(view)
    if is_believed(asking, policy):
        return finish(request, view, asking)
    keep(request, view.id, asking)
    return redirect("centre:request_question", view.id, asking.kind, Question.DECLARE)


def finish(request: HttpRequest, view: OrganisationView, asking: Asking) -> HttpResponse:
    """Make the request of somebody who is believed, and show it."""
    policy, _notice = policy_and_notice(view)
    id_ = receive(view, policy, asking, asking.identifiers, asking.tier)
    drop(request)
    if id_ is None or asking.tier is Tier.NONE:
        return redirect("centre:request_received", view.id)
    note_asked(request, view.id, id_)
    return redirect("centre:request", view.id, id_)


def told(request: HttpRequest, view: OrganisationView, problem: ProblemPage) -> HttpResponse:
    """What cannot be answered about her requests, within the organisation's centre."""
    context = {"organisation": view, "tab": "requests", "problem": problem}
    return render(request, "centre/requests/problem.html", context, status=problem.status)


def _link(request: HttpRequest, organisation: OrganisationId, token: str) -> str:
    """The address of the proof. Where the installation names its own, nothing that the browser says stands in it."""
    path = reverse("centre:request_proof", args=[organisation, token])
    own = installed.settings().base_url.rstrip("/")
    return own + path if own else request.build_absolute_uri(path)


def _spent() -> ProblemPage:
    return ProblemPage(
        410,
        "centre.link-spent",
        _("This link does not work any more"),
        _("A link works once, and for a short time. It may also have been cut off in the message."),
        _("Ask for a new link; it takes a minute."),
    )


def no_mail() -> ProblemPage:
    """That no address can be proved here."""
    return ProblemPage(
        503,
        "centre.no-mail",
        _("No link can be sent from here"),
        _("This server has no mail set up, so that it cannot find out who asks. Nothing was recorded."),
        _("Write to the organisation; its addresses stand on the first page."),
    )
