"""Do the rows of a log still say what was recorded and signed?

What an auditor does with the published files, done with the rows:

1. Each entry's bytes hash to the leaf hash beside them; they name their place, this organisation, and the leaf hash of
   the entry before. What stands beside them to find them by is what stands in them. Times never go back.
2. The leaf hashes make a tree. Where it has the size of the published checkpoint, its root is the one that was signed.
3. At the end the log's head is the last entry.
4. A long log is checked in parts: `Progress` is all that the next part needs, and goes from page to page signed.

What it leaves out: the published tiles (`troth log verify` looks at those).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from troth.evidence.entry import read_entry
from troth.evidence.tree import HASH_SIZE, Edge, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.evidence.sequence import Head

_BEFORE = datetime.min.replace(tzinfo=UTC)


class Row(Protocol):
    """A row as the store keeps it (`troth.store.log.Row`)."""

    @property
    def index(self) -> int:
        """Its place."""

    @property
    def leaf(self) -> bytes:
        """The entry's bytes."""

    @property
    def leaf_hash(self) -> bytes:
        """Their hash."""

    @property
    def kind(self) -> str:
        """Under which kind it is found."""

    @property
    def subject(self) -> str | None:
        """Under which subject it is found."""

    @property
    def at(self) -> datetime:
        """Under which time it is found."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What does not hold, and the entry at fault; None where it is none in particular."""

    text: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a check has come: a tree of `size` leaves, the last one's hash and time.

    `signed_size` and `signed_root` are the published checkpoint's; `root` is the tree's at that size, None until then.
    """

    signed_size: int
    signed_root: bytes
    size: int = 0
    nodes: tuple[bytes, ...] = ()
    previous: bytes = bytes(HASH_SIZE)
    at: datetime = _BEFORE
    root: bytes | None = None
    seconds: float = 0.0

    @property
    def root_holds(self) -> bool:
        """Whether the rows lead to the root that was signed."""
        return self.root == self.signed_root


def begin(signed_size: int, signed_root: bytes) -> Progress:
    """The beginning of a check against a checkpoint, whose signature was checked by whoever read it."""
    root = Edge().root() if signed_size == 0 else None
    return Progress(signed_size, signed_root, root=root)


def advance(progress: Progress, organisation: str, rows: Sequence[Row]) -> Progress | Fault:
    """The check after these rows, which follow those checked before; or the first thing that does not hold."""
    edge = Edge(progress.size, progress.nodes)
    previous, at, root = progress.previous, progress.at, progress.root
    for row in rows:
        fault = _fault(row, edge.size, organisation, previous, at)
        if fault is not None:
            return fault
        previous, at = leaf_hash(row.leaf), row.at
        edge.push(previous)
        if edge.size == progress.signed_size:
            root = edge.root()
            if root != progress.signed_root:
                return Fault(
                    f"the tree of the first {edge.size} rows has another root than the checkpoint that was signed"
                )
    return replace(progress, size=edge.size, nodes=tuple(edge.nodes), previous=previous, at=at, root=root)


def conclude(progress: Progress, head: Head) -> Fault | None:
    """What does not hold once all rows were checked; None where everything does."""
    if progress.size < progress.signed_size:
        return Fault(f"{progress.signed_size} entries were signed, and there are {progress.size} rows")
    if (head.size, head.previous) != (progress.size, progress.previous):
        return Fault("the log's head is not its last entry")
    return None


def _fault(row: Row, index: int, organisation: str, previous: bytes, at: datetime) -> Fault | None:
    """What is wrong with a row, which should be the entry of that index."""
    if row.index != index:
        return Fault(f"where entry {index} should stand, entry {row.index} does", index)
    if leaf_hash(row.leaf) != row.leaf_hash:
        return Fault("its bytes do not hash to the leaf hash beside them", index)
    try:
        entry = read_entry(row.leaf)
    except ValueError:
        return Fault("its bytes are no entry", index)
    if (entry.index, entry.organisation) != (index, organisation):
        return Fault("it names another place or another log", index)
    if entry.previous != previous:
        return Fault("it does not follow the entry before it", index)
    if (entry.kind, entry.subject, entry.at) != (row.kind, row.subject, row.at):
        return Fault("it is filed under another kind, subject or time than it has", index)
    return Fault("it is earlier than the entry before it", index) if entry.at < at else None
