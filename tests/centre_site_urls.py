"""The addresses of the site that tests render: the centre's own, and its pages of choices with made values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.urls import include, path

from centre_site import events, make_shelf, policy_of
from troth.web.centre.choices_page import HistoryPage, choices_page, history_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class _Prove(forms.Form):
    address = forms.CharField(label="E-mail address or telephone number", help_text="For example +44 20 7946 0000.")


class _Code(forms.Form):
    code = forms.CharField(
        label="Code", widget=forms.TextInput({"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"})
    )


def _page(request: HttpRequest, organisation: str, which: str = "") -> HttpResponse:
    policy = policy_of(organisation)
    context: dict[str, object] = {"organisation": make_shelf().organisation(organisation), "tab": "choices"}
    if which == "prove":
        context["form"] = _Prove({"address": ""} if "wrong" in request.GET else None)
    elif which == "code":
        context["form"] = _Code()
    elif which == "sent":
        context |= {"by_code": "code" in request.GET, "minutes": 15}
    elif which == "history":
        context["page"] = history_page(policy, events(organisation))
    elif which == "none":
        which, context["page"] = "history", HistoryPage("", "en", ())
    else:
        which, context["page"] = "choices", choices_page(policy, events(organisation), 2)
    return render(request, f"centre/{which}.html", context)


urlpatterns = [
    path("o/<slug:organisation>/choices/", _page),
    path("o/<slug:organisation>/choices/<slug:which>/", _page),
    path("", include("troth.web.centre.urls")),
]
handler404 = "troth.web.problems.not_found"
