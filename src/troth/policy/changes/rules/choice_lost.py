"""Can the subject no longer choose, or does her no reach less far?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grants import each_establishes
from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import period_lies_in
from troth.policy.changes.wording import list_names
from troth.policy.model import Choice, Default

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.choice-lost"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for gone in compared.removed(Choice):
        if gone.available:
            yield material(ID, f"choice `{gone.id}` is no longer offered", gone, None)
    for added in compared.added(Choice):
        if not added.available:
            yield material(ID, f"there is no choice about {list_names(added.of)} (`{added.id}`)", None, added)
    for old, new in compared.both(Choice):
        for text in _losses(old, new):
            yield material(ID, text, old, new)
    for found in join(each for each in compared.widenings if each.loss is Loss.WEAKER and "choice" in each.parts):
        text = f"a refusal no longer reaches `{found.practice.id}` for {found.said}"
        yield material(ID, text, found.other, found.practice)


def _losses(old: Choice, new: Choice) -> Iterator[str]:
    """What a choice lost."""
    if not old.available:
        return
    if not new.available:
        yield f"choice `{new.id}` is no longer available"
    less = [practice for practice in old.of if practice not in new.of]
    if less:
        yield f"choice `{new.id}` no longer reaches {list_names(less)}"
    if new.channel and not (old.channel and set(old.channel) <= set(new.channel)):
        yield f"choice `{new.id}` reaches fewer channels"
    if old.default is Default.DENIED and new.default is Default.ALLOWED:
        yield f"choice `{new.id}` is `allowed` until the subject says no"
    if not each_establishes(new.except_, old.except_):
        yield f"a refusal under `{new.id}` has a new exception"
    if not period_lies_in(old.period, new.period):
        yield f"choice `{new.id}` is for data of fewer days"


RULE = Rule(ID, "a choice is gone, or a refusal reaches less far", _find)
