from __future__ import annotations

import base64
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from troth.errors import WrongUse
from troth.evidence import Draft, Log, export_bundle
from troth.evidence.verify import Kind, verify
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeDraft = Callable[..., Draft]

ALICE = SubjectId("alice")


@pytest.fixture
def filled(log: Log, draft: MakeDraft) -> Log:
    log.append_many([draft(number, sealed=True, subject="alice" if number % 2 else "bob") for number in range(600)])
    return log


def test_a_bundle_verifies_as_a_file_and_as_a_folder(filled: Log, tmp_path: Path) -> None:
    for name in ("bundle.zip", "bundle"):
        checkpoint = export_bundle(filled, tmp_path / name)
        verdict = verify(tmp_path / name)
        assert (verdict.kind, verdict.size, checkpoint.size) == (Kind.INTACT, 600, 600)


def test_a_bundle_still_verifies_when_the_log_went_on(filled: Log, draft: MakeDraft, tmp_path: Path) -> None:
    export_bundle(filled, tmp_path / "early.zip")
    filled.append_many([draft()] * 500)
    later = export_bundle(filled, tmp_path / "late.zip")

    assert verify(tmp_path / "early.zip").size == 600
    assert verify(tmp_path / "early.zip", remembered=later.note).kind is Kind.CHECKPOINT_ROLLBACK
    assert verify(tmp_path / "late.zip").size == 1100


def test_the_same_log_gives_the_same_bytes(filled: Log, tmp_path: Path) -> None:
    export_bundle(filled, tmp_path / "one.zip")
    export_bundle(filled, tmp_path / "two.zip")

    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_a_bundle_holds_nothing_private(filled: Log, tmp_path: Path) -> None:
    export_bundle(filled, tmp_path / "bundle")
    exported = b"".join(path.read_bytes() for path in (tmp_path / "bundle").rglob("*") if path.is_file())

    assert b"canary@example.org" not in exported
    for secret in ("signing-key", "master-key"):
        assert (filled.path / "private" / secret).read_bytes().strip() not in exported


def test_an_empty_log_can_be_exported(log: Log, tmp_path: Path) -> None:
    export_bundle(log, tmp_path / "bundle.zip")
    assert (verify(tmp_path / "bundle.zip").kind, verify(tmp_path / "bundle.zip").size) == (Kind.INTACT, 0)


def test_one_subjects_payloads_can_be_shown_open_and_only_hers(filled: Log, tmp_path: Path) -> None:
    export_bundle(filled, tmp_path / "bundle", opened_for=ALICE)
    shown = json.loads((tmp_path / "bundle" / "opened.json").read_text())

    assert verify(tmp_path / "bundle").holds
    assert set(shown["payloads"]) == {str(number) for number in range(1, 600, 2)}
    assert shown["payloads"]["1"] == {"email": "canary@example.org", "text": "text 1"}


@pytest.mark.parametrize("change", ["payload", "key", "entry", "shape"])
def test_a_payload_that_is_not_what_was_sealed_is_named(filled: Log, tmp_path: Path, change: str) -> None:
    export_bundle(filled, tmp_path / "bundle", opened_for=ALICE)
    path = tmp_path / "bundle" / "opened.json"
    shown = json.loads(path.read_text())
    if change == "payload":
        shown["payloads"]["3"]["text"] = "something else"
    elif change == "key":
        shown["key"] = base64.b64encode(bytes(32)).decode()
    elif change == "entry":
        shown["payloads"]["2"] = shown["payloads"].pop("3")
    else:
        del shown["payloads"]
    path.write_text(json.dumps(shown))

    assert verify(tmp_path / "bundle").kind is Kind.OPENED_ALTERED


def test_a_tampered_bundle_is_told(filled: Log, tmp_path: Path) -> None:
    export_bundle(filled, tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        bundle.extractall(tmp_path / "taken-apart")
    victim = tmp_path / "taken-apart" / "tile" / "entries" / "001"
    victim.write_bytes(victim.read_bytes().replace(b"given-300", b"taken-300"))
    shutil.make_archive(str(tmp_path / "forged"), "zip", tmp_path / "taken-apart")

    verdict = verify(tmp_path / "forged.zip")
    assert (verdict.kind, verdict.index) == (Kind.ALTERED, 300)


def test_an_existing_target_is_left_alone(filled: Log, tmp_path: Path) -> None:
    (tmp_path / "bundle.zip").write_text("mine")
    with pytest.raises(WrongUse) as refused:
        export_bundle(filled, tmp_path / "bundle.zip")

    assert refused.value.id == "evidence.target-exists"
    assert (tmp_path / "bundle.zip").read_text() == "mine"


def test_a_bundle_for_a_forgotten_subject_is_refused_and_leaves_nothing(filled: Log, tmp_path: Path) -> None:
    filled.forget_subject(ALICE)
    for name in ("bundle.zip", "bundle"):
        with pytest.raises(WrongUse) as refused:
            export_bundle(filled, tmp_path / name, opened_for=ALICE)
        assert refused.value.id == "evidence.subject-forgotten"
    assert [path.name for path in tmp_path.iterdir()] == ["log"]
