"""Is a browser signal that was honoured no longer honoured, or for fewer practices?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import Signal, SignalState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.signal-ignored"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for gone in compared.removed(Signal):
        if gone.state is SignalState.HONOURED:
            yield material(ID, f"signal `{gone.id}` is no longer said to be honoured", gone, None)
    for old, new in compared.both(Signal):
        if old.state is not SignalState.HONOURED:
            continue
        if new.state is not SignalState.HONOURED:
            yield material(ID, f"signal `{new.id}` is now `{new.state}`", old, new)
        less = [practice for practice in old.of if new.of and practice not in new.of]
        if less:
            yield material(ID, f"signal `{new.id}` no longer opts out of {list_names(less)}", old, new)
    for found in join(each for each in compared.widenings if each.loss is Loss.WEAKER and "signal" in each.parts):
        text = f"a signal that was honoured no longer reaches `{found.practice.id}`"
        yield material(ID, text, found.other, found.practice)


RULE = Rule(ID, "a signal of the browser is honoured less", _find)
