"""Does the subject's silence count for more than it did?

From the strictest: `opt_in`, then `opt_out` and `by_entry` (neither is stricter than the other), `by_use`, `none`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.model import Practice, Tracker
from troth.words import ConsentMode, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.weaker-consent"

_STRICTNESS = {
    ConsentMode.OPT_IN: 3,
    ConsentMode.OPT_OUT: 2,
    ConsentMode.BY_ENTRY: 2,
    ConsentMode.BY_USE: 1,
    ConsentMode.NONE: 0,
}


def is_weaker(old: ConsentMode, new: ConsentMode) -> bool:
    """Whether the new way of consent is not as strict as the old one, or not comparable with it."""
    return old is not new and _STRICTNESS[new] <= _STRICTNESS[old]


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    told: set[str] = set()
    for old, new in compared.both(Practice):
        permits = Modal.NEVER not in (old.modal, new.modal)
        if permits and is_weaker(old.consent, new.consent):
            told.add(new.id)
            text = f"`{new.id}` rests on consent `{new.consent}` where it was `{old.consent}`"
            yield material(ID, text, old, new)
    for before, after in compared.both(Tracker):
        if is_weaker(before.consent, after.consent):
            text = f"tracker `{after.id}` rests on consent `{after.consent}` where it was `{before.consent}`"
            yield material(ID, text, before, after)
    lacking = (
        each
        for each in compared.widenings
        if each.loss is Loss.WEAKER and not {"consent", "entry"}.isdisjoint(each.parts)
    )
    for found in join(lacking):
        if found.practice.id not in told:
            text = f"`{found.practice.id}` permits {found.said} without the consent that it needed"
            yield material(ID, text, found.other, found.practice)


RULE = Rule(ID, "less consent is asked for than before", _find)
