"""What an officer does about a request: approve, deny, extend, give away, note a proof, begin again, close, answer.

What cannot be undone is asked for once more, on a page that says what will happen. Each deed is the store's, with its
entry in the log; a refusal of the store is told on the page of the request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods, require_POST

from troth.errors import WrongUse
from troth.requests.request import Denial, State, Tier
from troth.store import people, policies
from troth.store.people import Role
from troth.store.requests import cases, judging, work
from troth.store.writing import writing
from troth.web.access import Viewer, console
from troth.web.console.pages import asking
from troth.web.console.requests import found_row, help_of, notice_of, plan_of
from troth.web.console.showing import done, not_done, show
from troth.web.desk import desk
from troth.words import ClauseId, RightKind

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from django.http import HttpRequest, HttpResponseBase

    from troth.store.models import RequestCase
    from troth.store.writing import Writing

_ANY = ["GET", "HEAD", "POST"]


@require_http_methods(_ANY)
@console(Role.OFFICER)
def approve(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Show the plan once more, then approve exactly that one."""
    row = found_row(viewer, case)
    if request.method != "POST":
        plan = plan_of(row, notice_of(viewer.organisation))
        if plan is None or row.state != State.PLANNED:
            return not_done(request, viewer, _nothing_waits(), "request", case=case)
        return show(request, viewer, "requests", "request_approve", _about(row) | {"plan": plan})
    digest = request.POST.get("digest", "")
    try:
        with _change(viewer) as change:
            if cases.held(change, case).state != State.PLANNED:
                raise _nothing_waits()
            work.approve(change, case, digest=digest, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "request", case=case)
    return done(request, viewer, "The plan is approved, and will be carried out.", "request", case=case)


