"""Does the policy say that people may complain: to the authority, or to the controller, as `of` says?

1. An addressee is the organisation where it is one of its addresses, or on its own domain; a seal programme or another
   party is neither; a party of that role, or a word that is no party's name, is the authority.
2. A right to complain without an addressee is one to an authority that is named in the same clause. Where none is, and
   where the addressee is an address of nobody the policy knows, it is said in part: not to whom.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.completeness.demands.contact import is_address
from troth.policy.completeness.gap import Answer
from troth.words import PartyName, RightKind, Role

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Party, Right

_DOMAIN = re.compile(r"(?:mailto:[^@\s]*@|https?://(?:www\.)?)([^/?#\s]+)")
_OUR_MEANS = ("email", "phone", "post", "web_form", "profile", "form")
_NEITHER = ("court", "courts")


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The rights to complain with such an addressee."""
    wanted = "authority" in item.of
    rights, missing = seen.rights(RightKind.COMPLAIN)
    fitting = [right for right in rights if any(_is_authority(seen, each) is wanted for each in right.how)]
    if wanted:
        fitting += [right for right in rights if not right.how and _names_authority(seen, right)]
    if fitting or not wanted:
        return Answer.of(fitting, missing)
    unsure = [right for right in rights if not right.how or any(_is_nobodys(seen, each) for each in right.how)]
    return Answer.of(unsure, [*missing, "to whom: the policy names no authority"] if unsure else [])


def _is_authority(seen: Seen, addressee: str) -> bool | None:
    """True for an authority, False for the organisation, None for neither."""
    if addressee in _NEITHER:
        return None
    party = _party(seen, addressee)
    if party is not None:
        return False if _is_ours(seen, party) else True if party.role is Role.AUTHORITY else None
    return None if _is_nobodys(seen, addressee) else addressee not in _OUR_MEANS


def _is_nobodys(seen: Seen, addressee: str) -> bool:
    """Whether an addressee is an address, and of no party."""
    return is_address(addressee) and _party(seen, addressee) is None


def _names_authority(seen: Seen, right: Right) -> bool:
    """Whether a clause of the right names an authority."""
    authorities = [party for party in seen.policy.parties.values() if party.role is Role.AUTHORITY]
    return any(set(party.clauses) & set(right.clauses) for party in authorities)


def _party(seen: Seen, addressee: str) -> Party | None:
    return seen.policy.parties.get(PartyName(addressee)) or _party_at(seen, addressee)


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
