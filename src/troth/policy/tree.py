"""Does what is said of one name hold for another?

Categories of data, purposes, parties and kinds of subject are trees in the policy file (`is`): what holds for a parent
holds for its children. Terms of the vocabulary (`pd:EmailAddress`) are no parents here: only what the file itself
declares counts, because only that was reviewed.

1. Upward: a thing and everything wider. A question is about one thing, so decisions look upward.
2. Downward: everything that a list of names speaks of. Two statements are compared by what both reach, so validation
   looks downward.
3. A cycle ends where it began; that it is one is reported by validation.

What it leaves out: which of two statements goes first (`troth.decisions.decide`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class HasParents(Protocol):
    """An element of a tree."""

    @property
    def is_(self) -> tuple[str, ...]:
        """Names of wider elements, or terms of the vocabulary."""


def upward(tree: Mapping[Any, HasParents], name: str) -> tuple[str, ...]:
    """The name and every wider one, nearest first, each once. A cycle ends where it began."""
    found: dict[str, None] = {name: None}
    waiting = [name]
    while waiting:
        element = tree.get(waiting.pop(0))
        fresh = [parent for parent in (element.is_ if element else ()) if parent in tree and parent not in found]
        found.update(dict.fromkeys(fresh))
        waiting.extend(fresh)
    return tuple(found)


def names(slot: Iterable[str], wider: Iterable[str]) -> bool:
    """Whether a list of names in the policy speaks of the thing whose upward names are `wider`."""
    named = set(slot)
    return EVERYTHING in named or not named.isdisjoint(wider)


def nearest(slot: Iterable[str], wider: tuple[str, ...]) -> int | None:
    """How many steps up the tree the list names the thing: 0 is itself; None where only `*` or nothing does."""
    named = set(slot)
    return next((steps for steps, name in enumerate(wider) if name in named), None)


class Downward:
    """What lists of names reach in one tree, each list computed once."""

    def __init__(self, tree: Mapping[Any, HasParents]) -> None:
        self._children: dict[str, list[str]] = {}
        for name, element in tree.items():
            for parent in element.is_:
                self._children.setdefault(parent, []).append(str(name))
        self._everything = frozenset(map(str, tree))
        self._reached: dict[tuple[str, ...], frozenset[str]] = {}
        self._met: dict[tuple[tuple[str, ...], tuple[str, ...]], bool] = {}

    def reach(self, slot: tuple[str, ...]) -> frozenset[str]:
        """Every name that the list speaks of: those in it and all beneath them; `*` reaches all."""
        if slot not in self._reached:
            found: set[str] = set(self._everything) if EVERYTHING in slot else set()
            waiting = [name for name in slot if name != EVERYTHING]
            while waiting:
                name = waiting.pop()
                if name not in found:
                    found.add(name)
                    waiting.extend(self._children.get(name, ()))
            self._reached[slot] = frozenset(found)
        return self._reached[slot]

    def meet(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        """Whether something is reached by both lists. A list that is left out does not limit: it meets all."""
        if not one or not other or EVERYTHING in one or EVERYTHING in other:
            return True
        if (one, other) not in self._met:
            self._met[one, other] = not self.reach(one).isdisjoint(self.reach(other))
        return self._met[one, other]

    def holds(self, wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
        """Whether all that `narrow` reaches is reached by `wide`; a list that is left out reaches everything."""
        if not wide or EVERYTHING in wide:
            return True
        return bool(narrow) and EVERYTHING not in narrow and self.reach(narrow) <= self.reach(wide)
