"""Which installation is open?

A `Store` is what every repository is given first: the installation's key and a clock. The tables are Django's, of the
database that the settings name. Rules:

1. A database is opened with the key that its secrets hang on, and with no other (`installation.other-key`).
2. Opening brings the tables to the form that this version of troth needs, unless that is forbidden.
3. What was deleted or overwritten leaves the disk when the database is swept; until then SQLite's write-ahead log, and
   PostgreSQL's dead rows, may hold it still.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.evidence.recovery import take_lock
from troth.store.failures import saying_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.clock import Clock
    from troth.installation import InstallationKey

_MIGRATING = 7_240_173_016
"""The number by which PostgreSQL knows the lock; any that nobody else uses."""


@dataclass(frozen=True, slots=True)
class Store:
    """An installation's database, open."""

    key: InstallationKey
    clock: Clock

    def wrapping_key(self) -> bytes:
        """Under which the keys of subjects and logs stand."""
        return self.key.derived("wrap keys")


def migrate() -> None:
    """Bring the tables to the form that this version needs; does nothing where they have it.

    Processes that start at once do it one after the other.
    """
    from django.core.management import call_command

    with saying_database(), _alone():
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone() -> Iterator[None]:
    """While no other process brings this database's tables up to date."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with take_lock(Path(connection.settings_dict["NAME"]).parent, wait=True):
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def is_migrated() -> bool:
    """Whether the tables have the form that this version needs."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with saying_database():
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def sweep() -> bool:
    """Take what was deleted or overwritten off the disk (rule 3); whether all of it went, since a reader may hold some.

    Not to be called within a change.
    """
    from django.db import connection

    with saying_database(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return not cursor.fetchone()[0]
        for table in ("store_subject", "store_subjectidentifier", "store_onetimeproof"):
            cursor.execute(f"VACUUM {table}")
        return True


def open_store(key: InstallationKey, clock: Clock) -> Store:
    """The installation's store.

    Raises:
        WrongUse: `installation.other-key`, where the database belongs to another key.
    """
    from troth.store.models import Installation

    with saying_database():
        row, _ = Installation.objects.get_or_create(
            id=1, defaults={"key_fingerprint": key.fingerprint, "created_at": clock.now()}
        )
    if row.key_fingerprint != key.fingerprint:
        raise WrongUse(
            "the database belongs to another installation key than the one given",
            id="installation.other-key",
            help="give the key that this database was made with, by `TROTH_KEY` or `TROTH_KEY_FILE`",
        )
    return Store(key, clock)
