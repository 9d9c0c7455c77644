"""How does a backup become an installation again, or nothing at all?

1. The file is read to its end before anything is changed: its parts against their SHA-256, its manifest against
   the code made with the installation's key, each log entry against the one before it and against where the log ends.
2. It goes into an installation that has no organisation and no account, and whose tables have the form that the file
   names. All of it goes in within one transaction, or nothing.
3. What the published logs show beyond the backup cannot be unsaid. Those entries are taken back into the rows where
   they continue the log, so that it goes on where it stood; what they tell of is lost all the same, and is counted.
4. Whoever was forgotten after the backup was made is known again by it, and is named, so that she is forgotten again.

What it leaves out: the installation's key, which no backup has.
"""

from __future__ import annotations

import hashlib
import hmac
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from troth.errors import WrongUse
from troth.evidence.entry import read_entry
from troth.evidence.publication import Publication
from troth.evidence.publishing import CHECKPOINT
from troth.evidence.stored import StoredTiles
from troth.evidence.tiles import WIDTH
from troth.evidence.tree import HASH_SIZE, leaf_hash
from troth.store.backup import (
    FORMAT,
    MANIFEST,
    Counted,
    LogEnd,
    Manifest,
    code_of,
    columns,
    damaged,
    schema_of,
    tables,
    untold,
)
from troth.store.failures import saying_database
from troth.store.models import LogEntry, LogHead
from troth.store.organisations import signer_of
from troth.store.publishing import head_of
from troth.store.subjects import FORGOTTEN
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from django.db.models import Model

    from troth.installation import InstallationKey
    from troth.store.opened import Store

