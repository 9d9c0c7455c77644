"""What do the pages, the API and the decide path of one process share?

One desk a process: the store, the engines that follow the logs, and the published logs. It answers the questions of
the decide path (`troth.web.fast.desk.Desk`) from memory.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.db import connections

from troth.store import subjects
from troth.store.following import Following
from troth.store.key_uses import KeyUses
from troth.store.publishing import Publications
from troth.web import installed
from troth.web.fast.desk import Grant

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from troth.decisions import Engine
    from troth.store.opened import Store
    from troth.subjects.directory import Found
    from troth.subjects.identifiers import Identifier
    from troth.words import OrganisationId

_BURST = 2
"""How many seconds' worth of requests a key may send at once."""


class StoreDesk:
    """The desk over the store."""

    def __init__(self, store: Store, logs: Path) -> None:
        self.store = store
        self.following = Following(store)
        self.publications = Publications(store, logs)
        self.uses = KeyUses(store)
        self._grants: dict[str, Grant] = {}

    def grant(self, token: str) -> Grant | None:
        """What a key may do now. That it was used is noted: also where a scope or the rate refuses it then."""
        key = self.following.key(token)
        if key is None:
            return None
        self.uses.note(key.id)
        found = self._grants.get(key.id)
        if found is None:
            scopes = frozenset(scope.value for scope in key.scopes)
            found = Grant(key.id, key.organisation, scopes, float(key.rate), float(key.rate * _BURST))
            self._grants[key.id] = found
        return found

    def engine(self, organisation: OrganisationId) -> Engine | None:
        """The organisation's engine; None while it is not loaded."""
        return self.following.engine(organisation)

    async def find(self, organisation: OrganisationId, identifier: Identifier) -> Found:
        """Whom the identifier points at; asked of the database in a thread of its own."""
        return await sync_to_async(self._find, thread_sensitive=False)(organisation, identifier)

    def _find(self, organisation: OrganisationId, identifier: Identifier) -> Found:
        try:
            return subjects.find(self.store, organisation, identifier)
        finally:
            # The thread goes on, and no request ends in it: its connection would never go back to the pool.
            connections.close_all()

    def is_ready(self) -> Sequence[str]:
        """What is not ready yet."""
        missing = [] if self.following.is_ready else ["the engines are being loaded"]
        if self.following.behind_since is not None:
            missing.append("the database does not answer")
        return missing

    def metrics(self) -> bytes:
        """Sizes of the logs that were read, and whether this process is in step."""
        behind = 0 if self.following.behind_since is None else 1
        lines = [
            "# HELP troth_following_behind Whether the last look at the logs failed.",
            "# TYPE troth_following_behind gauge",
            f"troth_following_behind {behind}",
            "# HELP troth_log_entries Entries of an organisation's log that this process has read.",
            "# TYPE troth_log_entries gauge",
            *(f'troth_log_entries{{organisation="{name}"}} {size}' for name, size in self.following.sizes().items()),
        ]
        return ("\n".join(lines) + "\n").encode()

    def log_folder(self, organisation: OrganisationId) -> Path | None:
        """The folder of the organisation's published log; None where there is none."""
        folder = self.publications.folder(organisation)
        return folder if organisation in self.following.sizes() else None


@functools.cache
def desk() -> StoreDesk:
    """The desk of this process."""
    return StoreDesk(installed.store(), installed.settings().logs)
