from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import FORGOTTEN, Draft, Log
from troth.evidence.disk import Disk
from troth.evidence.keys import _KEY_AT, _SLOT_SIZE, SubjectKeys, SubjectKeyState
from troth.evidence.verify import verify
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from troth.clock import SetClock

    MakeDraft = Callable[..., Draft]

ALICE, BOB, DANA = SubjectId("alice"), SubjectId("bob"), SubjectId("dana")
CANARY = b"canary@example.org"


def every_byte_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def slot_of(log_path: Path, number: int) -> bytes:
    data = (log_path / "private" / "subject-keys").read_bytes()
    return data[number * _SLOT_SIZE : (number + 1) * _SLOT_SIZE]


def test_what_is_sealed_is_nowhere_in_the_files_and_opens_with_the_key(log: Log, draft: MakeDraft) -> None:
    log.append_many([draft(number, sealed=True) for number in range(300)])
    log.checkpoint()

    assert CANARY not in every_byte_of(log.path)
    assert b"Y2FuYXJ5" not in every_byte_of(log.path), "nor in base64"
    opened = [json.loads(log.open_sealed(entry)) for entry in log.entries()]
    assert opened[0] == {"email": CANARY.decode(), "text": "text 0"}
    assert len(opened) == 300


def test_a_public_canary_would_have_been_found(log: Log) -> None:
    log.append(Draft(log.organisation, "choice.recorded", None, CANARY.decode()))
    log.checkpoint()

    assert CANARY in every_byte_of(log.path)


def test_forgetting_a_subject_erases_the_data_and_keeps_the_proof(log: Log, draft: MakeDraft, clock: SetClock) -> None:
    log.append_many([draft(sealed=True), draft(sealed=True, subject="bob"), draft()])
    root = log.checkpoint()
    alices, bobs, _ = log.entries()
    wrapped = slot_of(log.path, 0)[_KEY_AT : _KEY_AT + 60]
    assert any(wrapped)

    receipt = log.forget_subject(ALICE)

    assert receipt is not None
    assert list(log.entries())[receipt.index].kind == FORGOTTEN
    assert wrapped not in every_byte_of(log.path)
    assert not any(slot_of(log.path, 0)[_KEY_AT : _KEY_AT + 60])
    with pytest.raises(WrongUse) as refused:
        log.open_sealed(alices)
    assert refused.value.id == "evidence.subject-forgotten"
    assert json.loads(log.open_sealed(bobs))["email"] == CANARY.decode()
    log.close()
    assert verify(log.path, remembered=root.note).holds
    with Log.open(log.path, clock) as again, pytest.raises(WrongUse, match=r"evidence\.subject-forgotten"):
        again.open_sealed(alices)


def test_forgetting_twice_does_nothing_more(log: Log, draft: MakeDraft, clock: SetClock) -> None:
    log.append(draft(sealed=True))
    assert log.forget_subject(ALICE) is not None
    assert log.forget_subject(ALICE) is None
    assert log.forget_subject(DANA) is None, "dana never had a key here"
    log.close()
    with Log.open(log.path, clock) as again:
        assert again.forget_subject(ALICE) is None
        assert again.size == 2


def test_nothing_is_sealed_for_a_forgotten_subject_any_more(log: Log, draft: MakeDraft) -> None:
    log.append(draft(sealed=True))
    log.forget_subject(ALICE)
    with pytest.raises(WrongUse) as refused:
        log.append(draft(sealed=True))

    assert refused.value.id == "evidence.subject-forgotten"
    assert log.append(draft()).index == 2, "what is public may still be recorded"


def test_a_destruction_that_no_entry_records_yet_is_recorded_on_the_next_try(
    log: Log, draft: MakeDraft, clock: SetClock
) -> None:
    log.append(draft(sealed=True))
    log._keys.destroy(ALICE)  # and then the machine stopped
    log.close()
    with Log.open(log.path, clock) as again:
        assert again.forget_subject(ALICE) is not None
        assert [entry.kind for entry in again.entries()] == ["choice.recorded", FORGOTTEN]


