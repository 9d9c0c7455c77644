"""Does the policy say what is done with a browser's signal? Of those in `of`, any will do; `unstated` says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.model import SignalState

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The signals of which something is said."""
    return Answer.of(
        signal
        for name, signal in seen.policy.signals.items()
        if name.value in item.of and signal.state is not SignalState.UNSTATED
    )
