"""What time is it, and what is this thing's new identifier?

The only module that asks the machine. Everything else is given a `Clock`, so that a test, a replay or a legal deadline
can be run at any moment.

1. Times are aware and in UTC, with whole microseconds.
2. A clock never goes backwards within a process: where the machine's does, the last time given is given again.
3. Identifiers are 128 bits, ordered by time (RFC 9562, version 7), in lower-case hexadecimal without hyphens.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Gives the time and new identifiers."""

    def now(self) -> datetime:
        """The time: aware, UTC, never before a time given earlier."""

    def new_id(self) -> str:
        """A new identifier: 32 hexadecimal digits, ordered by time."""


def _time_ordered_id(at: datetime, random_bits: int) -> str:
    """RFC 9562 section 5.7: 48 bits of milliseconds, version 7, 74 random bits, variant 10."""
    milliseconds = int(at.timestamp() * 1000) & ((1 << 48) - 1)
    high = (milliseconds << 16) | (7 << 12) | (random_bits >> 62 & 0xFFF)
    low = (0b10 << 62) | (random_bits & ((1 << 62) - 1))
    return f"{high:016x}{low:016x}"


@dataclass(slots=True)
class SystemClock:
    """The machine's own time and randomness."""

    _latest: datetime = field(default=datetime.min.replace(tzinfo=UTC))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> datetime:
        """The machine's time, held still where the machine's clock was set back."""
        with self._lock:
            self._latest = max(self._latest, datetime.now(UTC))  # noqa: TID251 -- the one place that may ask
            return self._latest

    def new_id(self) -> str:
        """A new identifier from the machine's randomness."""
        return _time_ordered_id(self.now(), secrets.randbits(74))


@dataclass(slots=True)
class SetClock:
    """A clock for tests, demonstrations and replays: it stands still until it is moved, and its ids repeat."""

    at: datetime
    _issued: int = 0

    def now(self) -> datetime:
        """The time it was set to."""
        return self.at

    def new_id(self) -> str:
        """The next identifier of a fixed series."""
        self._issued += 1
        return _time_ordered_id(self.at, self._issued)

    def advance(self, by: timedelta) -> None:
        """Move on; a negative step sets the clock back, as a machine's clock can be."""
        self.at += by
