"""How is an entry durable before the tiles that will hold it are?

The journal is the write-ahead file of a log: one record a commit, appended and synced before anybody is told that
the entries are recorded. Tiles are derived from it.

1. The file starts with a line of magic and the number of entries that lie before it (`base`, a multiple of 256).
2. A record is a header, the framed entries, their leaf hashes, and the signed checkpoint of the log after them. The
   header has a checksum of itself and one of the rest.
3. INVARIANT: a record that is cut short was never acknowledged, since records are synced before they are. Opening
   the journal drops it. A whole record whose checksum fails is damage, and is never dropped silently.
4. A record that cannot be written for want of room is cut off again: nothing changed.
5. When tiles and checkpoint are durable, the journal is replaced, in one rename, by one that holds only the entries
   that fill no tile yet.

What it leaves out: what entries and checkpoints mean.
"""

from __future__ import annotations

import os
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence.disk import Disk, disk_failure, saying
from troth.evidence.tiles import unframe
from troth.evidence.tree import HASH_SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FILE_HEAD = struct.Struct(">16sQ")
FILE_MAGIC = b"troth journal 1\n"
RECORD_HEAD = struct.Struct(">4sIIIQII")
"""Magic, bytes of entries, bytes of note, number of entries, index of the first, CRC-32 of the body, of the header."""
RECORD_MAGIC = b"rec1"
_HEAD_CHECKED = RECORD_HEAD.size - 4
_MAX_ENTRIES = 0xFFFFFFFF


def damaged(what: str) -> OutsideWorldFailed:
    """A log that does not hold what it held when it was acknowledged."""
    return OutsideWorldFailed(
        f"the log is damaged: {what}",
        id="evidence.log-damaged",
        help="run `troth log verify` to see which entries are proven, and restore the folder from a copy that verifies",
    )


def broken() -> OutsideWorldFailed:
    """A commit ended in such a way that nobody knows whether the disk holds it."""
    return OutsideWorldFailed(
        "an earlier commit failed, and what the disk holds of it is not known",
        id="evidence.journal-broken",
        help="close the log and open it again: it recovers what was acknowledged",
    )


@dataclass(frozen=True, slots=True)
class Record:
    """One commit: framed entries, their leaf hashes, the index of the first, and the note signed after them."""

    first: int
    frames: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    note: str


def write_record(first: int, frames: Sequence[bytes], hashes: Sequence[bytes], note: str) -> bytes:
    """The bytes of a record; WrongUse `evidence.batch-too-large` where its entries take 4 GiB or more."""
    entries = b"".join(frames)
    if len(entries) > _MAX_ENTRIES:
        raise WrongUse(
            "the entries of one commit take 4 GiB or more",
            id="evidence.batch-too-large",
            help="append them in several batches; a thousand at a time is as fast",
        )
    signed = note.encode()
    body = b"".join((entries, *hashes, signed))
    head = RECORD_HEAD.pack(RECORD_MAGIC, len(entries), len(signed), len(frames), first, zlib.crc32(body), 0)
    return head[:_HEAD_CHECKED] + zlib.crc32(head[:_HEAD_CHECKED]).to_bytes(4, "big") + body


def read_journal(data: bytes) -> tuple[int, list[Record], int]:
    """Base, records, and the number of bytes they take; whatever follows was cut short and never acknowledged.

    OutsideWorldFailed `evidence.log-damaged` where a whole record is not as it was written.
    """
    if len(data) < FILE_HEAD.size or not data.startswith(FILE_MAGIC):
        raise damaged("its journal does not start as a journal does")
    _, base = FILE_HEAD.unpack_from(data)
    records: list[Record] = []
    offset = FILE_HEAD.size
    while offset + RECORD_HEAD.size <= len(data):
        head = RECORD_HEAD.unpack_from(data, offset)
        magic, entry_bytes, note_bytes, count, first, body_check, head_check = head
        if magic != RECORD_MAGIC or zlib.crc32(data[offset : offset + _HEAD_CHECKED]) != head_check:
            raise damaged(f"the header of record {len(records)} of its journal was changed")
        start = offset + RECORD_HEAD.size
        stop = start + entry_bytes + count * HASH_SIZE + note_bytes
        if stop > len(data):
            break
        if zlib.crc32(data[start:stop]) != body_check:
            raise damaged(f"record {len(records)} of its journal was changed")
        hashes_at, note_at = start + entry_bytes, stop - note_bytes
        hashes = tuple(data[at : at + HASH_SIZE] for at in range(hashes_at, note_at, HASH_SIZE))
        frames = tuple(len(entry).to_bytes(2, "big") + entry for entry in unframe(data[start:hashes_at]))
        records.append(Record(first, frames, hashes, data[note_at:stop].decode()))
        offset = stop
    return base, records, offset


class Journal:
    """The open journal of a log; one thread at a time."""

    def __init__(self, path: Path, disk: Disk, base: int, size: int) -> None:
        self._path = path
        self._disk = disk
        self.base = base
        self._size = size
        self._broken = False
        with saying("journal"):
            self._descriptor = disk.open(path)
            if os.fstat(self._descriptor).st_size > size:
                disk.truncate(self._descriptor, size)
                disk.sync(self._descriptor)

    @classmethod
    def start(cls, path: Path, disk: Disk, base: int, record: bytes) -> Journal:
        """Replace the journal at `path` by one that holds this record alone."""
        data = FILE_HEAD.pack(FILE_MAGIC, base) + record
        disk.write_file(path, data, durable=True)
        return cls(path, disk, base, len(data))

    def replace(self, base: int, record: bytes) -> Journal:
        """Close this journal in favour of one that starts at `base` with this record. Where that fails it stays."""
        try:
            newer = Journal.start(self._path, self._disk, base, record)
        except BaseException:
            # Once renamed away, this file is nobody's journal any more: nothing may be acknowledged on it.
            self._broken = self._broken or not os.path.samestat(os.fstat(self._descriptor), self._path.stat())
            raise
        self.close()
        return newer

    def close(self) -> None:
        """Let go of the file; nothing can be appended to this journal any more."""
        self._broken = True  # before the descriptor's number may come to stand for another file
        os.close(self._descriptor)

    def append(self, record: bytes) -> None:
        """Make a record durable; where that fails, the file is as it was and an OutsideWorldFailed says why.

        Where not even that can be had, or where the disk lost what it had taken, nothing is appended any more until the
        log is opened again: after a failed sync nobody knows what the file holds.
        """
        if self._broken:
            raise broken()
        self._broken = True
        try:
            self._disk.append(self._descriptor, record)
            self._disk.sync(self._descriptor)
        except OSError as error:
            with saying("journal"):
                self._disk.truncate(self._descriptor, self._size)
                self._disk.sync(self._descriptor)
            self._broken = False
            raise disk_failure(error, "journal") from error
        self._broken = False
        self._size += len(record)
