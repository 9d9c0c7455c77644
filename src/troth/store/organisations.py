"""Which organisations does the installation run?"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 -- encoders resolve annotations at run time
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from troth.errors import WrongUse
from troth.evidence import Draft, Signer
from troth.evidence.sealing import unwrap, wrap
from troth.evidence.sequence import HEAD_OF_NOTHING
from troth.store.failures import saying_database
from troth.store.models import LogHead, Organisation
from troth.store.prepared import prepare
from troth.store.writing import begin, bound_to, finish, no_such_organisation
from troth.words import OrganisationId

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from troth.store.opened import Store

FOUNDED = "organisation.founded"
_A_NAME = re.compile(r"[a-z][a-z0-9-]{0,62}")
RESERVED = frozenset({"account", "invitation"})
"""What stands in an address where an organisation's id stands in others: such an organisation would have no console.

INVARIANT: tests/e2e/test_reserved_organisations.py holds these equal to what the tables of paths say.
"""


@dataclass(frozen=True, slots=True)
class OrganisationEntry:
    """An organisation of the installation; `entries` is the size of its log."""

    id: OrganisationId
    name: str
    created_at: datetime
    entries: int


@dataclass(frozen=True, slots=True)
class Founded:
    """The public part of the log's first entry."""

    organisation: str
    public_key: str


def found(store: Store, organisation: OrganisationId, name: str) -> None:
    """Add an organisation, with a log of its own under a key of its own.

    Raises:
        WrongUse: `store.bad-organisation`, `store.reserved-organisation`, or `store.organisation-exists`.
    """
    if not _A_NAME.fullmatch(organisation):
        raise WrongUse(
            "an organisation's id is a short lower-case name",
            id="store.bad-organisation",
            help="use letters, digits and hyphens, and begin with a letter; it is the one of its policy",
        )
    if organisation in RESERVED:
        raise WrongUse(
            f"no organisation can be called `{organisation}`, which the console's own addresses need",
            id="store.reserved-organisation",
            help=f"choose another id, such as `{organisation}-1`, in the policy's head too",
        )
    signer = Signer(f"troth/{organisation}", secrets.token_bytes(32))
    now = store.clock.now()
    with saying_database():
        try:
            with transaction.atomic(durable=True):
                row = Organisation.objects.create(id=organisation, name=name or organisation, created_at=now)
                LogHead.objects.create(
                    organisation=row,
                    previous=HEAD_OF_NOTHING.previous,
                    at=now,
                    signing_key=wrap(
                        store.wrapping_key(), signer.secret.encode(), bound_to(organisation, "log", "signing-key")
                    ),
                )
                change = begin(store, organisation)
                change.record(Draft(organisation, FOUNDED, public=Founded(organisation, str(signer.verifier))))
                finish(change)
        except IntegrityError:
            raise WrongUse(
                f"there is an organisation `{organisation}` already",
                id="store.organisation-exists",
                help="choose another id, or work with the one there is",
            ) from None


def signer_of(store: Store, organisation: OrganisationId) -> Signer:
    """What signs the checkpoints of an organisation's log."""
    with saying_database():
        row = LogHead.objects.filter(organisation=organisation).first()
    if row is None:
        raise no_such_organisation()
    secret = unwrap(store.wrapping_key(), bytes(row.signing_key), bound_to(organisation, "log", "signing-key"))
    return Signer.parse(secret.decode())


@prepare
def _sizes() -> QuerySet[LogHead, tuple[str, int]]:
    return LogHead.objects.values_list("organisation_id", "size")


def organisations() -> tuple[OrganisationEntry, ...]:
    """Those of the installation, by id."""
    with saying_database():
        rows = LogHead.objects.select_related("organisation").order_by("organisation_id")
        return tuple(
            OrganisationEntry(
                OrganisationId(row.organisation.id), row.organisation.name, row.organisation.created_at, row.size
            )
            for row in rows
        )


def organisation(id_: OrganisationId) -> OrganisationEntry | None:
    """One organisation; None where there is none of that id."""
    with saying_database():
        row = LogHead.objects.select_related("organisation").filter(organisation=id_).first()
    if row is None:
        return None
    return OrganisationEntry(id_, row.organisation.name, row.organisation.created_at, row.size)


def sizes() -> dict[OrganisationId, int]:
    """How many entries each organisation's log has: whoever follows the logs looks here first."""
    with saying_database():
        return {OrganisationId(id_): size for id_, size in _sizes.rows()}
