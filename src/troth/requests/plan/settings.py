"""What is a field set to when its row stays and the person in it goes?

Rules, in this order:
1. A field that is not personal, is kept, or holds up the row (its key, a declared reference) stays as it is.
2. `redact` takes the person's identifiers out of what else the cell holds.
3. A field that may be empty is emptied.
4. A field that must be unique gets a value that stands for nobody and is like no other; an e-mail address under
   `.invalid`, which no mail can reach (RFC 2606 2).
5. Any other gets the emptiest value its type has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.inventory import Content, Erasing, LinkKind, Putting, Setting
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from troth.inventory import Cell, Dataset, DatasetName, Field, Inventory

_EMPTY: tuple[tuple[tuple[str, ...], Cell], ...] = (
    (("json",), "{}"),
    (("bool", "bit"), False),
    (("timestamp", "datetime"), "1900-01-01T00:00:00"),
    (("date",), "1900-01-01"),
    (("time",), "00:00:00"),
    (("int", "serial", "num", "dec", "float", "double", "real", "money"), 0),
    (("blob", "binary", "bytea"), b""),
    (("uuid",), "00000000-0000-0000-0000-000000000000"),
    (("inet", "cidr"), "0.0.0.0"),  # noqa: S104 -- an address that is nobody's, not one to listen at
)
"""By a part of the type's name, the first that fits; text where none does."""


def holding_up(inventory: Inventory, at: DatasetName) -> frozenset[str]:
    """The fields that hold a dataset's rows in place: its key, and what declared links go out from or end at."""
    dataset = inventory.by_name[at]
    declared = [link for link in inventory.from_dataset.get(at, ()) if link.kind is LinkKind.DECLARED]
    names = {address.field for link in declared for address in link.of}
    pointed = [link for link in inventory.to_dataset.get(at, ()) if link.kind is LinkKind.DECLARED]
    names |= {address.field for link in pointed for address in link.to}
    return frozenset(names | set(dataset.key))


def blanking(inventory: Inventory, dataset: Dataset, only: Collection[str] = ()) -> tuple[Setting, ...]:
    """What the fields of a row are set to so that nobody is in it any more; `only` limits it to some of them."""
    fixed = holding_up(inventory, dataset.at)
    return tuple(
        _setting(field)
        for field in dataset.fields
        if _goes(field) and field.name not in fixed and (not only or field.name in only)
    )


def _goes(field: Field) -> bool:
    return field.is_personal and field.erase is not Erasing.KEEP


def _setting(field: Field) -> Setting:
    if field.erase is Erasing.REDACT:
        return Setting(field=field.name, how=Putting.REDACT)
    if field.unique and (field.erase is Erasing.REPLACE or not field.nullable):
        return Setting(field=field.name, value=_nobody(field), how=Putting.UNIQUE)
    if field.nullable and field.erase is not Erasing.REPLACE:
        return Setting(field=field.name)
    if field.erase is Erasing.REPLACE:
        return Setting(field=field.name, value=_nobody(field), how=Putting.UNIQUE)
    return Setting(field=field.name, value=_empty(field))


def _nobody(field: Field) -> str:
    return "erased-{}@erased.invalid" if field.identifies is IdentifierKind.EMAIL else "erased-{}"


def _empty(field: Field) -> Cell:
    if field.content is Content.JSON:
        return "{}"
    name = field.type.lower()
    return next((value for words, value in _EMPTY if any(word in name for word in words)), "")
