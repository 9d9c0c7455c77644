"""To which countries may data go, says a clause, and on which ground?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.model import Transfer
from troth.reading.drafting.ledger import citations
from troth.reading.model import Kind, SlotKind

if TYPE_CHECKING:
    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense

KINDS = (Kind.TRANSFER,)


def draft(sense: Sense, ledger: Ledger) -> None:
    """Add the transfer of a clause."""
    places = sense.values(SlotKind.PLACE)
    mechanism = next((place.removeprefix("by:") for place in places if place.startswith("by:")), "")
    to = tuple(place for place in places if not place.startswith("by:") and place != "EEA") or ("*",)
    element = Transfer(to=to, mechanism=mechanism, data=sense.data, with_=sense.recipients, cite=citations(sense.cited))
    ledger.add("transfers", "transfer", element, sense.rules, sense.reading.confidence)
