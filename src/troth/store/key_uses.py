"""When was a program's key last used, and what does it cost to know?

Asking for a decision must not wait for a table, and must not write to one. Rules:

1. Whoever answers a request notes the key's id in memory, which is all that is done while somebody waits.
2. The worker looks at the notes every few minutes (`LOOKED`), which dates them: a time is right within that.
3. A key's row is written at most once an hour (`WRITTEN`) by each process, and once more when the process ends. So the
   time that is shown may be an hour behind; a process that is killed loses an hour at most.
4. A row's time only goes forward, whichever process writes it. It is no change about the key: no entry tells of it.

What it leaves out: what a key was used for. The rate and the log of answers say more, and of no key in particular.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from troth.store.failures import saying_database
from troth.store.models import ApiKey

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from troth.store.opened import Store

LOOKED = timedelta(minutes=5)
WRITTEN = timedelta(hours=1)


class KeyUses:
    """The notes of one process. `note` is safe from any thread; the rest is one thread's."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noted: set[str] = set()
        self._last: dict[str, datetime] = {}
        self._written_at: dict[str, datetime] = {}
        self.note = self._noted.add
        """Note that a key was used, by its id: a set's own method, for it is called for each request."""

    def look(self) -> int:
        """Date what was noted, and write what is due; how many keys were written.

        Raises:
            OutsideWorldFailed: the database does not answer; what is due is written at the next look.
        """
        now = self._dated()
        due = [each for each in self._last if now - self._written_at.get(each, now - WRITTEN) >= WRITTEN]
        return self._write(due, now)

    def end(self) -> int:
        """Write all that was noted and not written, due or not; how many keys were."""
        now = self._dated()
        return self._write(list(self._last), now)

    def _dated(self) -> datetime:
        now = self._store.clock.now()
        # One at a time: a key that is noted meanwhile stays for the next look, and none is lost.
        while self._noted:
            self._last[self._noted.pop()] = now
        return now

    def _write(self, due: Iterable[str], now: datetime) -> int:
        by_time: defaultdict[datetime, list[str]] = defaultdict(list)
        for each in due:
            by_time[self._last[each]].append(each)
        written = 0
        for at, ids in by_time.items():
            with saying_database():
                rows = ApiKey.objects.filter(Q(last_used_at=None) | Q(last_used_at__lt=at), id__in=ids)
                written += rows.update(last_used_at=at)
            for each in ids:
                del self._last[each]
                self._written_at[each] = now
        return written
