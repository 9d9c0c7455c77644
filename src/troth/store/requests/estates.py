"""Which estate did an organisation review, and which systems are in it?

A reviewed `estate.yaml` is kept as it was written, version by version; the last one holds. Each is an entry of the log:
a plan rests on a version. The file itself names no password (`troth.inventory.file`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import ProblemsFound, Severity, WrongUse
from troth.evidence import Draft
from troth.inventory.file import read_inventory
from troth.store.failures import saying_database
from troth.store.models import EstateVersion

if TYPE_CHECKING:
    from datetime import datetime

    from troth.inventory import Inventory
    from troth.store.writing import Writing
    from troth.words import OrganisationId

REVIEWED = "estate.reviewed"
_read: dict[tuple[str, str], Inventory] = {}
"""Inventories by organisation and digest: a text is read once in a process."""


@dataclass(frozen=True, slots=True)
class ReviewedEntry:
    """What the log says of a reviewed estate."""

    version: str
    digest: str
    by: str
    systems: int
    datasets: int


def review(change: Writing, text: str, *, by: str) -> Inventory:
    """Keep a reviewed estate; the same text twice changes nothing.

    Raises:
        ProblemsFound: the text is no sound estate file.
        WrongUse: it is another organisation's; or the version is there already, with another text.
    """
    inventory = _inventory(change.organisation, text)
    if inventory.organisation != change.organisation:
        raise WrongUse(
            "the estate is another organisation's",
            id="estate.other-organisation",
            help="check `organisation` under `estate`, and where it is loaded to",
        )
    digest = _digest(text)
    row = EstateVersion.objects.filter(organisation=change.organisation, version=inventory.version).first()
    if row is not None:
        if row.digest != digest:
            raise WrongUse(
                "there is another estate of this version already",
                id="estate.version-exists",
                help="give a changed estate another `version`",
            )
        return inventory
    EstateVersion.objects.create(
        organisation_id=change.organisation,
        version=inventory.version,
        text=text,
        digest=digest,
        created_at=change.now,
        created_by=by,
    )
    entry = ReviewedEntry(inventory.version, digest, by, len(inventory.systems), len(inventory.datasets))
    change.record(Draft(change.organisation, REVIEWED, public=entry))
    return inventory


@dataclass(frozen=True, slots=True)
class EstateEntry:
    """A version of an estate as a list shows it."""

    version: str
    digest: str
    reviewed_at: datetime
    by: str


def versions(organisation: OrganisationId) -> tuple[EstateEntry, ...]:
    """Every version that was reviewed, the one that holds first."""
    with saying_database():
        rows = EstateVersion.objects.filter(organisation=organisation).order_by("-created_at", "-pk")
        found = list(rows.values_list("version", "digest", "created_at", "created_by"))
    return tuple(EstateEntry(*each) for each in found)


def reviewed(organisation: OrganisationId) -> Inventory | None:
    """The estate that holds; None where none was reviewed."""
    with saying_database():
        rows = EstateVersion.objects.filter(organisation=organisation)
        row = rows.order_by("-created_at", "-pk").first()
    return None if row is None else _inventory(organisation, row.text)


def _inventory(organisation: str, text: str) -> Inventory:
    key = (organisation, _digest(text))
    if key not in _read:
        inventory, problems = read_inventory(text)
        errors = [problem for problem in problems if problem.severity is Severity.ERROR]
        if errors or inventory is None:
            raise ProblemsFound(errors)
        _read[key] = inventory
    return _read[key]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