@require_http_methods(_ANY)
@console(Role.OFFICER)
def deny(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Choose a reason, then deny with it. LAW: GDPR 12(4)."""
    row = found_row(viewer, case)
    if request.method != "POST":
        reasons = [(reason.value, text, law) for reason, (text, law) in asking.DENIALS.items()]
        return show(request, viewer, "requests", "request_deny", _about(row) | {"reasons": reasons})
    reason = next((each for each in Denial if each.value == request.POST.get("reason")), None)
    if reason is None:
        error = WrongUse(
            "a denial has a reason",
            id="requests.denial-without-reason",
            help="choose the one that the subject is to be told",
        )
        return not_done(request, viewer, error, "request_deny", case=case)
    try:
        clauses = clauses_named(viewer, request.POST.get("clauses", ""))
        with _change(viewer) as change:
            judging.deny(change, case, reason, by=str(viewer.user), clauses=clauses)
    except WrongUse as error:
        return not_done(request, viewer, error, "request", case=case)
    return done(
        request,
        viewer,
        "The request is denied. The subject will be told why, and where to complain.",
        "request",
        case=case,
    )


@require_http_methods(_ANY)
@console(Role.OFFICER)
def extend(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Say why it takes longer; the new date is said on the page of the request. LAW: GDPR 12(3)."""
    row = found_row(viewer, case)
    versions = policies.versions(viewer.organisation)
    policy = versions.latest if versions is not None else None
    if request.method != "POST":
        return show(request, viewer, "requests", "request_extend", _about(row) | _extension(row))
    try:
        with _change(viewer) as change:
            until = judging.extend(change, case, request.POST.get("why", ""), by=str(viewer.user), policy=policy)
    except WrongUse as error:
        return not_done(request, viewer, error, "request_extend", case=case)
    return done(
        request, viewer, f"It takes longer: what comes first is due on {until:%-d %B %Y} now.", "request", case=case
    )


@require_POST
@console(Role.OFFICER)
def assign(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Give a request to a member who may act, or take it."""
    to = request.POST.get("to", "")
    members = {str(each.user) for each in people.members(viewer.organisation) if each.role.reaches(Role.OFFICER)}
    found_row(viewer, case)
    if to not in members:
        error = WrongUse(
            "a request is given to a member of the staff who may act",
            id="requests.no-such-member",
            help="choose an officer or an administrator of this organisation",
        )
        return not_done(request, viewer, error, "request", case=case)
    with _change(viewer) as change:
        judging.assign(change, case, to, by=str(viewer.user))
    said = "You have taken the request." if to == str(viewer.user) else "The request is given to a colleague."
    return done(request, viewer, said, "request", case=case)


@require_http_methods(_ANY)
@console(Role.OFFICER)
def begin(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Ask, then look and plan again."""
    row = found_row(viewer, case)
    if request.method != "POST":
        return show(request, viewer, "requests", "request_begin", _about(row) | {"help": help_of(row)})
    try:
        with _change(viewer) as change:
            if cases.held(change, case).state not in (State.HANDED_OVER, State.PLANNED):
                raise _nothing_waits()
            work.begin(change, case, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "request", case=case)
    return done(request, viewer, "It begins again: her rows are looked for, and planned.", "request", case=case)


@require_http_methods(_ANY)
@console(Role.OFFICER)
def close(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Say what was done by hand, then close the request."""
    row = found_row(viewer, case)
    if request.method != "POST":
        return show(request, viewer, "requests", "request_close", _about(row) | {"help": help_of(row)})
    try:
        with _change(viewer) as change:
            judging.close_by_hand(change, case, request.POST.get("what", ""), by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "request_close", case=case)
    return done(request, viewer, "The request is closed. What you wrote is in the log.", "request", case=case)


@require_http_methods(_ANY)
@console(Role.OFFICER)
def answer(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Write an answer to a complaint or a review; it is sent to the subject."""
    row = found_row(viewer, case)
    if request.method != "POST":
        return show(request, viewer, "requests", "request_answer", _about(row))
    try:
        with _change(viewer) as change:
            judging.answer(change, case, request.POST.get("text", ""), by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "request_answer", case=case)
    return done(request, viewer, "The answer is written, and will be sent to the subject.", "request", case=case)


@require_http_methods(_ANY)
@console(Role.OFFICER)
def prove(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """Note how it was seen who asks, or that an agent's permission was seen."""
    row = found_row(viewer, case)
    if request.method != "POST":
        tiers = [(tier.value, text) for tier, text in asking.TIERS.items() if tier is not Tier.NONE]
        return show(request, viewer, "requests", "request_prove", _about(row) | {"tiers": tiers})
    tier = next((each for each in Tier if each.value == request.POST.get("tier")), Tier.NONE)
    try:
        with _change(viewer) as change:
            if request.POST.get("what") == "permission":
                begun = judging.permission_seen(change, case, by=str(viewer.user))
            else:
                begun = judging.note_proof(change, case, tier, request.POST.get("how", ""), by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "request_prove", case=case)
    said = "It is noted, and the request goes on." if begun else "It is noted. More is needed before it goes on."
    return done(request, viewer, said, "request", case=case)


def _change(viewer: Viewer) -> AbstractContextManager[Writing]:
    return writing(desk().store, viewer.organisation)


def _about(row: RequestCase) -> dict[str, object]:
    """What every page that asks about a request says of it."""
    return {
        "row": row,
        "kind": asking.KINDS[RightKind(row.kind)],
        "state": asking.state_text(State(row.state), RightKind(row.kind)),
    }


def _extension(row: RequestCase) -> dict[str, object]:
    from troth.requests.deadlines import can_extend, dues

    found = dues(cases.bare(row))
    now = desk().store.clock.now()
    reach = [due for due in found if due.extends_to is not None and not due.extended]
    return {"reach": reach, "can_extend": can_extend(cases.bare(row), found, now)}


def clauses_named(viewer: Viewer, typed: str) -> tuple[ClauseId, ...]:
    """The clauses that were named; WrongUse where the notice has one of them not."""
    named = [each for each in typed.replace(",", " ").split() if each]
    notice = notice_of(viewer.organisation)
    known = {each.id for each in notice.clauses} if notice is not None else set()
    for each in named:
        if each not in known:
            raise WrongUse(
                "a clause was named that the notice does not have",
                id="requests.no-such-clause",
                help="name sentences by their ids, such as `s12`, as the page Promises shows them",
            )
    return tuple(map(ClauseId, named))


def _nothing_waits() -> WrongUse:
    return WrongUse(
        "nothing of this request waits for that any more",
        id="requests.cannot-move",
        help="look at the request as it is now: somebody may have moved it since",
    )
