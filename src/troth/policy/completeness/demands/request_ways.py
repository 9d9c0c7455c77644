"""Does the policy give enough ways of making requests? As many as `of` says.

The account and the pages of a website are one way, two e-mail addresses are one too. Where rights are granted under
the regime itself, theirs count alone: other requests may go elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_ON_THE_WEB = ("profile", "web_form", "form", "http", "https")
_REQUESTS = (RightKind.KNOW, RightKind.ACCESS, RightKind.ERASE, RightKind.RECTIFY)


def look(seen: Seen, item: ContentItem, regime: Regime) -> Answer:
    """The rights with a way; what is lacking to the number is left out."""
    rights, _missing = seen.rights(*_REQUESTS)
    own = [each for each in rights if each.law == regime.id]
    having = [each for each in own or rights if each.how]
    ways = {_way(how) for each in having for how in each.how}
    lacking = int(item.of[0]) - len(ways)
    return Answer.of(
        having, [f"{lacking} more way{'s' if lacking > 1 else ''} of making requests"] if lacking > 0 else []
    )


def _way(how: str) -> str:
    """The kind of way that an entry is: `mailto:` and `tel:` by their scheme, other words by themselves."""
    kind = how.partition(":")[0]
    return "web" if kind in _ON_THE_WEB else kind
