"""What does a retention limit mean for the rows of one dataset?

1. A `Sweep` states an end: no row of the dataset from before a time is there (or holds these fields) any more, but for
   rows that are kept for a reason. Carried out twice it is done once.
2. It names rows by their time and never by a list: a limit is about all of them.
3. A row is *due* once its limit is over. It is *overdue* where a sweep of the day before would have taken it: that is a
   finding, because storage went on for longer than was promised (GDPR 5(1)(e)).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.policy.model import Then

if TYPE_CHECKING:
    from datetime import datetime

    from troth.errors import Problem
    from troth.inventory import DatasetName, RowKey, Setting
    from troth.words import Duration

_BETWEEN_SWEEPS = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Rows that outlive the limit: those with one of the values in each of the fields, whose time is `since` or later.

    Every row where `when` is empty, of every time where `since` is None.
    """

    ground: str
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One limit over one dataset."""

    dataset: DatasetName
    clock: str
    """The field with the time from which retention counts."""
    before: datetime
    """A row is due where its clock shows a time before this: midnight, UTC."""
    then: Then = Then.DELETE
    fields: tuple[str, ...] = ()
    """The fields that go although the row stays; empty where the whole row is due."""
    settings: tuple[Setting, ...] = ()
    """What is put into fields that go; also into a row that is due, and stays because others point at it."""
    max: Duration
    limits: tuple[str, ...] = ()
    """The elements of the policy that say so: `retention.six-years`."""
    clauses: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()
    spared: tuple[RowKey, ...] = dataclasses.field(default=(), repr=False)
    """Rows under a hold."""
    stopped: str = ""
    """Why it is not carried out: `hold:GROUND`, or the id of a problem."""

    @property
    def deletes(self) -> bool:
        """Whether rows go, and not only what is in them."""
        return not self.fields and self.then is Then.DELETE

    @property
    def overdue_before(self) -> datetime:
        """A row from before this was due a day ago."""
        return self.before - _BETWEEN_SWEEPS

    @property
    def is_held(self) -> bool:
        """Whether a hold keeps the whole dataset: nothing in it is overdue then."""
        return self.stopped.startswith("hold:")

    @property
    def id(self) -> str:
        """What a cursor is kept under: the same sweep of another day has the same."""
        return "/".join((str(self.dataset), ",".join(self.fields) or "rows", *self.limits))


class Why(StrEnum):
    """Why a limit of the policy is no sweep."""

    EVENT = "event"
    """It ends with something that happens, of which no system tells: a person has to act."""
    PURPOSE = "purpose"
    """It is about some purposes of data that others may keep: the use is denied (`troth.decisions`), the rows stay."""
    PERMITS = "permits"
    """It permits keeping and limits nothing; which rows are kept is for `keep:` in the estate to say."""
    NOWHERE = "nowhere"
    """No dataset of the estate holds such data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """A limit, or a part of one, that no sweep carries out."""

    limit: str
    why: Why
    until: str = ""
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the retention limits of a policy mean for an estate. Sweeps stand in the order in which they are done."""

    sweeps: tuple[Sweep, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    problems: tuple[Problem, ...] = ()
