"""Of which kinds is a clause?

1. Every rule of every kind is tried on the clause in its context. What fires adds up: two rules of .6 make .84.
2. A kind counts from `SURE` on.
3. A kind steps back before those it gives way to (`KindRules.gives_way_to`), where they are about as sure: most clauses
   are of one kind, the most specific one.
4. A clause that says several things has several kinds: what is kept, and on which ground.

Each kind is a file of this folder; a kind that is taken out is taken out whole. What it leaves out: what the kinds of
the clauses make of the policy (`troth.reading.drafting`).
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from troth.reading.kinds.rule import NO_PLACE, KindRules
from troth.reading.model import Hit, Kind

if TYPE_CHECKING:
    from troth.reading.context import Seen

SURE = 0.6
_CLOSE = 0.25
"""How much surer a kind must be than one it gives way to, to stand beside it."""


@cache
def all_kinds() -> tuple[KindRules, ...]:
    """The rules of every kind, in the order of the kinds."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        rules = getattr(import_module(f"{__name__}.{module.name}"), "RULES", None)
        if isinstance(rules, KindRules):
            found[rules.kind] = rules
    return tuple(found[kind] for kind in Kind if kind in found)


def hits_of(seen: Seen) -> tuple[Hit, ...]:
    """Every rule that fires on a clause."""
    hits = []
    for kind in all_kinds():
        for rule in kind.rules:
            at = rule.fires(seen)
            if at is not None:
                hits.append(Hit(rule.id, kind.kind, rule.weight, None if at == NO_PLACE else at))
    return tuple(hits)


def weigh(hits: tuple[Hit, ...]) -> dict[Kind, float]:
    """How sure the rules are of each kind (rule 1)."""
    doubt: dict[Kind, float] = defaultdict(lambda: 1.0)
    for hit in hits:
        doubt[hit.kind] *= 1 - hit.weight
    return {kind: 1 - left for kind, left in doubt.items()}


def kinds_of(hits: tuple[Hit, ...]) -> tuple[tuple[Kind, ...], float]:
    """The kinds that the hits make (rules 2 to 4), surest first, and how sure the first is."""
    sure = {kind: weight for kind, weight in weigh(hits).items() if weight >= SURE}
    kept = []
    for rules in all_kinds():
        weight = sure.get(rules.kind)
        if weight is None:
            continue
        if any(weight - sure.get(other, 0.0) < _CLOSE and other in sure for other in rules.gives_way_to):
            continue
        kept.append(rules.kind)
    kept.sort(key=lambda kind: -sure[kind])
    return tuple(kept), max((sure[kind] for kind in kept), default=0.0)
