"""To whom are data sold, or shared for advertising across contexts, does the policy say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.demands.sale import ad_sharing, sales
from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The sales and the sharing that say so; those that do not are left out."""
    practices = sales(seen) | ad_sharing(seen)
    said = [each for each in practices.values() if each.with_ or each.by]
    return Answer.of(
        said, uncovered(practices.items(), lambda each: not (each.with_ or each.by), "to whom data go by {}")
    )
