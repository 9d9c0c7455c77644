"""Does the policy grant an account of disclosures: a right to know that covers the recipients of the data?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_COVERS = ("recipient", "disclos")


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The rights whose answer covers who received the data."""
    rights, missing = seen.rights(RightKind.KNOW, RightKind.ACCESS)
    covering = [each for each in rights if any(part in word for word in each.covers for part in _COVERS)]
    return Answer.of(covering, missing)
