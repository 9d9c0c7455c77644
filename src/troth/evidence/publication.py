"""How does a log whose journal is elsewhere become files that anybody may read and check?

Where entries are rows of a database, their leaves are durable before they come here. This makes tiles, bundles and
signed checkpoints of them: the folder that `troth.evidence.log` writes, but for its journal and private keys.

1. The leaves are fed in order. Each names its place and its predecessor; one that does not follow what is here is never
   signed. Leaves that are fed again are compared with what is here.
2. Nothing is lost with the folder but its history: fed from the start, a new one gets the same tiles, byte for byte.
3. Any number of processes may keep one folder open. Reading needs no lock; feeding and publishing hold the file `lock`
   for as long as they write, look first at what others published meanwhile, and go on from there.
4. INVARIANT: a checkpoint is signed only if it is shown that the one that stands published is a prefix of it.
5. Rows that are behind the published log, as after a database was restored from a backup, are no log to go on with:
   entries that were shown to the world would be unsaid (`evidence.rows-behind`).
6. Memory holds the right edge of the tree and one bundle, whatever the size of the log.

After an OutsideWorldFailed nothing was signed: try again, or open the folder again.

What it leaves out: making leaves (`troth.evidence.sequence`), keeping them, and deciding when to publish.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence.checkpoint import Checkpoint
from troth.evidence.disk import Disk, saying
from troth.evidence.entry import read_entry, read_place
from troth.evidence.journal import damaged
from troth.evidence.publishing import CHECKPOINT, Publisher
from troth.evidence.recovery import JOURNAL, PUBLIC_KEY, no_such, organisation_of, take_lock
from troth.evidence.stored import StoredTiles, TreeHashes, edge_at
from troth.evidence.tiles import MAX_ENTRY, WIDTH, TileEdge, frame, full_bundles
from troth.evidence.tree import EMPTY_ROOT, HASH_SIZE, consistency_holds, consistency_proof, inclusion_proof, leaf_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from troth.evidence.checkpoint import Signer, Verifier
    from troth.evidence.entry import Entry
    from troth.evidence.sequence import Head
    from troth.words import OrganisationId

BATCH = 16 * WIDTH
"""How many leaves are taken in at a time: what a feed holds in memory, and what one that fails feeds again at most."""


@dataclass(frozen=True, slots=True)
class _Grown:
    """A tree at one size: its edge, the framed entries of the bundle being filled, and the last leaf hash."""

    edge: TileEdge
    tail: tuple[bytes, ...]
    previous: bytes


@dataclass(frozen=True, slots=True)
class _Seen:
    """The published log as it was seen last."""

    checkpoint: Checkpoint
    grown: _Grown


class Publication:
    """The published files of one organisation's log. Safe to use from many threads and processes."""

    def __init__(self, folder: Path, signer: Signer, disk: Disk) -> None:
        """Not for callers: use `open`."""
        self._folder = folder
        self._signer = signer
        self._publisher = Publisher(folder, disk)
        self._stored = StoredTiles(folder, {})
        self._looking = threading.Lock()
        last = self._publisher.last_in_history(
            signer.verifier
        )  # read first: a checkpoint is in place before it is here
        self._seen = self._load(self._read(self._publisher.read_note()))
        if last is not None and last.size > self._seen.checkpoint.size:
            raise damaged("its checkpoint is older than the last of its history")
        self._grown = self._seen.grown
        self._settled = ""
        """The checkpoint that is known to be in the history, and to be a prefix or continuation of what was fed."""

    @classmethod
    def open(cls, folder: Path, origin: str, signer: Signer, disk: Disk | None = None) -> Publication:
        """Open the published files in `folder`, or start them with a checkpoint of nothing.

        `origin` is the log's name (`troth/acme`), which is also the signer's. WrongUse `evidence.bad-origin` where it
        is not, `evidence.log-exists` where `folder` is that of a log with its own journal; OutsideWorldFailed
        `evidence.log-damaged` where the files do not hold what was signed, or were signed with another key.
        """
        disk = disk or Disk()
        if signer.name != origin:
            raise WrongUse(
                f"the signing key given is not that of the log `{origin}`",
                id="evidence.bad-origin",
                help="a log's name and that of its key are the same",
            )
        if (folder / JOURNAL).exists():
            raise WrongUse(
                f"there is a log with a journal of its own at `{folder}`",
                id="evidence.log-exists",
                help="publish into another folder, or let `Log.open` write this one",
            )
        if not (folder / CHECKPOINT).exists():
            _start(folder, signer, disk)
        if (folder / PUBLIC_KEY).read_text(encoding="utf-8").strip() != str(signer.verifier):
            raise damaged("its public key is not the one of its signing key")
        return cls(folder, signer, disk)

    @property
    def path(self) -> Path:
        """The folder."""
        return self._folder

    @property
    def origin(self) -> str:
        """The log's name, as its checkpoints carry it."""
        return self._signer.name

    @property
    def organisation(self) -> OrganisationId:
        """Whose log it is."""
        return organisation_of(self._signer.name)

    @property
    def verifier(self) -> Verifier:
        """The public key that the log's checkpoints are checked with."""
        return self._signer.verifier

    @property
    def size(self) -> int:
        """The number of entries that are published, as it was seen last; `checkpoint` looks again."""
        return self._seen.checkpoint.size

    @property
    def size_fed(self) -> int:
        """The number of entries that are here, published or not: the index of the leaf to be fed next."""
        return max(self._grown.edge.size, self.size)

    def feed(self, leaves: Iterable[bytes]) -> None:
        """Take in leaves, from index `size_fed` on or from an earlier one; full tiles are written, nothing is signed.

        OutsideWorldFailed `evidence.log-damaged` at a leaf that is not the one that is here, or does not follow it, and
        where the disk fails: what came before in the same call may be here then (`size_fed`). Waits for other
        processes that write.
        """
        rest = iter(leaves)
        while batch := list(islice(rest, BATCH)):
            with take_lock(self._folder, wait=True):
                self._take_in(batch)

    def publish(self, *, wait: bool = True) -> Checkpoint:
        """Publish what was fed, durably, and return the checkpoint that stands published then.

        Where another process published more meanwhile, that is the one. `wait`: for other processes that write; else
        WrongUse `evidence.log-in-use`.
        """
        with take_lock(self._folder, wait=wait):
            grown = self._catch_up()
            seen = self._seen
            if grown.edge.size > seen.checkpoint.size:
                checkpoint = self._signer.sign_checkpoint(grown.edge.size, grown.edge.root())
                self._refuse_fork(seen.checkpoint, checkpoint, grown.edge)
                self._publisher.forget_partials()
                self._publisher.publish(checkpoint, grown.edge.partials(), b"".join(grown.tail))
                self._settled = checkpoint.note
                with self._looking:
                    self._seen = seen = _Seen(checkpoint, grown)
            return seen.checkpoint

    def checkpoint(self) -> Checkpoint:
        """The checkpoint that stands published now, whoever published it."""
        return self._look().checkpoint

    def prove_inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that entry `index` is in the log of `size` entries, all that is published if left out."""
        seen = self._look_for(size)
        size = seen.checkpoint.size if size is None else size
        if not 0 <= index < size:
            raise no_such(f"entry {index}")
        return inclusion_proof(index, size, TreeHashes(self._stored, seen.grown.edge))

    def prove_consistency(self, old: int, new: int | None = None) -> tuple[bytes, ...]:
        """The proof that the log of `old` entries is a prefix of that of `new`, all that is published if left out."""
        seen = self._look_for(new)
        new = seen.checkpoint.size if new is None else new
        if not 0 <= old <= new:
            raise no_such(f"log of {old} entries")
        return consistency_proof(old, new, TreeHashes(self._stored, seen.grown.edge))

    def entries(self, start: int = 0, stop: int | None = None) -> Iterator[Entry]:
        """The published entries from `start` up to but without `stop` (the end, if left out)."""
        size = self._look().checkpoint.size
        stop = size if stop is None else min(stop, size)
        index = max(0, start)
        while index < stop:
            bundle, skipped = divmod(index, WIDTH)
            width = min(WIDTH, size - bundle * WIDTH)
            for leaf in self._stored.entries(bundle, width)[skipped : stop - bundle * WIDTH]:
                yield read_entry(leaf)
            index = (bundle + 1) * WIDTH

    def agree_with(self, read_head: Callable[[], Head]) -> None:
        """Refuse rows that are behind what is published, or end in another entry. To be asked before each feed.

        `read_head` gives the head of the rows; it is called after the published checkpoint was read, since another
        process may add rows and publish them between the two. OutsideWorldFailed `evidence.rows-behind` or
        `evidence.log-damaged`.
        """
        seen = self._look()
        head = read_head()
        if head.size < seen.checkpoint.size:
            raise _rows_behind(head.size, seen.checkpoint.size)
        if head.size == seen.checkpoint.size and head.previous != seen.grown.previous:
            raise _contradicted(head.size - 1)

    def check(self, leaves: Iterable[bytes]) -> Checkpoint:
        """Compare all leaves, from the first on, with what is published; the checkpoint that they lead to.

        They must be read lazily, so that they are no older than the checkpoint. What is not published yet is not looked
        at. OutsideWorldFailed `evidence.log-damaged` naming the first entry at fault, or `evidence.rows-behind`.
        """
        seen = self._look()
        size, known = seen.checkpoint.size, TreeHashes(self._stored, seen.grown.edge)
        edge = TileEdge()
        rest = islice(leaves, size)
        while batch := list(islice(rest, BATCH)):
            hashes = [leaf_hash(leaf) for leaf in batch]
            for index, new in enumerate(hashes, edge.size):
                if new != known(index, 0):
                    raise _contradicted(index)
            edge.extend(hashes)
        if edge.size < size:
            raise _rows_behind(edge.size, size)
        if edge.root() != seen.checkpoint.root:
            raise damaged("its rows and its tiles agree, and what was signed is something else")
        return seen.checkpoint

    def _take_in(self, batch: list[bytes]) -> None:
        """Grow the tree by a batch; under the lock. What is here already is compared."""
        grown = self._catch_up()
        first = grown.edge.size
        known = TreeHashes(self._stored, grown.edge)
        frames: list[bytes] = []
        hashes: list[bytes] = []
        previous = grown.previous
        for leaf in batch:
            digest = leaf_hash(leaf)
            index = self._index_of(leaf, first + len(hashes), previous)
            if index < first + len(hashes):
                if digest != (known(index, 0) if index < first else hashes[index - first]):
                    raise _contradicted(index)
                continue
            frames.append(frame(leaf))
            hashes.append(digest)
            previous = digest
        if not hashes:
            return
        edge = grown.edge.copy()
        filled = edge.extend(hashes)
        rows = [*grown.tail, *frames]
        full = full_bundles(rows, first // WIDTH)
        self._publisher.write_full(filled, full)
        self._grown = _Grown(edge, tuple(rows[len(full) * WIDTH :]), previous)

    def _index_of(self, leaf: bytes, following: int, previous: bytes) -> int:
        """The place that a leaf names, at most `following`: there it must name this log and its predecessor."""
        try:
            place = read_place(leaf)
        except ValueError as error:
            raise damaged(f"the row fed as entry {following} is no entry") from error
        if place.organisation != self.organisation or len(leaf) > MAX_ENTRY:
            raise damaged(f"the row fed as entry {following} is no entry of this log")
        if not 0 <= place.index <= following:
            raise damaged(f"entry {place.index} was fed where entry {following} follows")
        if place.index == following and place.previous != previous.hex():
            raise OutsideWorldFailed(
                f"the row of entry {following} does not follow entry {following - 1} as it was published or fed",
                id="evidence.log-damaged",
                help="nothing was signed; the rows were changed, or went on after being restored from an older backup: "
                "compare them with the published entries",
            )
        return place.index

    def _catch_up(self) -> _Grown:
        """What was fed here, or what others published beyond it; under the lock."""
        seen = self._look()
        if seen.checkpoint.note != self._settled:
            grown = self._grown
            fed = Checkpoint(self.origin, grown.edge.size, grown.edge.root())
            if seen.checkpoint.size > grown.edge.size:
                self._refuse_fork(fed, seen.checkpoint, seen.grown.edge)
                self._grown = seen.grown
            else:
                self._refuse_fork(seen.checkpoint, fed, grown.edge)
            self._publisher.add_to_history(seen.checkpoint)
            self._settled = seen.checkpoint.note
        return self._grown

    def _look_for(self, size: int | None) -> _Seen:
        seen = self._look()
        if size is not None and size > seen.checkpoint.size:
            raise no_such(f"log of {size} entries")
        return seen

    def _look(self) -> _Seen:
        """The published log as it is now."""
        with self._looking:
            note = self._publisher.read_note()
            if note != self._seen.checkpoint.note:
                checkpoint = self._read(note)
                if checkpoint.size < self._seen.checkpoint.size:
                    raise damaged("its checkpoint is older than one that was published before")
                seen = self._load(checkpoint)
                self._refuse_fork(self._seen.checkpoint, checkpoint, seen.grown.edge)
                self._seen = seen
            return self._seen

    def _read(self, note: str) -> Checkpoint:
        checkpoint = self._signer.verifier.read_checkpoint(note)
        if checkpoint is None:
            raise damaged("its checkpoint is missing, or not signed by its key")
        return checkpoint

    def _load(self, checkpoint: Checkpoint) -> _Seen:
        """The tree of a published checkpoint, read from the tiles that it rests on."""
        bundle, width = divmod(checkpoint.size, WIDTH)
        edge = edge_at(self._stored, bundle * WIDTH, checkpoint.size)
        leaves = self._stored.entries(bundle, width) if width else []
        hashes = [leaf_hash(leaf) for leaf in leaves]
        edge.extend(hashes)
        if edge.root() != checkpoint.root:
            raise damaged("its tiles do not lead to its checkpoint")
        previous = hashes[-1] if hashes else bytes(HASH_SIZE)
        if bundle and not width:
            previous = self._stored.hashes(0, bundle - 1)[-HASH_SIZE:]
        return _Seen(checkpoint, _Grown(edge, tuple(map(frame, leaves)), previous))

    def _refuse_fork(self, old: Checkpoint, new: Checkpoint, edge: TileEdge) -> None:
        """Refuse two trees of which the older is no prefix of the newer, whose edge is given."""
        proof = consistency_proof(old.size, new.size, TreeHashes(self._stored, edge))
        if not consistency_holds(old.size, new.size, old.root, new.root, proof):
            raise damaged(f"its {new.size} entries do not continue the {old.size} published or fed before")


def _start(folder: Path, signer: Signer, disk: Disk) -> None:
    """Make a folder with a public key and a checkpoint of nothing, unless another process just did."""
    with saying(CHECKPOINT):
        disk.make_folder(folder)
    with take_lock(folder, wait=True):
        if (folder / CHECKPOINT).exists():
            return
        publisher, key = Publisher(folder, disk), folder / PUBLIC_KEY
        if publisher.last_in_history(signer.verifier) is not None:
            raise damaged("its checkpoint is missing")
        if key.exists() and key.read_text(encoding="utf-8").strip() != str(signer.verifier):
            raise damaged("its public key is not the one of its signing key")
        with saying(PUBLIC_KEY):
            disk.write_file(key, f"{signer.verifier}\n".encode(), durable=True)
        publisher.publish(signer.sign_checkpoint(0, EMPTY_ROOT), (), b"")


def _rows_behind(rows: int, published: int) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the rows end after {rows} entries, and {published} are published",
        id="evidence.rows-behind",
        help="the database was probably restored from an older backup: restore a newer one, or bring the rows back "
        "from the published entries; a log that unsays what was published cannot be signed",
    )


def _contradicted(index: int) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the row of entry {index} is not what was published or fed before",
        id="evidence.log-damaged",
        help="run `troth log verify` on the published folder: if it holds, the row was changed; if not, move the "
        "folder away and let it be made again from the rows",
    )
