"""Does the policy say where the data come from? Every category that is collected, by its own `from` or a practice's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import named_data

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Element


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What says where data come from; the data of which nothing does are left out."""
    practices = [each for each in seen.own.values() if each.from_]
    stating = [name for name in seen.held if any(category.from_ for category in seen.wider(name))]
    covered = {name for each in practices for name in seen.personal(each.data)} | set(stating)
    elements: list[Element] = [*practices, *(seen.policy.data[name] for name in stating)]
    return Answer.of(elements, named_data(seen.left(covered), "where {} come from"))
