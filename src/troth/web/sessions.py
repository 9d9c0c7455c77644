"""How is a session kept, so that a stolen copy of the database opens none?

Django's sessions in the database, under a keyed hash of the session's key in place of the key itself. Only the browser
holds the key, and a copy of the table is of no use without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from troth.web import installed

if TYPE_CHECKING:
    from django.contrib.sessions.base_session import AbstractBaseSession

_COLUMN = 40


def hashed(session_key: str | None) -> str:
    """What the table knows a session by: 40 hexadecimal digits."""
    return installed.key().hash_token(f"session {session_key}")[:_COLUMN]


class SessionStore(DatabaseStore):
    """Sessions whose keys are hashed at rest."""

    def _get_session_from_db(self) -> Any:
        return self._of_row(self.model.objects.filter(session_key=hashed(self.session_key)).first())

    async def _aget_session_from_db(self) -> Any:
        return self._of_row(await self.model.objects.filter(session_key=hashed(self.session_key)).afirst())

    def _of_row(self, row: AbstractBaseSession | None) -> AbstractBaseSession | None:
        from django.utils import timezone

        if row is not None and row.expire_date > timezone.now():
            return row
        self._session_key = None
        return None

    def exists(self, session_key: str) -> bool:
        """Whether there is a session of that key."""
        return self.model.objects.filter(session_key=hashed(session_key)).exists()

    async def aexists(self, session_key: str) -> bool:
        """Whether there is a session of that key."""
        return await self.model.objects.filter(session_key=hashed(session_key)).aexists()

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to be saved."""
        row = super().create_model_instance(data)
        row.session_key = hashed(self.session_key)
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to be saved."""
        row = await super().acreate_model_instance(data)
        row.session_key = hashed(self.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """Forget a session: this one, where no key is given."""
        given = session_key or self.session_key
        if given is not None:
            self.model.objects.filter(session_key=hashed(given)).delete()

    async def adelete(self, session_key: str | None = None) -> None:
        """Forget a session: this one, where no key is given."""
        given = session_key or self.session_key
        if given is not None:
            await self.model.objects.filter(session_key=hashed(given)).adelete()
