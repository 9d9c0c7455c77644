"""Does the policy say how long the data it holds are kept, or by which criterion that is decided?

1. A limit has a longest time, or an event that ends it. That data may be kept says neither.
2. A limit for some purposes covers data that serve no others. A practice may say itself how long it keeps data, and a
   tracker how long it lasts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import named_data

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Element, Retention
    from troth.words import DataName


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The limits; the data that none of them covers are left out."""
    limits = [each for each in seen.policy.retention.values() if each.max or each.until]
    keeping = [each for each in seen.own.values() if each.keep]
    lasting = [each for each in seen.policy.trackers.values() if each.lifetime]
    covered = {name for each in keeping for name in seen.personal(each.data)}
    covered |= {name for each in lasting for name in seen.personal(each.data)}
    covered |= {name for name in seen.held if any(_covers(seen, each, name) for each in limits)}
    elements: list[Element] = [*limits, *keeping, *lasting]
    return Answer.of(elements, named_data(seen.left(covered), "how long {} are kept"))


def _covers(seen: Seen, limit: Retention, name: DataName) -> bool:
    if name not in seen.personal(limit.data):
        return False
    serving = (each.for_ for each in seen.own.values() if name in seen.personal(each.data))
    return not limit.for_ or seen.trees.purposes.holds(limit.for_, tuple(p for slot in serving for p in slot))
