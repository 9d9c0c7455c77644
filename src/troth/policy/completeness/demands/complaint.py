"""Does the policy say that people may complain: to the authority, or to the controller, as `of` says?

1. A right to complain without an addressee is one to the authority: nobody else has to hear complaints by law.
2. An addressee is the organisation where it is one of its addresses, or on its own domain; a seal programme or another
   party is neither; whatever else is named is the authority.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.words import PartyName, RightKind, Role

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Party

_DOMAIN = re.compile(r"(?:mailto:[^@\s]*@|https?://(?:www\.)?)([^/?#\s]+)")
_OUR_MEANS = ("email", "phone", "post", "web_form", "profile", "form")
_NEITHER = ("court", "courts")


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The rights to complain with such an addressee."""
    wanted = "authority" in item.of
    rights, missing = seen.rights(RightKind.COMPLAIN)
    fitting = [
        right
        for right in rights
        if (wanted and not right.how) or any(_is_authority(seen, each) is wanted for each in right.how)
    ]
    return Answer.of(fitting, missing)


def _is_authority(seen: Seen, addressee: str) -> bool | None:
    """True for an authority, False for the organisation, None for neither."""
    if addressee in _NEITHER:
        return None
    party = seen.policy.parties.get(PartyName(addressee)) or _party_at(seen, addressee)
    if party is not None:
        return False if _is_ours(seen, party) else True if party.role is Role.AUTHORITY else None
    return addressee not in _OUR_MEANS


def _party_at(seen: Seen, address: str) -> Party | None:
    """The party whose contact an address is, or lies on the domain of."""
    parties = list(seen.policy.parties.values())
    exact = next((party for party in parties if address in party.contact), None)
    return exact or next((party for party in parties if _domains(address) & _domains(*party.contact)), None)


def _is_ours(seen: Seen, party: Party) -> bool:
    ours = seen.organisation
    same_domain = ours is not None and bool(_domains(*party.contact) & _domains(*ours.contact))
    return party is ours or same_domain


def _domains(*addresses: str) -> set[str]:
    return {found[1].lower() for each in addresses if (found := _DOMAIN.match(each))}
