"""Does the policy say where a copy of the safeguards is had?

A note about a transfer says so (best with its `link`), or a right whose answer covers the safeguards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_KIND = "transfers."


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The cross-references about transfers, and the rights that cover safeguards."""
    notes = [each for each in seen.policy.notes.values() if each.link and any(a.startswith(_KIND) for a in each.about)]
    rights = [each for each in seen.policy.rights.values() if any("safeguard" in word for word in each.covers)]
    return Answer.of([*notes, *rights])
