"""Does the policy say whether data can become public? Publishing, permitted or forbidden, or data marked as public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import Act

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What says so."""
    practices = [each for each in seen.policy.practices.values() if Act.PUBLISH in each.do]
    return Answer.of([*practices, *(seen.policy.data[name] for name in seen.held if seen.policy.data[name].public)])
