"""Does the policy name a party of a certain kind, and how it is reached? Of the kinds in `of`, any will do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The parties whose kind says so (`eu_representative` is a `representative`); an address is asked for too."""
    parties = [
        party
        for name, party in seen.policy.parties.items()
        if name in item.of or any(party.kind == kind or party.kind.endswith(f"_{kind}") for kind in item.of)
    ]
    reached = not parties or any(party.contact for party in parties)
    return Answer.of(parties, [] if reached else ["how it is reached"])
