"""Does a backup become the installation that it was taken of, on either database, or nothing at all?"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable  # noqa: TC003 -- the decoder resolves annotations at run time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from conformance.store.test_writing import assert_chain_holds
from conformance.store.world import ACME, ALICE, BOB, CANARY, FAMILY_PHONE, OTHER, founded, introduced, published, said
from databases import KEY, KINDS, NOON, empty_database, fresh_database
from troth.clock import SetClock
from troth.consent.events import ConsentKind
from troth.errors import OutsideWorldFailed, TrothError, WrongUse
from troth.installation import InstallationKey
from troth.store import (
    api_keys,
    backup,
    choices,
    log,
    organisations,
    people,
    policies,
    proofs,
    proposals,
    restore,
    subjects,
)
from troth.store.models import LogEntry, OneTimeProof, Organisation, Subject, SubjectIdentifier
from troth.store.opened import Store, migrate, open_store
from troth.store.people import Role
from troth.store.publishing import Publications
from troth.store.writing import writing
from troth.words import SubjectId

if TYPE_CHECKING:
    from pathlib import Path

    from databases import Database


def filled(database: Database) -> Store:
    """An installation in which everything is."""
    from django.contrib.auth import get_user_model

    store = published(founded(database.store()))
    _reviewed(store)
    introduced(store, ALICE, CANARY, FAMILY_PHONE, standing=subjects.Standing(age=34))
    introduced(store, BOB, FAMILY_PHONE)
    said(store)
    said(store, kind=ConsentKind.REFUSED, subject=BOB)
    user = get_user_model().objects.create(username="dana", email="dana@acme.example")
    people.grant(store, ACME, int(user.pk), Role.ADMINISTRATOR, "cli")
    api_keys.make(store, ACME, name="crm", scopes=[api_keys.Scope.DECIDE], by="1")
    return store


def _reviewed(store: Store) -> None:
    """A proposal under review, with a step that can be undone."""
    from conformance.store.test_proposals import USE, begun, done
    from troth.reading.acts import Act, Deed

    done(store, begun(store, "9"), Act(Deed.ACCEPTED, (USE,)))


def database_clock() -> SetClock:
    return SetClock(NOON)


def known(store: Store) -> object:
    """What an installation says when it is asked."""
    return (
        organisations.organisations(),
        [str(organisations.signer_of(store, each).verifier) for each in (ACME, OTHER)],
        policies.entries(ACME),
        [(proposals.proposal(ACME, each.id), proposals.files(ACME, each.id)) for each in proposals.entries(ACME)],
        subjects.listing(ACME),
        subjects.identifiers_of(store, ACME, ALICE),
        subjects.find(store, ACME, FAMILY_PHONE),
        choices.events(ACME, ALICE),
        choices.suppressions(ACME, subjects.hashes_of(ACME, BOB)),
        people.members(ACME),
        api_keys.holding_keys(store),
        list(log.leaves(ACME)),
    )


@pytest.mark.parametrize("there", KINDS)
def test_a_backup_becomes_the_same_installation_on_either_database(
    database: Database, tmp_path: Path, there: str
) -> None:
    store = filled(database)
    before = known(store)
    file = tmp_path / "today.troth"
    told: list[tuple[int, int]] = []
    manifest = backup.back_up(store, file, lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] == sum(part.rows for part in manifest.parts.values())
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.glob(".today*")) == []
    assert restore.check(file, KEY) == manifest
    (tmp_path / "there").mkdir()
    with fresh_database(there, tmp_path / "there") as other:
        again = open_store(KEY, store.clock)  # as `troth serve` did, before anybody thought of the backup
        restored = restore.restore(again, file, other.settings.logs)
        assert (restored.since, restored.forgotten) == ({}, [])
        assert known(again) == before
        assert_chain_holds(ACME)
        # What comes next is numbered behind what came with its number.
        said(again)
        introduced(again, SubjectId("subject-new"), CANARY)
        assert_chain_holds(ACME)
        Publications(again, other.settings.logs).publish(ACME)


def test_every_table_is_in_a_backup_or_left_out_on_purpose(database: Database) -> None:
    from django.apps import apps

    named = {each.lower() for each in (*backup.KEPT, *backup.LEFT_OUT)}
    assert {model._meta.label_lower for model in apps.get_models()} <= named
    assert set(backup.tables()) <= {each.lower() for each in backup.KEPT}


def test_neither_the_key_nor_an_address_of_a_subject_is_in_a_backup(database: Database, tmp_path: Path) -> None:
    store = filled(database)
    proofs.ask(store, ACME, CANARY, timedelta(minutes=30))
    file = tmp_path / "backup"
    backup.back_up(store, file)
    with zipfile.ZipFile(file) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
        names = archive.namelist()
    assert ALICE.encode() in everything
    for secret in (KEY.secret.hex(), CANARY.text, FAMILY_PHONE.text):
        assert secret.encode() not in everything
    assert "store.onetimeproof.jsonl" not in names
    assert OneTimeProof.objects.exists()


def test_a_backup_takes_no_other_files_place(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    file.write_text("something of mine")
    with pytest.raises(WrongUse) as refused:
        backup.back_up(store, file)
    assert refused.value.id == "backup.file-exists"
    assert file.read_text() == "something of mine"
    assert list(tmp_path.glob(".backup*")) == []
    with pytest.raises(OutsideWorldFailed) as failed:
        backup.back_up(store, tmp_path / "no-such-folder" / "backup")
    assert failed.value.id == "evidence.write-failed"


def test_a_backup_is_of_one_moment_while_others_write(database: Database, tmp_path: Path) -> None:
    from databases import at_once

    live = published(founded(database.live()))
    introduced(live, ALICE, CANARY)
    during: list[object] = []

    def tell(done: int, of: int) -> None:
        if not during:
            during.extend(at_once(lambda: said(live)))

    manifest = backup.back_up(live, tmp_path / "backup", tell)
    assert not isinstance(during[0], Exception), during[0]
    assert organisations.sizes()[ACME] == manifest.logs[ACME].size + 1
    assert restore.check(tmp_path / "backup", KEY) == manifest
    assert "store.choiceevent" not in manifest.parts


# --- What is not what troth wrote ----------------------------------------------------------------------------------


@pytest.fixture
def file(database: Database, tmp_path: Path) -> Path:
    made = tmp_path / "backup"
    backup.back_up(filled(database), made)
    return made


def rewritten(file: Path, part: str, change: Callable[[bytes], bytes], key: InstallationKey | None = None) -> Path:
    """The backup with one part changed; where a key is given, its manifest says so, and is marked with the key."""
    target = file.with_name("rewritten")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = source.comment
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                data = change(data)
            if name == backup.MANIFEST and key is not None:
                data = _marked(data, part, change(source.read(part)))
                archive.comment = backup.code_of(key, data).encode()
            if name != part or data:
                archive.writestr(name, data)
    return target


def _marked(manifest: bytes, part: str, data: bytes) -> bytes:
    from hashlib import sha256

    said_ = json.loads(manifest)
    said_["parts"][part.removesuffix(".jsonl")] = {"rows": data.count(b"\n"), "sha256": sha256(data).hexdigest()}
    return json.dumps(said_).encode()


ENTRIES = "store.logentry.jsonl"


def _without_a_line(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(lines[:2] + lines[3:])


def _swapped(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    return b"".join(lines)


def _replace(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


def _to(change: Callable[[bytes], bytes], part: str, key: InstallationKey | None = None) -> Callable[[Path], Path]:
    return lambda file: rewritten(file, part, change, key)


SPOILT: list[tuple[Callable[[Path], Path], str]] = [
    (_to(_replace(b"policy.published", b"policy.pubhished"), ENTRIES), "backup.damaged"),
    (_to(_replace(b'"age":34', b'"age":35'), "store.subject.jsonl"), "backup.damaged"),
    (_to(lambda _: b"", "store.subject.jsonl"), "backup.damaged"),
    (_to(_replace(b'"troth"', b'"troth "'), backup.MANIFEST), "backup.damaged"),
    (_to(lambda data: data + b" ", backup.MANIFEST), "backup.damaged"),
    (_to(lambda _: b"no JSON", backup.MANIFEST), "backup.damaged"),
    (_to(lambda _: b"", backup.MANIFEST), "backup.not-a-backup"),
    (_to(_replace(b'"format": 1', b'"format": 2'), backup.MANIFEST), "backup.newer-format"),
    # With the key in hand, the chain of the log still tells.
    (_to(_without_a_line, ENTRIES, KEY), "backup.damaged"),
    (_to(_swapped, ENTRIES, KEY), "backup.damaged"),
    (_to(lambda data: data[: data.rindex(b"\n", 0, -1) + 1], ENTRIES, KEY), "backup.damaged"),
]


def test_a_backup_that_was_changed_is_told_and_nothing_is_restored(file: Path, tmp_path: Path) -> None:
    with empty_database("sqlite", tmp_path):
        migrate()
        again = open_store(KEY, database_clock())
        for number, (spoil, problem) in enumerate(SPOILT):
            spoilt = spoil(file)
            for attempt in (
                lambda spoilt=spoilt: restore.check(spoilt, KEY),
                lambda spoilt=spoilt: restore.restore(again, spoilt, tmp_path),
            ):
                with pytest.raises(TrothError) as refused:
                    attempt()
                assert refused.value.id == problem, number
        assert not Organisation.objects.exists()


def test_a_backup_cut_short_anywhere_is_told(file: Path) -> None:
    whole = file.read_bytes()
    for share in (0.0, 0.1, 0.5, 0.9, 0.999):
        file.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(TrothError) as refused:
            restore.check(file, KEY)
        assert refused.value.id in {"backup.not-a-backup", "backup.damaged"}


def test_no_flipped_octet_passes(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    passed = []
    for place in range(0, len(whole), max(len(whole) // 60, 1)):
        whole[place] ^= 0x10
        file.write_bytes(whole)
        try:
            restore.check(file, KEY)
        except TrothError:
            pass
        else:
            passed.append(place)
        whole[place] ^= 0x10
    # What a reader of ZIP archives skips (times, flags) carries nothing: what is read is what was written.
    assert len(passed) < 6


def test_a_backup_of_another_key_and_a_file_that_is_none_are_refused(file: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse) as refused:
        restore.check(file, InstallationKey(bytes(32)))
    assert refused.value.id == "installation.other-key"
    (tmp_path / "text").write_text("not a backup")
    for name, problem in (("text", "backup.not-a-backup"), ("missing", "backup.no-file")):
        with pytest.raises(WrongUse) as refused:
            restore.check(tmp_path / name, KEY)
        assert refused.value.id == problem


def test_an_installation_that_is_not_empty_is_left_as_it_is(file: Path, database: Database) -> None:
    size = organisations.sizes()[ACME]
    with pytest.raises(WrongUse) as refused:
        restore.restore(Store(KEY, database_clock()), file, database.settings.logs)
    assert refused.value.id == "restore.not-empty"
    assert organisations.sizes()[ACME] == size


def test_tables_of_another_form_are_refused(file: Path, tmp_path: Path) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    with empty_database("sqlite", tmp_path):
        migrate()
        MigrationRecorder.Migration.objects.create(app="store", name="9999_later", applied=database_clock().now())
        with pytest.raises(WrongUse) as refused:
            restore.restore(open_store(KEY, database_clock()), file, tmp_path)
        assert refused.value.id == "restore.other-tables"
        assert not Organisation.objects.exists()


def test_what_fails_at_the_end_leaves_nothing(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(restore, "_continue", fail)
    with empty_database("sqlite", tmp_path):
        migrate()
        with pytest.raises(ZeroDivisionError):
            restore.restore(open_store(KEY, database_clock()), file, tmp_path)
        assert not Organisation.objects.exists()
        assert not Subject.objects.exists()


# --- What happened after the backup --------------------------------------------------------------------------------


def test_what_was_published_after_the_backup_continues_the_log_and_the_forgotten_are_named(
    database: Database, tmp_path: Path
) -> None:
    store = filled(database)
    logs = tmp_path / "logs"
    Publications(store, logs).publish(ACME)
    backup.back_up(store, tmp_path / "backup")
    said(store)
    with writing(store, ACME) as change:
        subjects.forget(change, ALICE)
    published_size = Publications(store, logs).publish(ACME).size
    said(store, subject=BOB)  # recorded, and never published
    with empty_database("sqlite", tmp_path):
        migrate()
        again = open_store(KEY, store.clock)
        restored = restore.restore(again, tmp_path / "backup", logs)
        assert restored.since == {ACME: 2}
        assert restored.forgotten == [restore.Forgotten(ACME, ALICE)]
        assert organisations.sizes()[ACME] == published_size
        assert_chain_holds(ACME)
        assert SubjectIdentifier.objects.filter(subject=ALICE).exists()
        with writing(again, ACME) as change:
            subjects.forget(change, ALICE)
        assert Publications(again, logs).publish(ACME).size == published_size + 1


def test_a_published_log_that_is_not_the_backups_own_is_refused(database: Database, tmp_path: Path) -> None:
    store = filled(database)
    backup.back_up(store, tmp_path / "backup")
    said(store)
    logs = tmp_path / "logs"
    Publications(store, logs).publish(ACME)
    entry = LogEntry.objects.filter(organisation=ACME).order_by("-index")[0]
    bundle = next((logs / ACME).rglob("entries/**/000.p/*"))
    data = bundle.read_bytes()
    assert bytes(entry.leaf) in data
    bundle.write_bytes(data.replace(b"choice.recorded", b"choice.recordex"))
    with empty_database("sqlite", tmp_path):
        migrate()
        with pytest.raises(OutsideWorldFailed) as failed:
            restore.restore(open_store(KEY, store.clock), tmp_path / "backup", logs)
        assert failed.value.id in {"evidence.log-damaged", "backup.damaged"}
        assert not Organisation.objects.exists()
