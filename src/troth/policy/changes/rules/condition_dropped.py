"""Is a condition gone, on which a permission depended?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.condition-dropped"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    lacking = (
        each
        for each in compared.widenings
        if each.loss is Loss.WEAKER and not {"condition", "instruction"}.isdisjoint(each.parts)
    )
    for found in join(lacking):
        what = "a controller's instruction" if "instruction" in found.parts else "a condition"
        text = f"`{found.practice.id}` permits {found.said} without {what} that held before"
        yield material(ID, text, found.other, found.practice)


RULE = Rule(ID, "a condition on which a permission depended is gone", _find)
