"""Does the policy say which data are disclosed, or that none are? A disclosure of everything names no category."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.words import EVERYTHING, Act

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The disclosures that name data, and the prohibitions of all; those that name none are left out."""
    disclosures = seen.doing(Act.SHARE)
    naming = [each for each in disclosures.values() if EVERYTHING not in each.data]
    denying = [each for each in seen.forbidden(Act.SHARE) if EVERYTHING in each.data and not each.for_]
    missing = uncovered(disclosures.items(), lambda each: EVERYTHING in each.data, "which data are disclosed by {}")
    return Answer.of([*naming, *denying], missing)
