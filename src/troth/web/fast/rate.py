"""How often may a key ask?

A bucket of tokens for each key: it holds `burst` at most and fills by `rate` a second; a request takes one, a large one
more. Rules:

1. Where less than one token is left the request is refused, with the whole seconds until one is there.
2. What a request costs beyond its first token is taken afterwards and may leave the bucket in debt, which later
   requests wait for: how large a request is, is known once it is read.
3. Times are passed in and are those of a monotonic clock: a machine's clock set back refuses nobody.

What it leaves out: sharing buckets between processes. Each process allows a key its rate.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.web.fast.desk import Grant


class Rates:
    """The buckets of all keys; one thread at a time."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, grant: Grant, now: float) -> int:
        """Take a token: 0 where there was one, else the whole seconds until there is."""
        left, at = self._buckets.get(grant.id) or (grant.burst, now)
        left += (now - at) * grant.rate
        left = min(left, grant.burst)
        if left >= 1:
            self._buckets[grant.id] = (left - 1, now)
            return 0
        self._buckets[grant.id] = (left, now)
        return max(1, math.ceil((1 - left) / grant.rate)) if grant.rate > 0 else 3600

    def charge(self, grant: Grant, tokens: float) -> None:
        """Take more tokens for a request that was let through; the bucket may be in debt afterwards."""
        left, at = self._buckets[grant.id]
        self._buckets[grant.id] = (left - tokens, at)
