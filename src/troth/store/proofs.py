"""How does somebody prove that an address or a telephone is hers, without an account?

1. Whoever asks gets the same answer, known or not; the message goes to the identifier, and only who reads it can go on.
2. The message holds a link and a code. Both stand as keyed hashes, hold for some minutes, and once; a code is tried at
   most `ATTEMPTS` times. A new one ends those before it.
3. The identifier itself stands only as ciphertext, until the proof is used or expires; so does what is `carried` with
   it: what was asked for, to be done when it is proven, in whichever browser the link is opened.
4. More than `MOST_ASKED` a time are not sent, so that nobody's mailbox is flooded.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from troth.evidence.sealing import unwrap, wrap
from troth.store.failures import saying_database
from troth.store.models import OneTimeProof, Organisation
from troth.store.subjects import hash_of
from troth.store.writing import bound_to, no_such_organisation
from troth.subjects.identifiers import Identifier, IdentifierKind

if TYPE_CHECKING:
    from troth.store.opened import Store
    from troth.words import OrganisationId

ATTEMPTS = 5
MOST_ASKED = 5
_CODE_DIGITS = 8
_BEHIND = b"\0"
"""Stands behind an identifier, in which it never is, before what is carried."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What goes into the message; no `repr` shows it."""

    token: str = field(repr=False)
    code: str = field(repr=False)
    reference: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What a link or a code proved, and what was carried with it."""

    identifier: Identifier
    carried: bytes = field(default=b"", repr=False)


def ask(
    store: Store, organisation: OrganisationId, identifier: Identifier, holds: timedelta, carried: bytes = b""
) -> Asked | None:
    """A new proof for an identifier; None where it was asked for too often.

    `reference` is what the browser that asked keeps, so that the code is entered there.
    """
    now = store.clock.now()
    hashed = hash_of(store, organisation, identifier)
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}d}"
    token_hash = store.key.hash_token(token)
    with saying_database(), transaction.atomic(durable=True):
        # Who asks twice at once is answered one after the other, so that one proof holds and none is uncounted.
        if Organisation.objects.select_for_update(no_key=True).filter(id=organisation).first() is None:
            raise no_such_organisation()
        rows = OneTimeProof.objects.filter(organisation=organisation, identifier=hashed)
        if rows.filter(created_at__gt=now - holds).count() >= MOST_ASKED:
            return None
        rows.filter(used_at=None).update(used_at=now, sealed=b"")
        OneTimeProof.objects.create(
            token_hash=token_hash,
            organisation_id=organisation,
            code_hash=store.key.hash_token(f"{token_hash} {code}"),
            identifier=hashed,
            sealed=wrap(
                store.key.derived("seal proofs"),
                identifier.text.encode() + _BEHIND + carried,
                bound_to(organisation, "proof", token_hash),
            ),
            created_at=now,
            expires_at=now + holds,
        )
    return Asked(token, code, token_hash, now + holds)


def redeem(store: Store, organisation: OrganisationId, token: str) -> Identifier | None:
    """The identifier that a link proves, and the link is used up; None where it does not hold."""
    found = redeem_carried(store, organisation, token)
    return found.identifier if found else None


def redeem_carried(store: Store, organisation: OrganisationId, token: str) -> Redeemed | None:
    """As `redeem`, with what was carried."""
    return _use(store, organisation, store.key.hash_token(token))


def redeem_code(store: Store, organisation: OrganisationId, reference: str, code: str) -> Identifier | None:
    """The identifier that a code proves in the browser that asked; None where it is wrong, and the try is counted."""
    found = redeem_code_carried(store, organisation, reference, code)
    return found.identifier if found else None


def redeem_code_carried(store: Store, organisation: OrganisationId, reference: str, code: str) -> Redeemed | None:
    """As `redeem_code`, with what was carried."""
    with saying_database():
        rows = OneTimeProof.objects.filter(organisation=organisation, token_hash=reference, used_at=None)
        if not rows.filter(attempts__lt=ATTEMPTS).update(attempts=F("attempts") + 1):
            return None
        row = rows.first()
    digits = "".join(letter for letter in code if letter.isdigit())
    if row is None or not hmac.compare_digest(row.code_hash, store.key.hash_token(f"{reference} {digits}")):
        return None
    return _use(store, organisation, reference)


def purge(store: Store) -> int:
    """Take away what expired or was used a day ago; how many went."""
    before = store.clock.now() - timedelta(days=1)
    with saying_database():
        return OneTimeProof.objects.filter(expires_at__lt=before).delete()[0]


def _use(store: Store, organisation: OrganisationId, token_hash: str) -> Redeemed | None:
    now = store.clock.now()
    with saying_database(), transaction.atomic(durable=True):
        rows = OneTimeProof.objects.filter(
            organisation=organisation, token_hash=token_hash, used_at=None, expires_at__gt=now
        )
        row = rows.first()
        # Whoever comes second changes no row, also where both came at once.
        if row is None or not rows.update(used_at=now, sealed=b""):
            return None
    text = unwrap(store.key.derived("seal proofs"), bytes(row.sealed), bound_to(organisation, "proof", token_hash))
    identifier, _, carried = text.partition(_BEHIND)
    return Redeemed(Identifier(IdentifierKind(row.identifier.partition(":")[0]), identifier.decode()), carried)
