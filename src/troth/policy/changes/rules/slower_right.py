"""Does a subject wait longer for what she asks? A time limit that goes is longer than any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import may_last_longer
from troth.policy.model import Duty, Right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.slower-right"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Right):
        limits = {each.right: each.limit for each in new.within}
        for promised in old.within:
            now = limits.get(promised.right)
            if promised.right in new.do and may_last_longer(now, promised.limit):
                length = now.in_words() if now else "without a time limit"
                text = f"`{promised.right}` of `{new.id}` takes {length}, where it was {promised.limit.in_words()}"
                yield material(ID, text, old, new)
    for before, after in compared.both(Duty):
        if before.within is not None and may_last_longer(after.within, before.within):
            length = after.within.in_words() if after.within else "without a time limit"
            text = f"duty `{after.id}` is due {length}, where it was {before.within.in_words()}"
            yield material(ID, text, before, after)


RULE = Rule(ID, "what a subject is owed may take longer", _find)
