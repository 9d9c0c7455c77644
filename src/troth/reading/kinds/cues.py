"""Which ordinary phrases of the genre speak for which kind?

The phrases are listed in `lexicon/cues.tsv`, in a notation that is read more easily than patterns:

1. Words stand for themselves, `*` ends a word in any way, `/` divides words that stand for one another.
2. `(word)` may be missing. A group of several, `(one/two)`, has to be there, unless it holds nothing but auxiliaries,
   articles and adverbs of `lexicon/loose.tsv`. A group may stand in a group: `(our (top/first) priority|a must)`.
3. `..` stands for up to three words, `...` for more of the same part of the sentence, `~` for what comes before a mark;
   `<class>` for any word of a row of `lexicon/classes.tsv`, `#` for a number in figures; `^` and `$` for the beginning
   and the end of the text.

A phrase is only tried on a text that has its first word, and of each later group a word, so that many phrases cost
little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from troth.reading.asides import asides_of
from troth.reading.lexicon import rows
from troth.reading.model import Hit, Kind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.reading.context import Seen
    from troth.reading.tokens import Token

_GAP = r"[ ,;:.\"'()]{1,4}"
_INNER = r"\((?:[^()]|\([^()]*\))*\)"
_PIECE = re.compile(rf"\((?:[^()]|{_INNER})*\)|<\w+>|\.\.\.|\.\.|[^\s()<>|]+|\|")
_INNER_WORD = re.compile(r"[^\W\d_]+")
_MARKS = frozenset(',:;."')
_NO_ANCHOR = ""
_LEAST_STEM = 2
_PLACES = MappingProxyType({"own": "", "opens": "-opens"})
"""Where phrases are looked for, and how a hit says so: any clause, or one that leads into a list."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase that speaks for a kind; `unless` are words beside which it does not; of each of `needs` one is there."""

    kind: Kind
    weight: float
    phrase: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    needs: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """The phrases for one place (`own` or `opens`), by the word or the stem with which they begin."""

    by_word: dict[str, tuple[Cue, ...]]
    by_stem: dict[str, tuple[Cue, ...]]


@cache
def cues(place: str) -> Cues:
    """All phrases that are looked for in a place."""
    words: dict[str, list[Cue]] = defaultdict(list)
    stems: dict[str, list[Cue]] = defaultdict(list)
    for kind, weight, where, phrases, *unless in rows("cues"):
        if where != place:
            continue
        barred = _any_of(unless[0]) if unless and unless[0] else None
        for phrase in _divided(phrases):
            pattern, first = _compiled(phrase)
            cue = Cue(Kind(kind), float(weight), phrase, pattern, barred, _needs(phrase))
            for word in first:
                (stems if word.endswith("*") else words)[word.rstrip("*")].append(cue)
    return Cues(
        {word: tuple(each) for word, each in words.items()}, {stem: tuple(each) for stem, each in stems.items()}
    )


def hits_of_cues(seen: Seen) -> Iterator[Hit]:
    """What the phrases of a clause say: of each kind the strongest, outside of conditions and remarks if it can be."""
    yield from _strongest("own", seen.plain, seen.tokens, asides_of(seen.plain))


def opened(seen: Seen) -> Hit | None:
    """Of which kind the beginning of a list says its items are: the surest such phrase."""
    found = list(_strongest("opens", seen.plain, seen.tokens, ()))
    return max(found, key=lambda hit: hit.weight, default=None)


def _strongest(place: str, text: str, tokens: Sequence[Token], asides: Sequence[Span]) -> Iterator[Hit]:
    found: dict[Kind, Hit] = {}
    in_passing: set[Kind] = set()
    for cue in _candidates(cues(place), tokens):
        known = found.get(cue.kind)
        as_sure = known is not None and known.weight >= cue.weight
        if known is not None and (known.weight > cue.weight or (as_sure and cue.kind not in in_passing)):
            continue
        match = cue.pattern.search(text)
        if match is None or (cue.unless is not None and cue.unless.search(text)):
            continue
        at = Span(*match.span())
        passing = any(aside.start <= at.start and at.end <= aside.end for aside in asides)
        if as_sure and passing:
            continue
        (in_passing.add if passing else in_passing.discard)(cue.kind)
        found[cue.kind] = Hit(f"{cue.kind.value}.phrase{_PLACES[place]}", cue.kind, cue.weight, at)
    yield from found.values()


def _candidates(known: Cues, tokens: Sequence[Token]) -> Iterator[Cue]:
    seen: set[int] = set()
    words = {token.word for token in tokens}
    inner = words.union(*(_INNER_WORD.findall(word) for word in words if not word.isalpha()))
    keys = [known.by_word.get(_NO_ANCHOR, ())]
    for word in sorted(words):
        keys.append(known.by_word.get(word, ()))
        keys += [known.by_stem.get(word[:length], ()) for length in range(_LEAST_STEM, len(word) + 1)]
    for cues_of_key in keys:
        for cue in cues_of_key:
            if id(cue) not in seen:
                seen.add(id(cue))
                for need in cue.needs:  # a loop and no `any`: this is run for every phrase that a word may begin
                    if inner.isdisjoint(need):
                        break
                else:
                    yield cue


