"""Does the policy say on which legal basis the processing rests?

1. A practice states its basis, or asks for consent before it does anything.
2. Where a use states it for a purpose, collecting and passing on for that purpose rest on it too: notices name the
   basis of a purpose once.
3. Consent by use is stated and is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.words import ConsentMode

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Practice

_ASKED = (ConsentMode.OPT_IN, ConsentMode.BY_ENTRY)


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The practices that state a basis; those whose purposes have none are left out."""
    stating = [each for each in seen.own.values() if each.basis or each.consent in _ASKED]
    by_use = [each for each in seen.own.values() if not each.basis and each.consent is ConsentMode.BY_USE]
    based = seen.trees.purposes.reach(tuple(name for each in stating for name in each.for_))

    def lacks(practice: Practice) -> bool:
        states = practice in stating or practice in by_use
        return not states and not (practice.for_ and seen.trees.purposes.reach(practice.for_) <= based)

    # LAW: GDPR 4(11), 7; recital 32: silence and going on are no consent.
    missing = [
        *uncovered(seen.own.items(), lacks, "the basis of {}"),
        *uncovered(seen.own.items(), lambda each: each in by_use, "a basis for {}: using a service is no consent"),
    ]
    return Answer.of([*stating, *by_use], missing)
