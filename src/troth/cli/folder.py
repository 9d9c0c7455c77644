"""How do the files of a draft come into a folder: all of them, or none?

1. Each is written beside its place first, under a hidden name. A disk that is full, or an interrupt, leaves what was
   there before as it was, and takes away what was begun; so it does with a folder that was made for it.
2. Then they take their places, the policy last: where it is, all of them are. An interrupt waits until that is done.

What it leaves out: a machine that stops between two of these last steps; reading once more makes the same files.
"""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_HALF = ".{name}.half"


def write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by their names, the last one last.

    Raises:
        OutsideWorldFailed: `read.unwritable`; nothing is changed.
    """
    halves = {name: folder / _HALF.format(name=name) for name in files}
    made = _missing(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, octets in files.items():
            halves[name].write_bytes(octets)
        with _undisturbed():
            for name, half in halves.items():
                half.replace(folder / name)
            made = []
    except OSError as error:
        raise OutsideWorldFailed(
            f"`{folder}` cannot be written: {(error.strerror or 'the disk refused').lower()}",
            id="read.unwritable",
            help="name a folder that may be written to, on a disk with room",
        ) from error
    finally:
        for half in halves.values():
            with suppress(OSError):
                half.unlink(missing_ok=True)
        for each in made:
            with suppress(OSError):
                each.rmdir()


def _missing(folder: Path) -> list[Path]:
    """The folders that would have to be made, innermost first."""
    return [each for each in (folder, *folder.parents) if not each.exists()]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A few steps that an interrupt from the keyboard does not part."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
