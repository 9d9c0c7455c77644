"""Does the policy say how an agent makes a request for somebody? A right names one by `who`, `how` or `verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_WORD = "agent"


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The rights that name an agent."""
    return Answer.of(
        right
        for right in seen.policy.rights.values()
        if any(_WORD in word.lower() for word in (right.who or "", *right.how, *right.verify))
    )
