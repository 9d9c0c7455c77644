"""Does the policy say that using the rights costs nothing? A right says so by `no_retaliation`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The rights that say so."""
    rights, _missing = seen.rights(*RightKind)
    return Answer.of(each for each in rights if each.no_retaliation)
