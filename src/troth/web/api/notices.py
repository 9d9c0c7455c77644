"""What does the organisation promise, in which version, and what changed?

Only what was published is here: a draft is nobody's promise.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from troth.notice.difference import ChangeKind, WordsKind, compare
from troth.notice.model import ClauseRole
from troth.policy.versions import starts_on
from troth.store import policies
from troth.store.api_keys import Scope
from troth.web.api.keys import Key, caller
from troth.web.api.refusals import Refused
from troth.web.api.shapes import Day, Instant, Said, Version, shown
from troth.web.api.writes import reply
from troth.web.desk import desk
from troth.web.fast.problems import Refusal

if TYPE_CHECKING:
    from troth.notice import Notice
    from troth.notice.difference import Change
    from troth.policy import Policy
    from troth.words import OrganisationId

router = Router(tags=["notices"])

NO_VERSION = Refusal(
    404,
    "policy.no-such-version",
    "there is no such version of the policy",
    "`/api/v1/notices` names those there are",
)


class VersionSaid(Said):
    """A published version; `is_in_force` for the one that holds today, `effective_on` null where it has no date."""

    model_config = shown(
        {
            "version": "2024-11",
            "language": "en",
            "effective_on": "2024-11-01",
            "is_in_force": True,
            "published_at": "2026-03-01T12:00:00Z",
            "policy_digest": "0" * 64,
            "notice_digest": "0" * 64,
        }
    )

    version: str
    language: str
    effective_on: Day | None
    is_in_force: bool
    published_at: Instant
    policy_digest: str
    notice_digest: str


class Versions(Said):
    """The published versions, in the order in which they bind."""

    versions: list[VersionSaid]


class ClauseSaid(Said):
    """A numbered span of a notice; `elements` are addresses of the policy's elements that cite it."""

    model_config = shown(
        {
            "id": "s12",
            "role": "sentence",
            "text": "We never sell your phone number.",
            "start": 1040,
            "end": 1072,
            "digest": "0" * 64,
            "headings": ["s9"],
            "lead_in": None,
            "elements": ["practices.never-sell-phone"],
        }
    )

    id: str
    role: ClauseRole
    text: str
    start: int
    end: int
    digest: str
    headings: list[str]
    lead_in: str | None
    elements: list[str]


class NoticeSaid(Said):
    """A notice, read: its clauses in the order of the text, headings among them. `source` only where asked for."""

    version: str
    name: str
    digest: str
    effective_on: Day | None
    clauses: list[ClauseSaid]
    source: str | None = None


class WordsSaid(Said):
    """Consecutive words with one fate."""

    kind: WordsKind
    text: str


class ChangeSaid(Said):
    """What became of one clause: its id in either version, its text in the newer, and for an edited one the words."""

    kind: ChangeKind
    old: str | None
    new: str | None
    text: str
    words: list[WordsSaid]


class DifferenceSaid(Said):
    """What changed from one version to another; clauses that stayed as they were are only counted."""

    old: str
    new: str
    unchanged: int
    changes: list[ChangeSaid]


@router.get("/notices", auth=Key(Scope.NOTICES_READ), response=Versions)
def list_notices(request: HttpRequest) -> HttpResponse:
    """The published versions of the notice and its policy."""
    organisation = caller(request).organisation
    published = policies.versions(organisation)
    entries = {each.version: each for each in policies.entries(organisation)}
    found = []
    if published is not None:
        in_force = published.in_force(desk().store.clock.now().date())
        for policy in published.policies:
            entry = entries[policy.head.version]
            if entry.published_at is not None:
                found.append(
                    VersionSaid(
                        version=entry.version,
                        language=policy.head.lang,
                        effective_on=starts_on(policy.head),
                        is_in_force=policy is in_force,
                        published_at=entry.published_at,
                        policy_digest=entry.policy_digest,
                        notice_digest=entry.notice_digest,
                    )
                )
    return reply(Versions(versions=found))


@router.get("/notices/{version}", auth=Key(Scope.NOTICES_READ), response=NoticeSaid)
def read_notice(
    request: HttpRequest, version: Annotated[Version, Path()], source: Annotated[bool, Query()] = False
) -> HttpResponse:
    """A version of the notice, clause by clause, with the elements of the policy that each became."""
    policy, notice = _published(caller(request).organisation, version)
    citing: dict[str, list[str]] = defaultdict(list)
    for address, element in policy.elements():
        for clause in element.clauses:
            citing[clause].append(address)
    return reply(
        NoticeSaid(
            version=version,
            name=notice.name,
            digest=notice.digest,
            effective_on=notice.effective_on,
            clauses=[
                ClauseSaid(
                    id=each.id,
                    role=each.role,
                    text=each.text,
                    start=each.start,
                    end=each.end,
                    digest=each.digest,
                    headings=list(each.headings),
                    lead_in=each.lead_in,
                    elements=citing[each.id],
                )
                for each in notice.clauses
            ],
            source=notice.source if source else None,
        )
    )


@router.get("/notices/{old}/difference/{new}", auth=Key(Scope.NOTICES_READ), response=DifferenceSaid)
def compare_notices(
    request: HttpRequest, old: Annotated[Version, Path()], new: Annotated[Version, Path()]
) -> HttpResponse:
    """What changed from one version of the notice to another."""
    organisation = caller(request).organisation
    difference = compare(_published(organisation, old)[1], _published(organisation, new)[1])
    unchanged = len(difference.of_kind(ChangeKind.UNCHANGED))
    changes = [_change(each) for each in difference.changes if each.kind is not ChangeKind.UNCHANGED]
    return reply(DifferenceSaid(old=old, new=new, unchanged=unchanged, changes=changes))


@router.get("/policies/{version}", auth=Key(Scope.NOTICES_READ), response=dict[str, Any])
def read_policy(
    request: HttpRequest,
    version: Annotated[Version, Path()],
    form: Annotated[Literal["yaml", "json"], Query()] = "yaml",
) -> HttpResponse:
    """A version of the policy: the file as it was written (`form=yaml`), or what it says (`form=json`)."""
    organisation = caller(request).organisation
    policy, _ = _published(organisation, version)
    if form == "json":
        return HttpResponse(msgspec.json.encode(policy), content_type="application/json")
    return HttpResponse(policies.texts(organisation, version)[0], content_type="application/yaml")


def _published(organisation: OrganisationId, version: str) -> tuple[Policy, Notice]:
    """The policy and notice of a published version; a draft is not there."""
    published = policies.versions(organisation)
    for policy in published.policies if published is not None else ():
        if policy.head.version == version:
            return policy, policies.notice(organisation, version)
    raise Refused(NO_VERSION)


def _change(change: Change) -> ChangeSaid:
    shown_from = change.new or change.old
    return ChangeSaid(
        kind=change.kind,
        old=None if change.old is None else change.old.id,
        new=None if change.new is None else change.new.id,
        text="" if shown_from is None else shown_from.text,
        words=[WordsSaid(kind=each.kind, text=each.text) for each in change.words],
    )
