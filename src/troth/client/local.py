"""How does a program go on deciding while the server is away?

A local decider holds the latest snapshot and has a thread that fetches the next. Rules:

1. The first snapshot is fetched before it answers anything; where that fails, it does not start.
2. A snapshot that cannot be fetched, is forged or is older changes nothing: what is held is kept, `last_failure` says
   why, and the next turn tries again.
3. `age` says how old the answers are. Who must not decide on old standings asks it, or sets `oldest`: then decisions
   stop, with an error, once it is exceeded.

What it leaves out: words said in the process itself. They go to the server and come back with the next snapshot.
"""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

from troth.client.snapshot import open_snapshot
from troth.clock import SystemClock
from troth.errors import OutsideWorldFailed, TrothError

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Self

    from troth.client.snapshot import Snapshot
    from troth.clock import Clock
    from troth.decisions import Answer, Question
    from troth.evidence import Verifier


class LocalDecider:
    """Decides in the process, from snapshots that it refreshes.

    Args:
        fetch: gives a snapshot as signed: `client.snapshot`.
        verifier: the key of the organisation's log.
        every: seconds between two turns.
        oldest: how old a snapshot may be decided by; None for any age.
        clock: what ages are measured by.
    """

    def __init__(
        self,
        fetch: Callable[[], bytes],
        verifier: Verifier,
        *,
        every: float = 60.0,
        oldest: timedelta | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._fetch, self._verifier, self._every, self._oldest = fetch, verifier, every, oldest
        self._clock = clock or SystemClock()
        self._ending = threading.Event()
        self.last_failure: TrothError | None = None
        self.snapshot: Snapshot = open_snapshot(fetch(), verifier)
        self._thread = threading.Thread(target=self._go_on, name="troth snapshot", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop refreshing. Decisions go on from what is held."""
        self._ending.set()
        self._thread.join()

    def decide(self, subject: str, question: Question) -> Answer:
        """The answer by the snapshot that is held."""
        if self._oldest is not None and self.age() > self._oldest:
            raise OutsideWorldFailed(
                "the snapshot is older than it may be",
                id="client.snapshot-too-old",
                help="see `last_failure` for why it was not refreshed",
            )
        return self.snapshot.decide(subject, question)

    def age(self) -> timedelta:
        """How long ago the snapshot that is held was made."""
        return max(timedelta(), self._clock.now() - self.snapshot.at)

    def refresh(self) -> bool:
        """Fetch the next snapshot now; whether it is held now."""
        try:
            self.snapshot = open_snapshot(self._fetch(), self._verifier, self.snapshot)
        except TrothError as failure:
            self.last_failure = failure
            return False
        self.last_failure = None
        return True

    def _go_on(self) -> None:
        while not self._ending.wait(self._every):
            self.refresh()
