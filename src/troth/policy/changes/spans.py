"""Does one slot, or one length of time, reach further than another?

A slot of a practice lets through some names, perhaps every name, and perhaps a question that names nothing there. A
`Span` is that set with silence as a member of its own, so that two slots can be compared under two different trees.

Lengths of time are calendar lengths: a month is longer than 30 days from some days and not from others. One is longer
than another where it is from any day at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from troth.policy.tree import upward
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from troth.policy.model import Period
    from troth.words import Duration


@dataclass(frozen=True, slots=True)
class Span:
    """What a slot lets through: names, `every` name, and, where `silent`, the naming of nothing."""

    names: frozenset[str] = frozenset()
    every: bool = False
    silent: bool = False

    def lies_in(self, other: Span) -> bool:
        """Whether everything this lets through, the other does."""
        if self.silent and not other.silent:
            return False
        return other.every or (not self.every and self.names <= other.names)

    def meets(self, other: Span) -> bool:
        """Whether something is let through by both."""
        if self.silent and other.silent:
            return True
        if self.every:
            return other.every or bool(other.names)
        if other.every:
            return bool(self.names)
        return not self.names.isdisjoint(other.names)


ANYTHING = Span(every=True, silent=True)
"""A slot that is left out."""


def span_of(slot: Iterable[str], tree: Mapping[Any, Any] | None = None, *, silent: bool = False) -> Span:
    """The names of a slot and, in a tree, all beneath them; `silent` says whether naming nothing is let through."""
    named = frozenset(slot)
    if EVERYTHING in named:
        return Span(every=True, silent=silent)
    below = (name for name in tree or () if not named.isdisjoint(upward(tree or {}, name)))
    return Span(named | frozenset(below), silent=silent)


def period_lies_in(one: Period | None, other: Period | None) -> bool:
    """Whether all days of one period are days of the other; None is all days."""
    if other is None:
        return True
    return one is not None and other.from_ <= one.from_ and one.to <= other.to


_FIRST = date(2003, 1, 1)
_PROBES = tuple(_FIRST + timedelta(days=day) for day in range(1461))
"""Every day of four years: month lengths repeat with the leap years."""


@lru_cache(maxsize=4096)
def is_longer(one: Duration, other: Duration) -> bool:
    """Whether, from any day at all, one length of time ends later than the other."""
    return any(one.after(day) > other.after(day) for day in _PROBES)


def may_last_longer(one: Duration | None, other: Duration | None) -> bool:
    """`is_longer` where None is no limit at all."""
    if other is None:
        return False
    return one is None or is_longer(one, other)
