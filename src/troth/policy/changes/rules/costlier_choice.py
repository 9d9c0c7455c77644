"""Does a refusal cost more, or is it harder to make?

A way to choose that goes is material where no other comes in its place; a first way through somebody else's page is
not as good as one of the organisation's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.model import Choice, Practice
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.costlier-choice"

_COSTS = ("", "degraded_service", "no_service")


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Choice):
        if _cost(new.cost) > _cost(old.cost):
            yield material(ID, f"a refusal under `{new.id}` now costs `{new.cost}`", old, new)
        if set(old.how) - set(new.how) and not set(new.how) - set(old.how):
            yield material(ID, f"`{new.id}` can be chosen in fewer ways", old, new)
        elif _is_own(old.how) and not _is_own(new.how):
            yield material(ID, f"`{new.id}` can now be chosen with others only", old, new)
    for before, after in compared.both(Practice):
        if Modal.NEVER in (before.modal, after.modal):
            continue
        if _cost(after.cost) > _cost(before.cost):
            yield material(ID, f"refusing `{after.id}` now costs `{after.cost}`", before, after)
        if after.mandatory and not before.mandatory:
            yield material(ID, f"`{after.id}` is now mandatory for the service", before, after)


def _cost(cost: str) -> int:
    """How much a refusal costs; a cost that is not known here is taken as the highest."""
    return _COSTS.index(cost) if cost in _COSTS else len(_COSTS)


def _is_own(how: tuple[str, ...]) -> bool:
    """Whether one of the ways does not lead through somebody else's page."""
    return any(not way.startswith("external:") for way in how)


RULE = Rule(ID, "a refusal costs more, or is harder to make", _find)
