"""Must a subject now turn to somebody else with her request?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.model import Right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.redirected-right"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Right):
        if new.redirect is not None and new.redirect != old.redirect:
            yield material(ID, f"requests under `{new.id}` must now go to `{new.redirect}`", old, new)


RULE = Rule(ID, "a subject must turn to somebody else", _find)
