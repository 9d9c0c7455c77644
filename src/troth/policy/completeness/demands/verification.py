"""Does the policy say how whoever makes a request is identified? `verify` of a right says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_REQUESTS = (RightKind.KNOW, RightKind.ACCESS, RightKind.ERASE, RightKind.RECTIFY)


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The rights that say so."""
    rights, _missing = seen.rights(*_REQUESTS)
    return Answer.of(each for each in rights if each.verify)
