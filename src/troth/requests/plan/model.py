"""What does a plan consist of?

1. Its actions stand in the order in which they are carried out. Rows that stay are actions too: `keep`, with reason.
2. What the organisation holds for another controller is no action: it is forwarded (GDPR 28(3)(e)).
3. A problem in a plan means that a person has to look before it may be approved.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.inventory import Doing

if TYPE_CHECKING:
    from datetime import date

    from troth.errors import Problem
    from troth.inventory import Action, DatasetName
    from troth.words import PartyName, RightKind, SubjectId


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A reason to keep data for as long as it lasts: a lawsuit, an investigation (GDPR 17(3)(e); Civ. Code 1798.145).

    `subject` and `datasets` say whose data in which datasets; everybody's, and all, where left out.
    """

    id: str
    ground: str
    subject: SubjectId | None = None
    datasets: tuple[DatasetName, ...] = ()
    until: date | None = None
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """Rows of a dataset that belong to another controller: the request is handed on to it, and the subject told."""

    controller: PartyName
    dataset: DatasetName
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be done for one request."""

    request: str
    kind: RightKind
    actions: tuple[Action, ...] = ()
    forwards: tuple[Forward, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, doing: Doing) -> tuple[Action, ...]:
        """The actions of one kind, in their order."""
        return tuple(action for action in self.actions if action.doing is doing)

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that are changed or read, in the order of the actions."""
        acting = (action for action in self.actions if action.doing is not Doing.KEEP)
        return tuple(dict.fromkeys(action.dataset.system for action in acting))

    def rows(self, doing: Doing) -> int:
        """How many rows something is done to."""
        return sum(len(action.rows) for action in self.of(doing))

    @property
    def digest(self) -> str:
        """What a person approves: another plan has another digest. 64 hexadecimal digits."""
        said = hashlib.sha256(self.kind.encode())
        for action in self.actions:
            settings = [(each.field, each.how.value, each.value) for each in action.settings]
            kept = (action.fields, action.reason, action.clauses, str(action.until), action.for_)
            said.update(repr((str(action.dataset), action.doing.value, action.rows, settings, kept)).encode())
        for forward in self.forwards:
            said.update(repr((forward.controller, str(forward.dataset), forward.rows)).encode())
        return said.hexdigest()
