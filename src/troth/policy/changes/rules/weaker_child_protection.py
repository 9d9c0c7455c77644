"""Are children protected less than before? LAW: GDPR 8; 16 CFR 312.

An age limit holds as before when another covers the same ages as strictly: to exclude is stricter than to ask a parent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import ChildRule, ChildRuleKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.weaker-child-protection"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old in compared.old.children.values():
        now = compared.new.children.get(old.id)
        if not any(_is_as_strict(new, old) for new in compared.new.children.values()):
            text = f"subjects under {old.under} are protected less than by `{old.id}`"
            yield material(ID, text, old, now)
    for before, after in compared.both(ChildRule):
        less = [deed for deed in before.found if deed not in after.found]
        if less:
            text = f"`{after.id}` no longer promises {list_names(less)} when a child's data are found"
            yield material(ID, text, before, after)


def _is_as_strict(new: ChildRule, old: ChildRule) -> bool:
    """Whether everybody whom the old limit protects, the new one does as well."""
    stricter = new.rule is ChildRuleKind.EXCLUDE or old.rule is ChildRuleKind.PARENTAL_CONSENT
    return new.under >= old.under and stricter


RULE = Rule(ID, "children are protected less", _find)
