"""What happened to a request, step by step, and which entries of the log say so?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from troth.evidence.entry import read_entry
from troth.requests.flow import StepKind
from troth.store.failures import saying_database
from troth.store.log import EXPORTED, VIEWED
from troth.store.models import LogEntry, RequestStep

if TYPE_CHECKING:
    from datetime import datetime

    from troth.evidence import Entry
    from troth.store.models import RequestCase

_LOOKS = (VIEWED, EXPORTED)
_MOST = 5000
"""Entries that are read to find those of one request, where it is not known whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepShown:
    """A step as a page shows it: `ended` is empty while it is open, `due_at` None where it waits for a person."""

    number: int
    kind: StepKind
    system: str
    attempt: int
    ended: str
    ended_at: datetime | None
    due_at: datetime | None
    is_taken: bool
    problem: str
    rows: int


def steps_of(row: RequestCase, now: datetime) -> tuple[StepShown, ...]:
    """The steps of a request, in their order."""
    with saying_database():
        found = list(RequestStep.objects.filter(case=row).order_by("number"))
    return tuple(
        StepShown(
            number=each.number,
            kind=StepKind(each.kind),
            system=each.system,
            attempt=each.attempt,
            ended=each.ended,
            ended_at=each.ended_at,
            due_at=each.due_at,
            is_taken=not each.ended and each.taken_until is not None and each.taken_until > now,
            problem=each.problem,
            rows=each.rows,
        )
        for each in found
    )


def looked_at(request: str) -> str:
    """What an entry about a look at a request says was looked at."""
    return f"request {request}"


def entries_of(row: RequestCase) -> tuple[Entry, ...]:
    """The entries of the log about a request, in their order: what arrived, moved, was done, and who looked."""
    rows = LogEntry.objects.filter(organisation=row.organisation_id, subject=row.subject)
    named = rows.filter(kind__startswith="request.") | rows.filter(kind__in=_LOOKS)
    if row.subject is None:
        # No index leads from a request to its entries. A request is written down when it arrives, or after.
        named = named.filter(at__gte=row.received_at - timedelta(minutes=1))
    with saying_database():
        leaves = named.order_by("index").values_list("leaf", flat=True)[:_MOST]
        found = [read_entry(bytes(leaf)) for leaf in leaves if row.request.encode() in bytes(leaf)]
    return tuple(each for each in found if _is_about(each, row.request))


def _is_about(entry: Entry, request: str) -> bool:
    said = json.loads(entry.public) if entry.public else {}
    if entry.kind in _LOOKS:
        return bool(said.get("what") == looked_at(request))
    return request in (said.get("request"), said.get("continues"))
