"""Who says that a log had this root at this size, and how is that checked?

A checkpoint is three lines (C2SP tlog-checkpoint): origin, size, root in base64. Signed, it is a note (C2SP
signed-note): the text, an empty line, and signature lines.

1. A key's id is SHA-256(name || 0x0A || 0x01 || public key)[:4]; 0x01 stands for Ed25519 (RFC 8032).
2. A verifier key is written `<name>+<id>+<base64 of 0x01 and the key>`, a signing key the same behind `PRIVATE+KEY+`.
3. Signatures by unknown keys are ignored; a known key's signature that fails rejects the note.
4. The key's name is the log's origin.

What it leaves out: where keys and checkpoints are kept (`troth.evidence.keys`, `troth.evidence.publishing`).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from troth.errors import WrongUse

_ED25519 = b"\x01"
_PRIVATE = "PRIVATE+KEY+"
_DASH = "\N{EM DASH}"
_NAME = re.compile(r"[^\s+]+")
_KEY_TEXT_PARTS = 3


def _wrong_key() -> WrongUse:
    """A key's text may be secret: it is never repeated in the error."""
    return WrongUse(
        "this is not an Ed25519 note key",
        id="evidence.bad-key",
        help="a verifier key reads `<name>+<id>+<base64>`, as in the file `public-key` of a log",
    )


def key_id(name: str, public_key: bytes) -> bytes:
    """The four bytes that stand for a key in a signature line (signed-note, "Signatures")."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def _read_key(text: str) -> tuple[str, bytes, bytes]:
    """Name, id and raw 32 bytes of a key's text."""
    parts = text.strip().split("+", 2)
    if len(parts) != _KEY_TEXT_PARTS or not _NAME.fullmatch(parts[0]):
        raise _wrong_key()
    try:
        number, raw = bytes.fromhex(parts[1]), base64.b64decode(parts[2], validate=True)
    except ValueError as error:
        raise _wrong_key() from error
    if len(number) != 4 or len(raw) != 33 or raw[:1] != _ED25519:  # noqa: PLR2004 -- sizes of id, algorithm and key
        raise _wrong_key()
    return parts[0], number, raw[1:]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's state: its origin, its number of entries, and its 32-byte root; `note` is the signed text, if signed."""

    origin: str
    size: int
    root: bytes
    note: str = ""

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


class Verifier:
    """Checks the notes of one key."""

    def __init__(self, name: str, public_key: bytes) -> None:
        self.name = name
        self.public_key = public_key
        self.key_id = key_id(name, public_key)
        self._key = Ed25519PublicKey.from_public_bytes(public_key)

    @classmethod
    def parse(cls, text: str) -> Verifier:
        """Read `<name>+<id>+<base64>`; WrongUse `evidence.bad-key` where it is no such key."""
        name, number, raw = _read_key(text)
        if key_id(name, raw) != number:
            raise _wrong_key()
        return cls(name, raw)

    def __str__(self) -> str:
        encoded = base64.b64encode(_ED25519 + self.public_key).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def signed(self, note: str) -> str | None:
        """The text of `note` if this key signed it; None where it did not, or where its signature fails."""
        text, gap, signatures = note.rpartition("\n\n")
        if not gap or not signatures.endswith("\n") or any(c < " " and c != "\n" for c in note):
            return None
        text += "\n"
        found = False
        for line in signatures.splitlines():
            dash, _, rest = line.partition(" ")
            name, _, encoded = rest.partition(" ")
            try:
                raw = base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError):
                return None
            if dash != _DASH or len(raw) < 5:  # noqa: PLR2004 -- four bytes of id, then a signature
                return None
            if name != self.name or raw[:4] != self.key_id:
                continue
            try:
                self._key.verify(raw[4:], text.encode())
            except InvalidSignature:
                return None
            found = True
        return text if found else None

    def read_checkpoint(self, note: str) -> Checkpoint | None:
        """The checkpoint that `note` holds, if this key signed it and its origin is the key's name; None otherwise."""
        text = self.signed(note)
        lines = (text or "").split("\n")
        if len(lines) < 4 or lines[0] != self.name or not re.fullmatch(r"0|[1-9][0-9]*", lines[1]):  # noqa: PLR2004
            return None
        try:
            root = base64.b64decode(lines[2], validate=True)
        except ValueError:
            return None
        return Checkpoint(lines[0], int(lines[1]), root, note) if len(root) == hashlib.sha256().digest_size else None


class Signer:
    """Signs notes with one key, whose 32-byte seed never leaves it except as `secret`."""

    def __init__(self, name: str, seed: bytes) -> None:
        if not _NAME.fullmatch(name):
            raise WrongUse(
                f"`{name}` cannot name a log",
                id="evidence.bad-origin",
                help="use a name without spaces and plus signs, as in `troth/acme`",
            )
        self.name = name
        self._seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    @classmethod
    def parse(cls, secret: str) -> Signer:
        """Read `PRIVATE+KEY+<name>+<id>+<base64>`; WrongUse `evidence.bad-key` where it is no such key."""
        if not secret.startswith(_PRIVATE):
            raise _wrong_key()
        name, number, seed = _read_key(secret.removeprefix(_PRIVATE))
        signer = cls(name, seed)
        if signer.verifier.key_id != number:
            raise _wrong_key()
        return signer

    @property
    def secret(self) -> str:
        """The signing key as text."""
        encoded = base64.b64encode(_ED25519 + self._seed).decode()
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{encoded}"

    def sign(self, text: str) -> str:
        """The note over `text`, which ends in a newline."""
        signature = self.verifier.key_id + self._key.sign(text.encode())
        return f"{text}\n{_DASH} {self.name} {base64.b64encode(signature).decode()}\n"

    def sign_checkpoint(self, size: int, root: bytes) -> Checkpoint:
        """The signed checkpoint of this log at `size`."""
        bare = Checkpoint(self.name, size, root)
        return Checkpoint(self.name, size, root, self.sign(bare.text))
