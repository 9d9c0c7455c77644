"""What is a rule of materiality, and how does it word what it finds?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.changes.values import MaterialChange
from troth.policy.model import KINDS, Element, Head

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from troth.policy.changes.compare import Comparison


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: `change.` and its name, one sentence on what it says is material, and how it is found."""

    id: str
    about: str
    find: Callable[[Comparison], Iterator[MaterialChange]]


def address_of(element: Element) -> str:
    """The element's address; that of an old one whose id the new policy uses otherwise is its own."""
    if isinstance(element, Head):
        return "policy"
    kind = next(key for key, each in KINDS.items() if each is type(element))
    return f"{kind}.{element.id.removesuffix('~')}"


def material(rule: str, text: str, old: Element | None, new: Element | None) -> MaterialChange:
    """A material change of an element: at the place it has now, or else had."""
    at = new or old
    if at is None:
        raise AssertionError("a material change is about an element")
    return MaterialChange(
        rule=rule,
        place=at.place,
        address=address_of(at),
        text=text,
        old_clauses=old.clauses if old else (),
        new_clauses=new.clauses if new else (),
    )
