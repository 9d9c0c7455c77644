"""The requests of data subjects: what is due, and one of them with everything that is known without opening it.

What a request says of people is shown to an officer who asks for it, and that she did is recorded before it is shown.
LAW: GDPR 5(2), 32(1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from troth.errors import WrongUse
from troth.requests.flow import StepKind
from troth.requests.proof import tier_for
from troth.requests.request import NEXT, State, is_enough
from troth.store import log, people, policies
from troth.store.people import Role
from troth.store.requests import cases, history, queue
from troth.store.requests.queue import Wanted
from troth.web.access import Viewer, console
from troth.web.accounts import addresses_of
from troth.web.console.pages import asking, plan_shown
from troth.web.console.pages.clocks import bar
from troth.web.console.pages.paging import link, number_of
from troth.web.console.showing import not_done, show
from troth.web.desk import desk
from troth.words import RightKind

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from troth.evidence import Entry
    from troth.notice import Notice
    from troth.policy import Policy
    from troth.requests.request import Request
    from troth.store.models import RequestCase
    from troth.words import OrganisationId

_LISTED = 40
_OPEN, _ALL, _CLOSED = "", "all", "closed"
_ID = re.compile(r"[0-9A-Za-z-]{0,32}")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a request says of people, for the page of whoever asked to see it."""

    request: Request
    answer: str


