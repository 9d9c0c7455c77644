"""What is to be done to rows, and what became of it?

The values that cross from the stages that decide (requests, retention) to the one that acts (estate), and back:
an `Action` goes out, an `Outcome` comes back, an `Observation` is what was seen without being asked for.

Rules:
1. An action states an end, not a step: rows that are gone, fields that hold a value. Carried out twice it is done once.
2. An action names its rows by their key. Nothing is ever changed "where" something holds, but what was planned.
3. Identifiers and cells stand in no `repr`: none reaches a log by accident.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from troth.inventory.model import DatasetName, FieldName
    from troth.words import IdentifierKind

Cell = str | int | float | bool | bytes | None
"""What a cell holds once it has left its system; times and decimals as their text."""

RowKey = tuple[Cell, ...]
"""The values of a dataset's key, in its order."""


class Doing(StrEnum):
    """What an action does to rows."""

    READ = "read"
    CHANGE = "change"
    """Fields get values: rectification, blanking, replacing, redacting."""
    DELETE = "delete"
    KEEP = "keep"
    """Nothing is done, and it is said why, under which clause, and until when."""


@dataclass(frozen=True, slots=True)
class Seed:
    """An identifier to begin a search with, in its normal form."""

    kind: IdentifierKind
    text: str = dataclasses.field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step on the way to a row: the link that was followed, or the field that an identifier was found in."""

    at: FieldName
    to: FieldName | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A row of one person, and the way that led there.

    `shared` names the fields of others: a row that several people are in loses only this person's fields.
    """

    dataset: DatasetName
    key: RowKey = dataclasses.field(repr=False)
    path: tuple[Step, ...] = ()
    fields: tuple[str, ...] = ()
    """The fields that are this person's; all personal fields where left out."""
    shared: bool = False
    since: datetime | None = None
    """The time from which retention counts, where the dataset has such a field."""
    cells: tuple[Cell, ...] = dataclasses.field(default=(), repr=False)
    """The values of the dataset's fields, in their order, where they were asked for."""


class Putting(StrEnum):
    """How the value of a field comes about."""

    VALUE = "value"
    """The setting's own value, the same in every row."""
    UNIQUE = "unique"
    """The setting's value with its `{}` filled by a digest of the row's key, so that no two rows share it."""
    REDACT = "redact"
    """What the cell holds, with each of the action's `redact` texts taken out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A field and the value it is to have."""

    field: str
    value: Cell = dataclasses.field(default=None, repr=False)
    how: Putting = Putting.VALUE


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to be done to rows of one dataset. `id` is its idempotency key."""

    id: str
    dataset: DatasetName
    doing: Doing
    rows: tuple[RowKey, ...] = dataclasses.field(default=(), repr=False)
    fields: tuple[str, ...] = ()
    """For what is read: the fields that are shown. For rows of several people that are kept: this person's fields."""
    settings: tuple[Setting, ...] = ()
    redact: tuple[Seed, ...] = dataclasses.field(default=(), repr=False)
    """The identifiers that are taken out of what fields hold besides."""
    reason: str = ""
    """Why it is done, or why the rows are kept: an id of a rule or of a legal exception."""
    clauses: tuple[str, ...] = ()
    until: date | None = None
    """For rows that are kept: the day on which the reason ends, where it is known."""
    for_: tuple[str, ...] = ()
    """For rows that are kept: the purposes they are locked to."""


class Became(StrEnum):
    """What became of an action."""

    DONE = "done"
    ALREADY = "already"
    """The end that it states held before: a step carried out again, or the row was gone."""
    REFUSED = "refused"
    """The system said no: a constraint, a trigger, a right that is missing. Trying again changes nothing."""
    UNREACHABLE = "unreachable"
    """Not done, or nobody knows: the system was away, busy or locked. Trying again may do it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of an action: how many rows, when, and the problem's id where there was one."""

    action: str
    became: Became
    rows: int = 0
    at: datetime | None = None
    problem: str = ""
    help: str = ""

    @property
    def holds(self) -> bool:
        """Whether the end that the action states holds now."""
        return self.became in (Became.DONE, Became.ALREADY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A place where an identifier of a person was seen after an erasure, or where it was looked for and not seen."""

    at: FieldName
    rows: int
    """How many rows hold it; 0 where it was looked for and is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was seen in a system, and when."""

    system: str
    at: datetime
    traces: tuple[Trace, ...] = ()
    problem: str = ""
    """The id of what kept it from being seen: never to be read as absence."""

    @property
    def is_absent(self) -> bool:
        """Whether everything was looked at, and nothing was found."""
        return not self.problem and bool(self.traces) and not any(trace.rows for trace in self.traces)
