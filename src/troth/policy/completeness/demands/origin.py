"""Does the policy say from whom data come that the subject does not give?

`third_party` says that there is a source and not which; a party's name and `public_source` say which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.policy.validation.rule import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import DataCategory, Practice
    from troth.words import DataName

_FROM_THE_SUBJECT = ("subject", "device")
_SOMEBODY = "third_party"


def _others(seen: Seen, sources: Iterable[str]) -> list[str]:
    """The sources that are neither the subject nor the organisation itself."""
    ours = seen.organisation
    return [
        each
        for each in sources
        if each not in _FROM_THE_SUBJECT and (ours is None or seen.policy.parties.get(each) is not ours)  # type: ignore[call-overload]
    ]


def indirect_practices(seen: Seen) -> dict[str, Practice]:
    """The organisation's own practices with data that come from others."""
    return {address: each for address, each in seen.own.items() if _others(seen, each.from_)}


def indirect_data(seen: Seen) -> dict[DataName, DataCategory]:
    """The categories that are held and come from others by their own word."""
    return {
        name: category
        for name, category in seen.policy.data.items()
        if name in seen.held and _others(seen, category.from_)
    }


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What comes from others; where only somebody is named, who is left out."""
    practices, data = indirect_practices(seen), indirect_data(seen)

    def says_somebody(each: Practice | DataCategory) -> bool:
        return set(_others(seen, each.from_)) == {_SOMEBODY}

    vague = [name for name, each in data.items() if says_somebody(each)]
    missing = [
        *uncovered(practices.items(), says_somebody, "from which third parties data come by {}"),
        *([f"from which third parties {quoted(vague)} come"] if vague else []),
    ]
    return Answer.of([*practices.values(), *data.values()], missing)
