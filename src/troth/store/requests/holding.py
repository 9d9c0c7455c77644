"""How does a hold stand in its row?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.inventory import DatasetName
from troth.requests.plan import Hold
from troth.words import SubjectId

if TYPE_CHECKING:
    from troth.store.models import DataHold


def hold_of(row: DataHold) -> Hold:
    """The hold in a row."""
    return Hold(
        id=row.hold,
        ground=row.ground,
        subject=SubjectId(row.subject) if row.subject else None,
        datasets=tuple(DatasetName(system, dataset) for system, dataset in row.datasets),
        until=row.until,
        clauses=tuple(row.clauses),
    )
