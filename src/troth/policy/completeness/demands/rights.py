"""Does the policy grant a right? Of the kinds in `of`, any will do.

1. A right for some people only is said in part, unless they are those whom the regime protects.
2. The right to object is said in part where the notice offers no more than a choice to opt out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_CHOICES_GRANT = (RightKind.OBJECT, RightKind.OPT_OUT)


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The rights of these kinds; those for whom they are not granted are left out."""
    rights, missing = seen.rights(*item.of)
    if rights or not set(item.of) & set(_CHOICES_GRANT):
        return Answer.of(rights, missing)
    choices = [each for each in seen.policy.choices.values() if each.available]
    return Answer.of(choices, ["the right itself: the policy offers choices about single practices"])
