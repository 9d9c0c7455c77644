"""Is an `only` gone, or does it leave more inside?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.words import Modal, PracticeId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.only-lost"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    lost = (
        each for each in compared.widenings if each.loss is Loss.BAR_LOST and each.practice.modal is not Modal.NEVER
    )
    for found in join(lost):
        new = compared.new.practices.get(PracticeId(found.practice.id))
        yield material(ID, f"the `only` of `{found.practice.id}` no longer excludes {found.said}", found.practice, new)


RULE = Rule(ID, "an `only` is gone, or excludes less", _find)
