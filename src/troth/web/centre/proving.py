"""How does a data subject come to her choices, without an account?

She gives an address or a telephone number, and gets a message with a link and a code. Rules:

1. Every answer is the same for a known and an unknown identifier, and takes the same steps.
2. The link opens a page with a button; only the button uses the link up. Programs that look into mail follow links, and
   would use it up before her.
3. A telephone number is taken only where messages to it can be sent.
4. How often a browser's address may ask is limited, besides the limit for each identifier.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from allauth.core.internal.ratelimit import consume
from django import forms
from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from troth.errors import Problem
from troth.store import proofs
from troth.subjects.identifiers import Identifier, IdentifierKind, normalise
from troth.web import installed
from troth.web.centre.letters import send_proof
from troth.web.centre.proven import remember
from troth.web.centre.views import found_organisation, told
from troth.web.desk import desk
from troth.web.problem_page import ProblemPage
from troth.web.problems import too_many

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from troth.words import OrganisationId

_REFERENCE = "asked"
RATES = {"prove": "10/m/ip", "prove_code": "20/m/ip"}


class ProveForm(forms.Form):
    """An e-mail address, or a telephone number where those can be reached."""

    address = forms.CharField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        error_messages={"required": gettext_lazy("Give an address at which you can be reached.")},
        widget=forms.TextInput(attrs={"autocomplete": "email", "inputmode": "email", "autocapitalize": "none"}),
    )

    def __init__(self, *args: Any, takes_phones: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._takes_phones = takes_phones
        if takes_phones:
            self.fields["address"].label = _("Your e-mail address or telephone number")
            self.fields["address"].help_text = _("A telephone number begins with + and the country's code.")
            self.fields["address"].widget.attrs |= {"autocomplete": "on", "inputmode": "text"}

    def clean_address(self) -> Identifier:
        """The identifier in its normal form."""
        text = self.cleaned_data["address"]
        is_phone = self._takes_phones and "@" not in text
        found = normalise(IdentifierKind.PHONE if is_phone else IdentifierKind.EMAIL, text)
        if isinstance(found, Problem):
            raise forms.ValidationError(
                _("This is no telephone number. Begin with + and the country's code.")
                if is_phone
                else _("This is no e-mail address. It has an @ and a name before and behind it.")
            )
        return found


class CodeForm(forms.Form):
    """The code from a message."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Eight digits. It works once."),
        max_length=20,
        error_messages={"required": gettext_lazy("Give the code that was sent to you.")},
        widget=forms.TextInput(
            attrs={"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest, organisation: str) -> HttpResponse:
    """Ask for an address, and send a link there."""
    view = found_organisation(organisation)
    # Telephones can be reached in the demonstration only, whose messages lie in an inbox page.
    form = ProveForm(request.POST if request.method == "POST" else None, takes_phones=installed.settings().demo)
    context = {"organisation": view, "form": form, "tab": "choices"}
    if not settings.SENDS_MAIL:
        return told(request, view, _no_mail())
    if request.method != "POST" or not form.is_valid():
        return render(request, "centre/prove.html", context, status=422 if form.is_bound else 200)
    if not consume(request, app="troth", action="prove", config=RATES):
        return too_many(request)
    identifier = form.cleaned_data["address"]
    minutes = installed.settings().link_minutes
    asked = proofs.ask(desk().store, view.id, identifier, timedelta(minutes=minutes))
    if asked is not None:
        send_proof(view, identifier, _link(request, view.id, asked.token), asked.code, minutes)
    # A browser that asked too often gets a session too, whose code never works: the answers are alike.
    request.session[_REFERENCE] = {"organisation": view.id, "reference": asked.reference if asked else ""}
    by_code = identifier.kind is IdentifierKind.PHONE
    return render(request, "centre/sent.html", {**context, "by_code": by_code, "minutes": minutes})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def proof(request: HttpRequest, organisation: str, token: str) -> HttpResponse:
    """The page behind a link: a button, which uses it up."""
    view = found_organisation(organisation)
    if request.method != "POST":
        return render(request, "centre/proof.html", {"organisation": view, "tab": "choices"})
    identifier = proofs.redeem(desk().store, view.id, token)
    if identifier is None:
        return told(request, view, _spent())
    remember(request, view.id, identifier)
    return redirect("centre:choices", view.id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, organisation: str) -> HttpResponse:
    """The code in place of the link, in the browser that asked."""
    view = found_organisation(organisation)
    form = CodeForm(request.POST if request.method == "POST" else None)
    context = {"organisation": view, "form": form, "tab": "choices"}
    if request.method == "POST" and form.is_valid():
        if not consume(request, app="troth", action="prove_code", config=RATES):
            return too_many(request)
        asked = request.session.get(_REFERENCE) or {}
        if asked.get("organisation") == view.id:
            identifier = proofs.redeem_code(desk().store, view.id, asked["reference"], form.cleaned_data["code"])
            if identifier is not None:
                del request.session[_REFERENCE]
                remember(request, view.id, identifier)
                return redirect("centre:choices", view.id)
        form.add_error("code", _("This code does not work. It may be mistyped, used, or too old."))
    return render(request, "centre/code.html", context, status=422 if form.errors else 200)


def _link(request: HttpRequest, organisation: OrganisationId, token: str) -> str:
    """The address of the proof. Where the installation names its own, nothing that the browser says stands in it."""
    path = reverse("centre:proof", args=[organisation, token])
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


def _no_mail() -> ProblemPage:
    return ProblemPage(
        503,
        "centre.no-mail",
        _("No link can be sent from here"),
        _("This server has no mail set up, so that it cannot prove whose choices are whose. Nothing was recorded."),
        _("Write to the organisation; its addresses stand on the first page."),
    )
