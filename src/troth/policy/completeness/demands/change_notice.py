"""Does the policy say how people hear of its changes? The head's `changes`, or a duty that a change sets off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.model import Event

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Element

_CHANGES = (Event.POLICY_CHANGE, Event.MATERIAL_POLICY_CHANGE)


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The duties, and the head where it says so."""
    head = seen.policy.head
    elements: list[Element] = [each for each in seen.policy.duties.values() if each.when in _CHANGES]
    return Answer.of([*elements, *([head] if head.changes.post or head.changes.notify else [])])
