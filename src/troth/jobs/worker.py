"""What runs beside the pages, how often, and what if it fails?

A worker is one thread with a table of chores, each with the time between two runs. Rules:

1. A chore that fails is logged by its name and the error's id, and runs again at its next time: a database that is away
   for a minute costs a minute.
2. Stopping waits for the chore under way. What it did not come to is done at the next start.
3. Every chore may run in any number of processes at once.
4. Between two chores the thread holds no connection to the database: others may need it, and this one may have died.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from django.db import connections

from troth.errors import TrothError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import timedelta

logger = logging.getLogger("troth.jobs")
_IDLE = 60.0
"""Seconds that a worker without chores sleeps at a time."""


@dataclass(slots=True)
class Chore:
    """Something to be done again and again; `failures` counts those since it last went well."""

    name: str
    every: timedelta
    do: Callable[[], object]
    due: float = 0.0
    runs: int = 0
    failures: int = 0


@dataclass(slots=True)
class Worker:
    """The thread that does the chores."""

    chores: Sequence[Chore]
    _stopping: threading.Event = field(default_factory=threading.Event, repr=False)
    _thread: threading.Thread | None = field(default=None, repr=False)
    _now: str = ""

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread = threading.Thread(target=self.run, name="troth worker", daemon=True)
        self._thread.start()

    def stop(self, wait_seconds: float = 10.0) -> bool:
        """Stop after the chore under way; whether that ended in time."""
        self._stopping.set()
        if self._thread is None:
            return True
        self._thread.join(wait_seconds)
        if self._thread.is_alive():
            logger.warning("a chore was cut off at the end", extra={"chore": self._now or "none"})
            return False
        return True

    def run(self) -> None:
        """Do the chores until `stop`; in the thread that calls this."""
        while not self._stopping.is_set():
            self._stopping.wait(self.run_due())

    def run_due(self) -> float:
        """Do what is due now; the seconds until the next is."""
        for chore in self.chores:
            if self._stopping.is_set():
                return 0.0
            if chore.due <= monotonic():
                self._do(chore)
                chore.due = monotonic() + chore.every.total_seconds()
        return max(0.0, min((chore.due for chore in self.chores), default=monotonic() + _IDLE) - monotonic())

    def _do(self, chore: Chore) -> None:
        try:
            self._now = chore.name
            chore.do()
        except TrothError as error:
            chore.failures += 1
            logger.warning("chore failed", extra={"chore": chore.name, "problem": error.id, "failures": chore.failures})
        except Exception:
            # A defect of ours must not stop the other chores; the formatter of logs leaves values out.
            chore.failures += 1
            logger.exception("chore failed", extra={"chore": chore.name, "failures": chore.failures})
        else:
            chore.runs += 1
            chore.failures = 0
        finally:
            connections.close_all()
