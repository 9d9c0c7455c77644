"""What does an auditor take away, to verify at home?

1. A bundle holds the log at one checkpoint: checkpoint, history, public key, tiles and entry bundles. Nothing private.
2. On request it also holds what one subject's entries sealed, opened, with that subject's key, so that the reader can
   see that it is what was sealed. Such a bundle is personal data: it is for that subject, or for whom the law names.
3. It is one zip file, or a folder where the target's name does not end in `.zip`. The same log at the same
   checkpoint gives the same bytes (nothing compressed, no dates, names in order).
4. The target appears whole or not at all.

What it leaves out: the verifier. An auditor brings her own copy of `verify.py`.
"""

from __future__ import annotations

import base64
import shutil
import zipfile
from typing import TYPE_CHECKING

import msgspec

from troth.errors import WrongUse
from troth.evidence.disk import saying
from troth.evidence.publishing import CHECKPOINT, HISTORY, read_history
from troth.evidence.recovery import PUBLIC_KEY
from troth.evidence.stored import StoredTiles
from troth.evidence.tiles import WIDTH, entries_path, frame, tile_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from troth.evidence.checkpoint import Checkpoint
    from troth.evidence.log import Log
    from troth.words import SubjectId

OPENED = "opened.json"
_NO_DATE = (1980, 1, 1, 0, 0, 0)


class Opened(msgspec.Struct, frozen=True):
    """The file of opened payloads: the subject, its key in base64, and what each of its entries sealed."""

    key: str
    payloads: dict[str, msgspec.Raw]
    subject: str


def export_bundle(log: Log, target: Path, *, opened_for: SubjectId | None = None) -> Checkpoint:
    """Write the log as it is now to `target`; the checkpoint that the bundle ends at.

    WrongUse `evidence.target-exists`, or where `opened_for` has no key; OutsideWorldFailed where the disk fails.
    """
    if target.exists():
        raise WrongUse(
            f"`{target}` exists already",
            id="evidence.target-exists",
            help="name a file or folder that is not there yet",
        )
    checkpoint = log.checkpoint()
    parts = _parts(log, checkpoint, opened_for)
    beside = target.with_name(target.name + ".new")
    with saying(target.name):
        try:
            if target.suffix == ".zip":
                _write_zip(beside, parts)
            else:
                _write_folder(beside, parts)
            beside.rename(target)
        except BaseException:
            if beside.is_dir():
                shutil.rmtree(beside)
            else:
                beside.unlink(missing_ok=True)
            raise
    return checkpoint


def _parts(log: Log, checkpoint: Checkpoint, subject: SubjectId | None) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file, in the order of the bundle; read one at a time."""
    history = (log.path / HISTORY).read_text(encoding="utf-8")
    kept = [note for note in read_history(history) if int(note.split("\n", 2)[1]) <= checkpoint.size]
    yield CHECKPOINT, checkpoint.note.encode()
    yield HISTORY, "".join(f"{note}\n" for note in kept).encode()
    if subject is not None:
        yield OPENED, _opened(log, checkpoint, subject)
    yield PUBLIC_KEY, f"{log.verifier}\n".encode()
    stored = StoredTiles(log.path, {})
    level, count = 0, checkpoint.size
    while count:
        for index, width in _widths(count):
            yield tile_path(level, index, width), stored.hashes(level, index, width)
        level, count = level + 1, count // WIDTH
    for index, width in _widths(checkpoint.size):
        yield entries_path(index, width), b"".join(map(frame, stored.entries(index, width)))


def _widths(count: int) -> Iterator[tuple[int, int]]:
    for index in range(-(-count // WIDTH)):
        yield index, min(WIDTH, count - index * WIDTH)


def _opened(log: Log, checkpoint: Checkpoint, subject: SubjectId) -> bytes:
    key = base64.b64encode(log.export_key(subject)).decode()
    payloads = {
        str(entry.index): msgspec.Raw(log.open_sealed(entry))
        for entry in log.entries(0, checkpoint.size)
        if entry.subject == subject and entry.sealed
    }
    return msgspec.json.encode(Opened(key, payloads, subject))


def _write_zip(path: Path, parts: Iterator[tuple[str, bytes]]) -> None:
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in parts:
            bundle.writestr(zipfile.ZipInfo(name, _NO_DATE), data)


def _write_folder(path: Path, parts: Iterator[tuple[str, bytes]]) -> None:
    for name, data in parts:
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
