"""How do a change and the evidence of it become one?

    with writing(store, organisation) as change:
        ...rows are written...
        change.record(Draft(...))

1. A change of an organisation is one transaction. It holds the head of the organisation's log from its beginning, so
   that changes of one organisation follow one another, and an index is never given twice.
2. The entries are chained and written when the block ends well; where it does not, neither change nor entry is there.
3. What is sealed is sealed under the subject's key, which is made with the subject and lies in her row, under the
   installation's.
4. The time of a change is never before that of the change before it: a clock set back a little is held still, one set
   back far is refused before anything is done.
5. INVARIANT: an entry's row is never changed afterwards; tiles and checkpoints are made from the rows alone.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from troth.errors import WrongUse
from troth.evidence.entry import canonical_json
from troth.evidence.sealing import seal, unwrap
from troth.evidence.sequence import Head, follow, next_time
from troth.store.failures import saying_database
from troth.store.models import ChoiceEvent, LogEntry, LogHead, Subject
from troth.store.prepared import add, columns_of, prepare, rewrite
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from troth.evidence import Draft
    from troth.evidence.sequence import Leaf
    from troth.store.opened import Store
    from troth.words import SubjectId

_one_at_a_time = threading.Lock()
_OF_SUBJECT = list(columns_of(Subject)[2])


@prepare
def _held_head(organisation: str) -> QuerySet[LogHead, tuple[int, bytes | memoryview, datetime]]:
    rows = LogHead.objects.select_for_update().filter(organisation=organisation)
    return rows.values_list("size", "previous", "at")


@prepare
def _known(organisation: str, subject: str) -> QuerySet[Subject, tuple[Any, ...]]:
    said = ChoiceEvent.objects.filter(organisation=OuterRef("organisation"), subject=OuterRef("subject"))
    rows = Subject.objects.filter(organisation=organisation, subject=subject)
    rows = rows.annotate(said_at=Subquery(said.order_by("-at").values("at")[:1]))
    return rows.values_list("said_at", *_OF_SUBJECT)


@dataclass(slots=True)
class Known:
    """A subject as a change read her: her row, and when she last spoke."""

    row: Subject
    said_at: datetime | None


@dataclass(slots=True)
class Writing:
    """One change under way."""

    store: Store
    organisation: OrganisationId
    now: datetime
    head: Head
    drafts: list[Draft] = field(default_factory=list)
    _known: dict[SubjectId, Known] = field(default_factory=dict, repr=False)
    _keys: dict[SubjectId, bytes] = field(default_factory=dict, repr=False)

    def record(self, draft: Draft) -> int:
        """Add an entry to the change; returns the index that it gets."""
        self.drafts.append(draft)
        return self.last

    @property
    def last(self) -> int:
        """The index of the entry that was added last."""
        return self.head.size + len(self.drafts) - 1

    def known(self, subject: SubjectId) -> Known:
        """A subject, read once in a change; WrongUse where there is none of that id."""
        if subject not in self._known:
            self._known[subject] = known_subject(self.organisation, subject)
        return self._known[subject]

    def key_of(self, subject: SubjectId) -> bytes:
        """A subject's key; WrongUse where it was destroyed, or where there is no such subject."""
        if subject not in self._keys:
            self._keys[subject] = _key_in(self.store, self.known(subject).row)
        return self._keys[subject]

    def read_again(self, subject: SubjectId) -> None:
        """Whoever changed a subject's row says so: what was read of it holds no more."""
        self._known.pop(subject, None)
        self._keys.pop(subject, None)

    def seal(self, draft: Draft) -> bytes:
        """The sealed payload of a draft, as ciphertext; empty where it has none."""
        if draft.sealed is None or draft.subject is None:
            return b""
        payload = canonical_json(draft.sealed)
        return seal(self.key_of(draft.subject), payload, draft.organisation, draft.kind, draft.subject)


