"""Which keys does `estate.yaml` have?

The classes here are what a person writes and reads; `read` makes the inventory's values of them. A field's name is its
key; a trailing underscore keeps clear of Python's words. The texts document the keys in docs/estate-file.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from troth.inventory.model import Content, Erasing, Holding, LinkKind, Tier
from troth.policy.model import Condition, described
from troth.words import DataName, Duration, IdentifierKind, PartyName, SubjectKindName


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadShape:
    """`estate:` whose estate it is."""

    organisation: str = described("The organisation whose estate it is.", required=True)
    version: str = described("A name for this state of the review; each change gets another.", required=True)
    scanned_at: str = described("When its systems were last scanned (ISO 8601).", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemShape:
    """`systems:` by name."""

    url: str = described(
        "Where it is: `env:NAME` for a variable of the environment, or an address without a password.", required=True
    )
    kind: str = described("Which connector reaches it: `sql`, `files`.", default="sql")
    backups: Duration | None = described("How long an erased row is still in its backups.", default=None)
    remark: str = described("A sentence for readers.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldShape:
    """`fields:` of a dataset, by name."""

    is_: str = described("A term of the vocabulary: `pd:EmailAddress`.", default="")
    data: DataName | None = described("The policy's data category that it falls under.", default=None)
    tier: Tier = described("How sure the scan is.", default=Tier.UNDETERMINED)
    content: Content = described("What a cell holds.", default=Content.VALUE)
    identifies: IdentifierKind | None = described("Which kind of identifier of a subject it holds.", default=None)
    erase: Erasing = described("What erasing a person means for it.", default=Erasing.DELETE)
    type: str = described("Its type as the system names it.", default="")
    nullable: bool = described("Whether it may be empty.", default=True)
    unique: bool = described("Whether no two rows may share a value.", default=False)
    reason: str = described("What speaks for it.", default="")
    confirmed: bool = described("Whether a person has confirmed it.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepShape:
    """`keep:` of a dataset: rows that outlive an erasure."""

    ground: str = described(
        "A ground of the notice's exceptions, or a purpose of the policy: `billing`.", required=True
    )
    if_: tuple[Condition, ...] = described("Only rows with these values: `{status: [open, disputed]}`.")
    max: Duration | None = described("Not longer than this after `since`.", default=None)
    law: str = described("The law that asks for it, where the notice names no such exception.", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetShape:
    """`datasets:` by address (`system.table`); `fields` is read apart."""

    holds: Holding = described("What its rows are to a person.", default=Holding.NONE)
    subject: SubjectKindName | None = described("Which kind of subject its people are.", default=None)
    key: tuple[str, ...] = described("The fields that name one row.")
    since: str = described("The field with the time from which retention counts.", default="")
    erase: Erasing = described(
        "What erasing a person means for a row: `delete`, `blank`, `keep`.", default=Erasing.DELETE
    )
    keep: tuple[KeepShape, ...] = described("Rows that outlive an erasure: `[{ground: billing, if: ..., max: P6Y}]`.")
    controller: PartyName | None = described("For whom the organisation is only processor here.", default=None)
    rows: int = described("How many rows it had.", default=0)
    writable: bool = described("False where it may only be read.", default=True)
    confirmed: bool = described("Whether a person has confirmed it.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkShape:
    """`links:` a list."""

    from_: tuple[str, ...] = described("The fields that point: `shop.orders.customer_id`.", required=True)
    to: tuple[str, ...] = described("The fields they point at.", required=True)
    kind: LinkKind = described("What it rests on.", required=True)
    evidence: str = described("Counts and names that speak for it.", default="")
    when: tuple[Condition, ...] = described("Values that fields must have: `{owner_type: customer}`.")
    downwards: bool = described("From a person's row to those that point at it.", default=True)
    upwards: bool = described("From a person's row to the one it points at.", default=False)
    confirmed: bool = described("Whether a person has confirmed it.", default=False)
