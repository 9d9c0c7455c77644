"""Where do the data of an organisation lie, and how do they hang together?

The inventory is what a person reviewed of a scan: systems, the datasets in them (tables, views, files), their fields,
and the links between datasets. Everything that finds, shows, changes or erases a person's data goes by it.

Rules:
1. A name is what its system calls it. A dataset is addressed as `system.dataset`, a field as `system.dataset.field`.
2. What was not reviewed is not followed: `confirmed` is set by a person, or by a scan where the evidence is proof.
3. No value of anybody's stands in an inventory: reasons and evidence are counts and kinds, never cells.

What it leaves out: what a system is reached with (an address names an environment variable; estate/), and what the
organisation promises of the data (`troth.policy`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from troth.errors import Place

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from troth.words import DataName, Duration, IdentifierKind, OrganisationId, PartyName, SubjectKindName


class Tier(StrEnum):
    """How sure a scan is of a field: it abstains rather than guesses."""

    PROVEN = "proven"
    """A validator, or a declared key to a proven field, held on real cells."""
    LIKELY = "likely"
    """Its name, its values or its neighbours speak for it, and nothing against it."""
    UNDETERMINED = "undetermined"
    """Not enough to go by: a person has to look."""
    NOT_PERSONAL = "not_personal"

    @property
    def is_personal(self) -> bool:
        """Whether the field is treated as personal data."""
        return self in (Tier.PROVEN, Tier.LIKELY)


class Content(StrEnum):
    """What a cell of a field holds."""

    VALUE = "value"
    TEXT = "text"
    """Running text, in which identifiers may stand anywhere."""
    JSON = "json"
    SERIALISED = "serialised"
    """Another format within a cell: PHP, query strings, XML, base64, lists with separators."""
    ATTRIBUTE = "attribute"
    """The value of an entity-attribute-value table: what it is depends on the row."""
    URL = "url"
    HASH = "hash"
    """A digest of an identifier, found again by the same digest."""
    BINARY = "binary"


class Erasing(StrEnum):
    """What erasing a person means for a field, or for the rows of a dataset."""

    DELETE = "delete"
    """Goes with its row."""
    BLANK = "blank"
    """Set to null, or to an empty value where the field must have one."""
    REPLACE = "replace"
    """Set to a value that stands for nobody and is unique, where the field must be."""
    REDACT = "redact"
    """The person's identifiers are taken out of what else the cell holds."""
    KEEP = "keep"


class Holding(StrEnum):
    """What the rows of a dataset are to a person."""

    SUBJECTS = "subjects"
    """A row is a person (or a role of one: a customer, an applicant)."""
    ABOUT = "about"
    """A row is about a person: an order, a message, an address."""
    SHARED = "shared"
    """A row is about several people: a household, a conversation."""
    BETWEEN = "between"
    """A row only joins others."""
    NONE = "none"
    """No row is about anybody: countries, products, settings."""


class LinkKind(StrEnum):
    """What a link rests on."""

    DECLARED = "declared"
    """A foreign key of the system."""
    INFERRED = "inferred"
    """The values of one field are all among those of another, and their names agree."""
    IDENTIFIER = "identifier"
    """The same identifier in its normal form, whatever way it is written."""


@dataclass(frozen=True, slots=True, order=True)
class DatasetName:
    """A dataset's address: `shop.orders`; in another schema than the system's default one `shop.sales.orders`."""

    system: str
    dataset: str

    def __str__(self) -> str:
        return f"{self.system}.{self.dataset}"


