"""Which entries come next in a log, given where it stands?

The one rule by which drafts become entries: a log that keeps its own journal and one whose journal is a table of a
database make the same bytes of the same drafts, times and keys.

1. A `Head` is all that the next entry needs of those before it: how many there are, the leaf hash of the last, and its
   time. Whoever keeps entries keeps the head beside them, and lets nobody else move it meanwhile.
2. Times never go back: a clock set back by up to `CLOCK_SLACK` is held still, one set back further is refused.
3. All drafts are followed or none: one that is refused leaves the head where it was.

What it leaves out: keeping leaves (`troth.evidence.log`, or a database), keys (`troth.evidence.sealing`).
"""

from __future__ import annotations

from binascii import hexlify
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed
from troth.evidence.entry import check_draft, prepare, read_entry, time_text, write_entry
from troth.evidence.tree import HASH_SIZE, LEAF_PREFIX, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from troth.evidence.entry import Draft, Prepared
    from troth.words import OrganisationId, SubjectId

CLOCK_SLACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log stands: its number of entries, and the leaf hash and time of the last (zeros and year 1 if none)."""

    size: int
    previous: bytes
    at: datetime


HEAD_OF_NOTHING = Head(0, bytes(HASH_SIZE), datetime.min.replace(tzinfo=UTC))
"""Where a log stands that has no entry yet."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry as it is kept: its bytes, their leaf hash, and what it is found by."""

    index: int
    data: bytes
    leaf_hash: bytes
    kind: str
    subject: SubjectId | None
    at: datetime


def follow(
    head: Head,
    organisation: OrganisationId,
    drafts: Sequence[Draft],
    now: datetime,
    seal: Callable[[Draft], bytes],
) -> tuple[tuple[Leaf, ...], Head]:
    """The leaves that follow `head`, in the order of `drafts`, and the head after them.

    `seal` gives the ciphertext of a draft's sealed payload, and is asked only for a draft that has one. WrongUse where
    a draft cannot be recorded; OutsideWorldFailed `evidence.clock-went-back`.
    """
    if not drafts:
        return (), head
    items = []
    for draft in drafts:
        check_draft(draft, organisation)
        items.append(prepare(draft, b"" if draft.sealed is None else seal(draft)))
    at = next_time(head, now)
    written, hashes = write_down(items, head, at)
    leaves = tuple(
        Leaf(index, data, digest, draft.kind, draft.subject, at)
        for index, (draft, data, digest) in enumerate(zip(drafts, written, hashes, strict=True), head.size)
    )
    return leaves, Head(head.size + len(leaves), hashes[-1], at)


def next_time(head: Head, now: datetime) -> datetime:
    """The time of what follows `head`, in UTC; OutsideWorldFailed where the clock went back too far."""
    now = now.astimezone(UTC)
    if now >= head.at:
        return now
    if head.at - now <= CLOCK_SLACK:
        return head.at
    raise OutsideWorldFailed(
        "the clock was set back: it is earlier than the last entry of the log",
        id="evidence.clock-went-back",
        help="set the machine's clock right, then try again; nothing was recorded",
    )


def write_down(items: Sequence[Prepared], head: Head, at: datetime) -> tuple[list[bytes], list[bytes]]:
    """The bytes of the entries that follow `head`, and their leaf hashes."""
    at_text = time_text(at)
    previous = hexlify(head.previous)
    written: list[bytes] = []
    hashes: list[bytes] = []
    for index, item in enumerate(items, head.size):
        entry = write_entry(item, at_text, index, previous)
        digest = sha256(LEAF_PREFIX + entry).digest()
        written.append(entry)
        hashes.append(digest)
        previous = hexlify(digest)
    return written, hashes


def head_after(size: int, last: bytes) -> Head:
    """Where a log of `size` entries stands, given the bytes of its last (empty where there is none)."""
    return Head(size, leaf_hash(last), read_entry(last).at) if size else HEAD_OF_NOTHING
