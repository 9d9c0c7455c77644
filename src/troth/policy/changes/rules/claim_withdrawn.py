"""Does the notice no longer claim a fact that could be tested?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import is_longer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
    from troth.policy.model import Claim
ID = "change.claim-withdrawn"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old in compared.old.claims.values():
        same = [new for new in compared.new.claims.values() if new.say == old.say and set(old.about) <= set(new.about)]
        if not any(_reaches_as_far(old, new) for new in same):
            text = f"`{old.say}` is no longer claimed as far as by `{old.id}`"
            yield material(ID, text, old, compared.new.claims.get(old.id))


def _reaches_as_far(old: Claim, new: Claim) -> bool:
    """Whether a claim is made for as long back as an old one was."""
    if old.since is None:
        return True
    return new.since is not None and not is_longer(old.since, new.since)


RULE = Rule(ID, "a claim that can be tested is withdrawn", _find)