@dataclass(frozen=True, slots=True, order=True)
class FieldName:
    """A field's address: `shop.orders.customer_id`."""

    system: str
    dataset: str
    field: str

    @property
    def of(self) -> DatasetName:
        """The dataset it belongs to."""
        return DatasetName(self.system, self.dataset)

    def __str__(self) -> str:
        return f"{self.system}.{self.dataset}.{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a dataset: a column, a header of a CSV file, a path in JSON."""

    name: str
    type: str = ""
    """The type as its system names it."""
    nullable: bool = True
    unique: bool = False
    tier: Tier = Tier.UNDETERMINED
    is_: str = ""
    """A term of the vocabulary: `pd:EmailAddress`; empty where it is not personal, or not known."""
    data: DataName | None = None
    """The policy's data category that it falls under; none is a finding where the field is personal."""
    content: Content = Content.VALUE
    identifies: IdentifierKind | None = None
    """The kind of identifier that its values are of a subject, or that is found within them."""
    erase: Erasing = Erasing.DELETE
    reason: str = ""
    """What speaks for it, in one sentence without anybody's data."""
    confirmed: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it holds personal data."""
        return self.tier.is_personal


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """Rows of a dataset that outlive an erasure, and why.

    `ground` is a word of the notice's exceptions (`billing`, `fraud`), or a purpose of the policy that the rows stay
    locked to. `law` is the law that obliges or permits, where the notice names no such exception (GDPR 17(3)).
    """

    ground: str
    when: tuple[tuple[str, str], ...] = ()
    """Only rows with one of these values in these fields: `(status, open)`; every row where left out."""
    max: Duration | None = None
    """Not longer than this after the dataset's clock; without it, until the ground is gone."""
    law: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table, a view or a file."""

    at: DatasetName
    fields: tuple[Field, ...] = ()
    key: tuple[str, ...] = ()
    """The fields that name one row; none where the system has no such key."""
    holds: Holding = Holding.NONE
    subject: SubjectKindName | None = None
    """Which of the policy's kinds of subject its people are."""
    since: str = ""
    """The field with the time from which retention counts."""
    erase: Erasing = Erasing.DELETE
    """What erasing a person means for a row: gone, or kept with its personal fields blanked."""
    keep: tuple[Keep, ...] = ()
    """Rows that outlive an erasure."""
    controller: PartyName | None = None
    """For whom the organisation is only processor here; itself where left out (GDPR Art. 4(7), (8))."""
    rows: int = 0
    writable: bool = True
    """False for a view, and for what may be read only."""
    confirmed: bool = False

    def field(self, name: str) -> Field | None:
        """The field of this name."""
        return next((each for each in self.fields if each.name == name), None)

    @property
    def personal(self) -> tuple[Field, ...]:
        """Its fields with personal data."""
        return tuple(each for each in self.fields if each.is_personal)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The rows of one dataset point at the rows of another.

    `of` points at `to`, field by field: a composite key has several. A row that is found leads to those that its links
    join it with, in the direction that `downwards` and `upwards` allow.
    """

    of: tuple[FieldName, ...]
    to: tuple[FieldName, ...]
    kind: LinkKind
    evidence: str = ""
    """Counts and names: `foreign key`, `all of 812 values are among 50,000`."""
    when: tuple[tuple[str, str], ...] = ()
    """Fields of `of`'s dataset and the values they must have: `(owner_type, customer)` for a polymorphic key."""
    downwards: bool = True
    """From a row that is pointed at to those that point at it: from a customer to the orders."""
    upwards: bool = False
    """From a row that points to the one it points at, as a row of the same person: from a contact to its address."""
    confirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """One place where data lie: a database, a folder of files."""

    name: str
    kind: str
    """`sql`, `files`: which connector reaches it."""
    url: str
    """Where it is. `env:NAME` stands for a variable of the environment: a password never stands in a file."""
    backups: Duration | None = None
    """How long an erased row is still in its backups."""
    remark: str = ""
    place: Place = field(default_factory=Place, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """Everything an organisation has reviewed of its estate."""

    organisation: OrganisationId
    version: str
    scanned_at: datetime | None = None
    systems: tuple[System, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    links: tuple[Link, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[DatasetName, Dataset]:
        """Its datasets by their addresses."""
        return MappingProxyType({dataset.at: dataset for dataset in self.datasets})

    @cached_property
    def from_dataset(self) -> Mapping[DatasetName, tuple[Link, ...]]:
        """The links by the dataset that points."""
        found: dict[DatasetName, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.of[0].of, []).append(link)
        return MappingProxyType({name: tuple(links) for name, links in found.items()})

    @cached_property
    def to_dataset(self) -> Mapping[DatasetName, tuple[Link, ...]]:
        """The links by the dataset that is pointed at."""
        found: dict[DatasetName, list[Link]] = {}
        for link in self.links:
            found.setdefault(link.to[0].of, []).append(link)
        return MappingProxyType({name: tuple(links) for name, links in found.items()})

    def system(self, name: str) -> System | None:
        """The system of this name."""
        return next((system for system in self.systems if system.name == name), None)

    def field(self, name: FieldName) -> Field | None:
        """The field at this address."""
        dataset = self.by_name.get(name.of)
        return dataset.field(name.field) if dataset else None
