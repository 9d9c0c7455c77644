"""Does the policy name the legitimate interests it rests on? An interest is named by the purpose it is pursued by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.words import Basis

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The practices on that basis that have a purpose; those without are left out."""
    resting = [pair for pair in seen.own.items() if pair[1].basis is Basis.LEGITIMATE_INTEREST]
    named = [each for _, each in resting if each.for_]
    return Answer.of(named, uncovered(resting, lambda each: not each.for_, "the interest that {} rests on"))
