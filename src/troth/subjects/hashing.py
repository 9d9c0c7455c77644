"""How is an identifier kept without being kept?

As a keyed hash: HMAC-SHA256 under a secret of the organisation. Telephone numbers and addresses are few enough to be
tried one by one, so a hash without a key would be the identifier itself; and with one key for all organisations, two
of them could find their common customers by comparing.

Rules, in this order:
1. Each organisation has a key of its own, derived from the installation's secret (HKDF-SHA256, RFC 5869).
2. What is hashed is the organisation, the kind and the normal form, each preceded by its length in octets, so that no
   two triples give the same octets.
3. A hash is written `email:` and 43 characters of base64url without padding (RFC 4648 5): constant length, safe in a
   URL, and its kind can be read.
4. A hash is pseudonymous data, still personal (GDPR 4(5)): whoever destroys the key makes all of them meaningless.

What it leaves out: where secrets are stored and turned over (the installation's settings).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NewType

from troth.errors import WrongUse
from troth.subjects.identifiers import Identifier, IdentifierKind

if TYPE_CHECKING:
    from troth.words import OrganisationId

IdentifierHash = NewType("IdentifierHash", str)
"""The keyed hash of an identifier of one organisation: `email:` and 43 characters."""

KEY_OCTETS = 32
_HASH_OCTETS = 32
_PURPOSE = b"troth identifier hash v1"
_SHAPE = re.compile(rf"(?:{'|'.join(IdentifierKind)}):[A-Za-z0-9_-]{{42}}[AEIMQUYcgkosw048]")


@dataclass(frozen=True, slots=True)
class HashKey:
    """The secret under which one organisation's identifiers are hashed: 32 octets that no `repr` shows."""

    organisation: OrganisationId
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_OCTETS:
            raise WrongUse(
                f"a key for identifiers has {KEY_OCTETS} octets, not {len(self.secret)}",
                id="subjects.weak-key",
                help="derive it with `derive_key`, or take 32 octets from the machine's randomness",
            )


def derive_key(installation_secret: bytes, organisation: OrganisationId) -> HashKey:
    """The organisation's key, always the same for the same secret of at least 32 octets."""
    if len(installation_secret) < KEY_OCTETS:
        raise WrongUse(
            f"the installation's secret has fewer than {KEY_OCTETS} octets",
            id="subjects.weak-key",
            help="take 32 octets from the machine's randomness and keep them where only troth can read them",
        )
    info = _framed(_PURPOSE, organisation.encode())
    return HashKey(organisation, expand(extract(b"", installation_secret), info, KEY_OCTETS))


def hash_identifier(key: HashKey, identifier: Identifier) -> IdentifierHash:
    """The identifier's hash under the organisation's key."""
    framed = _framed(key.organisation.encode(), identifier.kind.encode(), identifier.text.encode())
    octets = hmac.digest(key.secret, framed, "sha256")
    return IdentifierHash(f"{identifier.kind}:{base64.urlsafe_b64encode(octets).rstrip(b'=').decode()}")


def is_hash(text: str) -> bool:
    """Whether the text has the form of an identifier's hash."""
    return _SHAPE.fullmatch(text) is not None


def extract(salt: bytes, secret: bytes) -> bytes:
    """HKDF-Extract with SHA-256: 32 octets (RFC 5869 2.2); an empty salt stands for 32 zero octets."""
    return hmac.digest(salt or bytes(hashlib.sha256().digest_size), secret, "sha256")


def expand(pseudorandom: bytes, info: bytes, length: int) -> bytes:
    """HKDF-Expand with SHA-256: `length` octets, at most 8160 (RFC 5869 2.3)."""
    if length > 255 * _HASH_OCTETS:
        raise ValueError("HKDF-Expand gives at most 8160 octets")
    output, block = b"", b""
    for count in range(1, -(-length // _HASH_OCTETS) + 1):
        block = hmac.digest(pseudorandom, block + info + bytes([count]), "sha256")
        output += block
    return output[:length]


def _framed(*parts: bytes) -> bytes:
    """The parts, each after its length in eight octets: no two different rows of parts give the same octets."""
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)
