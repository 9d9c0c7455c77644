"""On what does every secret of an installation hang, and what is lost with it?

One key of 32 octets. Under keys derived from it (HKDF-SHA256, RFC 5869) stand the keys of the subjects, the signing
keys of the logs, the hashes of identifiers, sessions and one-time links.

1. It comes from `TROTH_KEY` (64 hexadecimal digits), else from the file that `TROTH_KEY_FILE` names, else from the file
   `key` of the data folder, which is made on the first start, readable by its owner only.
2. Each use has a key of its own, so that none gives another away.
3. Whoever loses it can open no identifier and no sealed entry again, finds no subject by her address, and cannot sign
   what the logs continue with. The proofs that were published stay good. So it is backed up apart from the data.
4. A database remembers a fingerprint of its key, and is not opened with another.

What it leaves out: turning the key over.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed, WrongUse
from troth.subjects.hashing import HashKey, derive_key, expand, extract

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from troth.words import OrganisationId

_OCTETS = 32
_NAME = "key"


@dataclass(frozen=True, slots=True)
class InstallationKey:
    """The key; no `repr` shows it."""

    secret: bytes = field(repr=False)

    @property
    def fingerprint(self) -> str:
        """What tells two keys apart, and nothing about either: 32 hexadecimal digits."""
        return self.derived("fingerprint").hex()[:32]

    def derived(self, use: str) -> bytes:
        """The 32 octets for one use, such as `wrap subject keys`."""
        return expand(extract(b"", self.secret), b"troth installation v1 " + use.encode(), _OCTETS)

    def hash_key(self, organisation: OrganisationId) -> HashKey:
        """The key under which an organisation's identifiers are hashed."""
        return derive_key(self.secret, organisation)

    def hash_token(self, token: str) -> str:
        """How a token (an API key, a one-time link) is kept: 64 hexadecimal digits that do not give it back.

        Keyed, so that a stolen table cannot be searched for short codes without the key either.
        """
        return hashlib.blake2b(token.encode(), key=self.derived("hash tokens"), digest_size=32).hexdigest()


def load_key(environment: Mapping[str, str], data: Path) -> InstallationKey:
    """The installation's key, made in the data folder where there is none (rule 1).

    Raises:
        WrongUse: `installation.bad-key`, where what is there is no key.
        OutsideWorldFailed: `installation.no-key-file`, where the file cannot be read or made.
    """
    given = environment.get("TROTH_KEY")
    if given:
        return _parse(given)
    named = environment.get("TROTH_KEY_FILE")
    if named:
        from pathlib import Path as _Path

        return _parse(_read(_Path(named)))
    own = data / _NAME
    if not own.exists():
        _make(own)
    return _parse(_read(own))


def has_key(environment: Mapping[str, str], data: Path) -> bool:
    """Whether a key is given or there; `load_key` would make one otherwise."""
    return bool(environment.get("TROTH_KEY") or environment.get("TROTH_KEY_FILE")) or (data / _NAME).exists()


def _parse(text: str) -> InstallationKey:
    try:
        octets = bytes.fromhex(text.strip())
    except ValueError:
        octets = b""
    if len(octets) != _OCTETS:
        raise WrongUse(
            "the installation's key is not 64 hexadecimal digits",
            id="installation.bad-key",
            help="restore it from where you keep it; `openssl rand -hex 32` makes one for a new installation",
        )
    return InstallationKey(octets)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise _failed() from error


def _make(file: Path) -> None:
    """A new key, durable under its name before anything hangs on it; never in place of one that is there."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        waiting = file.with_name(f"{_NAME}.{secrets.token_hex(4)}")
        descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(descriptor, secrets.token_hex(_OCTETS).encode() + b"\n")
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            os.link(waiting, file)  # fails where another process made one meanwhile: then that one is the key
        except FileExistsError:
            pass
        finally:
            waiting.unlink()
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise _failed() from error


def _failed() -> OutsideWorldFailed:
    return OutsideWorldFailed(
        "the installation's key can be neither read nor made",
        id="installation.no-key-file",
        help="check `TROTH_KEY_FILE` or the data folder and its rights, or pass the key as `TROTH_KEY`",
    )
