"""May data of one category, kept for one purpose, be kept longer than before?

The limit that counts is that of the narrowest category, then of the subject's kind, then the shortest. So a new limit
can lengthen by taking precedence over a shorter one, and a limit that goes can uncover a longer one. Categories and
purposes are compared as in `reach`: nothing is longer when, for every old limit, a new one applies wherever that does,
and no longer one goes before it, unless an older and narrower one applied there too.

What it leaves out: ends that are events and not lengths of time (the rule `change.longer-retention`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from troth.policy.changes.grants import each_establishes
from troth.policy.changes.spans import ANYTHING, Span, is_longer, span_of
from troth.policy.tree import upward
from troth.words import EVERYTHING, Duration, Modal

if TYPE_CHECKING:
    from troth.policy.model import Policy, Retention

_FROM = date(2000, 1, 1)
"""The day from which the shortest of several limits is told, as in the definition of a decision."""


@dataclass(frozen=True, slots=True)
class Longer:
    """A category and a purpose kept longer: `new` is the limit that counts now, None for none; `old` the one before."""

    data: str
    purpose: str
    old: Retention
    new: Retention | None


@dataclass(frozen=True, slots=True)
class _Here:
    """A limit as it stands for one category and purpose; sorted, the first that applies is the one that counts."""

    order: tuple[bool, int, bool, str]
    retention: Retention
    kinds: Span
    length: Duration

    def applies_wherever(self, other: _Here) -> bool:
        """Whether this applies to every subject and fact to which the other does."""
        return other.kinds.lies_in(self.kinds) and each_establishes(self.retention.unless, other.retention.unless)


def find_longer(old: Policy, new: Policy) -> tuple[Longer, ...]:
    """Where the new policy may keep data longer; each pair of limits is told once."""
    found: dict[tuple[str, str | None], Longer] = {}
    for data in new.data:
        for purpose in new.purposes:
            if data not in old.data or purpose not in old.purposes:
                continue
            longer = _longer(data, purpose, _here(old, data, purpose), _here(new, data, purpose))
            if longer is not None:
                found.setdefault((longer.old.id, longer.new.id if longer.new else None), longer)
    return tuple(found.values())


def _here(policy: Policy, data: str, purpose: str) -> list[_Here]:
    """The limits that can apply to a category for a purpose, in their order."""
    names, aims = upward(policy.data, data), upward(policy.purposes, purpose)
    found: list[_Here] = []
    for limit in policy.retention.values():
        if limit.modal is not Modal.DOES or limit.max is None:
            continue
        if limit.for_ and EVERYTHING not in limit.for_ and set(limit.for_).isdisjoint(aims):
            continue
        named = set(limit.data)
        steps = next((n for n, name in enumerate(names) if name in named), None)
        if steps is None and EVERYTHING not in named:
            continue
        anybody = not limit.subjects or EVERYTHING in limit.subjects
        kinds = ANYTHING if anybody else span_of(limit.subjects, policy.subjects)
        order = (steps is None, steps or 0, not limit.subjects, limit.max.after(_FROM).isoformat())
        found.append(_Here(order, limit, kinds, limit.max))
    return sorted(found, key=lambda here: here.order)


def _longer(data: str, purpose: str, was: list[_Here], now: list[_Here]) -> Longer | None:
    for place, old in enumerate(was):
        for here in now:
            earlier = any(each.applies_wherever(here) for each in was[:place])
            # Both can be the first to apply only where their subjects meet.
            if not earlier and here.kinds.meets(old.kinds) and is_longer(here.length, old.length):
                return Longer(data, purpose, old.retention, here.retention)
            if here.applies_wherever(old):
                break
        else:
            if not any(each.applies_wherever(old) for each in was[:place]):
                return Longer(data, purpose, old.retention, None)
    return None
