"""Does the policy say who the controller is? The party that the notice binds, with its role and name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The party of the organisation; its name in words is asked for too."""
    ours = seen.organisation
    if ours is None:
        return Answer()
    return Answer.of([ours], [] if ours.name else ["its name as people know it"])
