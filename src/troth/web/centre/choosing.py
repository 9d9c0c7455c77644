"""How does a data subject see and change her choices, and what does she take away?

Pages for who proved an identifier (`troth.web.centre.proven`); everybody else is asked to prove one. Rules:

1. Only what she says anew is recorded: an answer equal to her last word is no new word.
2. All that one form says is one change, under the version of the policy that binds her, with the words she saw.
3. Who was unknown becomes known by her first word, with the identifier she proved, and not before.
4. An identifier that several people share shows and changes nothing: it may be anybody's.
5. What holds is read within the change: a form that is sent twice at once is one word, and introduces one subject.
6. That something was kept is said once, to the browser that sent it, and never because an address says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.consent.events import ConsentEvent, ConsentKind, Draft, Surface
from troth.consent.receipt import encode, receipt
from troth.errors import ProblemsFound
from troth.store import choices as said
from troth.store import policies, subjects
from troth.store.subjects import Standing
from troth.store.writing import writing
from troth.web.centre.choices_page import ChoicesPage, Ground, Holds, Offer, choices_page, history_page
from troth.web.centre.language import language_of
from troth.web.centre.proven import Proven, proven
from troth.web.centre.proven import leave as forget
from troth.web.centre.views import found_organisation, told
from troth.web.desk import desk
from troth.web.problem_page import ProblemPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, QueryDict

    from troth.policy import Policy
    from troth.store.writing import Writing
    from troth.subjects.identifiers import Identifier
    from troth.web.centre.choices_page import ChoiceRow
    from troth.words import Channel, OrganisationId, SubjectId

_KEPT = "kept"
_ANSWERS = ("yes", "no")


@dataclass(frozen=True, slots=True)
class _Answer:
    """One thing that she says anew: to a row as a whole, or by one channel; `before` is what held until now."""

    row: ChoiceRow
    channel: Channel | None
    before: Holds
    yes: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest, organisation: str) -> HttpResponse:
    """What holds for her, and a form to change it."""
    view = found_organisation(organisation)
    whose = proven(request, view.id)
    if whose is None:
        return redirect("centre:prove", view.id)
    if whose.shared:
        return told(request, view, _shared())
    if request.method == "POST":
        count = _record(view.id, whose.identifier, request.POST, language_of(request))
        if count is None:
            return told(request, view, _shared())
        request.session[_KEPT] = {"organisation": view.id, "count": count}
        return redirect("centre:choices", view.id)
    page = choices_page(_policy(view.id, whose), _events(view.id, whose), _kept(request, view.id), language_of(request))
    return render(request, "centre/choices.html", {"organisation": view, "page": page, "tab": "choices"})


@never_cache
@require_safe
def history(request: HttpRequest, organisation: str) -> HttpResponse:
    """Everything she said, with receipts."""
    view = found_organisation(organisation)
    whose = proven(request, view.id)
    if whose is None or whose.shared:
        return redirect("centre:choices", view.id)
    page = history_page(_policy(view.id, whose), _events(view.id, whose), language_of(request))
    return render(request, "centre/history.html", {"organisation": view, "page": page, "tab": "choices"})


@never_cache
@require_safe
def receipt_of(request: HttpRequest, organisation: str, event: str) -> HttpResponse:
    """Her copy of the record of one word, as a file."""
    view = found_organisation(organisation)
    whose = proven(request, view.id)
    if whose is None or whose.shared:
        return redirect("centre:choices", view.id)
    found = next((each for each in _events(view.id, whose) if each.id == event), None)
    if found is None:
        raise Http404(_("There is no such page."))
    made = receipt(policies.policy(view.id, found.version), [found], desk().store.clock)
    if isinstance(made, list):
        raise ProblemsFound(made)
    response = HttpResponse(encode(made), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="receipt-{found.id}.json"'
    return response


@never_cache
@require_POST
def leave(request: HttpRequest, organisation: str) -> HttpResponse:
    """Forget in this browser whose choices it showed."""
    view = found_organisation(organisation)
    forget(request)
    return redirect("centre:home", view.id)


def _events(organisation: OrganisationId, whose: Proven) -> tuple[ConsentEvent, ...]:
    return () if whose.subject is None else said.events(organisation, whose.subject)


def _policy(organisation: OrganisationId, whose: Proven) -> Policy:
    """The version that binds her; who is unknown would be bound as somebody who comes today."""
    standing = None if whose.subject is None else subjects.standing(organisation, whose.subject)
    policy = said.binding_policy(organisation, standing or Standing(), desk().store.clock.now().date())
    if isinstance(policy, list):
        raise ProblemsFound(policy)
    return policy


def _kept(request: HttpRequest, organisation: OrganisationId) -> int | None:
    """How many words the form recorded that this browser sent just now; told once (rule 6)."""
    held = request.session.get(_KEPT)
    if held is None or request.method == "HEAD":
        return None
    del request.session[_KEPT]
    return int(held["count"]) if held["organisation"] == organisation else None


def _answers(page: ChoicesPage, sent: QueryDict) -> Iterator[_Answer]:
    """What she says anew (rule 1). What is said of a row reaches its channels, unless she says otherwise there."""
    to_all = sent.get("all", "")
    for row in page.rows:
        answer = to_all or sent.get(row.id, "")
        # "To everything" also reaches a channel about which she said otherwise before.
        holds = [row.holds, *(channel.holds for channel in row.channels if to_all)]
        moves = answer in _ANSWERS and not all(_is_said(each, answer) for each in holds)
        if moves:
            yield _Answer(row, None, row.holds, answer == "yes")
        for channel in row.channels:
            by = "" if to_all else sent.get(channel.field, "")
            # A yes to the row would overtake the no that she leaves standing for the channel.
            is_left = moves and answer == "yes" and by == "no"
            if by in _ANSWERS and (is_left or not _is_said(channel.holds, by)):
                yield _Answer(row, channel.channel, channel.holds, by == "yes")


def _is_said(holds: Holds, answer: str) -> bool:
    return holds is (Holds.YES_SAID if answer == "yes" else Holds.NO_SAID)


def _kind(answer: _Answer) -> ConsentKind:
    """What a yes or a no to a row is called (GDPR 7(3), 21; Civ. Code 1798.120)."""
    if answer.yes:
        return ConsentKind.GIVEN
    if answer.row.offer is Offer.OBJECTABLE:
        return ConsentKind.OBJECTED
    if Ground.CONSENT in answer.row.grounds:
        return ConsentKind.WITHDRAWN if answer.before is Holds.YES_SAID else ConsentKind.REFUSED
    return ConsentKind.OPTED_OUT


def _record(organisation: OrganisationId, identifier: Identifier, sent: QueryDict, language: str) -> int | None:
    """Record what she says anew in one change (rules 2, 3 and 5): how many words; None where the identifier is shared.

    Raises:
        ProblemsFound: what speaks against recording one of them; then none is.
    """
    store = desk().store
    with writing(store, organisation) as change:
        pointed = subjects.find(store, organisation, identifier)
        if pointed.shared:
            return None
        whose = Proven(identifier, pointed.only, shared=False)
        page = choices_page(_policy(organisation, whose), _events(organisation, whose), language=language)
        answers = list(_answers(page, sent))
        if not answers:
            return 0
        if whose.subject is None:
            subject = subjects.introduce(change, [identifier], proven=True)
        else:
            subject = whose.subject
            subjects.link(change, subject, identifier, proven=True)
        for answer in answers:
            _say(change, subject, answer, page.notes_lang)
    desk().following.follow(organisation)
    return len(answers)


def _say(change: Writing, subject: SubjectId, answer: _Answer, language: str) -> None:
    row = answer.row
    draft = Draft(
        organisation=change.organisation,
        subject=subject,
        kind=_kind(answer),
        surface=Surface.FORM,
        purpose=row.purpose,
        choice=row.choice if row.purpose is None else None,
        channel=answer.channel,
        text_shown=row.text_shown,
        language=language,
    )
    event = said.say(change, draft)
    if isinstance(event, list):
        raise ProblemsFound(event)


def _shared() -> ProblemPage:
    return ProblemPage(
        409,
        "centre.shared-identifier",
        _("Several people use this"),
        _("More than one person is known by what you gave, so it cannot show whose choices are yours."),
        _("Prove another address or number that only you use, or write to the organisation."),
    )
