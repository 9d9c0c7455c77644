"""How are bytes put where a crash, a full disk or another process cannot spoil them?

All changes that the evidence stage makes to files go through a `Disk`, so that a test can stop at any byte.

1. A file that appears under its name is whole: it is written beside, then renamed over (`write_file`).
2. Durable means: the bytes, and where the file is new its folder, are synced before the call returns.
3. A failure of the disk is an `OutsideWorldFailed`: `evidence.disk-full` where there is no room (ENOSPC, EDQUOT,
   EFBIG), `evidence.write-failed` otherwise. Neither names anything but the file.

What it leaves out: what is written.
"""

from __future__ import annotations

import contextlib
import errno
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_SYNCS_AT_ONCE = 16
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def disk_failure(error: OSError, place: str) -> OutsideWorldFailed:
    """The failure of the disk while `place` was written, as this stage says it."""
    if error.errno in _NO_ROOM:
        return OutsideWorldFailed(
            f"there is no room left to write `{place}`, and nothing was changed",
            id="evidence.disk-full",
            help="free some space, then try again",
        )
    return OutsideWorldFailed(
        f"`{place}` could not be written: {os.strerror(error.errno or 0).lower()}",
        id="evidence.write-failed",
        help="check that the disk is well and that this user may write there, then open the log again",
    )


@contextlib.contextmanager
def saying(place: str) -> Iterator[None]:
    """Turn a failure of the disk within into this stage's own."""
    try:
        yield
    except OSError as error:
        raise disk_failure(error, place) from error


class Disk:
    """The real disk."""

    def open(self, path: Path, *, private: bool = False) -> int:
        """A descriptor to read and append, of a file made if need be (mode 0600 where private)."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600 if private else 0o644)

    def append(self, descriptor: int, data: bytes) -> None:
        """Write all of `data` at the end."""
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]

    def overwrite(self, descriptor: int, offset: int, data: bytes) -> None:
        """Write `data` over what is there; the descriptor must not be one that appends."""
        os.pwrite(descriptor, data, offset)

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(descriptor, size)

    def sync(self, descriptor: int) -> None:
        """Wait until what was written is durable."""
        os.fdatasync(descriptor)

    def sync_path(self, path: Path) -> None:
        """Wait until a file or folder that was written earlier is durable."""
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sync_paths(self, paths: Collection[Path]) -> None:
        """Wait until all of these are durable: together, since a file system then commits them together."""
        with ThreadPoolExecutor(min(_SYNCS_AT_ONCE, len(paths)), "troth-sync") as pool:
            list(pool.map(self.sync_path, paths))

    def make_folder(self, path: Path, *, private: bool = False) -> None:
        """Make a folder and those above it, if they are not there."""
        path.mkdir(mode=0o700 if private else 0o755, parents=True, exist_ok=True)

    def rename(self, source: Path, target: Path) -> None:
        """Put `source` under the name `target` in one step."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        """Remove a folder of files, if it is there."""
        if path.is_dir():
            for file in list(path.iterdir()):
                self.remove(file)
            path.rmdir()

    def write_file(self, path: Path, data: bytes, *, durable: bool, private: bool = False) -> None:
        """Make `path` hold `data`: never half of it, and never a mix with what it held before."""
        beside = path.with_name(path.name + ".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
        try:
            descriptor = os.open(beside, flags, 0o600 if private else 0o644)
        except FileNotFoundError:
            self.make_folder(path.parent)
            descriptor = os.open(beside, flags, 0o600 if private else 0o644)
        try:
            self.append(descriptor, data)
            if durable:
                self.sync(descriptor)
        finally:
            os.close(descriptor)
        self.rename(beside, path)
        if durable:
            self.sync_path(path.parent)
