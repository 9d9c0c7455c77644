"""Does the policy say that consent can be withdrawn? By a right, or a choice about each practice that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import rests_on_consent, uncovered
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The right; else the choices, and the practices that no choice is about are left out."""
    rights, missing = seen.rights(RightKind.WITHDRAW)
    if rights:
        return Answer.of(rights, missing)
    resting = {address: each for address, each in seen.own.items() if rests_on_consent(each)}
    choices = [choice for each in resting.values() for choice in seen.choices_on(each.id)]
    without = uncovered(resting.items(), lambda each: not seen.choices_on(each.id), "how consent to {} is withdrawn")
    return Answer.of(choices, without)
