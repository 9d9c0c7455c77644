"""How is a question asked, and what follows its answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.core.internal.ratelimit import consume
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from troth.policy.export.languages import speaker
from troth.policy.vocabulary import term as vocabulary_term
from troth.requests.request import Tier
from troth.store.requests import estates
from troth.web import installed
from troth.web.centre.language import language_of
from troth.web.centre.requests import forms
from troth.web.centre.requests.asking import (
    Asking,
    Question,
    asks_proof,
    is_believed,
    keep,
    kept,
    next_question,
    questions,
)
from troth.web.centre.requests.begun import offered
from troth.web.centre.requests.granted import places
from troth.web.centre.requests.proving import finish, no_mail, send, told
from troth.web.centre.requests.receiving import receive
from troth.web.centre.requests.words import KINDS
from troth.web.centre.views import found_organisation, policy_and_notice
from troth.web.desk import desk
from troth.web.problems import too_many
from troth.words import RightKind

if TYPE_CHECKING:
    from django import forms as django_forms
    from django.http import HttpRequest, HttpResponse, QueryDict

    from troth.policy import Policy
    from troth.web.centre.shelf import OrganisationView

_RATES = {"ask_request": "10/m/ip"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_question(request: HttpRequest, organisation: str, kind: str, question: str) -> HttpResponse:
    """One question; its answer leads to the next one, or makes the request."""
    view = found_organisation(organisation)
    policy, notice = policy_and_notice(view)
    offered(policy, notice, kind)
    asking = kept(request, view.id, kind)
    if asking is None:
        return redirect("centre:request_kind", view.id, kind)
    if question not in {*questions(asking, policy), Question.AGENT, Question.WHO}:
        raise Http404(_("There is no such page."))
    asked = Question(question)
    form = _form(asked, request.POST if request.method == "POST" else None, view, policy, asking, language_of(request))
    if request.method == "POST" and (form is None or form.is_valid()):
        return _answered(request, view, policy, asking, asked, form.cleaned_data if form is not None else {})
    context = {
        "organisation": view,
        "tab": "requests",
        "words": KINDS[asking.right],
        "kind": kind,
        "question": asked,
        "form": form,
        "asking": asking,
        "needs_link": asks_proof(asking, policy) is not Tier.NONE,
        "data": [speaker(policy, language_of(request)).datum(each) for each in asking.data],
        **_place_among(asking, policy, asked),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "centre/requests/question.html", context, status=status)


def _place_among(asking: Asking, policy: Policy, asked: Question) -> dict[str, int]:
    """Which of how many questions this is; nothing of one beside the way."""
    all_ = questions(asking, policy)
    return {"number": all_.index(asked) + 1, "of": len(all_)} if asked in all_ else {}


def _form(
    question: Question,
    sent: QueryDict | None,
    view: OrganisationView,
    policy: Policy,
    asking: Asking,
    language: str,
) -> django_forms.Form | None:
    """The fields of a question; None for a look at what will be sent."""
    if question is Question.WHAT and asking.right is RightKind.RECTIFY:
        return forms.CorrectionForm(sent, terms=_terms(view, policy, language))
    if question is Question.WHAT:
        return forms.TextForm(sent)
    if question is Question.SOME:
        names = speaker(policy, language)
        return forms.SomeForm(sent, categories=[(name, names.datum(name)) for name in policy.data])
    if question is Question.PLACE:
        return forms.PlaceForm(sent, places=places(policy, asking.right, desk().store.clock.now()))
    if question is Question.AGENT:
        return forms.AgentForm(sent)
    if question is Question.DECLARE:
        return forms.DeclareForm(sent)
    if question is Question.WHO:
        return forms.WhoForm(sent, takes_phones=installed.settings().demo)
    return None


def _terms(view: OrganisationView, policy: Policy, language: str) -> list[tuple[str, str]]:
    """What can be corrected: what lies in the estate, else the categories of the policy."""
    names = speaker(policy, language)
    inventory = estates.reviewed(view.id)
    found: dict[str, str] = {}
    for dataset in inventory.datasets if inventory is not None else ():
        for field in dataset.fields:
            known = vocabulary_term(field.is_) if field.is_ else None
            if field.is_personal and known is not None:
                found[field.is_] = known.label
            elif field.is_personal and field.data is not None:
                found[field.data] = names.datum(field.data)
    return sorted((found or {name: names.datum(name) for name in policy.data}).items(), key=lambda each: each[1])


def _answered(
    request: HttpRequest,
    view: OrganisationView,
    policy: Policy,
    asking: Asking,
    question: Question,
    given: dict[str, Any],
) -> HttpResponse:
    """Keep the answer and go on."""
    if question is Question.WHO:
        return _who(request, view, policy, asking.answering(Question.WHO), given)
    taken = {name: given[name] for name in _TAKES[question] if name in given}
    if question is Question.SOME:
        taken["data"] = tuple(given["categories"]) if given["which"] == "some" else ()
    if question is Question.AGENT:
        taken["proven"] = ()
    asking = asking.answering(question, **taken)
    keep(request, view.id, asking)
    following = next_question(asking, policy)
    if following is not None:
        return redirect("centre:request_question", view.id, asking.kind, following)
    if not is_believed(asking, policy):
        return redirect("centre:request_question", view.id, asking.kind, Question.WHO)
    if not consume(request, app="troth", action="ask_request", config=_RATES):
        return too_many(request)
    return finish(request, view, asking)


_TAKES: dict[Question, tuple[str, ...]] = {
    Question.WHAT: ("term", "value", "was", "text"),
    Question.SOME: (),
    Question.PLACE: ("place",),
    Question.AGENT: ("agent",),
    Question.CHECK: (),
    Question.DECLARE: ("declared",),
}


def _who(
    request: HttpRequest, view: OrganisationView, policy: Policy, asking: Asking, given: dict[str, Any]
) -> HttpResponse:
    """Send a link where one is needed; else the request is made, with an address to find her by."""
    left = next_question(asking, policy)
    if left not in {None, Question.CHECK, Question.DECLARE}:
        return redirect("centre:request_question", view.id, asking.kind, left)
    if asks_proof(asking, policy) is not Tier.NONE:
        return send(request, view, given["address"], asking) if settings.SENDS_MAIL else told(request, view, no_mail())
    if not consume(request, app="troth", action="ask_request", config=_RATES):
        return too_many(request)
    receive(view, policy, asking, (given["address"],), Tier.NONE)
    return redirect("centre:request_received", view.id)
