"""Is a prohibition that still stands lifted by a permission that names something narrower?

It happens when a narrower permission comes, and also when a prohibition is rewritten to name something wider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.prohibition-lifted"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for found in join(each for each in compared.widenings if each.loss is Loss.LIFTED):
        if found.other is not None:
            text = f"`{found.other.id}` now goes before the prohibition `{found.practice.id}` for {found.said}"
            yield material(ID, text, found.practice, found.other)


RULE = Rule(ID, "a permission now goes before a prohibition", _find)
