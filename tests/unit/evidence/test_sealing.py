from __future__ import annotations

import base64
import dataclasses
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence import Draft, Log, export_bundle
from troth.evidence.entry import Entry, canonical_json, read_entry
from troth.evidence.keys import _KEY_AT, _STATE_AT
from troth.evidence.sealing import WRAPPING_COSTS, new_key, open_sealed, seal, unwrap, wrap
from troth.evidence.sequence import HEAD_OF_NOTHING, follow
from troth.evidence.verify import Kind, verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    MakeDraft = Callable[..., Draft]

ACME, ALICE = OrganisationId("acme"), SubjectId("alice")
KEY, NOON = bytes(range(32)), datetime(2026, 3, 1, 12, tzinfo=UTC)


def sealed_entry(key: bytes, payload: bytes = b'"canary@example.org"') -> Entry:
    sealed = seal(key, payload, ACME, "choice.recorded", ALICE)
    return Entry(NOON, 0, "choice.recorded", ACME, bytes(32), b"", sealed, ALICE)


def test_keys_are_32_bytes_and_never_the_same() -> None:
    keys = {new_key() for _ in range(100)}
    assert len(keys) == 100
    assert {len(key) for key in keys} == {32}


def test_what_was_sealed_opens_under_its_key_and_no_two_sealings_are_alike() -> None:
    one, other = sealed_entry(KEY), sealed_entry(KEY)
    assert one.sealed != other.sealed
    assert b"canary" not in one.sealed
    assert open_sealed(KEY, one) == open_sealed(KEY, other) == b'"canary@example.org"'


@pytest.mark.parametrize(
    "moved",
    [
        dataclasses.replace(sealed_entry(KEY), organisation=OrganisationId("other")),
        dataclasses.replace(sealed_entry(KEY), kind="choice.withdrawn"),
        dataclasses.replace(sealed_entry(KEY), subject=SubjectId("bob")),
        dataclasses.replace(sealed_entry(KEY), sealed=bytes(40)),
        dataclasses.replace(sealed_entry(KEY), sealed=b"short"),
    ],
    ids=["organisation", "kind", "subject", "ciphertext", "too short"],
)
def test_what_was_sealed_opens_nowhere_else(moved: Entry) -> None:
    with pytest.raises(OutsideWorldFailed) as refused:
        open_sealed(KEY, moved)
    assert refused.value.id == "evidence.sealed-damaged"


def test_another_key_opens_nothing() -> None:
    with pytest.raises(OutsideWorldFailed) as refused:
        open_sealed(bytes(32), sealed_entry(KEY))
    assert refused.value.id == "evidence.sealed-damaged"


def test_an_entry_without_a_sealed_payload_has_nothing_to_open() -> None:
    with pytest.raises(WrongUse) as refused:
        open_sealed(KEY, dataclasses.replace(sealed_entry(KEY), sealed=b""))
    assert refused.value.id == "evidence.nothing-sealed"


def test_a_key_of_a_log_opens_what_the_log_sealed(log: Log, draft: MakeDraft) -> None:
    log.append(draft(sealed=True))
    (entry,) = log.entries()
    assert open_sealed(log.export_key(ALICE), entry) == log.open_sealed(entry)


def test_what_is_sealed_here_is_accepted_open_by_the_verifier(
    log: Log, tmp_path: Path, draft: MakeDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle of a log whose own key store is put aside: the payloads are sealed by `seal`, and shown with its key."""
    shown = draft(sealed=True)
    leaves, _ = follow(
        HEAD_OF_NOTHING,
        ACME,
        [shown],
        NOON,
        lambda one: seal(KEY, canonical_json(one.sealed), one.organisation, one.kind, str(one.subject)),
    )
    entry = read_entry(leaves[0].data)
    monkeypatch.setattr(log._keys, "seal", lambda *_: entry.sealed)
    log.append(shown)
    export_bundle(log, tmp_path / "bundle")
    opened = {"key": base64.b64encode(KEY).decode(), "subject": ALICE}

    def write(payload: bytes) -> None:
        payloads = {"0": json.loads(payload)}
        text = json.dumps({**opened, "payloads": payloads}, separators=(",", ":"))
        (tmp_path / "bundle" / "opened.json").write_text(text)

    write(open_sealed(KEY, entry))
    assert verify(tmp_path / "bundle").kind is Kind.INTACT
    write(b'{"email":"bob@example.org","text":"text 0"}')
    assert verify(tmp_path / "bundle").kind is Kind.OPENED_ALTERED


def test_a_wrapped_secret_opens_with_the_same_key_and_the_same_thing_it_belongs_to() -> None:
    for secret in (b"", b"+49 30 1234567", new_key()):
        wrapped = wrap(KEY, secret, b"acme\nalice")
        assert len(wrapped) == len(secret) + WRAPPING_COSTS
        assert wrapped[0] == 1, "not to be taken for one that was overwritten with zeros"
        assert not secret or secret not in wrapped
        assert wrapped != wrap(KEY, secret, b"acme\nalice")
        assert unwrap(KEY, wrapped, b"acme\nalice") == secret


@pytest.mark.parametrize(
    ("key", "change", "bound_to"),
    [
        (bytes(32), 0, b"acme\nalice"),
        (KEY, 0, b"acme\nbob"),
        (KEY, 20, b"acme\nalice"),
        (KEY, -1, b"acme\nalice"),
        (KEY, None, b"acme\nalice"),
    ],
    ids=["another key", "another's place", "a byte changed", "the tag changed", "cut off"],
)
def test_a_wrapped_secret_opens_in_no_other_way(key: bytes, change: int | None, bound_to: bytes) -> None:
    wrapped = bytearray(wrap(KEY, b"secret", b"acme\nalice"))
    if change is None:
        del wrapped[5:]
    elif change:
        wrapped[change] ^= 1
    with pytest.raises(OutsideWorldFailed) as refused:
        unwrap(key, bytes(wrapped), bound_to)
    assert refused.value.id == "evidence.keys-damaged"


def test_the_key_store_of_a_log_wraps_in_the_same_way(log: Log, draft: MakeDraft) -> None:
    log.append(draft(sealed=True))
    slot = (log.path / "private" / "subject-keys").read_bytes()
    master = bytes.fromhex((log.path / "private" / "master-key").read_text())
    assert unwrap(master, slot[_KEY_AT:_STATE_AT], slot[8:_KEY_AT]) == log.export_key(ALICE)
