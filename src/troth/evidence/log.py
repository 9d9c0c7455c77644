"""How is something recorded so that nobody, not even its writer, can quietly change it later?

A log of one organisation: a folder of tiles, bundles and signed checkpoints that anybody may read, and a `private`
folder of keys that nobody else may.

1. Entries are appended one after another; nothing is ever changed or taken out.
2. An append returns when its entry is in the synced journal with a signed checkpoint over it. Threads that append at
   the same time share one commit: the first leads, writes all that gathered meanwhile, and wakes the rest.
3. A commit that fails changes nothing: the tree is grown on a copy that is adopted once the journal is durable.
4. Tiles and checkpoint are published every `PUBLISH_ENTRIES` entries, after `PUBLISH_AFTER`, and on `checkpoint` and
   `close`.
5. One process writes a log at a time (a lock on the file `lock`); any number may read and verify it meanwhile.

What it leaves out: what bytes an entry is (`troth.evidence.sequence`), taking a log over from its files
(`troth.evidence.recovery`), checking one (`troth.evidence.verify`), giving one away (`troth.evidence.bundle`).
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from troth.errors import OutsideWorldFailed, TrothError, WrongUse
from troth.evidence.disk import Disk
from troth.evidence.entry import Draft, Entry, Prepared, Receipt, canonical_json, check_draft, prepare, read_entry
from troth.evidence.journal import broken, write_record
from troth.evidence.keys import SubjectKeyState
from troth.evidence.recovery import Opened, no_such, start_log, take_over_log
from troth.evidence.sequence import Head, next_time, write_down
from troth.evidence.stored import StoredTiles, TreeHashes
from troth.evidence.tiles import WIDTH, full_bundles
from troth.evidence.tree import consistency_proof, inclusion_proof

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from troth.clock import Clock
    from troth.evidence.checkpoint import Checkpoint, Verifier
    from troth.evidence.tiles import TileEdge
    from troth.words import OrganisationId, SubjectId

PUBLISH_ENTRIES = 16_384
PUBLISH_AFTER = timedelta(seconds=5)
FORGOTTEN = "subject.forgotten"
"""The kind of the entry that says that a subject's key was destroyed."""


@dataclass(frozen=True, slots=True)
class State:
    """A log at one moment. Never changed: a commit makes the next one."""

    edge: TileEdge
    tail: tuple[bytes, ...]
    head: Head
    checkpoint: Checkpoint


@dataclass(slots=True)
class _Batch:
    """The drafts that gather for one commit, and what became of them."""

    items: list[Prepared] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)
    receipts: list[Receipt] = field(default_factory=list)
    failure: BaseException | None = None


