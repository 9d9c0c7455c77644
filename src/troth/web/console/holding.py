"""The reasons to keep data although erasure is asked for: listed, placed, lifted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from troth.errors import WrongUse
from troth.requests.plan import Hold
from troth.store import subjects
from troth.store.people import Role
from troth.store.requests import estates, holds, remaining
from troth.store.writing import writing
from troth.web.access import Viewer, console
from troth.web.console.judging import clauses_named
from troth.web.console.pages.plan_shown import Cited, sentence
from troth.web.console.requests import notice_of
from troth.web.console.showing import done, not_done, show
from troth.web.desk import desk
from troth.words import SubjectId

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.inventory import DatasetName

_LONGEST = 80


@require_safe
@console()
def listing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The holds that are not lifted, and the form of a new one."""
    inventory, notice = estates.reviewed(viewer.organisation), notice_of(viewer.organisation)
    today = desk().store.clock.now().date()
    context = {
        "rows": [
            {
                "hold": each,
                "cited": [Cited(clause, sentence(notice, clause)) for clause in each.clauses],
                "is_over": each.until is not None and each.until < today,
            }
            for each in holds.holding(viewer.organisation)
        ],
        "datasets": [str(each.at) for each in inventory.datasets] if inventory is not None else [],
        "waiting": len(remaining.waiting(viewer.organisation)),
        "may_hold": viewer.may(Role.ADMINISTRATOR),
    }
    return show(request, viewer, "requests", "holds", context)


@require_POST
@console(Role.ADMINISTRATOR)
def place(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """Place a hold."""
    try:
        hold = _asked(request, viewer)
        with writing(desk().store, viewer.organisation) as change:
            holds.place(change, hold, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "holds")
    return done(request, viewer, "The hold is placed: what it covers is kept from now on.", "holds")


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.ADMINISTRATOR)
def lift(request: HttpRequest, viewer: Viewer, hold: str) -> HttpResponseBase:
    """Ask, then lift a hold; the erasures that it held up go on."""
    found = next((each for each in holds.holding(viewer.organisation) if each.id == hold), None)
    if found is None and request.method != "POST":
        raise Http404
    if request.method != "POST":
        return show(request, viewer, "requests", "hold_lift", {"hold": found})
    try:
        with writing(desk().store, viewer.organisation) as change:
            again = holds.lift(change, hold, by=str(viewer.user))
    except WrongUse as error:
        return not_done(request, viewer, error, "holds")
    said = (
        f"{len(again)} erasure{' that it held up goes' if len(again) == 1 else 's that it held up go'} on."
        if again
        else "It held nothing up."
    )
    return done(request, viewer, f"The hold is lifted. {said}", "holds")


def _asked(request: HttpRequest, viewer: Viewer) -> Hold:
    """The hold that a form names. WrongUse where it names what is not there."""
    ground = " ".join(request.POST.get("ground", "").split())
    if not ground or len(ground) > _LONGEST:
        raise WrongUse(
            "a hold has a ground",
            id="requests.hold-without-ground",
            help=f"say in at most {_LONGEST} characters why the data are kept, without anybody's data",
        )
    subject = request.POST.get("subject", "").strip()
    if subject and subjects.standing(viewer.organisation, SubjectId(subject)) is None:
        raise WrongUse(
            "there is no such subject in this organisation",
            id="requests.no-such-subject",
            help="take the id from the page Subjects, or leave the field empty: the hold is then about everybody",
        )
    return Hold(
        id=desk().store.clock.new_id(),
        ground=ground,
        subject=SubjectId(subject) if subject else None,
        datasets=_datasets(request, viewer),
        until=_until(request.POST.get("until", "")),
        clauses=tuple(clauses_named(viewer, request.POST.get("clauses", ""))),
    )


def _datasets(request: HttpRequest, viewer: Viewer) -> tuple[DatasetName, ...]:
    inventory = estates.reviewed(viewer.organisation)
    known = {str(each.at): each.at for each in inventory.datasets} if inventory is not None else {}
    named = request.POST.getlist("dataset")
    if any(each not in known for each in named):
        raise WrongUse(
            "a dataset was named that the estate does not have",
            id="requests.no-such-dataset",
            help="choose among those listed, or none: the hold is then about all of them",
        )
    return tuple(known[each] for each in named)


def _until(typed: str) -> date | None:
    if not typed:
        return None
    try:
        until = date.fromisoformat(typed)
    except ValueError:
        until = date.min
    if until < desk().store.clock.now().date():
        raise WrongUse(
            "the last day of a hold is today or later",
            id="requests.hold-over",
            help="give a day such as `2030-01-31`, or none: the hold then lasts until it is lifted",
        )
    return until
