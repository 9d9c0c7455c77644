"""Which rights are there, and what does each of them do?

The first page of the desk lists what may be asked for, and to whoever proved an address, what she asked already. A page
for each kind says what it does, which sentence of the notice or law grants it, and by when it is due; its button begins
the questions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from troth.requests.request import ENDS, State
from troth.store.requests import followed
from troth.web.centre.language import language_of
from troth.web.centre.proven import proven
from troth.web.centre.requests.asking import Asking, Question, keep, next_question
from troth.web.centre.requests.granted import offer, offers, parents_under
from troth.web.centre.requests.status import whose_of
from troth.web.centre.requests.words import KINDS, STATES
from troth.web.centre.views import found_organisation, policy_and_notice
from troth.web.desk import desk
from troth.words import RightKind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.web.centre.requests.granted import Offer


@never_cache
@require_safe
def requests(request: HttpRequest, organisation: str) -> HttpResponse:
    """What may be asked for, and what she asked."""
    view = found_organisation(organisation)
    policy, notice = policy_and_notice(view)
    found = [(each, KINDS[each.kind]) for each in offers(policy, notice, desk().store.clock.now())]
    whose = proven(request, view.id)
    own = followed.own(view.id, whose_of(request, view.id, whose)) if whose is not None else ()
    context = {
        "organisation": view,
        "tab": "requests",
        "offers": found,
        "proven": whose is not None,
        "own": [(case, KINDS[case.kind], STATES[case.state], _mark(case.state)) for case in own],
        "under": parents_under(policy),
    }
    return render(request, "centre/requests/requests.html", context)


def _mark(state: State) -> str:
    """The shape that draws where a request stands."""
    if state not in ENDS:
        return "hollow choice"
    return "filled promise" if state in {State.ANSWERED, State.FORWARDED} else "cross never"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_kind(request: HttpRequest, organisation: str, kind: str) -> HttpResponse:
    """What one kind of request does, and the button that begins it; `for=other` begins with who asks for her."""
    view = found_organisation(organisation)
    policy, notice = policy_and_notice(view)
    found = offered(policy, notice, kind)
    if request.method == "POST":
        whose = proven(request, view.id)
        at = desk().store.clock.now().isoformat()
        asking = Asking(kind=found.kind, at=at, language=language_of(request))
        is_other = request.POST.get("for") == "other"
        if whose is not None and not is_other:
            asking = asking.proving(whose.identifier)
        keep(request, view.id, asking)
        first = Question.AGENT if is_other else next_question(asking, policy)
        return redirect("centre:request_question", view.id, kind, first or Question.WHO)
    context = {
        "organisation": view,
        "tab": "requests",
        "offer": found,
        "words": KINDS[found.kind],
        "under": parents_under(policy),
        "lang": policy.head.lang,
    }
    return render(request, "centre/requests/kind.html", context)


def offered(policy: Policy, notice: Notice, kind: str) -> Offer:
    """What is offered of a kind, or a 404."""
    right = next((each for each in RightKind if each == kind), None)
    found = offer(policy, notice, right, desk().store.clock.now()) if right is not None else None
    if found is None:
        raise Http404(_("There is no such page."))
    return found


@never_cache
@require_safe
def received(request: HttpRequest, organisation: str) -> HttpResponse:
    """That a request arrived from somebody who proved nothing: the same words whatever is known of the address."""
    view = found_organisation(organisation)
    return render(request, "centre/requests/received.html", {"organisation": view, "tab": "requests"})
