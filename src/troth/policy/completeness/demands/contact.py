"""Does the policy give an address of the organisation?

Its contact among the parties, or the address of a duty to answer questions. A request's address counts too: whoever
can make a request there can reach the organisation. A complaint's does not: it may be an authority's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.model import Event
from troth.words import RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Element

_ADDRESS = re.compile(r"(?:mailto:|tel:|https?://)\S+|.+\s.+")
"""An address that a program can open, or words enough for the post."""


def is_address(text: str) -> bool:
    """Whether an entry of `contact` or `how` is an address, and no name of a means."""
    return _ADDRESS.fullmatch(text) is not None


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The organisation's contact; else the duties and rights with an address of it."""
    return Answer.of(element for element, _addresses in look_for_addresses(seen))


def look_for_addresses(seen: Seen) -> list[tuple[Element, tuple[str, ...]]]:
    """Each element that gives an address of the organisation, with what it gives."""
    ours = seen.organisation
    if ours is not None and any(map(is_address, ours.contact)):
        return [(ours, ours.contact)]
    duties = [each for each in seen.policy.duties.values() if each.when is Event.INQUIRY]
    rights = [each for each in seen.policy.rights.values() if not each.redirect and RightKind.COMPLAIN not in each.do]
    found: list[tuple[Element, tuple[str, ...]]] = [(each, each.how) for each in duties]
    found += [(each, each.how) for each in rights]
    return [(element, how) for element, how in found if any(map(is_address, how))]