def test_a_key_made_for_an_entry_is_there_after_opening_again(log: Log, draft: MakeDraft, clock: SetClock) -> None:
    log.append_many([draft(number, sealed=True, subject=f"subject-{number}") for number in range(50)])
    log.close()
    with Log.open(log.path, clock) as again:
        assert [json.loads(again.open_sealed(entry))["text"] for entry in again.entries()] == [
            f"text {number}" for number in range(50)
        ]


def test_a_sealed_payload_moved_to_another_entry_does_not_open(log: Log, draft: MakeDraft) -> None:
    log.append_many([draft(sealed=True), draft(sealed=True, kind="request.received")])
    first, second = log.entries()
    moved = type(first)(
        first.at,
        first.index,
        first.kind,
        first.organisation,
        first.previous,
        first.public,
        second.sealed,
        first.subject,
    )
    with pytest.raises(OutsideWorldFailed) as refused:
        log.open_sealed(moved)
    assert refused.value.id == "evidence.sealed-damaged"


def test_an_entry_without_a_sealed_payload_has_none_to_open(log: Log, draft: MakeDraft) -> None:
    log.append(draft())
    with pytest.raises(WrongUse) as refused:
        log.open_sealed(next(log.entries()))
    assert refused.value.id == "evidence.nothing-sealed"


@pytest.fixture
def keys_folder(tmp_path: Path) -> Path:
    keys = SubjectKeys(tmp_path, Disk())
    keys.seal(b"x", "acme", "a.b", ALICE)
    keys.seal(b"x", "acme", "a.b", BOB)
    keys.save()
    keys.close()
    return tmp_path


@pytest.mark.parametrize("cut", range(1, _SLOT_SIZE))
def test_a_slot_cut_short_by_a_crash_is_dropped_and_the_others_stay(keys_folder: Path, cut: int) -> None:
    path = keys_folder / "subject-keys"
    path.write_bytes(path.read_bytes()[: _SLOT_SIZE + cut])
    keys = SubjectKeys(keys_folder, Disk())

    assert keys.state(ALICE) is SubjectKeyState.LIVE
    assert keys.state(BOB) is SubjectKeyState.ABSENT
    assert path.stat().st_size == _SLOT_SIZE
    keys.close()


@pytest.mark.parametrize("wiped", range(1, 61))
def test_a_wiping_cut_short_by_a_crash_is_finished(keys_folder: Path, wiped: int) -> None:
    path = keys_folder / "subject-keys"
    data = bytearray(path.read_bytes())
    data[_KEY_AT : _KEY_AT + wiped] = bytes(wiped)
    path.write_bytes(data)
    keys = SubjectKeys(keys_folder, Disk())

    assert keys.state(ALICE) is SubjectKeyState.WIPED
    assert not any(path.read_bytes()[_KEY_AT : _KEY_AT + 60])
    assert keys.state(BOB) is SubjectKeyState.LIVE
    keys.close()


def test_damaged_keys_are_said_to_be_damaged(keys_folder: Path) -> None:
    path = keys_folder / "subject-keys"
    data = bytearray(path.read_bytes())
    data[20] ^= 1
    path.write_bytes(data)
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.keys-damaged"):
        SubjectKeys(keys_folder, Disk()).close()
    (keys_folder / "master-key").write_text("not hexadecimal")
    with pytest.raises(OutsideWorldFailed, match=r"evidence\.keys-damaged"):
        SubjectKeys(keys_folder, Disk())


def test_another_master_key_opens_nothing(keys_folder: Path) -> None:
    (keys_folder / "master-key").write_text("00" * 32)
    keys = SubjectKeys(keys_folder, Disk())

    assert keys.state(ALICE) is SubjectKeyState.ABSENT
    keys.close()
