"""Which programs may ask an organisation's policy, and for what?

1. A key belongs to one organisation and carries scopes; what is not among them is refused.
2. Its token is shown once and kept as a keyed hash. It may expire, and it may be revoked: at once here, and within a
   look of the others (`follow_every`) in other processes.
3. To rotate a key is to make one with the same scopes that replaces it; the old one holds on for a while, so that no
   program is cut off in between.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence import Draft
from troth.store.failures import saying_database
from troth.store.models import ApiKey as ApiKeyRow
from troth.store.writing import writing
from troth.words import OrganisationId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.store.opened import Store
    from troth.store.writing import Writing

MADE = "key.made"
REVOKED = "key.revoked"
PREFIX = "troth_"
DEFAULT_RATE = 1000
"""Requests a second on average; where the decide path is a program's inner loop, a snapshot serves better."""
OVERLAP = timedelta(hours=24)
"""For how long a rotated key holds on."""


class Scope(StrEnum):
    """What a key may be used for."""

    DECIDE = "decide"
    CHOICES_READ = "choices:read"
    CHOICES_WRITE = "choices:write"
    SUBJECTS_READ = "subjects:read"
    SUBJECTS_WRITE = "subjects:write"
    NOTICES_READ = "notices:read"
    AUDIENCE = "audience"
    LOG_READ = "log:read"
    SNAPSHOT = "snapshot"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as a list shows it; its token is not in it."""

    id: str
    organisation: OrganisationId
    name: str
    scopes: frozenset[Scope]
    rate: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None
    replaces: str


@dataclass(frozen=True, slots=True)
class _Given:
    """What a key is made of."""

    name: str
    scopes: frozenset[Scope]
    rate: int
    expires_at: datetime | None
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class KeyChanged:
    """The public part of an entry about a key."""

    key: str
    scopes: tuple[str, ...]
    by: str


def make(  # noqa: PLR0913 -- a key is all of these
    store: Store,
    organisation: OrganisationId,
    *,
    name: str,
    scopes: Iterable[Scope],
    by: str,
    rate: int = DEFAULT_RATE,
    expires_at: datetime | None = None,
) -> tuple[ApiKey, str]:
    """A new key, and its token, which is not to be had again."""
    given = _Given(name, frozenset(scopes), rate, expires_at)
    if not given.scopes:
        raise WrongUse("a key without scopes opens nothing", id="keys.no-scopes", help="choose at least one scope")
    with writing(store, organisation) as change:
        return _add(change, given, by)


def rotate(store: Store, organisation: OrganisationId, id_: str, *, by: str) -> tuple[ApiKey, str]:
    """A key that replaces another, which holds on for `OVERLAP`; WrongUse where none holds, or it was replaced."""
    with writing(store, organisation) as change:
        old = _holding(organisation, id_, change.now)
        if ApiKeyRow.objects.filter(organisation=organisation, replaces=id_, revoked_at=None).exists():
            raise WrongUse(
                "this key was replaced already", id="keys.replaced-already", help="rotate the key that replaced it"
            )
        given = _Given(old.name, frozenset(map(Scope, old.scopes)), old.rate, old.expires_at, replaces=id_)
        made = _add(change, given, by)
        until = change.now + OVERLAP
        rows = ApiKeyRow.objects.filter(organisation=organisation, id=id_)
        rows.update(expires_at=until if old.expires_at is None else min(until, old.expires_at))
    return made


def revoke(store: Store, organisation: OrganisationId, id_: str, *, by: str) -> None:
    """End a key now; WrongUse where there is none that holds."""
    with writing(store, organisation) as change:
        row = _holding(organisation, id_, change.now)
        ApiKeyRow.objects.filter(pk=row.pk).update(revoked_at=change.now)
        change.record(Draft(organisation, REVOKED, public=KeyChanged(id_, tuple(row.scopes), by)))


def keys(organisation: OrganisationId) -> tuple[ApiKey, ...]:
    """Every key of an organisation, also those that ended, the newest first."""
    with saying_database():
        rows = ApiKeyRow.objects.filter(organisation=organisation).order_by("-created_at", "-id")
        return tuple(_key(row) for row in rows)


def holding_keys(store: Store) -> dict[str, ApiKey]:
    """Every key that holds now, of all organisations, by the hash of its token: what a server keeps in memory."""
    with saying_database():
        rows = ApiKeyRow.objects.filter(revoked_at=None)
        now = store.clock.now()
        return {row.token_hash: _key(row) for row in rows if row.expires_at is None or row.expires_at > now}


def _add(change: Writing, given: _Given, by: str) -> tuple[ApiKey, str]:
    token = PREFIX + secrets.token_urlsafe(32)
    row = ApiKeyRow.objects.create(
        id=change.store.clock.new_id(),
        organisation_id=change.organisation,
        name=given.name.strip()[:100] or "unnamed",
        token_hash=change.store.key.hash_token(token),
        scopes=sorted(given.scopes),
        rate=given.rate,
        created_at=change.now,
        created_by=by,
        expires_at=given.expires_at,
        replaces=given.replaces,
    )
    change.record(Draft(change.organisation, MADE, public=KeyChanged(row.id, tuple(sorted(given.scopes)), by)))
    return _key(row), token


def _holding(organisation: OrganisationId, id_: str, now: datetime) -> ApiKeyRow:
    row = ApiKeyRow.objects.filter(organisation=organisation, id=id_, revoked_at=None).first()
    if row is None or (row.expires_at is not None and row.expires_at <= now):
        raise WrongUse("there is no key of this id that holds", id="keys.no-such-key", help="look at the list of keys")
    return row


def _key(row: ApiKeyRow) -> ApiKey:
    return ApiKey(
        id=row.id,
        organisation=OrganisationId(row.organisation_id),
        name=row.name,
        scopes=frozenset(map(Scope, row.scopes)),
        rate=row.rate,
        created_at=row.created_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
        replaces=row.replaces,
    )
