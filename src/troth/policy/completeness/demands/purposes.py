"""Does the policy say what the data it holds are for? Every category, in some practice of the organisation's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import named_data

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The practices with a purpose; the data that none of them reaches are left out."""
    practices = [each for each in seen.own.values() if each.for_]
    covered = {name for each in practices for name in seen.personal(each.data, empty=True)}
    return Answer.of(practices, named_data(seen.left(covered), "what {} are for"))
