"""Does a wider practice decide now, where a narrower and stricter one did?

Of two permissions the one that names the category or purpose more closely decides. Where it goes, the wider one holds
for what it kept stricter.
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
ID = "change.exception-lost"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for found in join(each for each in compared.widenings if each.loss is Loss.UNMASKED):
        stricter = found.other.id if found.other else ""
        text = f"`{found.practice.id}` now decides about {found.said}, where `{stricter}` was stricter"
        yield material(ID, text, found.other, found.practice)


RULE = Rule(ID, "a stricter practice for something narrower no longer decides", _find)