_AT_ONCE = 2000
_LOG_ENTRIES = "store.logentry"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Who was forgotten after the backup was made, and is to be forgotten again."""

    organisation: OrganisationId
    subject: SubjectId


@dataclass(slots=True)
class Restored:
    """What a restoration did; `since` counts the entries that were published after the backup was made."""

    manifest: Manifest
    since: dict[OrganisationId, int] = field(default_factory=dict)
    forgotten: list[Forgotten] = field(default_factory=list)


@dataclass(slots=True)
class _Chain:
    """Where a log stands while its entries are read one after the other."""

    size: int = 0
    previous: bytes = bytes(HASH_SIZE)
    at: datetime | None = None

    def follow(self, organisation: str, index: int, leaf: bytes) -> bytes:
        """Take the next entry in; its leaf hash. ValueError where it does not follow."""
        entry = read_entry(leaf)
        if (entry.organisation, entry.index, entry.previous) != (organisation, self.size, self.previous):
            raise ValueError
        if index != self.size:
            raise ValueError
        self.size, self.previous, self.at = self.size + 1, leaf_hash(leaf), entry.at
        return self.previous


def check(file: Path, key: InstallationKey, progress: Callable[[int, int], None] = untold) -> Manifest:
    """Read a backup to its end (rule 1); what its manifest says.

    Raises:
        WrongUse: `backup.not-a-backup`, `backup.no-file`, `backup.newer-format`, or `installation.other-key`.
        OutsideWorldFailed: `backup.damaged`.
    """
    with _opened(file) as archive:
        manifest = _manifest(archive, key)
        count = Counted(sum(part.rows for part in manifest.parts.values()), progress)
        chains = {organisation: _Chain() for organisation in manifest.logs}
        for label, part in manifest.parts.items():
            digest, rows = hashlib.sha256(), 0
            for line in _lines(archive, label):
                digest.update(line)
                rows += 1
                if label == _LOG_ENTRIES:
                    _follow(chains, line)
                if rows % _AT_ONCE == 0:
                    count.add(_AT_ONCE)
            if (rows, digest.hexdigest()) != (part.rows, part.sha256):
                raise damaged(f"part `{label}` is not what was written")
            count.add(rows % _AT_ONCE)
    for organisation, end in manifest.logs.items():
        if (chains[organisation].size, chains[organisation].previous.hex()) != (end.size, end.head):
            raise damaged(f"the log of `{organisation}` does not end where the backup says")
    return manifest


def restore(store: Store, file: Path, logs: Path, progress: Callable[[int, int], None] = untold) -> Restored:
    """Put a backup into the empty installation that is open. `logs` is the folder of the published logs.

    Raises:
        WrongUse: as `check`; `restore.not-empty`, `restore.other-tables`, `restore.no-table`.
        OutsideWorldFailed: `backup.damaged`, `evidence.rows-behind`, or the database's own; then nothing was restored.
    """
    from django.db import transaction

    manifest = check(file, store.key)
    restored = Restored(manifest)
    with saying_database(), transaction.atomic(durable=True):
        models = tables()
        _refuse_other_tables(manifest, models)
        _refuse_unless_empty()
        count = Counted(sum(part.rows for part in manifest.parts.values()), progress)
        with _opened(file) as archive:
            for label, part in manifest.parts.items():
                # What was checked is checked again while it is loaded: the file may have been changed in between.
                if _load(archive, label, models[label], count) != part.sha256:
                    raise damaged(f"part `{label}` changed while it was read")
        _number_on(list(models.values()))
        for organisation, end in manifest.logs.items():
            _continue(store, restored, OrganisationId(organisation), end, logs / organisation)
    return restored


def _opened(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except FileNotFoundError:
        raise WrongUse("there is no such file", id="backup.no-file", help="name the file of a backup") from None
    except (zipfile.BadZipFile, OSError) as error:
        raise WrongUse(
            "this is no backup of troth, or only the beginning of one",
            id="backup.not-a-backup",
            help="name a file that `troth backup` wrote; where it was copied, compare the sizes",
        ) from error


def _manifest(archive: zipfile.ZipFile, key: InstallationKey) -> Manifest:
    try:
        written = archive.read(MANIFEST)
        form = msgspec.json.decode(written).get("format")
    except KeyError:
        raise WrongUse(
            "this is no backup of troth: it has no manifest",
            id="backup.not-a-backup",
            help="name a file that `troth backup` wrote",
        ) from None
    except (msgspec.MsgspecError, AttributeError, zipfile.BadZipFile, zlib.error):
        raise damaged("its manifest cannot be read") from None
    if form != FORMAT:
        raise WrongUse(
            "the backup was written by a version of troth with another form of backups",
            id="backup.newer-format",
            help="use the version of troth that wrote it, or a later one",
        )
    try:
        manifest = msgspec.json.decode(written, type=Manifest)
    except msgspec.MsgspecError:
        raise damaged("its manifest is not one") from None
    if manifest.key_fingerprint != key.fingerprint:
        raise WrongUse(
            "the backup belongs to another installation key than the one given",
            id="installation.other-key",
            help="give the key that the backup was made with, by `TROTH_KEY`, `TROTH_KEY_FILE`, or the file `key`",
        )
    if not hmac.compare_digest(archive.comment, code_of(key, written).encode()):
        raise damaged("its manifest was changed")
    return manifest


def _lines(archive: zipfile.ZipFile, label: str) -> Iterator[bytes]:
    """The lines of a part, each with its end."""
    try:
        with archive.open(f"{label}.jsonl") as part:
            yield from part
    except KeyError:
        raise damaged(f"part `{label}` is missing") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
        raise damaged(f"part `{label}` cannot be read") from None


class _EntryLine(msgspec.Struct):
    organisation_id: str
    index: int
    leaf: bytes
    leaf_hash: bytes


_entry_line = msgspec.json.Decoder(_EntryLine).decode


def _follow(chains: dict[str, _Chain], line: bytes) -> None:
    """Take one line of the part of log entries into the chain of its organisation."""
    try:
        row = _entry_line(line)
        if chains[row.organisation_id].follow(row.organisation_id, row.index, row.leaf) == row.leaf_hash:
            return
    except (msgspec.MsgspecError, ValueError, KeyError):
        pass
    raise damaged("the entries of a log do not follow one another")


def _refuse_other_tables(manifest: Manifest, models: dict[str, type[Model]]) -> None:
    missing = [label for label in manifest.parts if label not in models]
    if missing:
        raise WrongUse(
            f"this installation has no table for part `{missing[0]}` of the backup",
            id="restore.no-table",
            help="set what the installation that wrote it had set, such as `oidc_issuer`, then restore",
        )
    if manifest.schema != schema_of(list(manifest.parts)):
        raise WrongUse(
            f"the backup was written by troth {manifest.troth}, whose tables have another form",
            id="restore.other-tables",
            help="restore it with that version, then install this one and start it: that brings the tables up to date",
        )


def _refuse_unless_empty() -> None:
    from django.contrib.auth import get_user_model

    from troth.store.models import Installation, Organisation

    if Organisation.objects.exists() or get_user_model().objects.exists():
        raise WrongUse(
            "the installation is not empty, and a backup never mixes with what is there",
            id="restore.not-empty",
            help="name another data folder by `TROTH_DATA`, or another database by `TROTH_DATABASE`",
        )
    Installation.objects.all().delete()  # made with the tables; the backup has its own


def _load(archive: zipfile.ZipFile, label: str, model: type[Model], count: Counted) -> str:
    """Put a part's rows into its table; the SHA-256 of the lines that were read."""
    fields = {each.attname: each for each in model._meta.concrete_fields}  # noqa: SLF001 -- Django's public way to ask
    digest, waiting = hashlib.sha256(), list[Any]()

    def flush() -> None:
        model._default_manager.bulk_create(waiting, batch_size=_AT_ONCE)  # noqa: SLF001 -- Django's public way to ask
        count.add(len(waiting))
        waiting.clear()

    for line in _lines(archive, label):
        digest.update(line)
        values = msgspec.json.decode(line)
        if list(values) != columns(model):
            raise damaged(f"part `{label}` has other columns than its table")
        waiting.append(model(**{name: fields[name].to_python(value) for name, value in values.items()}))
        if len(waiting) == _AT_ONCE:
            flush()
    flush()
    return digest.hexdigest()


