"""Does the policy say that data cross a border, and to which countries?

Transfers say so; so do a practice `where` and a recipient whose country is given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Party, Practice, Transfer


def transfers_outside(seen: Seen) -> list[Transfer]:
    """The transfers to some place outside."""
    return [each for each in seen.policy.transfers.values() if set(each.to) - seen.regime.inside]


def crossings(seen: Seen) -> list[Practice | Party]:
    """The practices done outside, and the recipients of data that are there."""
    found: list[Practice | Party] = [each for each in seen.own.values() if set(each.where) - seen.regime.inside]
    receiving = {name for each in seen.permitted.values() for name in each.with_}
    found += [
        party
        for name, party in seen.policy.parties.items()
        if name in receiving and party.country and party.country not in seen.regime.inside
    ]
    return found


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What names countries outside; where only the whole world is named, which ones is left out."""
    transfers, others = transfers_outside(seen), crossings(seen)
    countries = {country for each in transfers for country in each.to}
    countries |= {place for each in others for place in (getattr(each, "where", ()) or (getattr(each, "country", ""),))}
    named = countries - {EVERYTHING, ""} - seen.regime.inside
    missing = [] if named or not countries else ["which countries: it names the whole world"]
    return Answer.of([*transfers, *others], missing)
