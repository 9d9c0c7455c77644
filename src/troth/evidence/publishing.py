"""How does what the journal holds become the files that others read?

1. A tile or bundle that is full is written at once, whole and under its final name, but not synced: the journal still
   holds its entries.
2. To publish is, in this order: sync the full tiles written since the last time; write the partial tiles of this size,
   durable; rename the new `checkpoint` into place; add it to `checkpoints`, the history; start the journal anew. A
   crash between any two leaves a state that verifies, and opening the log does the rest again.
3. Where the disk is full, what could not be written waits in memory and is tried again: the entries are in the
   journal, so nothing that was acknowledged is at risk.
4. A partial tile is removed only once the full one is durable: until then an earlier checkpoint rests on it.

What it leaves out: when to publish (`troth.evidence.log`).
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from troth.evidence.disk import Disk, saying
from troth.evidence.tiles import WIDTH, Tile, entries_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from troth.evidence.checkpoint import Checkpoint, Verifier

CHECKPOINT = "checkpoint"
HISTORY = "checkpoints"
_GAP = "\n"
"""Between two notes of the history: each ends in a newline, so that an empty line follows its signatures."""
_SIGNATURE = "\N{EM DASH} ".encode()
_HISTORY_TAIL = 65_536


def read_history(text: str) -> list[str]:
    """The whole notes of a history, the oldest first."""
    parts = text.split("\n\n")[:-1]
    return [f"{body}\n\n{signatures}\n" for body, signatures in zip(parts[0::2], parts[1::2], strict=False)]


def last_of_history(data: bytes) -> tuple[str, int]:
    """The last whole note of a history, and the number of bytes up to its end; "" and 0 where there is none.

    Parts between empty lines are in turn a text and its signatures; the last part is what follows the last whole note,
    or what a crash left of one.
    """
    parts = data.split(b"\n\n")
    for at in range(len(parts) - 2, 0, -1):
        if parts[at].startswith(_SIGNATURE):
            whole = sum(map(len, parts[: at + 1])) + 2 * (at + 1)
            return (parts[at - 1] + b"\n\n" + parts[at] + b"\n").decode(), whole
    return "", 0


def _named(tiles: Iterable[Tile], bundles: Iterable[tuple[int, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Full tiles and bundles with their paths: entries before the hashes that speak of them."""
    yield from ((entries_path(index), data) for index, data in bundles)
    yield from ((tile.path, tile.data) for tile in tiles)


class Publisher:
    """Writes the published files of one log; one thread at a time."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder = folder
        self._disk = disk
        self.waiting: dict[str, bytes] = {}
        self._unsynced: set[str] = set()

    def add_full(self, tiles: Iterable[Tile], bundles: Iterable[tuple[int, bytes]]) -> None:
        """Write full tiles, and bundles by index; what the disk does not take waits."""
        self.waiting.update(_named(tiles, bundles))
        with contextlib.suppress(OSError):  # what could not be written is still waiting, and `publish` says why
            self._write_waiting()

    def write_full(self, tiles: Iterable[Tile], bundles: Iterable[tuple[int, bytes]]) -> None:
        """Write full tiles, and bundles by index; where the disk does not take them nothing waits, and it says why."""
        with saying("tile"):
            for name, data in _named(tiles, bundles):
                self._disk.write_file(self._folder / name, data, durable=False)
                self._unsynced.add(name)

    def forget_partials(self) -> None:
        """Drop what a publication that failed left to be done for its own size: another one may have removed it."""
        self.waiting.clear()
        self._unsynced = {name for name in self._unsynced if ".p/" not in name}

    def publish(self, checkpoint: Checkpoint, partials: Sequence[Tile], bundle: bytes) -> None:
        """Make `checkpoint` the published one; `bundle` is the partial bundle of its size, empty if there is none."""
        for tile in partials:
            self.waiting[tile.path] = tile.data
        if bundle:
            self.waiting[entries_path(checkpoint.size // WIDTH, checkpoint.size % WIDTH)] = bundle
        with saying("tile"):
            self._write_waiting()
            paths = {self._folder / name for name in self._unsynced}
            folders = {above for path in paths for above in path.parents if above.is_relative_to(self._folder)}
            self._disk.sync_paths(sorted(paths | folders | {self._folder}))
        with saying(CHECKPOINT):
            self._disk.write_file(self._folder / CHECKPOINT, checkpoint.note.encode(), durable=True)
        self.add_to_history(checkpoint)
        with saying("tile"):
            for name in self._unsynced:
                if ".p/" not in name:
                    self._disk.remove_folder(self._folder / f"{name}.p")
        self._unsynced.clear()

    def add_to_history(self, checkpoint: Checkpoint) -> None:
        """Add a note to the history, unless it is the last one there; a note that was cut short is cut off first."""
        with saying(HISTORY):
            history = self._disk.open(self._folder / HISTORY)
            try:
                size = os.fstat(history).st_size
                skipped = max(0, size - _HISTORY_TAIL)
                last, whole = last_of_history(os.pread(history, _HISTORY_TAIL, skipped))
                if last == checkpoint.note:
                    return
                if skipped + whole < size:
                    self._disk.truncate(history, skipped + whole)
                self._disk.append(history, (checkpoint.note + _GAP).encode())
                self._disk.sync(history)
            finally:
                os.close(history)

    def last_in_history(self, verifier: Verifier) -> Checkpoint | None:
        """The last whole note of the history; None where there is none, or its signature is not the log's."""
        with saying(HISTORY):
            try:
                with (self._folder / HISTORY).open("rb") as history:
                    history.seek(max(0, os.fstat(history.fileno()).st_size - _HISTORY_TAIL))
                    last, _ = last_of_history(history.read())
            except FileNotFoundError:
                return None
        return verifier.read_checkpoint(last)

    def read_checkpoint(self, verifier: Verifier) -> Checkpoint | None:
        """The published checkpoint; None where there is none, or its signature is not the log's."""
        return verifier.read_checkpoint(self.read_note())

    def read_note(self) -> str:
        """The text of the published checkpoint; "" where there is none."""
        try:
            return (self._folder / CHECKPOINT).read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return ""

    def _write_waiting(self) -> None:
        for name in list(self.waiting):
            self._disk.write_file(self._folder / name, self.waiting[name], durable=False)
            self._unsynced.add(name)
            del self.waiting[name]
