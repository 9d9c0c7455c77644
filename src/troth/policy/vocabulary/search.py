"""Which terms does somebody mean who writes ordinary words?

A term is found by the first of these that holds, and the terms come in this order:
1. its name, with or without the prefix, in any capitals;
2. its label;
3. one of its synonyms;
4. a label or synonym that contains all the words, or in which every word is nearly, or part of, one of its words
   (typing errors, `mail` in `e-mail`). The closer comes first: the more of the label or synonym the words make up and
   the less they differ, the closer.
Words are compared as `wording` says. Ties are in the order of names.

`suggest` answers the other question of a help line: which of these declared names did somebody mean to write?

What it leaves out: running text (the reader of notices has its own lexicon, built from the same forms).
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from troth.policy.vocabulary.table import shipped_vocabulary
from troth.policy.vocabulary.terms import NAMESPACES
from troth.policy.vocabulary.wording import LONGEST_TEXT, stems, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.vocabulary.terms import Kind, Term, Vocabulary

_NEAR_WORD = 0.75
"""Similarity (difflib's ratio, 0 to 1) from which one word counts as another mistyped: one wrong letter in four."""

_NEAR_NAME = 0.6
"""Closeness from which a declared name is worth suggesting."""

_SAME_TERM = 0.85
"""Closeness of two names that call the same term: below the same words, above a likeness of letters alone."""

_PART = 0.7
"""Closeness of a word that is a part of another: `mail` in `voicemail`."""

_SHORTEST_PART = 3


class How(IntEnum):
    """By what a term was found: the smaller, the surer."""

    NAME = 1
    LABEL = 2
    SYNONYM = 3
    WORDS = 4
    NEAR = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A term that was found, by which of its forms, and how close (0 to 1)."""

    term: Term
    how: How
    form: str
    score: float


@dataclass(frozen=True, slots=True)
class _Form:
    text: str
    stems: tuple[str, ...]
    term: Term
    is_label: bool


@dataclass(frozen=True, slots=True)
class Index:
    """A vocabulary prepared for finding."""

    vocabulary: Vocabulary
    forms: tuple[_Form, ...]
    by_stem: dict[str, tuple[int, ...]]
    by_stems: dict[tuple[str, ...], frozenset[str]]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Index:
        """The index of a vocabulary."""
        forms = tuple(
            _Form(text, stems(text), term, number == 0)
            for term in vocabulary.terms()
            for number, text in enumerate(term.forms)
        )
        by_stem: dict[str, list[int]] = {}
        by_stems: dict[tuple[str, ...], set[str]] = {}
        for position, form in enumerate(forms):
            by_stems.setdefault(form.stems, set()).add(form.term.name)
            for word in dict.fromkeys(form.stems):
                by_stem.setdefault(word, []).append(position)
        return cls(
            vocabulary,
            forms,
            {word: tuple(positions) for word, positions in by_stem.items()},
            {key: frozenset(names) for key, names in by_stems.items()},
        )

    def find(self, text: str, kind: Kind | None = None) -> list[Match]:
        """The terms that `text` may mean, surest first, each once; none for a text without words."""
        asked = stems(_without_prefix(text))
        if not asked:
            return []
        best: dict[str, Match] = {}
        for match in (*self._by_name(text), *self._by_form(asked), *self._by_nearness(asked)):
            name = match.term.name
            if (kind is None or match.term.kind is kind) and (name not in best or _rank(match) < _rank(best[name])):
                best[name] = match
        return sorted(best.values(), key=_rank)

    def meant_by(self, text: str) -> frozenset[str]:
        """The names of the terms of which `text` is a label or synonym."""
        return self.by_stems.get(stems(text), frozenset())

    def _by_name(self, text: str) -> list[Match]:
        asked = text.strip().casefold()
        return [
            Match(term, How.NAME, term.name, 1.0)
            for term in self.vocabulary.terms()
            if asked in (term.name.casefold(), term.local_name.casefold())
        ]

    def _by_form(self, asked: tuple[str, ...]) -> list[Match]:
        found = []
        for position in set.intersection(*(set(self.by_stem.get(word, ())) for word in asked)):
            form = self.forms[position]
            if form.stems == asked:
                how = How.LABEL if form.is_label else How.SYNONYM
                found.append(Match(form.term, how, form.text, 1.0))
            else:
                found.append(Match(form.term, How.WORDS, form.text, len(set(asked)) / len(form.stems)))
        return found

    def _by_nearness(self, asked: tuple[str, ...]) -> list[Match]:
        near = [self._near_words(word) for word in dict.fromkeys(asked)]
        closest = [self._closest(words_near) for words_near in near]
        found = []
        for position in set.intersection(*(set(scores) for scores in closest)):
            form = self.forms[position]
            closeness = sum(scores[position] for scores in closest) / len(closest)
            share = min(1.0, len(near) / len(form.stems))
            found.append(Match(form.term, How.NEAR, form.text, closeness * share))
        return found

    def _near_words(self, word: str) -> dict[str, float]:
        """The words of the vocabulary that `word` may be, each with its closeness."""
        near = {each: _likeness(word, each) for each in get_close_matches(word, self.by_stem, 12, _NEAR_WORD)}
        if len(word) >= _SHORTEST_PART:
            for each in self.by_stem:
                if word in each:
                    near[each] = max(near.get(each, 0.0), _PART)
        return near

    def _closest(self, near: dict[str, float]) -> dict[int, float]:
        scores: dict[int, float] = {}
        for word, closeness in near.items():
            for position in self.by_stem[word]:
                scores[position] = max(scores.get(position, 0.0), closeness)
        return scores


def _rank(match: Match) -> tuple[int, float, int, str, str]:
    level = min(match.how, How.WORDS)
    return (level, -match.score, match.how, match.term.name, match.form)


def _without_prefix(text: str) -> str:
    prefix, _, local = text.strip().partition(":")
    return local if prefix in NAMESPACES else text


@cache
def shipped_index() -> Index:
    """The index of the vocabulary that comes with troth; built when something is first looked for."""
    return Index.of(shipped_vocabulary())


def find(text: str, *, kind: Kind | None = None) -> list[Match]:
    """The terms that `text` may mean, surest first, each once: `find("mail")`. Empty where nothing is near."""
    return shipped_index().find(text, kind)


def suggest(name: str, candidates: Iterable[str]) -> str | None:
    """The one of `candidates` that `name` was most likely meant to be; None where none is near.

    Names are near when they have words in common, differ by typing errors, or call the same term of the vocabulary
    (`mobile_number` and `phone`). Of two as near, the first in alphabetical order.
    """
    scored = [(_closeness(name, candidate), candidate) for candidate in set(candidates)]
    near = [(-score, candidate) for score, candidate in scored if score >= _NEAR_NAME]
    return min(near)[1] if near else None


def _closeness(name: str, candidate: str) -> float:
    """How near two names are, 0 to 1: by letters, by words, by meaning."""
    ours, theirs = stems(name), stems(candidate)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 1.0
    letters = _likeness("".join(words(name)), "".join(words(candidate)))
    shared = set(ours) & set(theirs)
    whole = shared in (set(ours), set(theirs))
    by_words = _NEAR_NAME + (1 - _NEAR_NAME) * len(shared) / max(len(ours), len(theirs)) if whole else 0.0
    index = shipped_index()
    by_meaning = _SAME_TERM if index.meant_by(name) & index.meant_by(candidate) else 0.0
    return min(0.99, max(letters, by_words, by_meaning))


def _likeness(one: str, other: str) -> float:
    """Difflib's ratio, whichever comes first."""
    first, second = sorted((one[:LONGEST_TEXT], other[:LONGEST_TEXT]))
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
