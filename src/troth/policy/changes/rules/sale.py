"""Are data sold that were not? LAW: Civ. Code 1798.140(ad)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.words import Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.sale"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    sold = (each for each in compared.widenings if each.loss is Loss.WIDER and each.act is Act.SELL)
    for found in join(sold):
        whom = f" to {list_names(found.recipients)}" if found.recipients else ""
        text = f"`{found.practice.id}` now permits the sale of {list_names(found.data)}{whom}"
        yield material(ID, text, found.other, found.practice)


RULE = Rule(ID, "data are sold that were not sold before", _find)
