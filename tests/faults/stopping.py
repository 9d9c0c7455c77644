"""A disk that stops: after so many bytes and steps, or between two of its operations."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from troth.evidence.disk import Disk

if TYPE_CHECKING:
    from collections.abc import Collection


class Stopped(BaseException):
    """The machine stopped: nothing that follows is carried out."""


class StoppingDisk(Disk):
    """Carries out so many bytes and steps, then no more: the write it stops in is cut short at that byte.

    It also knows what was not synced, so that a power cut can take that away.
    """

    def __init__(self, steps: int | None = None) -> None:
        self.left = sys.maxsize if steps is None else steps
        self.done = 0
        self.unsynced: dict[Path, int] = {}

    def _step(self, wanted: int = 1) -> int:
        given = min(wanted, self.left)
        self.left -= given
        self.done += given
        return given

    def _step_or_stop(self) -> None:
        if not self._step():
            raise Stopped

    def append(self, descriptor: int, data: bytes) -> None:
        self.unsynced.setdefault(self._path(descriptor), os.fstat(descriptor).st_size)
        given = self._step(len(data))
        super().append(descriptor, data[:given])
        if given < len(data):
            raise Stopped

    def overwrite(self, descriptor: int, offset: int, data: bytes) -> None:
        given = self._step(len(data))
        super().overwrite(descriptor, offset, data[:given])
        if given < len(data):
            raise Stopped

    def sync(self, descriptor: int) -> None:
        self._step_or_stop()
        self.unsynced.pop(self._path(descriptor), None)

    def sync_path(self, path: Path) -> None:
        self._step_or_stop()
        self.unsynced.pop(path, None)

    def sync_paths(self, paths: Collection[Path]) -> None:
        for path in paths:
            self.sync_path(path)

    def truncate(self, descriptor: int, size: int) -> None:
        self._step_or_stop()
        super().truncate(descriptor, size)

    def rename(self, source: Path, target: Path) -> None:
        self._step_or_stop()
        super().rename(source, target)
        if source in self.unsynced:
            self.unsynced[target] = self.unsynced.pop(source)

    def remove(self, path: Path) -> None:
        self._step_or_stop()
        super().remove(path)

    def make_folder(self, path: Path, *, private: bool = False) -> None:
        self._step_or_stop()
        super().make_folder(path, private=private)

    def cut_power(self) -> None:
        """Take away whatever was written and not synced."""
        for path, size in self.unsynced.items():
            if path.exists():
                os.truncate(path, size)

    @staticmethod
    def _path(descriptor: int) -> Path:
        return Path(f"/proc/self/fd/{descriptor}").readlink()


class OperationsDisk(StoppingDisk):
    """Carries out so many operations; the one that it stops in is not done, or half done where it writes."""

    def _step(self, wanted: int = 1) -> int:
        if not self.left:
            return wanted // 2
        self.left -= 1
        self.done += 1
        return wanted
