"""Which reasons to keep data hold now?

A hold is placed by a person and lifted by one; both are entries of the log. To lift one resumes the erasures that it
held up: whoever lifts it is given the requests that are to be looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.inventory import DatasetName
from troth.requests.plan import Hold
from troth.store.failures import saying_database
from troth.store.models import DataHold, RequestCase
from troth.words import RightKind, SubjectId

if TYPE_CHECKING:
    from troth.store.writing import Writing
    from troth.words import OrganisationId

PLACED = "hold.placed"
LIFTED = "hold.lifted"


@dataclass(frozen=True, slots=True)
class HoldEntry:
    """What the log says of a hold."""

    hold: str
    ground: str
    by: str
    datasets: tuple[str, ...] = ()
    until: str = ""


def place(change: Writing, hold: Hold, *, by: str) -> int:
    """Place a hold; returns the index of its entry."""
    DataHold.objects.create(
        organisation_id=change.organisation,
        hold=hold.id,
        ground=hold.ground,
        subject=hold.subject,
        datasets=[[each.system, each.dataset] for each in hold.datasets],
        until=hold.until,
        clauses=list(hold.clauses),
        created_at=change.now,
    )
    return change.record(Draft(change.organisation, PLACED, hold.subject, _entry(hold, by)))


def lift(change: Writing, hold_id: str, *, by: str) -> tuple[str, ...]:
    """Lift a hold; returns the erasures that kept rows for it, to be resumed. WrongUse where there is no such hold."""
    row = DataHold.objects.filter(organisation=change.organisation, hold=hold_id, lifted_at=None).first()
    if row is None:
        raise WrongUse("there is no such hold", id="requests.no-such-hold", help="list the holds, and name one")
    row.lifted_at = change.now
    row.save(update_fields=("lifted_at",))
    hold = _hold(row)
    change.record(Draft(change.organisation, LIFTED, hold.subject, _entry(hold, by)))
    cases = RequestCase.objects.filter(organisation=change.organisation, kind=RightKind.ERASE, counts__keep__gt=0)
    if hold.subject is not None:
        cases = cases.filter(subject=hold.subject)
    return tuple(cases.order_by("received_at").values_list("request", flat=True))


def holding(organisation: OrganisationId) -> tuple[Hold, ...]:
    """The holds that are not lifted, the oldest first."""
    with saying_database():
        rows = DataHold.objects.filter(organisation=organisation, lifted_at=None)
        return tuple(map(_hold, rows.order_by("created_at", "pk")))


def _hold(row: DataHold) -> Hold:
    return Hold(
        id=row.hold,
        ground=row.ground,
        subject=SubjectId(row.subject) if row.subject else None,
        datasets=tuple(DatasetName(system, dataset) for system, dataset in row.datasets),
        until=row.until,
        clauses=tuple(row.clauses),
    )


def _entry(hold: Hold, by: str) -> HoldEntry:
    until = hold.until.isoformat() if hold.until else ""
    return HoldEntry(hold.id, hold.ground, by, tuple(map(str, hold.datasets)), until)
