"""Does a purpose or category lie elsewhere in its tree, so that a refusal, a consent or a kept copy reaches otherwise?

What practices make of the tree is compared elsewhere. A word of a subject about a purpose reaches what lies beneath it:
a purpose that leaves its parent leaves the refusals of that parent, and one that comes beneath another comes beneath
the consents to that. A copy kept after an erasure is locked by its category, and a wider category keeps more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grants import grants_of
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.tree import upward
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.moved-in-tree"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    grants = grants_of(compared.new)
    for name, purpose in compared.new.purposes.items():
        if name not in compared.old.purposes:
            continue
        before, after = set(upward(compared.old.purposes, name)), set(upward(compared.new.purposes, name))
        if not any(not g.purposes or not {*after, EVERYTHING}.isdisjoint(g.purposes) for g in grants):
            continue
        if before - after:
            text = f"a refusal of {list_names(sorted(before - after))} no longer reaches purpose `{name}`"
            yield material(ID, text, compared.old.purposes[name], purpose)
        if after - before:
            text = f"a consent to {list_names(sorted(after - before))} now reaches purpose `{name}`"
            yield material(ID, text, compared.old.purposes[name], purpose)
    for category, new in compared.new.data.items():
        if category not in compared.old.data:
            continue
        gained = set(upward(compared.new.data, category)) - set(upward(compared.old.data, category))
        if gained:
            text = f"what is kept of {list_names(sorted(gained))} now includes `{category}`"
            yield material(ID, text, compared.old.data[category], new)


RULE = Rule(ID, "a purpose or category lies elsewhere in its tree", _find)
