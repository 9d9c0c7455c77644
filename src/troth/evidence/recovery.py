"""How does a log start, and how is one taken over from its files, whatever a crash left of them?

1. Starting: keys first, then the journal, the checkpoint last. Until the checkpoint is there, nothing was
   acknowledged, and starting again finishes the work with the keys already made.
2. Taking over: the edge of the tree is read from the published tiles up to the journal's base; the journal's records
   are replayed on it, and each must reproduce the root that was signed with it.
3. What the journal holds beyond the published checkpoint is put into tiles again, since those were not synced.
4. A journal that ends before the published checkpoint, or does not lead to its root, is damage: the log is not opened.

What it leaves out: finding out which entry is at fault (`troth.evidence.verify`).
"""

from __future__ import annotations

import fcntl
import secrets
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence.checkpoint import Checkpoint, Signer, Verifier
from troth.evidence.disk import Disk, saying
from troth.evidence.journal import Journal, damaged, read_journal, write_record
from troth.evidence.keys import SubjectKeys
from troth.evidence.publishing import CHECKPOINT, Publisher
from troth.evidence.sequence import HEAD_OF_NOTHING, Head, head_after
from troth.evidence.stored import StoredTiles, edge_at
from troth.evidence.tiles import WIDTH, TileEdge, full_bundles
from troth.evidence.tree import EMPTY_ROOT, leaf_hash
from troth.words import OrganisationId

if TYPE_CHECKING:
    from pathlib import Path

    from troth.evidence.journal import Record

JOURNAL = "journal"
PRIVATE = "private"
PUBLIC_KEY = "public-key"
SIGNING_KEY = "signing-key"


@dataclass(frozen=True, slots=True)
class Opened:
    """A log's open files, and its state as they hold it. `published` is the size of the published checkpoint."""

    folder: Path
    organisation: OrganisationId
    signer: Signer
    keys: SubjectKeys
    lock: IO[bytes]
    journal: Journal
    publisher: Publisher
    edge: TileEdge
    tail: tuple[bytes, ...]
    head: Head
    checkpoint: Checkpoint
    published: int


def start_log(folder: Path, origin: str, disk: Disk) -> Opened:
    """Make the files of an empty log; WrongUse `evidence.log-exists` where there is one."""
    Signer(origin, bytes(32))  # refuses an origin that cannot name a log, before anything is made
    if (folder / CHECKPOINT).exists():
        raise WrongUse(
            f"there is a log at `{folder}` already", id="evidence.log-exists", help="open it, or choose another folder"
        )
    with saying(PRIVATE):
        disk.make_folder(folder)
        disk.make_folder(folder / PRIVATE, private=True)
    lock = take_lock(folder)
    try:
        return _start(folder, origin, disk, lock)
    except BaseException:
        lock.close()
        raise


def _start(folder: Path, origin: str, disk: Disk, lock: IO[bytes]) -> Opened:
    private = folder / PRIVATE
    signer = _signing_key(private, disk, origin)
    keys = SubjectKeys(private, disk)
    checkpoint = signer.sign_checkpoint(0, EMPTY_ROOT)
    publisher = Publisher(folder, disk)
    try:
        with saying(JOURNAL):
            disk.write_file(folder / PUBLIC_KEY, f"{signer.verifier}\n".encode(), durable=True)
            journal = Journal.start(folder / JOURNAL, disk, 0, write_record(0, (), (), checkpoint.note))
        publisher.publish(checkpoint, (), b"")
    except BaseException:
        keys.close()
        raise
    return Opened(
        folder=folder,
        organisation=organisation_of(origin),
        signer=signer,
        keys=keys,
        lock=lock,
        journal=journal,
        publisher=publisher,
        edge=TileEdge(),
        tail=(),
        head=HEAD_OF_NOTHING,
        checkpoint=checkpoint,
        published=0,
    )


def take_over_log(folder: Path, disk: Disk) -> Opened:
    """Open a log's files and recover its state; see `Log.open` for what it refuses."""
    if not (folder / CHECKPOINT).exists() or not (folder / PUBLIC_KEY).exists():
        raise WrongUse(f"there is no log at `{folder}`", id="evidence.no-log", help="create it first: `Log.create`")
    lock = take_lock(folder)
    try:
        return _recover(folder, disk, lock)
    except BaseException:
        lock.close()
        raise


