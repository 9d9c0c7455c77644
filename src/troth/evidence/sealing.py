"""How is something kept from everybody who does not hold the key?

1. What is personal in an entry is sealed under the key of its subject: AES-256-GCM, a random 96-bit nonce, then the
   ciphertext. It is bound to the organisation, the kind and the subject, so that a ciphertext moved to another entry
   does not open.
2. A secret that is kept for long (a subject's key, an identifier) is wrapped under the installation's key, and bound to
   what it belongs to, so that one put in another's place does not open.
3. A wrapped secret starts with the byte 1, the rest of its nonce is random: it can be told from one overwritten with
   zeros. 88 random bits allow for 2**28 secrets under one installation's key, with a chance of a repeat below 2**-32.
4. The installation's key is never used as it is: what wraps is derived from it, so that it may serve other ends too.

What it leaves out: where keys are kept (`troth.evidence.keys`, or a database), and how they are destroyed.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from troth.errors import OutsideWorldFailed, WrongUse

if TYPE_CHECKING:
    from troth.evidence.entry import Entry

KEY_SIZE = 32
NONCE_SIZE = 12
WRAPPING_COSTS = NONCE_SIZE + 16
"""How many bytes longer a wrapped secret is: its nonce and its tag."""
_WRAPPED_FIRST = b"\x01"
_DERIVED_FOR = b"troth wrap subject keys"  # part of the format: another text would open nothing that was wrapped


def new_key() -> bytes:
    """A random key of 32 bytes."""
    return secrets.token_bytes(KEY_SIZE)


def seal(key: bytes, payload: bytes, organisation: str, kind: str, subject: str) -> bytes:
    """Nonce and ciphertext of `payload`; only an entry of this organisation, kind and subject opens it."""
    return seal_with(AESGCM(key), payload, organisation, kind, subject)


def seal_with(cipher: AESGCM, payload: bytes, organisation: str, kind: str, subject: str) -> bytes:
    """As `seal`, with a cipher that was made of the key before: making one takes longer than sealing."""
    nonce = os.urandom(NONCE_SIZE)
    return nonce + cipher.encrypt(nonce, payload, _bound_to(organisation, kind, subject))


def open_sealed(key: bytes, entry: Entry) -> bytes:
    """The payload sealed in `entry`.

    WrongUse `evidence.nothing-sealed`; OutsideWorldFailed `evidence.sealed-damaged` where it does not open.
    """
    subject_of_sealed(entry)
    return open_with(AESGCM(key), entry)


def subject_of_sealed(entry: Entry) -> str:
    """Under whose key something is sealed in `entry`; WrongUse `evidence.nothing-sealed` where nothing is."""
    if not entry.sealed or entry.subject is None:
        raise WrongUse(
            f"entry {entry.index} has no sealed payload",
            id="evidence.nothing-sealed",
            help="read its public payload instead",
        )
    return entry.subject


def open_with(cipher: AESGCM, entry: Entry) -> bytes:
    """As `open_sealed`, with a cipher that was made of the key before."""
    bound_to = _bound_to(entry.organisation, entry.kind, entry.subject or "")
    try:
        return cipher.decrypt(entry.sealed[:NONCE_SIZE], entry.sealed[NONCE_SIZE:], bound_to)
    except (InvalidTag, ValueError) as error:  # ValueError: shorter than a nonce
        raise OutsideWorldFailed(
            f"the sealed payload of entry {entry.index} does not open under its subject's key",
            id="evidence.sealed-damaged",
            help="run `troth log verify`, and check that keys and log belong together",
        ) from error


def wrap(installation_key: bytes, secret: bytes, bound_to: bytes) -> bytes:
    """`secret` under the installation's key, `WRAPPING_COSTS` bytes longer; opens only with the same `bound_to`."""
    nonce = _WRAPPED_FIRST + os.urandom(NONCE_SIZE - 1)
    return nonce + _wrapping(installation_key).encrypt(nonce, secret, bound_to)


def unwrap(installation_key: bytes, wrapped: bytes, bound_to: bytes) -> bytes:
    """The secret; OutsideWorldFailed `evidence.keys-damaged` where it does not open under this key and `bound_to`."""
    try:
        return _wrapping(installation_key).decrypt(wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise keys_damaged("a wrapped key or identifier does not open") from error


def keys_damaged(what: str) -> OutsideWorldFailed:
    """Kept keys that are not what they were, or are not this installation's."""
    return OutsideWorldFailed(
        what,
        id="evidence.keys-damaged",
        help="check that the key it was wrapped with is the one in use; otherwise restore it from a backup made after "
        "the last subject was forgotten",
    )


def _wrapping(installation_key: bytes) -> AESGCM:
    return AESGCM(hmac.digest(installation_key, _DERIVED_FOR, hashlib.sha256))


def _bound_to(organisation: str, kind: str, subject: str) -> bytes:
    """The associated data of a sealed payload; lines, since none of the three can hold a line break."""
    return f"{organisation}\n{kind}\n{subject}".encode()
