"""Which words does a subject say by a request that touches no row?

A request to opt out, to limit, to object, or to withdraw consent names no purpose: it means all the right is about.

1. Opting out is about what is sold or shared with others (Civ. Code 1798.120), and about marketing: who opts out of a
   sale does not want to be advertised to.
2. Limiting is about what sensitive data are used for (Civ. Code 1798.121).
3. Objecting is about marketing, and about what rests on legitimate interests (GDPR 21(1), (2)).
4. Withdrawing is about what rests on consent (GDPR 7(3)).
5. What the notice expressly offers no choice about (service messages) is left alone.
6. A purpose beneath another that is named is not named again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.consent.events import ConsentKind
from troth.consent.scope import is_offered, upward
from troth.policy.vocabulary import is_a
from troth.words import EVERYTHING, Act, Basis, ConsentMode, PurposeName, RightKind

if TYPE_CHECKING:
    from troth.policy.model import Policy, Practice

_MARKETING = "dpv:Marketing"
_TO_OTHERS = frozenset({Act.SELL, Act.SHARE})
_BY_CONSENT = frozenset({ConsentMode.OPT_IN, ConsentMode.BY_ENTRY, ConsentMode.BY_USE})

SAID_AS = {
    RightKind.OPT_OUT: ConsentKind.OPTED_OUT,
    RightKind.LIMIT: ConsentKind.OPTED_OUT,
    RightKind.OBJECT: ConsentKind.OBJECTED,
    RightKind.WITHDRAW: ConsentKind.WITHDRAWN,
}
"""How each kind of request is recorded."""


def words_of(kind: RightKind, policy: Policy) -> tuple[PurposeName, ...]:
    """The purposes that the request speaks about, in the order of the policy; none for other kinds."""
    if kind not in SAID_AS:
        return ()
    meant = [
        name
        for name in policy.purposes
        if is_offered(policy, name, None)
        and (
            (kind in (RightKind.OPT_OUT, RightKind.OBJECT) and _is_marketing(policy, name))
            or any(_is_meant(kind, policy, practice) for practice in _serving(policy, name))
        )
    ]
    named = set(meant)
    return tuple(name for name in meant if not any(wider in named for wider in upward(policy, name)[1:]))


def _serving(policy: Policy, purpose: PurposeName) -> list[Practice]:
    return [each for each in policy.practices.values() if purpose in each.for_]


def _is_marketing(policy: Policy, purpose: PurposeName) -> bool:
    return any(is_a(term, _MARKETING) for name in upward(policy, purpose) for term in policy.purposes[name].is_)


def _is_meant(kind: RightKind, policy: Policy, practice: Practice) -> bool:
    if kind is RightKind.OPT_OUT:
        return Act.SELL in practice.do or (
            bool(_TO_OTHERS & set(practice.do)) and practice.consent is not ConsentMode.NONE
        )
    if kind is RightKind.LIMIT:
        return any(_is_sensitive(policy, name) for name in practice.data)
    if kind is RightKind.OBJECT:
        return practice.basis is Basis.LEGITIMATE_INTEREST
    return practice.basis is Basis.CONSENT or practice.consent in _BY_CONSENT


def _is_sensitive(policy: Policy, name: str) -> bool:
    if name == EVERYTHING:
        return any(category.sensitive for category in policy.data.values())
    category = next((each for key, each in policy.data.items() if key == name), None)
    return category is not None and category.sensitive
