"""Does the policy say what parents may ask: the kinds of request in `of`?

A right whose `who` is a parent says so; one that everybody has says part of it: not that a parent may use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Right

_WORDS = ("parent", "guardian")
_ASKED = {
    RightKind.ACCESS: "to see a child's data",
    RightKind.ERASE: "to have a child's data deleted",
    RightKind.WITHDRAW: "to end their collection",
}


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The rights of parents; those kinds that they are not granted are left out."""
    kinds = [RightKind(each) for each in item.of]
    rights = [each for each in seen.policy.rights.values() if set(kinds) & set(each.do)]
    theirs = [each for each in rights if _is_a_parents(seen, each)]
    granted = {kind for each in theirs for kind in each.do}
    missing = [f"that a parent may ask {_ASKED[kind]}" for kind in kinds if kind not in granted]
    return Answer.of(theirs or [each for each in rights if not each.who], missing)


def _is_a_parents(seen: Seen, right: Right) -> bool:
    kind = seen.policy.subjects.get(right.who) if right.who else None
    text = f"{right.who or ''} {kind.test if kind else ''}".lower()
    return any(word in text for word in _WORDS)
