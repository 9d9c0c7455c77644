"""What stands in the organisation's log, and how is it proved?

1. An entry is shown without what is sealed in it: that opens with the subject's key only.
2. Proofs are about what is published: a signed checkpoint, and the tree beneath it. The newest entries wait for the
   next publication, a few seconds; until then there is no proof of them (404).
3. Everything that is proved can be checked without us: `troth.evidence.verify`, or any verifier of RFC 6962 trees.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field, StringConstraints

from troth.store import log
from troth.store.api_keys import Scope
from troth.web.api.keys import Key, caller
from troth.web.api.refusals import Refused
from troth.web.api.shapes import MOST_AT_ONCE, Instant, Said, SubjectName, shown
from troth.web.api.writes import reply
from troth.web.desk import desk
from troth.web.fast.problems import Refusal
from troth.words import SubjectId

if TYPE_CHECKING:
    from troth.evidence.publication import Publication
    from troth.store.log import Recorded

router = Router(tags=["log"])

NO_ENTRY = Refusal(
    404,
    "evidence.no-such-entry",
    "the log has no such entry",
    "entries count from 0 to one less than the size of the log",
)
NOTE = "text/plain; charset=utf-8"
_HASH = "0" * 64
_BASE64 = "A" * 43 + "="
Index = Annotated[int, Field(ge=0, le=2**53 - 1)]
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]{0,63}$")]


class EntrySaid(Said):
    """An entry: what was recorded when. `leaf_hash` and `previous` are hexadecimal, `public` is what is not sealed."""

    model_config = shown(
        {
            "index": 41,
            "at": "2026-03-01T12:00:00.1Z",
            "kind": "choice.recorded",
            "subject": "0195512aafff7def8123456789abcdef",
            "public": {"says": "opted_out", "purpose": "marketing"},
            "is_sealed": True,
            "previous": _HASH,
            "leaf_hash": _HASH,
        }
    )

    index: int
    at: Instant
    kind: str
    subject: str | None
    public: dict[str, Any] | None
    is_sealed: bool
    previous: str
    leaf_hash: str


class Entries(Said):
    """A page of entries, the newest first; `next` is the `before` of the next page, null at the end."""

    entries: list[EntrySaid]
    next: int | None


class InclusionSaid(Said):
    """That an entry is in the log of a size (RFC 6962 2.1.1): hashes from the leaf up, in base64."""

    model_config = shown({"index": 41, "size": 42, "leaf_hash": _HASH, "hashes": [_BASE64]})

    index: int
    size: int
    leaf_hash: str
    hashes: list[str]


class ConsistencySaid(Said):
    """That the log of `old` entries is the beginning of that of `new` (RFC 6962 2.1.2), hashes in base64."""

    model_config = shown({"old": 40, "new": 42, "hashes": [_BASE64]})

    old: int
    new: int
    hashes: list[str]


@router.get("/log", auth=Key(Scope.LOG_READ), response=Entries)
def list_entries(
    request: HttpRequest,
    before: Annotated[Index | None, Query()] = None,
    kind: Annotated[Kind | None, Query()] = None,
    subject: Annotated[SubjectName | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 100,
) -> HttpResponse:
    """Entries, the newest first: of a kind, about a subject."""
    found = log.recorded(
        caller(request).organisation,
        before=before,
        subject=None if subject is None else SubjectId(subject),
        kinds=() if kind is None else (kind,),
        limit=limit + 1,
    )
    page = [_entry(each) for each in found[:limit]]
    return reply(Entries(entries=page, next=page[-1].index if len(found) > limit else None))


@router.get("/log/entries/{index}", auth=Key(Scope.LOG_READ), response=EntrySaid)
def read_entry(request: HttpRequest, index: Annotated[Index, Path()]) -> HttpResponse:
    """One entry."""
    return reply(_entry(_recorded(request, index)))


@router.get("/log/checkpoint", auth=Key(Scope.LOG_READ), response=str)
def read_checkpoint(request: HttpRequest) -> HttpResponse:
    """What is published of the log: a signed note with its name, size and root (C2SP tlog-checkpoint)."""
    return HttpResponse(_published(request).checkpoint().note, content_type=NOTE)


@router.get("/log/proofs/inclusion", auth=Key(Scope.LOG_READ), response=InclusionSaid)
def prove_inclusion(
    request: HttpRequest, index: Annotated[Index, Query()], size: Annotated[Index | None, Query()] = None
) -> HttpResponse:
    """That an entry is in the published log, or in the beginning of it that has `size` entries."""
    published = _published(request)
    whole = published.checkpoint().size if size is None else size
    proof = published.prove_inclusion(index, whole)
    found = _recorded(request, index)
    return reply(InclusionSaid(index=index, size=whole, leaf_hash=found.leaf_hash.hex(), hashes=_encoded(proof)))


@router.get("/log/proofs/consistency", auth=Key(Scope.LOG_READ), response=ConsistencySaid)
def prove_consistency(
    request: HttpRequest, old: Annotated[Index, Query()], new: Annotated[Index | None, Query()] = None
) -> HttpResponse:
    """That the log at one size is the beginning of the log at another."""
    published = _published(request)
    whole = published.checkpoint().size if new is None else new
    return reply(ConsistencySaid(old=old, new=whole, hashes=_encoded(published.prove_consistency(old, whole))))


def _published(request: HttpRequest) -> Publication:
    return desk().publications.publication(caller(request).organisation)


def _recorded(request: HttpRequest, index: int) -> Recorded:
    found = log.entry(caller(request).organisation, index)
    if found is None:
        raise Refused(NO_ENTRY)
    return found


def _encoded(proof: tuple[bytes, ...]) -> list[str]:
    return [base64.b64encode(each).decode() for each in proof]


def _entry(found: Recorded) -> EntrySaid:
    entry = found.entry
    return EntrySaid(
        index=entry.index,
        at=entry.at,
        kind=entry.kind,
        subject=entry.subject,
        public=msgspec.json.decode(entry.public) if entry.public else None,
        is_sealed=bool(entry.sealed),
        previous=entry.previous.hex(),
        leaf_hash=found.leaf_hash.hex(),
    )
