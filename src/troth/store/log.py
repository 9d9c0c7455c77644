"""What stands in an organisation's log, and what is sealed in it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from typing import TYPE_CHECKING

from troth.evidence import Draft
from troth.evidence.entry import read_entry
from troth.evidence.sealing import open_sealed
from troth.store.failures import saying_database
from troth.store.models import LogEntry
from troth.store.writing import subject_key, writing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.evidence import Entry
    from troth.store.opened import Store
    from troth.words import OrganisationId, SubjectId

VIEWED = "access.viewed"
EXPORTED = "access.exported"
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Viewed:
    """The public part of an entry about who looked at a subject's data: the account's number, and at what."""

    by: str
    what: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry with its place in the tree."""

    entry: Entry
    leaf_hash: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it is kept: the entry's bytes, and what stands beside them to find it by."""

    index: int
    leaf: bytes
    leaf_hash: bytes
    kind: str
    subject: str | None
    at: datetime


def leaves(organisation: OrganisationId, start: int = 0) -> Iterator[bytes]:
    """The bytes of the entries from `start` on, in order, as they were when this was called."""
    while True:
        with saying_database():
            rows = LogEntry.objects.filter(organisation=organisation, index__gte=start).order_by("index")
            found = [bytes(leaf) for leaf in rows.values_list("leaf", flat=True)[:_AT_ONCE]]
        yield from found
        if len(found) < _AT_ONCE:
            return
        start += len(found)


def recorded(
    organisation: OrganisationId,
    *,
    before: int | None = None,
    subject: SubjectId | None = None,
    kinds: Sequence[str] = (),
    limit: int = 50,
) -> tuple[Recorded, ...]:
    """Entries, the newest first: those before an index, about a subject, of some kinds."""
    with saying_database():
        rows = LogEntry.objects.filter(organisation=organisation)
        if before is not None:
            rows = rows.filter(index__lt=before)
        if subject is not None:
            rows = rows.filter(subject=subject)
        if kinds:
            rows = rows.filter(kind__in=kinds)
        return tuple(
            Recorded(read_entry(bytes(row.leaf)), bytes(row.leaf_hash)) for row in rows.order_by("-index")[:limit]
        )


def rows(organisation: OrganisationId, start: int, limit: int) -> tuple[Row, ...]:
    """The rows from an index on, at most so many: all that a check of the rows themselves looks at."""
    with saying_database():
        found = LogEntry.objects.filter(organisation=organisation, index__gte=start).order_by("index")[:limit]
        return tuple(
            Row(row.index, bytes(row.leaf), bytes(row.leaf_hash), row.kind, row.subject, row.at) for row in found
        )


def kinds(organisation: OrganisationId) -> tuple[str, ...]:
    """The kinds of entries that the log has, in alphabetical order."""
    with saying_database():
        found = LogEntry.objects.filter(organisation=organisation).values_list("kind", flat=True).distinct()
        return tuple(found.order_by("kind"))


def entry(organisation: OrganisationId, index: int) -> Recorded | None:
    """One entry; None where the log is shorter."""
    with saying_database():
        row = LogEntry.objects.filter(organisation=organisation, index=index).first()
    return None if row is None else Recorded(read_entry(bytes(row.leaf)), bytes(row.leaf_hash))


def open_entry(store: Store, found: Entry) -> bytes:
    """The JSON of what is sealed in an entry.

    Raises:
        WrongUse: nothing is, or the subject was forgotten.
    """
    if found.subject is None:
        return open_sealed(b"", found)
    with saying_database():
        key = subject_key(store, found.organisation, found.subject)
    return open_sealed(key, found)


def record_view(
    store: Store, organisation: OrganisationId, subject: SubjectId | None, *, by: str, what: str, kind: str = VIEWED
) -> None:
    """Record that somebody looked at a subject's data, or took a copy (`kind` `EXPORTED`).

    `subject` is None where it is not known here whose data they are: a request of somebody new.

    LAW: GDPR 5(2), 32(1): who looked can be shown.
    """
    with writing(store, organisation) as change:
        change.record(Draft(organisation, kind, subject, public=Viewed(by, what)))
