"""What does the evidence log tell of retention?

`retention.swept`: rows of a dataset went, how many, under which limits and clauses, by which version of the policy.
`retention.overdue`: data were found that are kept longer than was promised. Neither names a row, or anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.evidence import Draft
from troth.store.writing import writing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.store.opened import Store
    from troth.words import OrganisationId

SWEPT = "retention.swept"
OVERDUE = "retention.overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class SweptPublic:
    """One sweep of one dataset. `before` is the day before which rows went; `left` are those still due after it."""

    dataset: str
    deleted: int
    emptied: int
    left: int
    before: str
    limits: tuple[str, ...]
    clauses: tuple[str, ...]
    fields: tuple[str, ...]
    policy: str
    estate: str
    by: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverduePublic:
    """Rows of one dataset that are kept longer than was promised."""

    dataset: str
    rows: int
    before: str
    limits: tuple[str, ...]
    clauses: tuple[str, ...]
    fields: tuple[str, ...]
    policy: str
    estate: str


def record_swept(store: Store, organisation: OrganisationId, done: Sequence[SweptPublic]) -> None:
    """Record sweeps, one entry each, in one transaction."""
    _record(store, organisation, SWEPT, done)


def record_overdue(store: Store, organisation: OrganisationId, found: Sequence[OverduePublic]) -> None:
    """Record what is overdue, one entry a dataset and limit, in one transaction."""
    _record(store, organisation, OVERDUE, found)


def _record(store: Store, organisation: OrganisationId, kind: str, those: Sequence[object]) -> None:
    if those:
        with writing(store, organisation) as change:
            for public in those:
                change.record(Draft(organisation, kind, public=public))
