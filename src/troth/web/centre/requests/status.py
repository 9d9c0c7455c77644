"""What became of a request, in words for its subject?

1. What was done is said once it was checked, and not before (`State.VERIFIED`).
2. Of a request whose key was destroyed there are its state and its dates, and nothing else.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.inventory import Doing
from troth.requests.request import ENDS, NEXT, Denial, State
from troth.store import subjects
from troth.store.requests.followed import Whose
from troth.web.centre.proven import asked_here
from troth.web.centre.requests.granted import Sentence
from troth.web.centre.requests.words import DENIALS, HANDED_OVER, KINDS, STATES, reason
from troth.web.centre.requests.words import NEXT as NEXT_WORDS
from troth.web.desk import desk
from troth.words import ClauseId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from troth.notice import Notice
    from troth.policy import Policy
    from troth.store.requests.followed import Followed
    from troth.web.centre.proven import Proven
    from troth.web.centre.requests.words import KindWords
    from troth.words import OrganisationId


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the timeline; `good` where it went as it was asked."""

    what: _StrPromise
    at: datetime
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """What stays, and why."""

    rows: int
    why: str
    sentences: tuple[Sentence, ...]
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPage:
    """Where a request stands. `package` is the token of the link, where there is something to fetch."""

    id: str
    words: KindWords
    lines: tuple[Line, ...]
    next: _StrPromise | None
    due: date | None
    is_open: bool
    is_forgotten: bool
    can_take_back: bool
    extended_to: date | None = None
    extended_for: str = ""
    went: int = 0
    changed: int = 0
    shown: int = 0
    is_told: bool = False
    stays: tuple[Staying, ...] = ()
    forwarded: tuple[tuple[str, int], ...] = ()
    denial: _StrPromise | None = None
    denial_sentences: tuple[Sentence, ...] = ()
    handed_over: _StrPromise | None = None
    package: str = ""
    package_until: datetime | None = None
    lang: str = "en"


def whose_of(request: HttpRequest, organisation: OrganisationId, whose: Proven) -> Whose:
    """By what requests are hers who proved an identifier."""
    if whose.shared:
        # What several people share proves nothing of any of them but that this browser asked.
        return Whose(asked=asked_here(request, organisation))
    hashed = subjects.hash_of(desk().store, organisation, whose.identifier)
    return Whose(whose.subject, (hashed,), asked_here(request, organisation))


def token_of(organisation: OrganisationId, case: str, until: datetime) -> str:
    """The token of the link to a package: another one for another request, and for another end."""
    return desk().store.key.hash_token(f"package {organisation} {case} {until.isoformat()}")


def status_page(found: Followed, policy: Policy, notice: Notice) -> StatusPage:
    """The page of a request."""
    case, asked, plan = found.case, found.request, found.plan
    done = {stage.state for stage in found.stages}
    lines = tuple(Line(STATES[each.state], each.at, each.state is not State.DENIED) for each in found.stages)
    bare = StatusPage(
        id=case.id,
        words=KINDS[case.kind],
        lines=lines,
        next=NEXT_WORDS.get(case.state),
        due=case.due_on,
        is_open=case.state not in ENDS,
        is_forgotten=asked is None,
        can_take_back=State.WITHDRAWN in NEXT[case.state] and State.DONE not in done,
        lang=policy.head.lang,
    )
    if asked is None:
        return bare
    is_told = bool(done & {State.VERIFIED, State.ANSWERED})
    until = found.package_until
    fresh = until is not None and until > desk().store.clock.now() and case.state in ENDS
    return dataclasses.replace(
        bare,
        extended_to=case.due_on if asked.extended_at else None,
        extended_for=asked.extended_for,
        is_told=is_told and plan is not None,
        went=plan.rows(Doing.DELETE) if plan and is_told else 0,
        changed=plan.rows(Doing.CHANGE) if plan and is_told else 0,
        shown=plan.rows(Doing.READ) if plan and is_told else 0,
        stays=tuple(
            Staying(
                rows=len(action.rows),
                why=reason(action.reason),
                sentences=_sentences(notice, action.clauses),
                until=action.until,
            )
            for action in (plan.of(Doing.KEEP) if plan and is_told else ())
        ),
        forwarded=_forwarded(found, policy) if is_told else (),
        denial=DENIALS[asked.denial] if isinstance(asked.denial, Denial) else None,
        denial_sentences=_sentences(notice, asked.clauses) if asked.denial else (),
        handed_over=HANDED_OVER.get(asked.handed_over_for),
        package=token_of(asked.organisation, case.id, until) if fresh and until else "",
        package_until=until,
    )


def _sentences(notice: Notice, ids: Iterable[str]) -> tuple[Sentence, ...]:
    found = (notice.clause(ClauseId(each)) for each in ids)
    return tuple(Sentence(each.id, each.text) for each in found if each is not None)


def _forwarded(found: Followed, policy: Policy) -> tuple[tuple[str, int], ...]:
    rows: dict[str, int] = {}
    for each in found.plan.forwards if found.plan is not None else ():
        party = policy.parties.get(each.controller)
        name = (party.name if party else "") or each.controller
        rows[name] = rows.get(name, 0) + each.rows
    return tuple(rows.items())
