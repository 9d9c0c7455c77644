"""The subjects of the organisation: the list, the search by identifier, and the page of one.

Whatever opens, or points from a name to a person, is recorded as evidence before it is shown. LAW: GDPR 5(2), 32(1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from troth.consent.receipt import encode, receipt
from troth.errors import Problem, WrongUse
from troth.store import choices, log, policies, subjects
from troth.store.people import Role
from troth.subjects.identifiers import IdentifierKind, normalise
from troth.web.access import Viewer, console
from troth.web.console.pages import subject as page
from troth.web.console.pages.paging import number_of, part
from troth.web.console.showing import done, file, not_done, show
from troth.web.desk import desk
from troth.words import Channel, SubjectId

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponseBase

    from troth.policy import Policy
    from troth.subjects.identifiers import Identifier

_LISTED = 50
_WORDS = 40
_MOST_FOUND = 20


@require_safe
@console()
def listing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The subjects by their ids, a page at a time."""
    after = request.GET.get("after", "")[:128]
    found = subjects.listing(viewer.organisation, after=after, limit=_LISTED + 1)
    shown = found[:_LISTED]
    said = choices.counts(viewer.organisation, [each.subject for each in shown])
    context = {
        "rows": [
            {"entry": each, "words": said.get(each.subject, 0), "kinds": ", ".join(sorted(each.standing.kinds))}
            for each in shown
        ],
        "after": shown[-1].subject if len(found) > _LISTED else "",
        "is_first": not after,
        "total": subjects.count(viewer.organisation),
        "may_open": viewer.may(Role.OFFICER),
        "kinds": list(IdentifierKind),
    }
    return show(request, viewer, "subjects", "subjects", context)


@require_POST
@console(Role.OFFICER)
def find(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Whom an identifier points at. What was typed stands in no address, log or answer."""
    kind = next((each for each in IdentifierKind if each.value == request.POST.get("kind")), IdentifierKind.EMAIL)
    identifier = normalise(kind, request.POST.get("identifier", ""), request.POST.get("region", "").upper() or None)
    if isinstance(identifier, Problem):
        problem = WrongUse(identifier.text, id=identifier.id, help=identifier.help)
        return not_done(request, viewer, problem, "subjects")
    found = subjects.find(desk().store, viewer.organisation, identifier)
    if not found.subjects:
        return done(request, viewer, "Nobody is known by that identifier in this organisation.", "subjects")
    for each in found.subjects[:_MOST_FOUND]:
        _record(viewer, each, "found by an identifier")
    if found.only is not None:
        return redirect("console:subject", organisation=viewer.organisation, subject=found.only)
    context = {"found": found.subjects[:_MOST_FOUND], "count": len(found.subjects)}
    return show(request, viewer, "subjects", "subjects_found", context)


@require_safe
@console()
def subject(request: HttpRequest, viewer: Viewer, subject: str) -> HttpResponse:
    """One subject, her identifiers masked."""
    return _show(request, viewer, SubjectId(subject), None)


@require_POST
@console(Role.OFFICER)
def identifiers(request: HttpRequest, viewer: Viewer, subject: str) -> HttpResponseBase:
    """The same page with her identifiers: the answer to a form, so that a reload asks again and is recorded again."""
    name = _known(viewer, subject)
    try:
        opened = subjects.identifiers_of(desk().store, viewer.organisation, name)
    except WrongUse as error:
        return not_done(request, viewer, error, "subject", subject=name)
    _record(viewer, name, "identifiers")
    return _show(request, viewer, name, opened)


@require_POST
@console(Role.OFFICER)
def copy(request: HttpRequest, viewer: Viewer, subject: str) -> HttpResponseBase:
    """Her receipt for the words said under one version, as a file."""
    name = _known(viewer, subject)
    version = request.POST.get("version", "")
    said = [each for each in choices.events(viewer.organisation, name) if each.version == version]
    if not said:
        raise Http404
    made = receipt(policies.policy(viewer.organisation, version), said, desk().store.clock)
    if isinstance(made, list):
        problem = WrongUse(made[0].text, id=made[0].id, help=made[0].help)
        return not_done(request, viewer, problem, "subject", subject=name)
    _record(viewer, name, "receipt", log.EXPORTED)
    return file(f"receipt-{made.receipt_id}.json", encode(made), "application/json")


def _show(request: HttpRequest, viewer: Viewer, name: SubjectId, opened: tuple[Identifier, ...] | None) -> HttpResponse:
    organisation = viewer.organisation
    standing = subjects.standing(organisation, name)
    if standing is None:
        raise Http404
    policy = choices.binding_policy(organisation, standing, desk().store.clock.now().date())
    hashes = subjects.hashes_of(organisation, name)
    context: dict[str, Any] = {
        "subject": name,
        "standing": standing,
        "kinds": sorted(standing.kinds),
        "masked": [each.partition(":")[0] for each in hashes],
        "opened": opened,
        "may_open": viewer.may(Role.OFFICER),
        "channels": [each.value for each in Channel],
    }
    context |= {"unbound": policy} if isinstance(policy, list) else _about(request, viewer, name, policy)
    return show(request, viewer, "subjects", "subject", context)


def _about(request: HttpRequest, viewer: Viewer, name: SubjectId, policy: Policy) -> dict[str, Any]:
    """What she said, what holds, and a question to try out, under the version that binds her."""
    organisation = viewer.organisation
    desk().following.follow(organisation)
    engine = desk().following.engine(organisation)
    if engine is None:  # a version binds her, so that one is published, and was just read
        raise AssertionError("an organisation with a policy has an engine")
    said = choices.events(organisation, name)
    asked = page.question_of(policy, request.GET)
    words = page.history(policy, said, choices.entries_of(organisation, name))
    holds = page.holds(policy, engine.choices(name), said, lambda question: engine.decide(name, question))
    return {
        "policy": policy.head,
        "spoken": [each for each in holds if not each.is_silent],
        "silent": [each for each in holds if each.is_silent],
        "words": part(words, number_of(request.GET.get("page", "")), _WORDS),
        "versions": list(dict.fromkeys(each.version for each in said)),
        "terms": page.terms(policy),
        "asked": {key: request.GET.get(key, "") for key in ("data", "purpose", "recipient", "channel")},
        "tried": page.tried(asked, engine.decide(name, asked)) if asked else None,
    }


def _known(viewer: Viewer, subject: str) -> SubjectId:
    if subjects.standing(viewer.organisation, SubjectId(subject)) is None:
        raise Http404
    return SubjectId(subject)


def _record(viewer: Viewer, name: SubjectId, what: str, kind: str = log.VIEWED) -> None:
    log.record_view(desk().store, viewer.organisation, name, by=str(viewer.user), what=what, kind=kind)