# --- the notation -------------------------------------------------------------------------------------------------


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    return {name: tuple(_divided(words)) for name, words in rows("classes")}


@cache
def _loose() -> frozenset[str]:
    return frozenset(word for (words,) in rows("loose") for word in words.split())


def _divided(phrases: str) -> list[str]:
    """The phrases between the bars that stand outside of groups."""
    parts, depth, begun = [], 0, 0
    for at, char in enumerate(phrases):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(phrases[begun:at].strip())
            begun = at + 1
    parts.append(phrases[begun:].strip())
    return [part for part in parts if part]


def _any_of(phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(_compiled(phrase)[0].pattern for phrase in _divided(phrases)))


def _compiled(phrase: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A phrase as a pattern, and the words or stems with one of which whatever it matches begins."""
    start = phrase.startswith("^")
    end = phrase.endswith("$")
    pieces = _PIECE.findall(phrase.strip("^$ "))
    written = [r"^\W*" if start else r"(?<![\w-])", _sequence(pieces)]
    if end:
        written.append(r"\W*$")
    first, optional = _first(pieces)
    return re.compile("".join(written)), tuple(dict.fromkeys(first)) if not optional else (_NO_ANCHOR,)


def _needs(phrase: str) -> tuple[frozenset[str], ...]:
    """Of each piece but the first, where it has to be there and lists whole words: the first words of its choices."""
    needs = []
    for piece in _PIECE.findall(phrase.strip("^$ "))[1:]:
        if piece in ("..", "...", "~") or piece in _MARKS:
            continue
        starts, optional = _starts(piece)
        if not optional and all(start.isalpha() for start in starts):
            needs.append(frozenset(starts))
    return tuple(needs)


def _sequence(pieces: Sequence[str]) -> str:
    written = []
    for number, piece in enumerate(pieces):
        joined = number + 1 < len(pieces) and pieces[number + 1] not in _MARKS
        written.append(_piece(piece, gap=_GAP if joined else ""))
    return "".join(written)


def _first(pieces: Sequence[str]) -> tuple[list[str], bool]:
    """The words with one of which the pieces begin, and whether all of them may be missing."""
    first: list[str] = []
    for piece in pieces:
        if piece == "~":
            return [_NO_ANCHOR], False
        if piece in ("..", "..."):
            continue
        starts, optional = _starts(piece)
        first += starts
        if not optional:
            return first, False
    return first, True


def _piece(piece: str, *, gap: str) -> str:
    if piece == "~":
        return r"[^.;:]{2,60}?"
    if piece == "..":
        return r"(?:[^\s.;:]+ ){0,3}"
    if piece == "...":
        return r"(?:[^.;]{0,90}[ ,\"'(])??"
    if piece in _MARKS:
        return rf" ?{re.escape(piece)} ?"
    choices, optional = _choices(piece)
    body = "|".join(_words(choice) for choice in choices)
    return rf"(?:(?:{body})(?![\w-]){gap})?" if optional else rf"(?:{body})(?![\w-]){gap}"


def _choices(piece: str) -> tuple[list[str], bool]:
    if piece.startswith("<"):
        return list(_classes()[piece[1:-1]]), False
    if not piece.startswith("("):
        return piece.split("/"), False
    choices = [choice.strip() for choice in _split(piece[1:-1])]
    choices = [inner for choice in choices for inner in (_classes()[choice[1:-1]] if choice[:1] == "<" else (choice,))]
    return choices, len(choices) == 1 or all(choice in _loose() for choice in choices)


def _starts(piece: str) -> tuple[list[str], bool]:
    """The first words of a piece, and whether it may be missing."""
    choices, optional = _choices(piece)
    starts = [start for choice in choices for start in _starts_of(choice)]
    if any(start in _MARKS or "#" in start for start in starts):
        return [_NO_ANCHOR], optional
    return starts, optional


def _starts_of(choice: str) -> list[str]:
    """The first words of one choice of a group."""
    return _first(_PIECE.findall(choice))[0] if "(" in choice else choice.split()[:1]


def _split(inside: str) -> list[str]:
    """The choices of a group: what stands between the bars and slashes outside of inner groups."""
    parts, depth, begun = [], 0, 0
    for at, char in enumerate(inside):
        depth += (char == "(") - (char == ")")
        if char in "|/" and depth == 0:
            parts.append(inside[begun:at])
            begun = at + 1
    return [*parts, inside[begun:]]


def _words(choice: str) -> str:
    if "(" in choice or ".." in choice:
        return _sequence(_PIECE.findall(choice))
    written = []
    for word in choice.split():
        if word == "#":
            written.append(r"\d[\d,.]*")
        elif word.endswith("*"):
            written.append(re.escape(word[:-1]) + r"[\w'-]*")
        else:
            written.append(re.escape(word))
    return " ".join(written).replace("\\ ", " ")
