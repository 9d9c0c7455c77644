"""How do the engines of all processes come to say the same?

Each process keeps an engine for each organisation, and follows the organisation's log: what an entry tells of is read
from the tables again. Rules:

1. A process that changed something follows at once, before it answers; the others look every `follow_every`
   milliseconds.
2. An entry about a subject makes the engine read what holds for her; the publication of a policy makes a new engine.
   Reading twice does no harm, so that nothing need be remembered but how far was read.
3. A refusal is entered for identifiers, and reaches whoever else has one of them: whom the new entries of the
   suppression list reach is read again too. INVARIANT: changes of one organisation follow one another, so that within
   it a later change has the greater number.
4. What was recorded while an engine was being made is read afterwards: how far the log reached is asked first.
5. An engine that could not be brought up to date goes on with what it knew, and says for how long (`behind_since`).
   The others, and the keys, are brought up to date all the same.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.decisions import Engine
from troth.store import api_keys, organisations, policies
from troth.store.failures import saying_database
from troth.store.models import LogEntry, SubjectIdentifier, SuppressionEntry
from troth.store.prepared import prepare
from troth.store.standings import AT_ONCE, all_standings, standings
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from troth.store.api_keys import ApiKey
    from troth.store.opened import Store
    from troth.words import OrganisationId

_LOOKED_AT = "access."
"""How the kinds of entries begin that tell who looked, and change nothing."""


@prepare
def _between(organisation: str, start: int, stop: int) -> QuerySet[LogEntry, tuple[str, str | None]]:
    rows = LogEntry.objects.filter(organisation=organisation, index__gte=start, index__lt=stop)
    return rows.values_list("kind", "subject")


@prepare
def _behind(organisation: str, number: int) -> QuerySet[SuppressionEntry, tuple[int, str]]:
    rows = SuppressionEntry.objects.filter(id__gt=number, organisation=organisation)
    return rows.values_list("id", "identifier")


@prepare
def _having(organisation: str, identifiers: Sequence[str]) -> QuerySet[SubjectIdentifier, tuple[str]]:
    rows = SubjectIdentifier.objects.filter(organisation=organisation, identifier__in=identifiers)
    return rows.values_list("subject")


@dataclass(slots=True)
class Followed:
    """One organisation's engine, and how much of its log and of its suppression list it has read."""

    engine: Engine | None
    size: int
    entered: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Following:
    """The engines and keys of an installation, in step with its logs. Safe to use from many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._followed: dict[OrganisationId, Followed] = {}
        self._keys: dict[str, ApiKey] = {}
        self._lock = threading.Lock()
        self._ready = False
        self.behind_since: datetime | None = None

    @property
    def is_ready(self) -> bool:
        """Whether everything was read once."""
        return self._ready

    def engine(self, organisation: OrganisationId) -> Engine | None:
        """The organisation's engine; None where it has published no policy, or is not there."""
        followed = self._followed.get(organisation)
        return None if followed is None else followed.engine

    def sizes(self) -> dict[OrganisationId, int]:
        """How much of each organisation's log was read."""
        return {organisation: followed.size for organisation, followed in list(self._followed.items())}

    @contextmanager
    def still(self, organisation: OrganisationId) -> Iterator[Engine | None]:
        """The organisation's engine while nothing brings it up to date.

        For what looks at all subjects at once: they must not move meanwhile. Decisions need no such thing.
        """
        followed = self._followed.get(organisation)
        if followed is None:
            yield None
            return
        with followed.lock:
            yield followed.engine

    def key(self, token: str) -> ApiKey | None:
        """The key that a token is for, where it holds."""
        found = self._keys.get(self._store.key.hash_token(token))
        if found is None or (found.expires_at is not None and found.expires_at <= self._store.clock.now()):
            return None
        return found

    def look(self) -> None:
        """Read what any process recorded since the last look.

        Raises:
            OutsideWorldFailed: the database does not answer; what is known stays, and `behind_since` says since when.
        """
        try:
            # Keys first: one that was revoked ends, whatever else cannot be read.
            self._keys = api_keys.holding_keys(self._store)
            self._follow_all(organisations.sizes())
        except BaseException:
            self.behind_since = self.behind_since or self._store.clock.now()
            raise
        self.behind_since = None
        self._ready = True

    def _follow_all(self, sizes: dict[OrganisationId, int]) -> None:
        failed: list[Exception] = []
        for organisation, size in sizes.items():
            try:
                self.follow(organisation, size)
            except Exception as error:  # noqa: BLE001 -- raised below, once the others were read
                failed.append(error)
        if failed:
            raise failed[0]

    def follow(self, organisation: OrganisationId, size: int | None = None, *, at_least: int | None = None) -> None:
        """Read what was recorded about one organisation.

        `size` is that of its log, asked for where left out; whoever needs a part of it only says so by `at_least`, and
        nothing is asked where that was read meanwhile.
        """
        with self._lock:
            followed = self._followed.setdefault(organisation, Followed(None, 0))
        with followed.lock:
            if at_least is not None and at_least <= followed.size:
                return
            if size is None:
                size = organisations.sizes().get(organisation, 0)
            if size <= followed.size:
                return
            self._read(organisation, followed, size)
            followed.size = size

    def _read(self, organisation: OrganisationId, followed: Followed, size: int) -> None:
        engine = followed.engine
        if engine is not None:
            kinds, about = _told(organisation, followed.size, size)
            if policies.PUBLISHED not in kinds:
                entered, reached = _reached(organisation, followed.entered)
                for subject, choices in standings(organisation, engine.policy, sorted({*about, *reached})):
                    engine.put(subject, choices)
                followed.entered = entered
                return
        published = policies.versions(organisation)
        if published is not None:
            entered = _last_entered()
            followed.engine = Engine(published.policies, all_standings(organisation, published.latest))
            followed.entered = entered


def _told(organisation: OrganisationId, start: int, stop: int) -> tuple[set[str], set[SubjectId]]:
    """Of what the entries tell: their kinds, and the subjects about whom something changed."""
    with saying_database():
        told = set(_between.rows(organisation, start, stop))
    return {kind for kind, _ in told}, {
        SubjectId(subject) for kind, subject in told if subject and not kind.startswith(_LOOKED_AT)
    }


def _last_entered() -> int:
    """The number of the suppression list's last entry."""
    with saying_database():
        return SuppressionEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0


def _reached(organisation: OrganisationId, after: int) -> tuple[int, set[SubjectId]]:
    """The number of the last entry of the suppression list, and whom those behind `after` reach (rule 3)."""
    with saying_database():
        entered = _behind.rows(organisation, after)
        reached: set[SubjectId] = set()
        for start in range(0, len(entered), AT_ONCE):
            part = sorted({identifier for _, identifier in entered[start : start + AT_ONCE]})
            reached.update(SubjectId(each) for (each,) in _having.rows(organisation, part))
    return max((number for number, _ in entered), default=after), reached
