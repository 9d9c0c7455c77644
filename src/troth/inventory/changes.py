"""What differs between the estate that was reviewed and the one that a scan sees now?

1. A dataset or field that is new, gone, or of another kind is a change. One that is personal and that nobody reviewed
   is a finding: the organisation holds data that its policy does not speak of.
2. What a person confirmed is kept: a scan never overrules a review (`merged`).
3. What is gone from the systems stays in the inventory until a person takes it out, marked as a change: a table that a
   scan could not read is not a table without data.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.inventory.model import FieldName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.inventory.model import Dataset, DatasetName, Field, Inventory, Link


class ChangeKind(StrEnum):
    """What happened to a part of the estate."""

    NEW_DATASET = "new_dataset"
    NEW_FIELD = "new_field"
    NEW_LINK = "new_link"
    GONE_DATASET = "gone_dataset"
    GONE_FIELD = "gone_field"
    OTHER_TYPE = "other_type"
    OTHER_KIND = "other_kind"
    """What the scan sees in a field is not what was confirmed of it."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One difference, at an address; `personal` where the part holds or may hold personal data."""

    at: str
    kind: ChangeKind
    personal: bool
    text: str


def compare(reviewed: Inventory, scanned: Inventory) -> list[Change]:
    """All differences, by address."""
    return sorted(_changes(reviewed, scanned))


def _changes(reviewed: Inventory, scanned: Inventory) -> Iterator[Change]:
    systems = {system.name for system in scanned.systems}
    for dataset in scanned.datasets:
        before = reviewed.by_name.get(dataset.at)
        if before is None:
            personal = bool(dataset.personal)
            text = f"{len(dataset.fields)} fields, {len(dataset.personal)} of them personal"
            yield Change(str(dataset.at), ChangeKind.NEW_DATASET, personal, text)
            continue
        yield from _fields(before, dataset)
    for dataset in reviewed.datasets:
        if dataset.at.system in systems and dataset.at not in scanned.by_name:
            text = "the scan does not see it any more"
            yield Change(str(dataset.at), ChangeKind.GONE_DATASET, bool(dataset.personal), text)
    known = {(link.of, link.to, link.when) for link in reviewed.links}
    for link in scanned.links:
        if (link.of, link.to, link.when) not in known:
            yield Change(
                str(link.of[0]), ChangeKind.NEW_LINK, personal=False, text=f"to `{link.to[0]}`: {link.evidence}"
            )


def _fields(before: Dataset, now: Dataset) -> Iterator[Change]:
    for field in now.fields:
        at = str(FieldName(now.at.system, now.at.dataset, field.name))
        known = before.field(field.name)
        if known is None:
            yield Change(at, ChangeKind.NEW_FIELD, field.is_personal, field.reason or "nobody has reviewed it")
        elif known.type and field.type and known.type != field.type:
            text = f"its type was `{known.type}` and is `{field.type}`"
            yield Change(at, ChangeKind.OTHER_TYPE, known.is_personal or field.is_personal, text)
        elif known.confirmed and field.is_personal and not known.is_personal:
            text = f"confirmed as not personal; the scan now sees {field.is_ or 'personal data'}: {field.reason}"
            yield Change(at, ChangeKind.OTHER_KIND, personal=True, text=text)
    for field in before.fields:
        if now.field(field.name) is None:
            at = str(FieldName(now.at.system, now.at.dataset, field.name))
            text = "the scan does not see it any more"
            yield Change(at, ChangeKind.GONE_FIELD, field.is_personal, text)


def merged(reviewed: Inventory, scanned: Inventory) -> Inventory:
    """The scan's inventory with everything kept that a person confirmed, and with the systems that were not scanned."""
    datasets = [_dataset(reviewed.by_name.get(dataset.at), dataset) for dataset in scanned.datasets]
    seen = {dataset.at for dataset in datasets}
    datasets += [dataset for dataset in reviewed.datasets if dataset.at not in seen]
    names = {system.name for system in scanned.systems}
    return dataclasses.replace(
        scanned,
        organisation=reviewed.organisation,
        systems=(
            *(reviewed.system(system.name) or system for system in scanned.systems),
            *(system for system in reviewed.systems if system.name not in names),
        ),
        datasets=tuple(datasets),
        links=_links(reviewed, scanned, {dataset.at for dataset in datasets}),
    )


def _dataset(before: Dataset | None, now: Dataset) -> Dataset:
    if before is None:
        return now
    fields = tuple(_field(before.field(field.name), field) for field in now.fields)
    if not before.confirmed:
        return dataclasses.replace(now, fields=fields)
    return dataclasses.replace(before, fields=fields, rows=now.rows)


def _field(before: Field | None, now: Field) -> Field:
    if before is None or not before.confirmed:
        return now
    return dataclasses.replace(before, type=now.type, nullable=now.nullable, unique=now.unique)


def _links(reviewed: Inventory, scanned: Inventory, known: set[DatasetName]) -> tuple[Link, ...]:
    kept = {(link.of, link.to, link.when): link for link in reviewed.links if link.confirmed}
    found = [kept.pop((link.of, link.to, link.when), link) for link in scanned.links]
    found += [link for link in kept.values() if link.of[0].of in known and link.to[0].of in known]
    return tuple(found)