@require_safe
@console()
def listing(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """What is open, what is due first in front; nothing in it is personal."""
    asked = {name: request.GET.get(name, "")[:40] for name in ("state", "kind", "mine", "late", "person", "id")}
    today, policy = desk().store.clock.now().date(), _policy(viewer.organisation)
    page = number_of(request.GET.get("page", ""))
    found, total = queue.queue(
        viewer.organisation, _wanted(viewer, asked), today, start=(page - 1) * _LISTED, limit=_LISTED
    )
    addresses = addresses_of({int(each.assigned_to) for each in found if each.assigned_to.isdecimal()})
    query = {name: value for name, value in asked.items() if value}
    context = {
        "rows": [
            {
                "case": each,
                "kind": asking.KINDS[each.kind],
                "state": asking.state_text(each.state, each.kind),
                "look": asking.state_look(each.state, each.kind),
                "bar": bar(each.asked, policy, today),
                "assigned": _called(each.assigned_to, addresses, viewer),
            }
            for each in found
        ],
        "asked": asked,
        "is_filtered": bool(query),
        "counts": queue.counts(viewer.organisation, today),
        "total": total,
        "page": page,
        "pages": max(1, -(-total // _LISTED)),
        "before": link(query, page=str(page - 1)) if page > 1 else "",
        "after": link(query, page=str(page + 1)) if page * _LISTED < total else "",
        "kinds": [(kind.value, text) for kind, text in asking.KINDS.items()],
        "states": [(state.value, text) for state, text in asking.STATES.items()],
        "may_act": viewer.may(Role.OFFICER),
    }
    return show(request, viewer, "requests", "requests", context)


@require_safe
@console()
def case(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponse:
    """One request, what it says of people closed."""
    return page_of(request, viewer, found_row(viewer, case), None)


@require_POST
@console(Role.OFFICER)
def opened(request: HttpRequest, viewer: Viewer, case: str) -> HttpResponseBase:
    """The same page with identifiers and corrections: the answer to a form, so that a reload is recorded again."""
    row = found_row(viewer, case)
    try:
        found = Opened(cases.read(desk().store, row), cases.answer_of(desk().store, row))
    except WrongUse as error:
        return not_done(request, viewer, error, "request", case=row.request)
    what = history.looked_at(row.request)
    log.record_view(desk().store, viewer.organisation, found.request.subject, by=str(viewer.user), what=what)
    return page_of(request, viewer, row, found)


def found_row(viewer: Viewer, case: str) -> RequestCase:
    """The row of a request of this organisation; the page of what is not there otherwise."""
    try:
        return queue.row_of(viewer.organisation, case)
    except WrongUse as error:
        raise Http404 from error


def page_of(request: HttpRequest, viewer: Viewer, row: RequestCase, opened: Opened | None) -> HttpResponse:
    """The page of a request."""
    organisation, now = viewer.organisation, desk().store.clock.now()
    policy = _policy(organisation)
    notice = _notice(organisation, policy)
    bare, state, kind = cases.bare(row), State(row.state), RightKind(row.kind)
    steps = history.steps_of(row, now)
    officer = viewer.may(Role.OFFICER)
    staff = _staff(viewer) if officer else []
    addresses = dict(staff)
    waits = any(each.kind is StepKind.APPROVE and not each.ended for each in steps)
    in_words = kind in asking.IN_WORDS
    context: dict[str, Any] = {
        "row": row,
        "kind": asking.KINDS[kind],
        "state": asking.state_text(state, kind),
        "look": asking.state_look(state, kind),
        "channel": asking.CHANNELS.get(bare_channel(row), "not noted"),
        "tier": asking.TIERS[bare.tier],
        "tier_asked": tier_for(kind, bare.regimes),
        "tier_asked_text": asking.TIERS[tier_for(kind, bare.regimes)],
        "is_enough": is_enough(bare.tier, tier_for(kind, bare.regimes)),
        "bar": bar(bare, policy, now.date()),
        "steps": [_step(each) for each in steps],
        "plan": plan_of(row, notice),
        "is_forgotten": not row.wrapped_key,
        "help": help_of(row) if state is State.HANDED_OVER else "",
        "denial": asking.DENIALS.get(row.reason) if state is State.DENIED else None,  # type: ignore[call-overload]
        "cited": [plan_shown.Cited(each, plan_shown.sentence(notice, each)) for each in row.clauses],
        "entries": [_entry(each, addresses) for each in history.entries_of(row)],
        "opened": opened,
        "staff": staff,
        "assigned": _called(row.assigned_to, addresses_of({int(row.assigned_to)}), viewer)
        if row.assigned_to.isdecimal()
        else row.assigned_to,
        "is_mine": row.assigned_to == str(viewer.user),
        "is_open": not bare.is_closed,
        "may_open": officer,
        "may": _may(state, officer=officer, waits=waits, in_words=in_words, planned=bool(row.plan_digest)),
    }
    return show(request, viewer, "requests", "request", context)


def plan_of(row: RequestCase, notice: Notice | None) -> plan_shown.PlanShown | None:
    """The plan of a request as it is shown; None where there is none, or where it was forgotten."""
    if not row.plan or not row.wrapped_key or not row.plan_digest:
        return None
    plan = cases.plan_of(desk().store, row)
    return plan_shown.shown(plan, notice, row.plan_digest) if plan is not None else None


def help_of(row: RequestCase) -> str:
    """What to do about a request that was handed over: by the problem of its last step, which says more."""
    steps = history.steps_of(row, desk().store.clock.now())
    problems = [each.problem for each in steps if each.problem]
    return asking.help_for(problems[-1] if problems else row.reason)


def notice_of(organisation: OrganisationId) -> Notice | None:
    """The notice of the latest published version; None where none is."""
    return _notice(organisation, _policy(organisation))


def bare_channel(row: RequestCase) -> Any:
    """The channel of a request; None where it was not noted."""
    return next((each for each in asking.CHANNELS if each.value == row.channel), None)


def _may(state: State, *, officer: bool, waits: bool, in_words: bool, planned: bool) -> dict[str, bool]:
    """What may be done about a request as it stands."""
    following = NEXT[state]
    return {
        "approve": officer and state is State.PLANNED and planned,
        "answer": officer and in_words and waits,
        "deny": officer and State.DENIED in following,
        "extend": officer and bool(following),
        "assign": officer and bool(following),
        "prove": officer and state is State.ASKED,
        "begin": officer and state in (State.HANDED_OVER, State.PLANNED) and not in_words,
        "close": officer and state is State.HANDED_OVER,
    }


def _wanted(viewer: Viewer, asked: dict[str, str]) -> Wanted:
    state = next((each for each in State if each.value == asked["state"]), None)
    narrow = asked["state"] == _OPEN and not asked["id"]
    return Wanted(
        states=(state,) if state is not None else (),
        is_open=True if narrow else False if asked["state"] == _CLOSED else None,
        kind=next((each for each in RightKind if each.value == asked["kind"]), None),
        assigned_to=str(viewer.user) if asked["mine"] else "",
        is_late=bool(asked["late"]),
        needs_person=bool(asked["person"]),
        id_=asked["id"].strip() if _ID.fullmatch(asked["id"].strip()) else "-",
    )


def _step(step: history.StepShown) -> dict[str, Any]:
    look, said = asking.ENDED.get(step.ended, ("hollow still", "is being done" if step.is_taken else "is to come"))
    if not step.ended and step.problem:
        look, said = "hollow silent", "could not be done yet, and is tried again"
    words = asking.STEPS if step.ended else asking.STEPS_OPEN
    return {
        "step": step,
        "what": words[step.kind],
        "look": look,
        "said": said,
        "help": asking.help_for(step.problem),
        "is_no": step.ended in ("refused", "left", "again"),
    }


def _entry(entry: Entry, addresses: dict[str, str]) -> dict[str, Any]:
    import json

    said = json.loads(entry.public) if entry.public else {}
    shown = {name: value for name, value in said.items() if value not in ("", None, [], {}, 0) and name not in _KNOWN}
    by = str(said.get("by", ""))
    parts = [f"{name} {_plain(value)}" for name, value in shown.items()]
    return {
        "entry": entry,
        "said": "; ".join(parts),
        "by": (addresses.get(by) or f"account {by}") if by.isdecimal() else by,
    }


_KNOWN = frozenset({"request", "by", "plan"})


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {number}" for name, number in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _staff(viewer: Viewer) -> list[tuple[str, str]]:
    """The members who may act, by the numbers of their accounts, with their addresses."""
    found = [each for each in people.members(viewer.organisation) if each.role.reaches(Role.OFFICER)]
    addresses = addresses_of({each.user for each in found})
    return [(str(each.user), addresses.get(each.user) or f"account {each.user}") for each in found]


def _called(account: str, addresses: dict[int, str], viewer: Viewer) -> str:
    if not account:
        return ""
    if account == str(viewer.user):
        return "you"
    return (addresses.get(int(account)) or f"account {account}") if account.isdecimal() else account


def _policy(organisation: OrganisationId) -> Policy | None:
    versions = policies.versions(organisation)
    return versions.latest if versions is not None else None


def _notice(organisation: OrganisationId, policy: Policy | None) -> Notice | None:
    return policies.notice(organisation, policy.head.version) if policy is not None else None
