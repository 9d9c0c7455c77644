"""What went wrong with the database, in words that say what to do?

A database's own errors repeat values, so none is passed on: each becomes a deliberate one, with nothing personal in it.

1. Locked or busy: nothing was done, and trying again may help.
2. Full: nothing was done.
3. Its disk failed: nothing was done.
4. Away: nothing was done, or nobody knows; a request with an idempotency key may simply be sent again.
5. A connection that failed is given up, so that the next question opens another: threads of our own have nobody who
   would do that for them.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from troth.errors import OutsideWorldFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

_FULL = ("disk is full", "disk full", "no space left", "could not extend")
_DISK = ("disk i/o error",)
_BUSY = ("locked", "busy", "lock timeout", "deadlock", "lock not available", "could not serialize")


class DatabaseBusy(OutsideWorldFailed):
    """The database is held by somebody else for longer than we wait."""


class DatabaseFull(OutsideWorldFailed):
    """The database has no room."""


class DatabaseDiskFailed(OutsideWorldFailed):
    """The disk below the database failed: quotas and limits of file sizes come as this too."""


class DatabaseAway(OutsideWorldFailed):
    """The database does not answer."""


@contextmanager
def saying_database() -> Iterator[None]:
    """Turns what the database says into deliberate errors."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if not connection.in_atomic_block:
            connection.close()
        raise _told(error) from error


def is_database_error(error: BaseException) -> bool:
    """Whether an error is the database's own; its text may repeat values."""
    return isinstance(error, DatabaseError | InterfaceError)


def _told(error: Exception) -> OutsideWorldFailed:
    text = str(error).lower()
    if any(sign in text for sign in _FULL):
        return DatabaseFull(
            "the database has no room left, and nothing was recorded",
            id="store.full",
            help="make room on its disk, then send the request again",
        )
    if any(sign in text for sign in _BUSY):
        return DatabaseBusy(
            "the database is busy, and nothing was recorded",
            id="store.busy",
            help="send the request again in a moment",
        )
    if any(sign in text for sign in _DISK):
        return DatabaseDiskFailed(
            "the disk below the database failed, and nothing was recorded",
            id="store.disk",
            help="check the disk, its room and its quota, then send the request again",
        )
    return DatabaseAway(
        "the database does not answer",
        id="store.away",
        help="check that it runs and can be reached, then send the request again",
    )
