"""Do two statements of a policy speak of the same processing?

1. Two practices overlap when something falls under both: an act, a category of data, a purpose, a recipient and a kind
   of subject. Names count with everything beneath them; a slot that is left out does not limit.
2. A tracker is a permission too: to collect and use, through itself, what it carries, for its purposes.
3. A practice narrows another when it names something beneath what the other names, and nothing wider: the notice then
   speaks of a special case, which goes before the general one.

What it leaves out: conditions and consent, which the rules weigh each in their own way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.policy.model import Practice, Slot, Tracker
from troth.policy.tree import Downward
from troth.words import Act, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.model import Policy

DISCLOSURES = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER, Act.PUBLISH})
"""The acts by which data leave the organisation."""


@dataclass(frozen=True, slots=True)
class Trees:
    """The four trees of a policy, looked at downward."""

    data: Downward
    purposes: Downward
    parties: Downward
    subjects: Downward

    @classmethod
    def of(cls, policy: Policy) -> Trees:
        """The trees of a policy."""
        return cls(
            Downward(policy.data), Downward(policy.purposes), Downward(policy.parties), Downward(policy.subjects)
        )

    def overlap(self, one: Practice, other: Practice, *, leaving: frozenset[Slot] = frozenset()) -> bool:
        """Whether something falls under both, the slots in `leaving` left aside."""
        return (
            (Slot.DATA in leaving or self.data.meet(one.data, other.data))
            and (Slot.FOR in leaving or self.purposes.meet(one.for_, other.for_))
            and any(act in other.do for act in one.do)
            and self.subjects.meet(one.subjects, other.subjects)
            and (Slot.WITH in leaving or self.parties.meet(one.with_, other.with_))
            and (Slot.BY in leaving or self.parties.meet(one.by, other.by))
        )

    def beneath(self, narrow: Practice, wide: Practice) -> bool:
        """Whether one practice is a special case of another: within it in every slot, and not the other way round."""
        return self._within(narrow, wide) and not self._within(wide, narrow)

    def _within(self, narrow: Practice, wide: Practice) -> bool:
        return (
            self.data.holds(wide.data, narrow.data)
            and self.purposes.holds(wide.for_, narrow.for_)
            and self.parties.holds(wide.with_, narrow.with_)
            and self.subjects.holds(wide.subjects, narrow.subjects)
        )


def permissions(policy: Policy) -> Iterator[tuple[str, Practice]]:
    """What the policy permits: its practices but for prohibitions, then its trackers, each with its address."""
    for name, practice in policy.practices.items():
        if practice.modal is not Modal.NEVER:
            yield f"practices.{name}", practice
    for tracker_name, tracker in policy.trackers.items():
        yield f"trackers.{tracker_name}", as_practice(tracker_name, tracker)


def as_practice(name: str, tracker: Tracker) -> Practice:
    """What a tracker does, as a practice."""
    return Practice(
        id=name,
        do=(Act.COLLECT, Act.USE),
        data=tracker.data,
        for_=tracker.purpose,
        via=(name,),
        by=tracker.set_by,
        modal=Modal.DOES,
        consent=tracker.consent,
        only=(Slot.FOR,) if tracker.only and tracker.purpose else (),
        cite=tracker.cite,
        place=tracker.place,
    )


def narrows(practice: Practice, prohibition: Practice) -> bool:
    """Whether a permission names a category or purpose that the prohibition does not name itself, and so lifts it."""
    by_data = not set(practice.data) <= set(prohibition.data)
    by_purpose = bool(prohibition.for_) and not set(practice.for_) <= set(prohibition.for_)
    return by_data or by_purpose


def grouped(pairs: set[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Pairs of names as few groups: the name with the most partners first, with them; then what is left."""
    groups = []
    left = {frozenset(pair) for pair in pairs}
    while left:
        partners: dict[str, set[str]] = {}
        for pair in left:
            for name in pair:
                partners.setdefault(name, set()).update(pair - {name})
        hub = min(partners, key=lambda name: (-len(partners[name]), name))
        groups.append((hub, sorted(partners[hub])))
        left = {pair for pair in left if hub not in pair}
    return groups
