"""Does the policy say for what data are disclosed? What obliges to a disclosure (`if`) says so too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.words import Act

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The disclosures that say so; those that do not are left out."""
    disclosures = seen.doing(Act.SHARE)
    said = [each for each in disclosures.values() if each.for_ or each.if_]
    return Answer.of(
        said, uncovered(disclosures.items(), lambda each: not each.for_ and not each.if_, "the purpose of {}")
    )
