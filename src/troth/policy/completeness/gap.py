"""What is said of one item of a checklist, as a value?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.laws import ContentItem
    from troth.policy.model import Element
    from troth.words import ClauseId


class State(StrEnum):
    """How far a policy says what is asked for."""

    SAID = "said"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


class Applies(StrEnum):
    """Whether an item applies, as far as a policy shows it."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a demand found: the elements that say it, and what they leave out, in words."""

    elements: tuple[Element, ...] = ()
    missing: tuple[str, ...] = ()

    @classmethod
    def of(cls, elements: Iterable[Element], missing: Iterable[str] = ()) -> Answer:
        """An answer, each element and each gap once."""
        unlike: dict[int, Element] = {id(element): element for element in elements}
        return cls(tuple(unlike.values()), tuple(dict.fromkeys(missing)))

    @property
    def state(self) -> State:
        """`missing` where nothing says it, `partly` where something is left out."""
        if not self.elements:
            return State.MISSING
        return State.PARTLY if self.missing else State.SAID

    @property
    def clauses(self) -> tuple[ClauseId, ...]:
        """The clauses that say it, in the order of the notice."""
        cited = {clause for element in self.elements for clause in element.clauses}
        return tuple(sorted(cited, key=lambda clause: (int(clause[1:]) if clause[1:].isdecimal() else 0, clause)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One item, and what a policy says of it.

    `missing` names what is left out: practices, data, rights. `why` says how it is known that the item applies or does
    not, and `supposed` is true where that is not known and the item is taken to apply.
    """

    item: ContentItem
    state: State
    clauses: tuple[ClauseId, ...] = ()
    missing: tuple[str, ...] = ()
    supposed: bool = False
    why: str = ""
    help: str = ""
