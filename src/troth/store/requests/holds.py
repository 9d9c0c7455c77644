"""Which reasons to keep data hold now?

1. A hold is placed by a person and lifted by one; both are entries of the log.
2. A plan that waits for approval, or is about to be carried out, is made again when a hold that is placed covers it:
   what is to be kept is not deleted because it was asked for the day before.
3. To lift one continues the erasures that it held up (`remaining`), and makes the plans again that still wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.requests.request import State
from troth.store.failures import saying_database
from troth.store.models import DataHold, RequestCase
from troth.store.requests import remaining, work
from troth.store.requests.holding import hold_of
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.requests.plan import Hold
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
    index = change.record(Draft(change.organisation, PLACED, hold.subject, _entry(hold, by)))
    _again(change, hold, (State.PLANNED, State.APPROVED), by)
    return index


def lift(change: Writing, hold_id: str, *, by: str) -> tuple[str, ...]:
    """Lift a hold; returns the requests that are looked at again, or that continue erasures it held up.

    Raises:
        WrongUse: there is no such hold.
    """
    row = DataHold.objects.filter(organisation=change.organisation, hold=hold_id, lifted_at=None).first()
    if row is None:
        raise WrongUse("there is no such hold", id="requests.no-such-hold", help="list the holds, and name one")
    row.lifted_at = change.now
    row.save(update_fields=("lifted_at",))
    hold = hold_of(row)
    change.record(Draft(change.organisation, LIFTED, hold.subject, _entry(hold, by)))
    again = _again(change, hold, (State.PLANNED,), by)
    return (*again, *remaining.resume_ended(change, by=by))


def _again(change: Writing, hold: Hold, states: Sequence[State], by: str) -> tuple[str, ...]:
    """Look and plan again for the erasures in these states that a hold is about; their ids."""
    rows = RequestCase.objects.filter(organisation=change.organisation, kind=RightKind.ERASE, state__in=states)
    if hold.subject is not None:
        rows = rows.filter(subject=hold.subject)
    ids = tuple(rows.order_by("received_at", "pk").values_list("request", flat=True))
    for id_ in ids:
        work.begin(change, id_, by=by)
    return ids


def holding(organisation: OrganisationId) -> tuple[Hold, ...]:
    """The holds that are not lifted, the oldest first."""
    with saying_database():
        rows = DataHold.objects.filter(organisation=organisation, lifted_at=None)
        return tuple(map(hold_of, rows.order_by("created_at", "pk")))


def _entry(hold: Hold, by: str) -> HoldEntry:
    until = hold.until.isoformat() if hold.until else ""
    return HoldEntry(hold.id, hold.ground, by, tuple(map(str, hold.datasets)), until)
