"""May a right be used less often, over a shorter time, with more proof, by fewer ways or with less of an answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import is_longer, may_last_longer
from troth.policy.changes.wording import list_names
from troth.policy.model import Limit, Right

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.limited-right"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Right):
        if _is_rarer(old.limit, new.limit):
            yield material(ID, f"`{new.id}` may be used less often", old, new)
        if new.lookback is not None and may_last_longer(old.lookback, new.lookback):
            yield material(ID, f"an answer to `{new.id}` reaches back {new.lookback.in_words()} only", old, new)
        proof = [each for each in new.verify if each not in old.verify]
        if proof:
            yield material(ID, f"`{new.id}` now asks for {list_names(proof)} as proof", old, new)
        less = [each for each in old.covers if each not in new.covers]
        if less:
            yield material(ID, f"an answer to `{new.id}` no longer contains {list_names(less)}", old, new)
        ways = [each for each in old.how if each not in new.how]
        if ways and not set(new.how) - set(old.how):
            yield material(ID, f"`{new.id}` can be used in fewer ways", old, new)


def _is_rarer(old: Limit | None, new: Limit | None) -> bool:
    """Whether some right that could be used under the old limit cannot under the new one."""
    if new is None:
        return False
    return old is None or new.times < old.times or is_longer(new.per, old.per)


RULE = Rule(ID, "a right may be used less than before", _find)