class Log:
    """An organisation's log, open for writing. Safe to use from many threads; a context manager."""

    def __init__(self, opened: Opened, clock: Clock, disk: Disk) -> None:
        """Not for callers: use `create` or `open`."""
        self._opened = opened
        self._clock = clock
        self._disk = disk
        self._keys = opened.keys
        self._publisher = opened.publisher
        self._journal = opened.journal
        self._stored = StoredTiles(opened.folder, opened.publisher.waiting)
        self._state = State(opened.edge, opened.tail, opened.head, opened.checkpoint)
        self._published = opened.published
        self._published_at = clock.now()
        self._gathering: _Batch | None = None
        self._queue_lock = threading.Lock()
        self._commit_lock = threading.Lock()
        self._forget_lock = threading.Lock()
        self._is_sure = True
        self._closed = False

    @classmethod
    def create(cls, path: Path, origin: str, clock: Clock, *, disk: Disk | None = None) -> Log:
        """Start a log in the folder `path`; the organisation is what follows the last `/` of `origin` (`troth/acme`).

        Keys are made and put in `path/private`. WrongUse `evidence.log-exists` where there is a log already.
        """
        disk = disk or Disk()
        return cls(start_log(path, origin, disk), clock, disk)

    @classmethod
    def open(cls, path: Path, clock: Clock, *, disk: Disk | None = None) -> Log:
        """Open the log in the folder `path`, recovering what a crash left.

        WrongUse `evidence.no-log` or `evidence.log-in-use`; OutsideWorldFailed `evidence.log-damaged` where the files
        do not hold what was acknowledged.
        """
        disk = disk or Disk()
        log = cls(take_over_log(path, disk), clock, disk)
        if log._state.checkpoint.size != log._published:
            log._publish_if_possible()
        return log

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Publish what is not published yet, and let go of the log. Closing twice does nothing."""
        with self._commit_lock:
            if self._closed:
                return
            self._closed = True
            try:
                if self._is_sure and self._state.checkpoint.size != self._published:
                    self._publish()
            finally:
                self._journal.close()
                self._keys.close()
                self._opened.lock.close()

    @property
    def path(self) -> Path:
        """The log's folder."""
        return self._opened.folder

    @property
    def origin(self) -> str:
        """The log's name, as its checkpoints carry it."""
        return self._opened.signer.name

    @property
    def organisation(self) -> OrganisationId:
        """Whose log it is."""
        return self._opened.organisation

    @property
    def verifier(self) -> Verifier:
        """The public key that the log's checkpoints are checked with."""
        return self._opened.signer.verifier

    @property
    def size(self) -> int:
        """The number of entries recorded."""
        return self._state.edge.size

    def append(self, draft: Draft) -> Receipt:
        """Record one entry; returns when it is durable."""
        return self._commit([self._prepare(draft)])[0]

    def append_many(self, drafts: Sequence[Draft]) -> tuple[Receipt, ...]:
        """Record entries in one commit: all of them or none, in this order."""
        if not drafts:
            return ()
        return tuple(self._commit([self._prepare(draft) for draft in drafts]))

    def checkpoint(self) -> Checkpoint:
        """Publish the log as it is now, and return its signed checkpoint: what an auditor should remember."""
        with self._commit_lock:
            self._refuse_if_unfit()
            if self._state.checkpoint.size != self._published:
                self._publish()
            return self._state.checkpoint

    def prove_inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that entry `index` is in the log of `size` entries, now if left out (RFC 6962, 2.1.1)."""
        state = self._state
        size = state.edge.size if size is None else size
        self._refuse_beyond(state, size)
        if not 0 <= index < size:
            raise no_such(f"entry {index}")
        return inclusion_proof(index, size, TreeHashes(self._stored, state.edge))

    def prove_consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """The proof that the log of `old` entries is a prefix of that of `new`, now if left out (RFC 6962, 2.1.2)."""
        state = self._state
        new = state.edge.size if new is None else new
        self._refuse_beyond(state, new)
        if not 0 <= old <= new:
            raise no_such(f"log of {old} entries")
        return consistency_proof(old, new, TreeHashes(self._stored, state.edge))

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """The entries from `start` up to but without `stop` (the end, if left out), as the log is now."""
        state = self._state
        stop = state.edge.size if stop is None else min(stop, state.edge.size)
        index = max(0, start)
        while index < stop:
            bundle, skipped = divmod(index, WIDTH)
            if bundle == state.edge.size // WIDTH:
                leaves: Sequence[bytes] = [framed[2:] for framed in state.tail]
            else:
                leaves = self._stored.entries(bundle)
            for leaf in leaves[skipped : stop - bundle * WIDTH]:
                yield read_entry(leaf)
            index = (bundle + 1) * WIDTH

    def open_sealed(self, entry: Entry) -> bytes:
        """The JSON of what is sealed in `entry`; WrongUse where there is nothing, or its subject was forgotten."""
        return self._keys.open_sealed(entry)

    def export_key(self, subject: SubjectId) -> bytes:
        """The subject's key, 32 bytes: whoever is given it reads everything that is sealed for the subject."""
        return self._keys.export_key(subject)

    def forget_subject(self, subject: SubjectId) -> Receipt | None:
        """Destroy the subject's key, so that nobody can open what it sealed, and record that this was done.

        None where there is nothing to do: the subject never had a key here, or was forgotten and that is recorded.
        # LAW: GDPR 17(1), 5(2) -- erasure, and being able to show it
        """
        with self._forget_lock:
            if self._keys.state(subject) not in {SubjectKeyState.LIVE, SubjectKeyState.WIPED}:
                return None
            self._keys.destroy(subject)
            receipt = self.append(Draft(self.organisation, FORGOTTEN, subject))
            self._keys.record_destruction(subject)
            return receipt

    def _prepare(self, draft: Draft) -> Prepared:
        check_draft(draft, self._opened.organisation)
        sealed = b""
        if draft.sealed is not None and draft.subject is not None:
            sealed = self._keys.seal(canonical_json(draft.sealed), draft.organisation, draft.kind, draft.subject)
        return prepare(draft, sealed)

    def _commit(self, items: list[Prepared]) -> list[Receipt]:
        """Join the batch that gathers, or lead a new one; the receipts of `items` once they are durable."""
        with self._queue_lock:
            batch = self._gathering
            leads = batch is None
            if batch is None:
                batch = self._gathering = _Batch()
            first = len(batch.items)
            batch.items += items
        if leads:
            self._lead(batch)
        else:
            batch.done.wait()
        failure = batch.failure
        if isinstance(failure, TrothError):
            raise type(failure)(failure.text, id=failure.id, help=failure.help) from failure
        if failure is not None:
            raise failure
        return batch.receipts[first : first + len(items)]

    def _lead(self, batch: _Batch) -> None:
        with self._commit_lock:
            with self._queue_lock:
                self._gathering = None
            try:
                self._refuse_if_unfit()
                batch.receipts = self._write(batch.items)
            except BaseException as failure:  # noqa: BLE001 -- every waiting thread must hear of it, whatever it is
                batch.failure = failure
            finally:
                batch.done.set()
            if batch.failure is None and self._is_due():
                self._publish_if_possible()

    def _write(self, items: list[Prepared]) -> list[Receipt]:
        """One commit: entries, tree, signature, journal; only then is the new state the log's."""
        state = self._state
        at = next_time(state.head, self._clock.now())
        first = state.edge.size
        written, hashes = write_down(items, state.head, at)
        frames = [len(entry).to_bytes(2, "big") + entry for entry in written]
        edge = state.edge.copy()
        filled = edge.extend(hashes)
        checkpoint = self._opened.signer.sign_checkpoint(edge.size, edge.root())
        record = write_record(first, frames, hashes, checkpoint.note)
        self._keys.save()
        # INVARIANT: between the journal and the new state nothing else is committed. Where something breaks in between
        # (an interrupt, say), the two differ, and the log must be opened again.
        self._is_sure = False
        try:
            self._journal.append(record)
        except TrothError:
            self._is_sure = True  # the journal took the record back, or refuses all others itself
            raise
        rows = [*state.tail, *frames]
        full = full_bundles(rows, first // WIDTH)
        self._publisher.add_full(filled, full)
        self._state = State(edge, tuple(rows[len(full) * WIDTH :]), Head(edge.size, hashes[-1], at), checkpoint)
        self._is_sure = True
        return [Receipt(number, leaf_hash) for number, leaf_hash in enumerate(hashes, first)]

    def _is_due(self) -> bool:
        unpublished = self._state.edge.size - self._published
        return unpublished >= PUBLISH_ENTRIES or self._state.head.at - self._published_at >= PUBLISH_AFTER

    def _publish_if_possible(self) -> None:
        """Publish if the disk allows it. If not, the entries are safe in the journal, and the next commit tries."""
        with contextlib.suppress(OutsideWorldFailed):
            self._publish()

    def _publish(self) -> None:
        state = self._state
        bundle = b"".join(state.tail)
        self._publisher.publish(state.checkpoint, state.edge.partials(), bundle)
        self._published = state.edge.size
        self._published_at = state.head.at
        base = state.edge.size - len(state.tail)
        if base > self._journal.base:
            last = state.edge.levels[0].hashes
            record = write_record(base, state.tail, last, state.checkpoint.note)
            self._journal = self._journal.replace(base, record)

    def _refuse_if_unfit(self) -> None:
        if self._closed:
            raise WrongUse("the log is closed", id="evidence.log-closed", help="open it again with `Log.open`")
        if not self._is_sure:
            raise broken()

    def _refuse_beyond(self, state: State, size: int) -> None:
        if size > state.edge.size:
            raise no_such(f"log of {size} entries")