def _recover(folder: Path, disk: Disk, lock: IO[bytes]) -> Opened:
    signer = _signing_key(folder / PRIVATE, disk, "")
    if (folder / PUBLIC_KEY).read_text(encoding="utf-8").strip() != str(signer.verifier):
        raise damaged("its public key is not the one of its signing key")
    publisher = Publisher(folder, disk)
    published = publisher.read_checkpoint(signer.verifier)
    if published is None:
        raise damaged("its checkpoint is not signed by its key")
    with saying(JOURNAL):
        base, records, length = read_journal((folder / JOURNAL).read_bytes())
    if base > published.size:
        raise damaged("its journal starts after its checkpoint")
    stored = StoredTiles(folder, publisher.waiting)
    edge = edge_at(stored, base, published.size)
    last = _replay(records, edge, published, signer.verifier, publisher)
    frames = [framed for record in records for framed in record.frames]
    newest = frames[-1][2:] if frames else stored.entries(base // WIDTH - 1)[-1] if base else b""
    publisher.add_to_history(published)
    keys = SubjectKeys(folder / PRIVATE, disk)
    return Opened(
        folder=folder,
        organisation=organisation_of(signer.name),
        signer=signer,
        keys=keys,
        lock=lock,
        journal=Journal(folder / JOURNAL, disk, base, length),
        publisher=publisher,
        edge=edge,
        tail=tuple(frames[len(frames) - edge.size % WIDTH :]),
        head=head_after(edge.size, newest),
        checkpoint=last,
        published=published.size,
    )


def _replay(
    records: list[Record], edge: TileEdge, published: Checkpoint, verifier: Verifier, publisher: Publisher
) -> Checkpoint:
    """Grow `edge` by the journal's records, and write what they fill; the last checkpoint that was signed."""
    last: Checkpoint | None = None
    reached = False
    rows: list[bytes] = []
    bundle = edge.size // WIDTH
    for record in records:
        leaves = [leaf_hash(framed[2:]) for framed in record.frames]
        if record.first != edge.size or tuple(leaves) != record.hashes:
            raise damaged(f"its journal does not hold entry {edge.size} as it was recorded")
        filled = edge.extend(leaves)
        last = verifier.read_checkpoint(record.note)
        if last is None or (last.size, last.root) != (edge.size, edge.root()):
            raise damaged(f"what its journal holds of entries {record.first} to {edge.size} is not what was signed")
        reached = reached or (last.size, last.root) == (published.size, published.root)
        rows += record.frames
        full = full_bundles(rows, bundle)
        publisher.add_full(filled, full)
        bundle += len(full)
        del rows[: len(full) * WIDTH]
    if last is None or not reached:
        raise damaged("its journal does not lead to its checkpoint")
    return last


def organisation_of(origin: str) -> OrganisationId:
    """Whose log this is: what follows the last `/` of its name."""
    return OrganisationId(origin.rpartition("/")[2])


def take_lock(folder: Path, *, wait: bool = False) -> IO[bytes]:
    """Hold the log for this process, until the file is closed or the process ends.

    `wait`: until whoever holds it lets go; otherwise WrongUse `evidence.log-in-use`.
    """
    with saying("lock"):
        lock = (folder / "lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise WrongUse(
            f"the log at `{folder}` is being written by another process",
            id="evidence.log-in-use",
            help="let that process end, or let it do the writing; reading and verifying need no lock",
        ) from error
    return lock


def no_such(what: str) -> WrongUse:
    """There is no such entry, or no log of that size."""
    return WrongUse(
        f"there is no {what} to prove anything about",
        id="evidence.no-such-entry",
        help="entries count from 0 to one less than the size of the log",
    )


def _signing_key(private: Path, disk: Disk, origin: str) -> Signer:
    """The log's signing key; made for `origin` where there is none yet and `origin` is not empty."""
    path = private / SIGNING_KEY
    if path.exists():
        signer = Signer.parse(path.read_text(encoding="utf-8"))
        if origin in {"", signer.name}:
            return signer
    if not origin:
        raise WrongUse(
            "the log's signing key is missing",
            id="evidence.no-signing-key",
            help=f"put `{SIGNING_KEY}` back into its folder `{PRIVATE}`; without it the log can only be read",
        )
    signer = Signer(origin, secrets.token_bytes(32))
    with saying(SIGNING_KEY):
        disk.write_file(path, f"{signer.secret}\n".encode(), durable=True, private=True)
    return signer
