"""Is something done for a purpose that the old policy did not know, or for one that now means more?

A purpose that nothing permits, such as one that is only named to be forbidden, is not material.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grants import grants_of
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import Purpose
from troth.policy.tree import upward
from troth.words import EVERYTHING, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.new-purpose"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    grants = grants_of(compared.new)
    for purpose in compared.added(Purpose):
        names = {*upward(compared.new.purposes, purpose.id), EVERYTHING}
        permitting = [g.id for g in grants if not g.purposes or not names.isdisjoint(g.purposes)]
        wider = (compared.new.purposes[PurposeName(name)] for name in names - {EVERYTHING})
        compatible = [f"compatible with {each}" for parent in wider for each in parent.compatible_with]
        used = [t.id for t in compared.new.trackers.values() if not names.isdisjoint(t.purpose)]
        if permitting or used or compatible:
            text = f"data are used for a new purpose, `{purpose.id}` ({list_names(permitting or used or compatible)})"
            yield material(ID, text, None, purpose)
    for old, new in compared.both(Purpose):
        terms = [term for term in new.is_ if ":" in term and term not in old.is_]
        if terms:
            yield material(ID, f"purpose `{new.id}` is now also {list_names(terms)}", old, new)
        others = [party for party in new.by if party not in old.by]
        if others:
            yield material(ID, f"`{new.id}` is now a purpose of {list_names(others)}", old, new)


RULE = Rule(ID, "data are used for a purpose that was not told before", _find)
