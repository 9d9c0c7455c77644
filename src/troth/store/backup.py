"""How is everything that an installation knows put into one file?

1. The file is a ZIP archive: a part for each table, in JSON lines, and last `manifest.json`. It says nothing about the
   kind of database, so that what was SQLite can become PostgreSQL, and back.
2. All parts are of one moment: they are read within one transaction, while the server goes on.
3. The manifest says the form of the file and of the tables, how many rows each part has and its SHA-256, where each log
   ends, and which key it all hangs on. It carries a code made with that key (HMAC-SHA256), so that a file that was
   changed, or was made up, is told from one that troth wrote.
4. INVARIANT: the installation's key is never in it. Without the key the file opens nothing, and with the file alone
   nobody is identified, but for the staff's addresses.
5. The file appears under its name when it is whole, readable by its owner only, and never in place of another.

What it leaves out: sessions, counters, one-time links and codes, which nobody should come back to; the published log,
which is made from the rows again; the key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- the decoder resolves annotations at run time
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

import troth
from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence.disk import disk_failure
from troth.store.failures import saying_database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.db.models import Model

    from troth.installation import InstallationKey
    from troth.store.opened import Store

FORMAT = 1
MANIFEST = "manifest.json"
_AT_ONCE = 2000

KEPT = (
    "auth.User",
    "account.EmailAddress",
    "mfa.Authenticator",
    "socialaccount.SocialAccount",
    "store.Installation",
    "store.Organisation",
    "store.LogHead",
    "store.LogEntry",
    "store.PolicyVersion",
    "store.PolicyProposal",
    "store.ProposalStep",
    "store.EstateVersion",
    "store.DataHold",
    "store.RequestCase",
    "store.RequestStep",
    "store.Subject",
    "store.SubjectIdentifier",
    "store.ShownText",
    "store.ChoiceEvent",
    "store.SuppressionEntry",
    "store.Membership",
    "store.ApiKey",
    "store.IdempotentAnswer",
)
"""The tables of a backup, each behind those that it refers to."""
LEFT_OUT = (
    "account.EmailConfirmation",
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
    "sessions.Session",
    "socialaccount.SocialApp",
    "socialaccount.SocialToken",
    "store.Invitation",
    "store.OneTimeProof",
)
"""The tables that no backup has: what Django fills itself, what nobody uses, sessions and one-time links."""


class Part(msgspec.Struct, frozen=True):
    """A table of a backup: its rows, and the SHA-256 of its lines."""

    rows: int
    sha256: str


class LogEnd(msgspec.Struct, frozen=True):
    """Where a log ends: its size, and the leaf hash of its last entry."""

    size: int
    head: str


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says about itself."""

    format: int
    troth: str
    made_at: datetime
    key_fingerprint: str
    schema: dict[str, list[str]]
    parts: dict[str, Part]
    logs: dict[str, LogEnd]


@dataclass(slots=True)
class Counted:
    """How much of long work is done, told to whoever watches."""

    total: int
    tell: Callable[[int, int], None]
    done: int = 0

    def add(self, rows: int) -> None:
        """So many rows more are done."""
        self.done += rows
        self.tell(self.done, self.total)


def untold(_done: int, _of: int) -> None:
    """What is told of progress where nobody watches."""


def back_up(store: Store, target: Path, progress: Callable[[int, int], None] = untold) -> Manifest:
    """Write everything into the file `target`; what stands in its manifest. `progress` is told rows done and in all.

    Raises:
        WrongUse: `backup.file-exists`.
        OutsideWorldFailed: the database does not answer, or the disk fails; then there is no file.
    """
    if target.exists():
        raise _file_exists()
    waiting = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with saying_database(), _one_moment():
            manifest = _write(store, waiting, progress)
        os.link(waiting, target)  # fails where somebody else made one meanwhile
        _sync(target.absolute().parent)
    except FileExistsError:
        raise _file_exists() from None
    except OSError as error:
        raise disk_failure(error, target.name) from error
    finally:
        waiting.unlink(missing_ok=True)
    return manifest


