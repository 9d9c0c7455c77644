"""Does the policy give the organisation's address by each way in `of`: `post`, `tel`, `mailto`?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.demands.contact import is_address, look_for_addresses
from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_IN_WORDS = {"post": "a postal address", "tel": "a telephone number", "mailto": "an e-mail address"}


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """What gives an address; the ways by which there is none are left out."""
    found = look_for_addresses(seen)
    given = {_way(address) for _, addresses in found for address in addresses if is_address(address)}
    return Answer.of((element for element, _ in found), [_IN_WORDS[way] for way in item.of if way not in given])


def _way(address: str) -> str:
    scheme = address.partition(":")[0]
    return scheme if scheme in ("mailto", "tel", "http", "https") else "post"
