"""Which clause of the new notice is which clause of the old one?

Rules, in order:

1. Clauses with the same words (digest) that occur once in each notice are the same clause.
2. The longest run of such pairs that keeps its order stayed in place; whatever is out of this order has moved.
3. Repeated clauses (`back to top`) are the same where they stand beside a pair in place, then where they lie between
   the same two, then where they stand beside a pair that moved, and at last in their order.
4. What is left is paired by likeness: the share of words that two clauses have in common (Dice), at least one half, the
   most alike first, of equally alike ones the nearest. A heading is paired with a heading only.

The work grows little faster than the number of clauses: candidates for likeness come from an index of the rarer words
and from the neighbourhood, never from all against all.

What it leaves out: what changed inside a pair (`troth.notice.difference`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from troth.notice.digests import normalised_words
from troth.notice.model import ClauseRole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from troth.notice.model import Clause

LIKENESS = 0.5
"""Two clauses that share fewer of their words than this are two clauses."""
_RARE = 40
"""A word that occurs in more clauses than this tells nothing about which one is meant."""
_CANDIDATES = 64
_NEIGHBOURS = 4


@dataclass(frozen=True, slots=True)
class Pairing:
    """Places (from 0) in the old and the new notice, by how they were paired; each place occurs at most once."""

    kept: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    edited: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class _Matches:
    """Pairs in both directions."""

    new_of: dict[int, int] = field(default_factory=dict)
    old_of: dict[int, int] = field(default_factory=dict)

    def add(self, old: int, new: int) -> None:
        self.new_of[old] = new
        self.old_of[new] = old

    def is_free(self, old: int, new: int) -> bool:
        return old not in self.new_of and new not in self.old_of


def pair_clauses(old: Sequence[Clause], new: Sequence[Clause]) -> Pairing:
    """Pair the clauses of two notices (rules 1 to 4)."""
    matches = match_equal(old, new)
    in_place = _longest_rising(sorted(matches.new_of.items()))
    kept = frozenset(in_place)
    moved = [pair for pair in sorted(matches.new_of.items()) if pair not in kept]
    edited = _match_alike(old, new, matches, in_place)
    return Pairing(tuple(in_place), tuple(moved), tuple(edited))


def match_equal(old: Sequence[Clause], new: Sequence[Clause]) -> _Matches:
    """The pairs of clauses with the same words (rules 1 and 3)."""
    matches = _Matches()
    olds, news = _places(old), _places(new)
    for digest, places in olds.items():
        if len(places) == 1 and len(news.get(digest, ())) == 1:
            matches.add(places[0], news[digest][0])
    in_place = _longest_rising(sorted(matches.new_of.items()))
    _extend(old, new, matches, in_place)
    _match_between(old, new, matches)
    _extend(old, new, matches, sorted(matches.new_of.items()))
    for digest, places in olds.items():
        left = [place for place in places if place not in matches.new_of]
        right = [place for place in news.get(digest, ()) if place not in matches.old_of]
        for pair in zip(left, right, strict=False):
            matches.add(*pair)
    return matches


def _places(clauses: Sequence[Clause]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, clause in enumerate(clauses):
        places[clause.digest].append(place)
    return places


def _extend(old: Sequence[Clause], new: Sequence[Clause], matches: _Matches, pairs: Sequence[tuple[int, int]]) -> None:
    """Pair the equal neighbours of these pairs, and their neighbours, forwards and then backwards."""
    for step in (1, -1):
        for start in pairs[::step]:
            i, j = start[0] + step, start[1] + step
            while 0 <= i < len(old) and 0 <= j < len(new) and matches.is_free(i, j) and old[i].digest == new[j].digest:
                matches.add(i, j)
                i, j = i + step, j + step


def _match_between(old: Sequence[Clause], new: Sequence[Clause], matches: _Matches) -> None:
    """Pair equal clauses that lie between the same two pairs in place, in their order."""
    chain = [(-1, -1), *_longest_rising(sorted(matches.new_of.items())), (len(old), len(new))]
    for (i, j), (i_end, j_end) in pairwise(chain):
        waiting: dict[str, list[int]] = defaultdict(list)
        for place in range(j_end - 1, j, -1):
            if place not in matches.old_of:
                waiting[new[place].digest].append(place)
        for place in range(i + 1, i_end):
            if place not in matches.new_of and waiting.get(old[place].digest):
                matches.add(place, waiting[old[place].digest].pop())


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the pairs (sorted by old place) whose new places rise (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(pairs):
        pile = bisect_left(tops, new)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(new)
            ends.append(index)
        else:
            tops[pile], ends[pile] = new, index
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _match_alike(
    old: Sequence[Clause], new: Sequence[Clause], matches: _Matches, in_place: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Pair what is left by likeness (rule 4)."""
    left = [place for place in range(len(old)) if place not in matches.new_of]
    right = [place for place in range(len(new)) if place not in matches.old_of]
    old_words = {place: Counter(normalised_words(old[place].text)) for place in left}
    new_words = {place: Counter(normalised_words(new[place].text)) for place in right}
    index: dict[str, list[int]] = defaultdict(list)
    for place in right:
        for word in new_words[place]:
            index[word].append(place)
    scored: list[tuple[float, int, int, int]] = []
    for place in left:
        expected = _expected(place, in_place)
        for candidate in _candidates(old_words[place], index, right, expected):
            if (old[place].role is ClauseRole.HEADING) != (new[candidate].role is ClauseRole.HEADING):
                continue
            alike = likeness(old_words[place], new_words[candidate])
            if alike >= LIKENESS:
                scored.append((-alike, abs(candidate - expected), place, candidate))
    paired = _Matches()
    for _, _, place, candidate in sorted(scored):
        if paired.is_free(place, candidate):
            paired.add(place, candidate)
    return sorted(paired.new_of.items())


def _expected(place: int, in_place: Sequence[tuple[int, int]]) -> int:
    """Where a clause would stand had it kept its distance to the clause before it that stayed in place."""
    index = bisect_left(in_place, (place, -1))
    before_old, before_new = in_place[index - 1] if index else (-1, -1)
    return before_new + place - before_old


def _candidates(words: Iterable[str], index: dict[str, list[int]], right: Sequence[int], expected: int) -> list[int]:
    """Places that share a rare word, the rarest first, and the places nearest to the expected one."""
    found: dict[int, None] = {}
    near = bisect_left(right, expected)
    for place in right[max(0, near - _NEIGHBOURS) : near + _NEIGHBOURS]:
        found[place] = None
    for word in sorted(words, key=lambda word: (len(index.get(word, ())), word)):
        places = index.get(word, ())
        if len(places) > _RARE or len(found) >= _CANDIDATES:
            break
        for place in places:
            found[place] = None
    return list(found)


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words in common, from 0 to 1 (Dice's coefficient over the words with their counts)."""
    total = one.total() + other.total()
    if not total:
        return 0.0
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return 2 * sum(min(count, many[word]) for word, count in few.items() if word in many) / total
