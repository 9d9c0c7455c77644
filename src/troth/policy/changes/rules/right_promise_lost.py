"""Is the promise gone that using a right has no bad consequences, or that a refusal is given reasons?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.model import Right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.right-promise-lost"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Right):
        if old.no_retaliation and not new.no_retaliation:
            # LAW: Civ. Code 1798.125
            yield material(ID, f"`{new.id}` no longer promises that using it has no bad consequences", old, new)
        if old.reasons_given and not new.reasons_given:
            # LAW: GDPR 12(4)
            yield material(ID, f"`{new.id}` no longer promises reasons for a refusal", old, new)


RULE = Rule(ID, "a promise about how rights are met is gone", _find)