def code_of(key: InstallationKey, manifest: bytes) -> str:
    """The code by which a manifest is known to be ours."""
    return hmac.digest(key.derived("mark backups"), manifest, hashlib.sha256).hex()


def tables() -> dict[str, type[Model]]:
    """The tables of a backup that this installation has, in the order in which they are written and read."""
    from django.apps import apps

    found = {}
    for label in KEPT:
        app, name = label.split(".")
        if apps.is_installed(apps.get_app_config(app).name if app in apps.app_configs else app):
            found[label.lower()] = apps.get_model(app, name)
    return found


def schema_of(labels: Iterator[str] | list[str]) -> dict[str, list[str]]:
    """The migrations that the tables of these labels have been through, by application."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = MigrationRecorder(connection).applied_migrations()
    named = {label.partition(".")[0] for label in labels}
    return {app: sorted(name for owner, name in applied if owner == app) for app in sorted(named)}


def columns(model: type[Model]) -> list[str]:
    """The columns of a table, as a line of its part has them."""
    return [field.attname for field in model._meta.concrete_fields]  # noqa: SLF001 -- Django's public way to ask


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees one moment, reads only, and keeps nobody from writing."""
    from django.db import connection, transaction

    if connection.vendor == "sqlite":
        # Django would begin one that writes, and lock everybody out.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _write(store: Store, file: Path, progress: Callable[[int, int], None]) -> Manifest:
    from troth.store.models import LogHead

    models = tables()
    counts = {label: model._default_manager.count() for label, model in models.items()}  # noqa: SLF001 -- Django's public way to ask
    count = Counted(sum(counts.values()), progress)
    parts: dict[str, Part] = {}
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
            for label, model in models.items():
                if counts[label]:
                    parts[label] = _write_part(archive, label, model, count)
            logs = {row.organisation_id: LogEnd(row.size, bytes(row.previous).hex()) for row in LogHead.objects.all()}
            manifest = Manifest(
                format=FORMAT,
                troth=troth.__version__,
                made_at=store.clock.now(),
                key_fingerprint=store.key.fingerprint,
                schema=schema_of(list(parts)),
                parts=parts,
                logs=logs,
            )
            written = msgspec.json.format(msgspec.json.encode(manifest, order="sorted"), indent=1)
            archive.comment = code_of(store.key, written).encode()
            archive.writestr(MANIFEST, written)
        raw.flush()
        os.fsync(raw.fileno())
    return manifest


def _write_part(archive: zipfile.ZipFile, label: str, model: type[Model], count: Counted) -> Part:
    names = columns(model)
    encode = msgspec.json.Encoder(enc_hook=_plain).encode
    digest, rows = hashlib.sha256(), 0
    found = model._default_manager.order_by("pk").values_list(*names).iterator(chunk_size=_AT_ONCE)  # noqa: SLF001 -- Django's public way to ask
    with archive.open(f"{label}.jsonl", "w", force_zip64=True) as part:
        while chunk := list(islice(found, _AT_ONCE)):
            lines = b"".join(encode(dict(zip(names, row, strict=True))) + b"\n" for row in chunk)
            digest.update(lines)
            part.write(lines)
            rows += len(chunk)
            count.add(len(chunk))
    return Part(rows, digest.hexdigest())


def _plain(value: Any) -> Any:
    """What JSON has no word for: octets that PostgreSQL gives as a view."""
    if isinstance(value, memoryview):
        return bytes(value)
    raise TypeError(type(value).__name__)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _file_exists() -> WrongUse:
    return WrongUse(
        "there is a file of this name already, and a backup never takes another's place",
        id="backup.file-exists",
        help="name a file that is not there, such as one with the date in its name",
    )


def damaged(what: str) -> OutsideWorldFailed:
    """A backup that is not what troth wrote."""
    return OutsideWorldFailed(
        f"the backup cannot be used: {what}",
        id="backup.damaged",
        help="take another copy of it, or an earlier backup; nothing was restored",
    )
