"""Does a refusal no longer do all that it did: stop, erase, suppress?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.refusal-does-less"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Choice):
        less = [effect for effect in old.effect if effect not in new.effect]
        if less:
            yield material(ID, f"a refusal under `{new.id}` no longer does {list_names(less)}", old, new)


RULE = Rule(ID, "a refusal has less effect", _find)