@contextmanager
def writing(store: Store, organisation: OrganisationId) -> Iterator[Writing]:
    """A change of one organisation and its evidence, in one transaction.

    Raises:
        WrongUse: `store.no-such-organisation`.
        OutsideWorldFailed: the database is busy, full or away, or the clock was set back; then nothing was recorded.
    """
    with one_transaction():
        change = begin(store, organisation)
        yield change
        finish(change)


@contextmanager
def one_transaction() -> Iterator[None]:
    """A transaction that is on the disk once the block ends well; what the database says becomes a deliberate error.

    One writer of this process at a time, where the database takes one only: SQLite lets writers try again and again,
    and whoever comes late may wait for ever; threads that queue do not.
    """
    alone = _one_at_a_time if connection.vendor == "sqlite" else nullcontext()
    with saying_database(), alone, transaction.atomic(durable=True):
        yield


def begin(store: Store, organisation: OrganisationId) -> Writing:
    """The beginning of a change, within a transaction: the organisation's log is held until that ends."""
    row = _held_head.first(organisation)
    if row is None:
        raise no_such_organisation()
    size, previous, at = row
    head = Head(size, bytes(previous), at)
    return Writing(store, organisation, next_time(head, store.clock.now()), head)


def finish(change: Writing) -> None:
    """The end of a change: its entries are chained and written, and the head stands behind them."""
    keep(change.organisation, *chain(change))


def chain(change: Writing) -> tuple[tuple[Leaf, ...], Head]:
    """The entries of a change as they follow its head, and the head behind them; nothing is written yet."""
    return follow(change.head, change.organisation, change.drafts, change.now, change.seal)


def keep(organisation: OrganisationId, leaves: Sequence[Leaf], head: Head) -> None:
    """Write entries that were chained, and where the log ends behind them."""
    if not leaves:
        return
    rows = [
        LogEntry(
            organisation_id=organisation,
            index=leaf.index,
            kind=leaf.kind,
            subject=leaf.subject,
            at=leaf.at,
            leaf=leaf.data,
            leaf_hash=leaf.leaf_hash,
        )
        for leaf in leaves
    ]
    add(rows)
    row = LogHead(organisation_id=organisation, size=head.size, previous=head.previous, at=head.at)
    rewrite(row, ("size", "previous", "at"))


def known_subject(organisation: OrganisationId, subject: SubjectId) -> Known:
    """A subject's row and when she last spoke, by one query; WrongUse `store.no-such-subject`."""
    row = _known.first(organisation, subject)
    if row is None:
        raise WrongUse(
            "there is no such subject in this organisation",
            id="store.no-such-subject",
            help="check the subject's id; it is not an address",
        )
    said_at, *values = row
    return Known(Subject.from_db(None, _OF_SUBJECT, values), said_at)


def subject_key(store: Store, organisation: OrganisationId, subject: SubjectId) -> bytes:
    """The 32 octets under which a subject's data are sealed.

    Raises:
        WrongUse: `store.no-such-subject`, or `evidence.subject-forgotten`.
    """
    return _key_in(store, known_subject(organisation, subject).row)


def _key_in(store: Store, row: Subject) -> bytes:
    """The key that a subject's row holds; WrongUse `evidence.subject-forgotten` where it was destroyed."""
    if not row.wrapped_key:
        raise WrongUse(
            "this subject was forgotten: her key is destroyed, and what it sealed cannot be read",
            id="evidence.subject-forgotten",
            help="record what must remain without personal data",
        )
    bound = bound_to(OrganisationId(row.organisation_id), "subject", row.subject)
    return unwrap(store.wrapping_key(), bytes(row.wrapped_key), bound)


def bound_to(organisation: OrganisationId, kind: str, name: str) -> bytes:
    """What a wrapped secret is bound to, so that it opens nowhere else; lines, which no part can hold."""
    return f"{organisation}\n{kind}\n{name}".encode()


def no_such_organisation() -> WrongUse:
    """The organisation that was named is not there; its name is not repeated."""
    return WrongUse(
        "there is no such organisation in this installation",
        id="store.no-such-organisation",
        help="`troth organisations` lists those there are",
    )
