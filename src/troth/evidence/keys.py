"""Under which key is a subject's data sealed, and how is that key destroyed for good?

1. Every subject has a random 256-bit key, which seals and is wrapped as `troth.evidence.sealing` says.
2. The keys lie in one file of 128-byte slots, each wrapped under the log's master key and bound to its slot's name. A
   slot names its subject by a keyed hash only. New slots are appended and synced before the entry that needs them is
   acknowledged.
3. To forget a subject is to overwrite its slot's key in place with zeros and to sync. The slot stays behind as a
   tombstone: nothing can be sealed for that subject again.
4. INVARIANT: a slot's state is written after its key is gone, never before; a slot found half wiped is wiped again.
5. Master key and slots are readable by their owner only (mode 0600), in a folder that is never published.

What it leaves out: copies that a disk keeps behind the file system's back (flash translation, snapshots, backups); see
docs/evidence.md. Signing keys are in `troth.evidence.checkpoint`.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import threading
import zlib
from enum import StrEnum
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from troth.errors import OutsideWorldFailed, WrongUse
from troth.evidence.disk import Disk, saying
from troth.evidence.sealing import (
    KEY_SIZE,
    WRAPPING_COSTS,
    keys_damaged,
    new_key,
    open_with,
    seal_with,
    subject_of_sealed,
    unwrap,
    wrap,
)
from troth.words import SubjectId

if TYPE_CHECKING:
    from pathlib import Path

    from troth.evidence.entry import Entry

_WRAPPED_SIZE = KEY_SIZE + WRAPPING_COSTS
_SLOT_SIZE = 128
_NAME = struct.Struct("<4sI32s")  # magic, CRC-32 of the name, name
_KEY_AT = 40
_STATE_AT = _KEY_AT + _WRAPPED_SIZE
_MAGIC = b"key1"
_LIVE, _WIPED, _RECORDED = b"L", b"W", b"R"
_CACHED = 65_536


class SubjectKeyState(StrEnum):
    """What became of a subject's key: `wiped` is gone, and `recorded` is gone with an entry that says so."""

    ABSENT = "absent"
    LIVE = "live"
    WIPED = "wiped"
    RECORDED = "recorded"


def _forgotten() -> WrongUse:
    return WrongUse(
        "this subject was forgotten: its key is destroyed, and what it sealed cannot be read",
        id="evidence.subject-forgotten",
        help="record what must remain as a public payload, without personal data",
    )


