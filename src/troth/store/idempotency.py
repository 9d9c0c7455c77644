"""Was this very request carried out before?

1. A program names a request with an `Idempotency-Key`. What was answered first is answered again, and nothing is done
   twice; the answer is kept in the same transaction as the change.
2. The same key with another body is refused: one of the two requests is a mistake.
3. Keys are a program's own, and are forgotten after `KEPT`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.store.failures import saying_database
from troth.store.models import IdempotentAnswer
from troth.store.prepared import add, prepare

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from troth.store.opened import Store
    from troth.store.writing import Writing

KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered: an HTTP status and the body."""

    status: int
    body: bytes


class OtherBody(WrongUse):
    """The same idempotency key came with another request."""


@prepare
def _before(organisation: str, api_key: str, name: str) -> QuerySet[IdempotentAnswer]:
    return IdempotentAnswer.objects.filter(organisation=organisation, api_key=api_key, idempotency_hash=name)


def answered(change: Writing, api_key: str, name: str, request: bytes) -> Answered | None:
    """What was answered to this request before, None where it is new. To be asked within the change.

    Raises:
        OtherBody: `api.idempotency-key-reused`.
    """
    row = _before.first(change.organisation, api_key, change.store.key.hash_token(name))
    if row is None:
        return None
    if row.request_digest != sha256(request).hexdigest():
        raise OtherBody(
            "this idempotency key was used for another request",
            id="api.idempotency-key-reused",
            help="use a new key for each request, and the same only to send the same request again",
        )
    return Answered(row.status, bytes(row.answer))


def remember(change: Writing, api_key: str, name: str, request: bytes, answer: Answered) -> None:
    """Keep what is answered, in the same change as what was done."""
    row = IdempotentAnswer(
        organisation_id=change.organisation,
        api_key=api_key,
        idempotency_hash=change.store.key.hash_token(name),
        request_digest=sha256(request).hexdigest(),
        status=answer.status,
        answer=answer.body,
        at=change.now,
    )
    add([row])


def purge(store: Store) -> int:
    """Forget old answers; how many."""
    with saying_database():
        return IdempotentAnswer.objects.filter(at__lt=store.clock.now() - KEPT).delete()[0]
