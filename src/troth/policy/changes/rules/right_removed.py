"""Has a data subject lost a right, or has it for fewer people or fewer data?

Another element that grants the same right as far makes up for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import ANYTHING, Span, span_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
    from troth.policy.model import Right
if TYPE_CHECKING:
    from troth.policy.model import Policy

ID = "change.right-removed"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old in compared.old.rights.values():
        reach = _reach(compared.old, old)
        for kind in old.do:
            granting = [new for new in compared.new.rights.values() if kind in new.do]
            if any(
                all(was.lies_in(now) for was, now in zip(reach, _reach(compared.new, new), strict=True))
                for new in granting
            ):
                continue
            now = compared.new.rights.get(old.id)
            how = "reaches fewer subjects or data" if granting else "is no longer granted"
            yield material(ID, f"the right `{kind}` of `{old.id}` {how}", old, now)


def _reach(policy: Policy, right: Right) -> tuple[Span, Span]:
    """Who has the right, and for which data."""
    who = span_of((right.who,), policy.subjects) if right.who else ANYTHING
    data = span_of(right.data, policy.data) if right.data else ANYTHING
    return who, ANYTHING if data.every else data


RULE = Rule(ID, "a right is gone, or is there for fewer subjects or data", _find)