def _number_on(models: list[type[Model]]) -> None:
    """Let new rows be numbered behind those that came with their numbers (PostgreSQL counts by itself)."""
    from django.core.management.color import no_style
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _continue(store: Store, restored: Restored, organisation: OrganisationId, end: LogEnd, folder: Path) -> None:
    """Take back what was published after the backup was made (rules 3 and 4)."""
    if not (folder / CHECKPOINT).exists():
        return
    publication = Publication.open(folder, f"troth/{organisation}", signer_of(store, organisation))
    chain = _Chain(end.size, bytes.fromhex(end.head))
    rows = []
    for index, leaf in enumerate(_published(folder, end.size, publication.size), end.size):
        try:
            digest = chain.follow(organisation, index, leaf)
        except ValueError:
            raise damaged(f"the published log of `{organisation}` is not the one that it continues") from None
        entry = read_entry(leaf)
        rows.append(
            LogEntry(
                organisation_id=organisation,
                index=index,
                kind=entry.kind,
                subject=entry.subject,
                at=entry.at,
                leaf=leaf,
                leaf_hash=digest,
            )
        )
        if entry.kind == FORGOTTEN and entry.subject is not None:
            restored.forgotten.append(Forgotten(organisation, entry.subject))
    if rows:
        LogEntry.objects.bulk_create(rows, batch_size=_AT_ONCE)
        LogHead.objects.filter(organisation=organisation).update(size=chain.size, previous=chain.previous, at=chain.at)
        restored.since[organisation] = len(rows)
    publication.agree_with(lambda: head_of(organisation))


def _published(folder: Path, start: int, size: int) -> Iterator[bytes]:
    """The leaves of a published log from `start` on."""
    stored = StoredTiles(folder, {})
    for bundle in range(start // WIDTH, -(-size // WIDTH)):
        leaves = stored.entries(bundle, min(WIDTH, size - bundle * WIDTH))
        yield from leaves[max(start - bundle * WIDTH, 0) :]
