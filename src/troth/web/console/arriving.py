"""A request that came by telephone, letter or mail: a member of the staff enters it.

1. The day it was received may be past, and never to come: the clocks run from then.
2. What identifies her is typed as she gave it, and kept in its normal form, sealed with the request. It stands in no
   address, log or answer.
3. How surely it is known who asks is noted with how that was seen; the request goes on where that is enough.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods

from troth.errors import Problem, WrongUse
from troth.inventory import Seed
from troth.laws import regime_of_law
from troth.requests.deadlines import dues, first
from troth.requests.proof import is_proven
from troth.requests.request import Agent, Correction, Request, Tier
from troth.store import policies, subjects
from troth.store.people import Role
from troth.store.requests import cases, work
from troth.store.writing import writing
from troth.subjects.identifiers import Identifier, normalise
from troth.web.access import Viewer, console
from troth.web.console.pages import asking
from troth.web.console.showing import done, show
from troth.web.desk import desk
from troth.words import Channel, DataName, IdentifierKind, RightKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponseBase

    from troth.policy import Policy
    from troth.words import SubjectId

_CHANNELS = (Channel.PHONE, Channel.POST, Channel.EMAIL)
_FIELDS = 3
_CORRECTIONS = 3
_OLDEST = timedelta(days=366)
_LONGEST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@console(Role.OFFICER)
def new(request: HttpRequest, viewer: Viewer) -> HttpResponseBase:
    """The form, then the request."""
    if request.method != "POST":
        return _form(request, viewer, None)
    versions = policies.versions(viewer.organisation)
    policy = versions.latest if versions is not None else None
    try:
        asked = _asked(request.POST, viewer, policy)
    except WrongUse as error:
        return _form(request, viewer, error)
    earliest = first(dues(asked, policy))
    with writing(desk().store, viewer.organisation) as change:
        cases.receive(change, asked, earliest.on if earliest else None)
        if is_proven(asked):
            work.begin(change, asked.id, by=str(viewer.user))
    said = "It is looked up now." if is_proven(asked) else "It waits for proof of who asks."
    return done(request, viewer, f"The request is entered. {said}", "request", case=asked.id)


def _form(request: HttpRequest, viewer: Viewer, error: WrongUse | None) -> HttpResponseBase:
    now = desk().store.clock.now()
    context = {
        "problem": error,
        # What was typed of a person is typed again: a page with it would lie in the history of the browser.
        "typed": {name: request.POST.get(name, "") for name in ("kind", "channel", "received", "tier", "data")},
        "kinds": [(kind.value, text) for kind, text in asking.KINDS.items()],
        "channels": [(each.value, asking.CHANNELS[each]) for each in _CHANNELS],
        "identifiers": [(kind.value, _CALLED[kind]) for kind in IdentifierKind],
        "tiers": [(tier.value, text) for tier, text in asking.TIERS.items()],
        "today": now.date(),
        "oldest": now.date() - _OLDEST,
        "places": range(1, _FIELDS + 1),
        "corrections": range(1, _CORRECTIONS + 1),
    }
    return show(request, viewer, "requests", "request_new", context, status=422 if error else 200)


_CALLED = {
    IdentifierKind.EMAIL: "e-mail address",
    IdentifierKind.PHONE: "telephone number",
    IdentifierKind.ACCOUNT: "account",
    IdentifierKind.COOKIE: "cookie",
}


def _asked(typed: Mapping[str, str], viewer: Viewer, policy: Policy | None) -> Request:
    """The request that the form states. WrongUse where it states none."""
    kind = next((each for each in RightKind if each.value == typed.get("kind")), None)
    channel = next((each for each in _CHANNELS if each.value == typed.get("channel")), None)
    tier = next((each for each in Tier if each.value == typed.get("tier")), None)
    if kind is None or channel is None or tier is None:
        raise WrongUse(
            "the form is not complete", id="requests.incomplete", help="say what is asked, how, and what was seen"
        )
    how = " ".join(typed.get("how", "").split())
    if (tier is not Tier.NONE and not how) or len(how) > _LONGEST:
        raise WrongUse(
            "a proof says how it was seen, in one sentence",
            id="requests.proof-without-word",
            help=f"say in at most {_LONGEST} characters what you saw; it is kept sealed with the request",
        )
    corrections = _corrections(typed)
    if kind is RightKind.RECTIFY and not corrections:
        raise WrongUse(
            "a correction says what is to be right",
            id="requests.no-correction",
            help="name the kind of data by a term such as `pd:Name`, and the value that she gives",
        )
    identifiers = _identifiers(typed)
    agent = " ".join(typed.get("agent", "").split())[:_LONGEST]
    regimes = [regime_of_law(law) for law in policy.head.laws] if policy is not None else []
    return Request(
        id=desk().store.clock.new_id(),
        organisation=viewer.organisation,
        kind=kind,
        received_at=_received(typed.get("received", "")),
        seeds=tuple(Seed(each.kind, each.text) for each in identifiers),
        subject=_subject(viewer, identifiers),
        tier=tier,
        channel=channel,
        regimes=tuple(dict.fromkeys(each.id for each in regimes if each is not None)),
        corrections=corrections,
        agent=Agent(name=agent) if agent else None,
        proven_by=how,
    )


def _received(typed: str) -> datetime:
    """The time of receipt: now for today, else the day's noon, which is the same day in most places."""
    now = desk().store.clock.now()
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        day = date.max
    if not now.date() - _OLDEST <= day <= now.date():
        raise WrongUse(
            "the day of receipt is today or a day of the last year",
            id="requests.bad-day",
            help="give the day on which the call, the letter or the mail came in",
        )
    return now if day == now.date() else datetime.combine(day, time(12), UTC)


def _identifiers(typed: Mapping[str, str]) -> list[Identifier]:
    found: list[Identifier] = []
    for place in range(1, _FIELDS + 1):
        text = typed.get(f"identifier{place}", "")
        if not text.strip():
            continue
        kind = next((each for each in IdentifierKind if each.value == typed.get(f"is{place}")), IdentifierKind.EMAIL)
        read = normalise(kind, text, typed.get("region", "").upper() or None)
        if isinstance(read, Problem):
            raise WrongUse(read.text, id=read.id, help=read.help)
        found.append(read)
    if not found:
        raise WrongUse(
            "a request names somebody",
            id="requests.nobody-named",
            help="give at least one address, number or account by which she is known",
        )
    return list(dict.fromkeys(found))


def _corrections(typed: Mapping[str, str]) -> tuple[Correction, ...]:
    found = []
    for place in range(1, _CORRECTIONS + 1):
        data, right = typed.get(f"data{place}", "").strip(), typed.get(f"right{place}", "").strip()
        if data and right:
            found.append(Correction(data=DataName(data), value=right, was=typed.get(f"was{place}", "").strip()))
    return tuple(found)


def _subject(viewer: Viewer, identifiers: list[Identifier]) -> SubjectId | None:
    """Whom all identifiers that are anybody's point at alone; None where that is nobody, or several."""
    found = {subjects.find(desk().store, viewer.organisation, each).only for each in identifiers} - {None}
    return next(iter(found)) if len(found) == 1 else None
