"""Is a promise of security gone, or no longer more than an effort?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import ANYTHING, Span, span_of
from troth.policy.changes.wording import list_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
    from troth.policy.model import Measure
if TYPE_CHECKING:
    from troth.policy.model import Policy

ID = "change.measure-lost"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old in compared.old.measures.values():
        lost = [
            term for term in old.is_ if not any(_keeps(compared, old, term, n) for n in compared.new.measures.values())
        ]
        if lost:
            text = f"{list_names(lost)} is promised less than by measure `{old.id}`"
            yield material(ID, text, old, compared.new.measures.get(old.id))


def _keeps(compared: Comparison, old: Measure, term: str, new: Measure) -> bool:
    """Whether a measure promises the term as far and as firmly as an old one did."""
    firm = old.best_effort or not new.best_effort
    there = not new.on or (bool(old.on) and set(old.on) <= set(new.on))
    return term in new.is_ and firm and there and _data(compared.old, old).lies_in(_data(compared.new, new))


def _data(policy: Policy, measure: Measure) -> Span:
    span = span_of(measure.data, policy.data) if measure.data else ANYTHING
    return ANYTHING if span.every else span


RULE = Rule(ID, "a security measure is promised less", _find)
