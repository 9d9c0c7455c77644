"""Does the policy say which decisions are automated, by which logic, and with what consequences?

1. The logic is what the decision is for or rests on (`for`, `if`), the consequence its `effect`.
2. A prohibition of deciding says that there are none. Profiles without a decision say part: not whether one follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.words import Act

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The decisions, and the prohibitions of them; what is not said of a decision is left out."""
    decisions = {address: each for address, each in seen.permitted.items() if each.automated or Act.DECIDE in each.do}
    missing = [
        *uncovered(decisions.items(), lambda each: not each.for_ and not each.if_, "by which logic {} decides"),
        *uncovered(decisions.items(), lambda each: not each.effect, "with what consequence {} decides"),
        *uncovered(decisions.items(), lambda each: not each.automated, "whether {} decides by automated means alone"),
    ]
    return Answer.of([*decisions.values(), *seen.forbidden(Act.DECIDE)], missing)
