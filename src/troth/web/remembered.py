"""What was made of values that hardly ever change, made once for as long as they stay the same?

A policy and a notice are large, are read-only, and are the same objects from one request to the next, until another is
published. What is made of them is remembered by their identity: objects that are read anew are answered rightly, only
not at once.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Remembers what was made of the values asked for last; safe to use from many threads."""

    def __init__(self, most: int) -> None:
        """`most` things are remembered; the one that was not asked for the longest time goes first."""
        self._most = most
        self._made: OrderedDict[tuple[object, ...], tuple[tuple[object, ...], Made]] = OrderedDict()
        self._lock = Lock()

    def get(self, make: Callable[[], Made], *values: object, under: tuple[str, ...] = ()) -> Made:
        """What `make` makes of these objects and texts. Two threads that ask at once may both make it."""
        key = (*map(id, values), *under)
        with self._lock:
            known = self._made.get(key)
            if known is not None:
                self._made.move_to_end(key)
                return known[1]
        made = make()
        with self._lock:
            # INVARIANT: the objects are kept beside what was made of them, so that no other can take their identity.
            self._made[key] = (values, made)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
