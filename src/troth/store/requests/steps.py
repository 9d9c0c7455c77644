"""Which steps are due, who has taken them, and how did they end?

1. A step is taken for a time (its lease), by any worker of any process. Who took it and died is overtaken when that
   time is over; who comes back late finds the step another's, and what it brings is dropped.
2. Steps of one kind, of requests of one kind in one organisation, are taken together, so that a hundred erasures are
   one search, one transaction a system, one look afterwards.
3. How steps ended, what follows them, where their requests now stand, and the entries about it are one change.
   INVARIANT: no step ends twice, and none is followed twice.
4. On PostgreSQL, workers pass over what others are just taking (`SKIP LOCKED`); on SQLite they take turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max, Q

from troth.requests.flow import Step, StepKind
from troth.store.failures import saying_database
from troth.store.models import RequestStep
from troth.store.prepared import add as add_rows
from troth.store.prepared import rewrite_all
from troth.words import OrganisationId, RightKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from troth.store.models import RequestCase
    from troth.store.opened import Store

LEASE = timedelta(minutes=2)
MOST_AT_ONCE = 2_000
"""How many requests go through a step together."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Steps that one worker has: all of one kind, of requests of one kind, in one organisation."""

    organisation: OrganisationId
    kind: RightKind
    step: StepKind
    rows: tuple[RequestStep, ...]
    until: datetime


def add(following: Sequence[tuple[RequestCase, Iterable[Step]]], now: datetime) -> None:
    """Put steps behind those of their requests. One that waits for a person is due at no time: no worker takes it."""
    cases = [case.pk for case, _ in following]
    counted = RequestStep.objects.filter(case__in=cases).values_list("case").annotate(last=Max("number"))
    last = dict(counted.values_list("case", "last"))
    made = []
    for case, steps in following:
        for step in steps:
            last[case.pk] = last.get(case.pk, 0) + 1
            due_at = None if step.kind is StepKind.APPROVE else now
            number = last[case.pk]
            made.append(RequestStep(case=case, number=number, kind=step.kind, system=step.system, due_at=due_at))
    add_rows(made)


def take(store: Store, worker: str, *, most: int = MOST_AT_ONCE, lease: timedelta = LEASE) -> Taken | None:
    """Take what is due longest, with all that is like it; None where nothing is due."""
    now = store.clock.now()
    with saying_database(), transaction.atomic(durable=True):
        first = _free(now).select_related("case").order_by("due_at", "id").first()
        if first is None:
            return None
        case = first.case
        alike = _free(now).filter(kind=first.kind, case__organisation=case.organisation_id, case__kind=case.kind)
        rows = list(_locked(alike.select_related("case").order_by("due_at", "id"))[:most])
        for row in rows:
            row.taken_by, row.taken_until, row.attempt = worker, now + lease, row.attempt + 1
        rewrite_all(rows, ("taken_by", "taken_until", "attempt"))
    if not rows:
        return None
    return Taken(
        organisation=OrganisationId(case.organisation_id),
        kind=RightKind(case.kind),
        step=StepKind(first.kind),
        rows=tuple(rows),
        until=now + lease,
    )


def still_held(worker: str, rows: Sequence[RequestStep]) -> list[RequestStep]:
    """Those of the steps that the worker still has, read again within the change that ends them."""
    ids = [row.pk for row in rows]
    held = RequestStep.objects.filter(pk__in=ids, taken_by=worker, ended="").select_related("case")
    return list(_locked(held.order_by("id")))


def prolong(store: Store, worker: str, taken: Taken, lease: timedelta = LEASE) -> int:
    """Keep steps for longer; how many the worker still has."""
    until = store.clock.now() + lease
    with saying_database():
        rows = RequestStep.objects.filter(pk__in=[row.pk for row in taken.rows], taken_by=worker, ended="")
        return rows.update(taken_until=until)


def waiting(store: Store) -> datetime | None:
    """When the next step is due; None where none is waiting for a worker."""
    del store
    with saying_database():
        rows = RequestStep.objects.filter(ended="", due_at__isnull=False)
        return rows.order_by("due_at").values_list("due_at", flat=True).first()


def _free(now: datetime) -> QuerySet[RequestStep]:
    """The steps that are due and that nobody has."""
    nobodys = Q(taken_until__isnull=True) | Q(taken_until__lte=now)
    return RequestStep.objects.filter(nobodys, ended="", due_at__lte=now)


def _locked(rows: QuerySet[RequestStep]) -> QuerySet[RequestStep]:
    if connection.features.has_select_for_update_skip_locked:
        return rows.select_for_update(skip_locked=True, of=("self",))
    return rows