class SubjectKeys:
    """The keys of one log's subjects. Safe to use from several threads."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        """Open the key store in `folder`, which must exist; its files are made on first use."""
        self._disk = disk
        self._path = folder / "subject-keys"
        self._lock = threading.RLock()
        self._master = self._read_master(folder / "master-key")
        self._naming = hmac.digest(self._master, b"troth name subjects", hashlib.sha256)
        self._slots: dict[bytes, int] = {}
        self._gone: dict[int, bytes] = {}
        self._ciphers: dict[SubjectId, AESGCM] = {}
        self._unsaved: list[bytes] = []
        with saying("subject-keys"):
            self._appending = disk.open(self._path, private=True)
            self._writing = os.open(self._path, os.O_RDWR | os.O_CLOEXEC)
            try:
                self._size = self._load()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Let go of the file; the keys in memory are dropped."""
        with self._lock:
            self._ciphers.clear()
            for descriptor in (self._appending, self._writing):
                os.close(descriptor)

    def seal(self, payload: bytes, organisation: str, kind: str, subject: SubjectId) -> bytes:
        """Nonce and ciphertext of `payload` under the subject's key, which is made if it has none."""
        cipher = self._ciphers.get(subject) or self._cipher(subject, make=True)
        return seal_with(cipher, payload, organisation, kind, subject)

    def open_sealed(self, entry: Entry) -> bytes:
        """The payload sealed in `entry`; WrongUse where there is none, or its subject was forgotten."""
        return open_with(self._cipher(SubjectId(subject_of_sealed(entry)), make=False), entry)

    def export_key(self, subject: SubjectId) -> bytes:
        """The subject's own 32-byte key: whoever holds it reads everything sealed for the subject."""
        with self._lock:
            return self._unwrap(self._slot_of(subject))

    def state(self, subject: SubjectId) -> SubjectKeyState:
        """What became of the subject's key."""
        with self._lock:
            slot = self._slots.get(self._name(subject))
            if slot is None:
                return SubjectKeyState.ABSENT
            gone = self._gone.get(slot)
            if gone is None:
                return SubjectKeyState.LIVE
            return SubjectKeyState.RECORDED if gone == _RECORDED else SubjectKeyState.WIPED

    def save(self) -> None:
        """Make the keys made since the last call durable; where that fails the file is as it was."""
        with self._lock:
            if not self._unsaved:
                return
            data = b"".join(self._unsaved)
            with saying("subject-keys"):
                if os.fstat(self._appending).st_size != self._size:
                    self._disk.truncate(self._appending, self._size)  # an earlier failure could not be undone then
                try:
                    self._disk.append(self._appending, data)
                    self._disk.sync(self._appending)
                except OSError:
                    self._disk.truncate(self._appending, self._size)
                    raise
            self._size += len(data)
            self._unsaved.clear()

    def destroy(self, subject: SubjectId) -> None:
        """Wipe the subject's key, in memory and on the disk; nothing happens where it has none or it is wiped."""
        with self._lock:
            if self.state(subject) is not SubjectKeyState.LIVE:
                return
            self.save()
            slot = self._slots[self._name(subject)]
            self._gone[slot] = _WIPED
            self._ciphers.pop(subject, None)
            self._wipe(slot)

    def record_destruction(self, subject: SubjectId) -> None:
        """Note that an entry of the log says that the key is destroyed."""
        with self._lock, saying("subject-keys"):
            slot = self._slots[self._name(subject)]
            self._disk.overwrite(self._writing, slot * _SLOT_SIZE + _STATE_AT, _RECORDED)
            self._disk.sync(self._writing)
            self._gone[slot] = _RECORDED

    def _wipe(self, slot: int) -> None:
        with saying("subject-keys"):
            self._disk.overwrite(self._writing, slot * _SLOT_SIZE + _KEY_AT, bytes(_WRAPPED_SIZE) + _WIPED)
            self._disk.sync(self._writing)

    def _read_master(self, path: Path) -> bytes:
        """The log's master key, made on first use."""
        if not path.exists():
            with saying("master-key"):
                self._disk.write_file(path, new_key().hex().encode() + b"\n", durable=True, private=True)
        try:
            master = bytes.fromhex(path.read_text(encoding="ascii"))
        except ValueError:
            master = b""
        if len(master) != KEY_SIZE:
            raise _damaged("master-key")
        return master

    def _load(self) -> int:
        """Read the slots; the file's size in bytes, once a slot cut short by a crash is gone."""
        data = self._path.read_bytes()
        whole = len(data) - len(data) % _SLOT_SIZE
        for slot, start in enumerate(range(0, whole, _SLOT_SIZE)):
            magic, check, name = _NAME.unpack_from(data, start)
            if magic != _MAGIC or check != zlib.crc32(name):
                raise _damaged("subject-keys")
            self._slots[name] = slot
            state = data[start + _STATE_AT : start + _STATE_AT + 1]
            if state in (_WIPED, _RECORDED):
                self._gone[slot] = state
            elif data[start + _KEY_AT] == 0:
                # A wrapped key starts with 1: a slot where that is gone was being wiped when the machine stopped.
                self._gone[slot] = _WIPED
                self._wipe(slot)
        if whole < len(data):
            self._disk.truncate(self._appending, whole)
        return whole

    def _name(self, subject: SubjectId) -> bytes:
        return hmac.digest(self._naming, subject.encode(), hashlib.sha256)

    def _slot_of(self, subject: SubjectId) -> int:
        """The slot of a subject with a live key."""
        slot = self._slots.get(self._name(subject))
        if slot is None:
            raise WrongUse(
                "this subject has no key in this log",
                id="evidence.unknown-subject",
                help="check the subject, and that keys and log belong together",
            )
        if slot in self._gone:
            raise _forgotten()
        return slot

    def _cipher(self, subject: SubjectId, *, make: bool) -> AESGCM:
        with self._lock:
            cipher = self._ciphers.get(subject)
            if cipher is None:
                if make and self._name(subject) not in self._slots:
                    key = self._make(subject)
                else:
                    key = self._unwrap(self._slot_of(subject))
                if len(self._ciphers) >= _CACHED:
                    self._ciphers.clear()
                cipher = self._ciphers[subject] = AESGCM(key)
            return cipher

    def _make(self, subject: SubjectId) -> bytes:
        name, key = self._name(subject), new_key()
        wrapped = wrap(self._master, key, name)
        slot = _NAME.pack(_MAGIC, zlib.crc32(name), name) + wrapped + _LIVE
        self._slots[name] = self._size // _SLOT_SIZE + len(self._unsaved)
        self._unsaved.append(slot.ljust(_SLOT_SIZE, b"\0"))
        return key

    def _unwrap(self, slot: int) -> bytes:
        saved = self._size // _SLOT_SIZE
        if slot >= saved:
            data = self._unsaved[slot - saved]
        else:
            with saying("subject-keys"):
                data = os.pread(self._writing, _SLOT_SIZE, slot * _SLOT_SIZE)
        return unwrap(self._master, data[_KEY_AT:_STATE_AT], data[8:_KEY_AT])


def _damaged(place: str) -> OutsideWorldFailed:
    return keys_damaged(f"`{place}` is damaged")
