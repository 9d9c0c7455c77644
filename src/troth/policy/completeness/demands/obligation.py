"""Does the policy say whether data must be given, and what happens where they are not?

A practice that is `mandatory` or has a `cost` says both for its data; the claim `voluntary` says that nothing must be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.claims import VOLUNTARY
from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The practices that need data, and the claims that giving them is free."""
    needing = [each for each in seen.own.values() if each.mandatory or each.cost]
    claims = [each for each in seen.policy.claims.values() if each.say == VOLUNTARY]
    return Answer.of([*needing, *claims])
