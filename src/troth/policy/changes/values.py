"""What is the difference of two policies?

Two lists: what became of each element (`ElementChange`), and which of the changes matter to a data subject
(`MaterialChange`), each by the rule that says so. Both are values; `troth.policy.changes.render` words them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.errors import Place
    from troth.policy.model import Element, Policy
    from troth.words import ClauseId


class ChangeKind(StrEnum):
    """What became of an element. `renamed`: its id alone changed, and with it what refers to it."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an element before and after, as the file writes it; empty where it is left out.

    For a list, `lost` and `gained` are its members that went and came.
    """

    key: str
    old: str
    new: str
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementChange:
    """What became of one element; `old_address` and `new_address` differ where its id changed, None where it is not."""

    kind: ChangeKind
    old_address: str | None
    new_address: str | None
    old: Element | None
    new: Element | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def address(self) -> str:
        """The address by which readers know it now, or knew it."""
        return self.new_address or self.old_address or ""


@dataclass(frozen=True, slots=True)
class MaterialChange:
    """A change that matters to a data subject: which rule says so, where, on which clauses, and one plain sentence."""

    rule: str
    place: Place
    address: str
    text: str
    old_clauses: tuple[ClauseId, ...] = ()
    new_clauses: tuple[ClauseId, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.text} [{self.rule}]"


@dataclass(frozen=True, slots=True)
class PolicyDifference:
    """Everything that differs between two policies of one organisation, in the order of the new one's kinds."""

    old: Policy
    new: Policy
    changes: tuple[ElementChange, ...]
    material: tuple[MaterialChange, ...]

    @property
    def is_empty(self) -> bool:
        """True where the two say the same, in the same words of the file."""
        return not self.changes

    @property
    def is_material(self) -> bool:
        """True where a data subject is worse off by any of the changes, or must be told of it."""
        return bool(self.material)

    def of_kind(self, kind: ChangeKind) -> tuple[ElementChange, ...]:
        """The changes of one kind, in order."""
        return tuple(change for change in self.changes if change.kind is kind)
