"""May a request be refused, or data be kept in spite of it, on a ground that the old policy did not name?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import Right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.new-ground"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Right):
        refusing = [ground for ground in new.refuse_if if ground not in old.refuse_if]
        if refusing:
            yield material(ID, f"`{new.id}` may now be refused on {list_names(refusing)}", old, new)
        before = {(kept.right, ground) for kept in old.keep_if for ground in kept.grounds}
        keeping = [g for kept in new.keep_if for g in kept.grounds if (kept.right, g) not in before]
        if keeping:
            yield material(ID, f"data may now be kept in spite of `{new.id}` on {list_names(keeping)}", old, new)


RULE = Rule(ID, "a request may be refused, or data kept, on a new ground", _find)
