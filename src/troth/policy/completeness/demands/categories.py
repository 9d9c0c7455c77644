"""Does the policy say of which kinds the data are?

A category is described by a term narrower than personal data as such, or by parts that are. With `indirect` in `of`,
only data from others are looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.demands.origin import indirect_data, indirect_practices
from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import named_data

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.words import DataName

_SAYS_NOTHING = (
    "dpv:Data",
    "dpv:PersonalData",
    "dpv:CollectedPersonalData",
    "dpv:ProvidedPersonalData",
    "dpv:ObservedPersonalData",
    "dpv:IdentifyingPersonalData",
)


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The categories that say what they are; those that say no more than personal data are left out."""
    names = _from_others(seen) if "indirect" in item.of else seen.held
    told = [name for name in seen.policy.data if name in names and _is_described(seen, name)]
    vague = [name for name in seen.policy.data if name in names and name not in told]
    elements = [seen.policy.data[name] for name in told]
    return Answer.of(elements, named_data(vague, "what kinds of data {} are"))


def _from_others(seen: Seen) -> set[DataName]:
    """The data that come from others: by their own word, or where they do not say so, by a practice's."""
    by_word = indirect_data(seen)
    by_practice = {name for each in indirect_practices(seen).values() for name in each.data if name in seen.held}
    parts = {part for name in by_practice for part in seen.personal((name,))} & set(by_word)
    return {*by_word, *(parts or by_practice)}


def _is_described(seen: Seen, name: DataName) -> bool:
    within = (seen.policy.data[part] for part in seen.personal((name,)))
    return any(":" in word and word not in _SAYS_NOTHING for category in within for word in category.is_)
