"""What does it take to be believed, for each kind of request?

1. An opt-out, a limit, a withdrawal, an objection and a complaint need no proof: nobody is harmed by a word that stops
   something (11 CCR 7026(d), 7027(e); GDPR 7(3)).
2. Whatever shows, changes or erases data needs an address or number of the subject to have answered: a one-time link or
   code (GDPR 12(6), 5(1)(f); 11 CCR 7060).
3. Specific pieces of data and erasure under Californian law need a reasonably high degree: two identifiers that
   answered, or one and a signed declaration (11 CCR 7062(b), (c)).
4. No more is asked than what is known already serves for: never a document where a link does (GDPR 5(1)(c); 11 CCR
   7060(c)).
5. An agent needs a permission that the subject signed; for opt-out and limit that alone is enough (11 CCR 7063).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.requests.request import Request, Tier, is_enough
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence

_WITHOUT_PROOF = frozenset(
    {RightKind.OPT_OUT, RightKind.LIMIT, RightKind.WITHDRAW, RightKind.OBJECT, RightKind.COMPLAIN}
)
_HIGH_UNDER_CCPA = frozenset({RightKind.ACCESS, RightKind.ERASE, RightKind.PORT})
_CCPA = "us-ca-ccpa"


def tier_for(kind: RightKind, regimes: Sequence[str] = ()) -> Tier:
    """How surely it has to be known who asks."""
    if kind in _WITHOUT_PROOF:
        return Tier.NONE
    # LAW: 11 CCR 7062(c): where only Californian law asks for it; the GDPR asks for no more than what is needed
    if tuple(regimes) == (_CCPA,) and kind in _HIGH_UNDER_CCPA:
        return Tier.DECLARED
    return Tier.REACHED


def is_proven(request: Request) -> bool:
    """Whether the request may be carried out, as far as it is known who asks."""
    if request.agent is not None and request.agent.permission_seen_at is None:
        return False
    return is_enough(request.tier, tier_for(request.kind, request.regimes))
