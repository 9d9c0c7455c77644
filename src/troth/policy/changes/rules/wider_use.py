"""Is something permitted that nothing in the old policy permitted, whatever its terms?

New purposes, new data, new recipients and sales have rules of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import COMPATIBLE, Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.model import Slot
from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.wider-use"

_WIDER_IN = {
    "subjects": "of more kinds of subject",
    "via": "by more means",
    "from": "from more sources",
    "where": "in more countries",
    "by": "by others",
    "with": "with more recipients",
    "period": "for data of another period",
    COMPATIBLE: "without an assessment of compatibility",
}


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    wider = (
        each
        for each in compared.widenings
        if each.loss is Loss.WIDER
        and each.act is not Act.SELL
        and each.parts != (Slot.WITH,)
        and any(name in compared.old.data for name in each.data)
        and any(name in compared.old.purposes for name in each.purposes)
    )
    for found in join(wider):
        more = [words for part, words in _WIDER_IN.items() if part in found.parts]
        how = f" {', '.join(more)}" if more else ""
        text = f"`{found.practice.id}` now permits {found.said}{how}"
        yield material(ID, text, found.other, found.practice)


RULE = Rule(ID, "a practice permits what nothing permitted before", _find)
