"""Is an `only` broken by another practice?

1. An outsider overlaps the practice in every slot that is open and goes beyond a slot that is closed.
2. What is said of a wider category in general is no outsider: the `only` is the special case. But a disclosure that
   names the wider category takes the narrower data along, so that it counts.
3. What a law demands breaks no `only`: purposes that are legal compliance by their terms are left out.
4. A tracker `for these purposes only` is broken by practices through that tracker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Practice, Slot
from troth.policy.validation.overlap import DISCLOSURES, Trees, permissions
from troth.policy.validation.rule import Rule, quoted
from troth.policy.vocabulary import is_a
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.only-clause",
    severity=Severity.WARNING,
    finds="A practice is the only one of its kind, and other practices go beyond it.",
    example="""\
data: {card: {is: [pd:PaymentCard], cite: [s1]}}
purposes: {payment: {is: [dpv:PaymentManagement], cite: [s1]}, offers: {is: [dpv:Marketing], cite: [s2]}}
practices:
  - {id: card-for-payment, do: use, data: [card], for: [payment], modal: does, only: true, cite: [s1]}
  - {id: card-for-offers, do: use, data: [card], for: [offers], modal: may, cite: [s2]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each `only`, with all its outsiders."""
    trees = Trees.of(policy)
    permitted = dict(permissions(policy))
    lawful = _legal_purposes(policy)
    free = {each: other for each, other in permitted.items() if not _is_demanded_by_law(trees, lawful, other)}
    closing = {address: practice for address, practice in permitted.items() if practice.only}
    for address, only in closing.items():
        outsiders = {
            each: other for each, other in free.items() if each != address and _is_outside(trees, only, other, address)
        }
        if outsiders:
            slots = " and ".join(f"`{slot}`" for slot in only.only)
            text = f"`{address}` closes {slots}, and what goes beyond it is permitted by {quoted(outsiders)}"
            help_ = "name every aim in the `only`, or say which of them goes first"
            yield RULE.found(only, text, help_, on=outsiders.values())


def _is_outside(trees: Trees, only: Practice, other: Practice, address: str) -> bool:
    closed = frozenset(only.only)
    if not trees.overlap(only, other, leaving=closed):
        return False
    if address.startswith("trackers.") and not set(only.via) & set(other.via):
        return False
    if Slot.DATA not in closed and not _speaks_of(trees, only, other):
        return False
    return any(_goes_beyond(trees, only, other, slot) for slot in closed)


def _speaks_of(trees: Trees, only: Practice, other: Practice) -> bool:
    """Whether the other names the data of the `only` or something beneath, or discloses a category that holds them."""
    named = not trees.data.reach(only.data).isdisjoint(other.data) or EVERYTHING in only.data
    discloses = bool(DISCLOSURES & set(other.do) & set(only.do))
    return named or (discloses and EVERYTHING not in other.data)


def _goes_beyond(trees: Trees, only: Practice, other: Practice, slot: Slot) -> bool:
    """Whether the other leaves a closed slot, by naming something outside it or by naming nothing."""
    if slot is Slot.DATA:
        return not trees.data.holds(only.data, other.data)
    if slot is Slot.FOR:
        return bool(only.for_) and not trees.purposes.holds(only.for_, other.for_)
    if slot is Slot.WITH:
        discloses = bool(DISCLOSURES & set(other.do))
        return bool(only.with_) and discloses and not trees.parties.holds(only.with_, other.with_)
    pairs = {
        Slot.WHERE: (only.where, other.where),
        Slot.VIA: (only.via, other.via),
        Slot.FROM: (only.from_, other.from_),
        Slot.BY: (only.by, other.by),
    }
    closed, named = pairs[slot]
    return bool(named) and bool(closed) and not set(named) <= set(closed)


def _legal_purposes(policy: Policy) -> tuple[str, ...]:
    return tuple(
        name
        for name, purpose in policy.purposes.items()
        if any(is_a(word, "dpv:LegalCompliance") for word in purpose.is_)
    )


def _is_demanded_by_law(trees: Trees, lawful: tuple[str, ...], practice: Practice) -> bool:
    """Whether every purpose of a practice is legal compliance, by its own terms or those above it."""
    return bool(practice.for_) and bool(lawful) and trees.purposes.holds(lawful, practice.for_)
