"""Is a decision made without a human, where one took part or looked again? LAW: GDPR 22(3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.model import Practice, Review
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.less-review"

_ORDER = (Review.NONE, Review.HUMAN_ON_REQUEST, Review.HUMAN_ALWAYS)


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Practice):
        if Modal.NEVER in (old.modal, new.modal):
            continue
        if new.automated and not old.automated:
            yield material(ID, f"`{new.id}` is now done without a human", old, new)
        elif _ORDER.index(new.review) < _ORDER.index(old.review):
            yield material(ID, f"a human looks at `{new.id}` `{new.review}`, where it was `{old.review}`", old, new)
        elif new.automated and new.effect != old.effect:
            yield material(ID, f"`{new.id}` now decides to `{new.effect}`", old, new)


RULE = Rule(ID, "automated decisions have less of a human in them", _find)
