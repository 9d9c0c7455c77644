"""Does the policy say what each transfer rests on: an adequacy decision, safeguards, consent or a derogation?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.demands.transfers import crossings, transfers_outside
from troth.policy.completeness.gap import Answer
from troth.policy.validation.rule import quoted

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Transfer

# LAW: GDPR 45, 49: an adequacy decision and a derogation are no safeguards of which a copy could be given.
_WITHOUT_COPY = ("adequacy", "consent", "derogation")


def needs_safeguards(transfer: Transfer) -> bool:
    """Whether a transfer rests on safeguards of which there is a copy."""
    return transfer.mechanism not in _WITHOUT_COPY


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The transfers with a mechanism; those without, and countries named beside them, are left out."""
    outside = {f"transfers.{name}": each for name, each in seen.policy.transfers.items()}
    outside = {address: each for address, each in outside.items() if each in transfers_outside(seen)}
    bare = [address for address, each in outside.items() if not each.mechanism]
    told = {country for each in outside.values() for country in each.to}
    beside = [each for each in crossings(seen) if not outside or not (_places(each) <= told or "*" in told)]
    missing = [f"what {quoted(bare)} rests on"] if bare else []
    missing += ["what passing data to the places that are named rests on"] if beside else []
    return Answer.of((each for each in outside.values() if each.mechanism), missing)


def _places(element: object) -> set[str]:
    return set(getattr(element, "where", ()) or (getattr(element, "country", ""),))
