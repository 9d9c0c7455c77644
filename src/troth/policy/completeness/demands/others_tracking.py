"""Does the policy say whether others collect what people do over time and across websites?

Trackers that others set or read say so, and practices of collecting that are theirs; a prohibition says that none do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.words import PartyName


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The trackers and the collecting of others, permitted or forbidden."""
    trackers = [each for each in seen.policy.trackers.values() if _has_others(seen, (*each.set_by, *each.read_by))]
    practices = [
        each for each in seen.policy.practices.values() if Act.COLLECT in each.do and _has_others(seen, each.by)
    ]
    return Answer.of([*trackers, *practices])


def _has_others(seen: Seen, parties: Iterable[PartyName]) -> bool:
    ours = seen.organisation
    return any(seen.policy.parties.get(name) not in (None, ours) for name in parties)
