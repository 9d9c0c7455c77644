"""Does the policy grant a right? Of the kinds in `of`, any will do.

1. A right for some people only is said in part, unless they are those whom the regime protects.
2. The right to object is said in part where the notice offers no more than a choice to opt out of something; the right
   to opt out of sale, where that something is sale or sharing. What a browser or others offer is no objection.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.completeness.demands.sale import ad_sharing, sales
from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Choice

_MEANS_OF_OTHERS = re.compile(r"external:.*|browser_setting|.*_software")


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The rights of these kinds; those for whom they are not granted are left out."""
    rights, missing = seen.rights(*item.of)
    if not rights and RightKind.OBJECT in item.of:
        return _by_choice(each for each in seen.policy.choices.values() if each.available and _is_ours(each))
    if not rights and RightKind.OPT_OUT in item.of:
        return _by_choice(
            choice for each in (sales(seen) | ad_sharing(seen)).values() for choice in seen.choices_on(each.id)
        )
    return Answer.of(rights, missing)


def _by_choice(choices: Iterable[Choice]) -> Answer:
    offered = list(choices)
    return Answer.of(offered, ["the right itself: the policy offers choices about single practices"] if offered else [])


def _is_ours(choice: Choice) -> bool:
    """Whether a choice is made towards the organisation."""
    return not choice.how or any(not _MEANS_OF_OTHERS.fullmatch(way) for way in choice.how)
