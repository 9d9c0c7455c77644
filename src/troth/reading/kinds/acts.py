"""Which kind does that which is done make a clause: who does it, to what, from or to whom, and what for?

1. Each verb that carries a promise has its part of the sentence. What stands there is told by classes of words
   (`lexicon/matter.tsv`), each under the preposition that it follows: `to:party`, `from:party`, `in:country`; the
   object, and the subject of a passive, under `of`; anything under `any`.
2. The rows of `lexicon/acts.tsv` are tried on it in order, and the first that fits decides.
3. What such a part says counts more than what it only mentions: behind a clear verb, words that speak of another kind
   stand in an example, a list or a phrase, unless they are what the verb reaches.

What it leaves out: sentences without a verb of the lexicon.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.notice.model import ClauseRole
from troth.reading.lexicon import rows
from troth.reading.model import Actor, Doing, Form, Hit, Kind
from troth.reading.verbs import Inflection, verb_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.reading.context import Seen
    from troth.reading.model import Frame
    from troth.reading.tokens import Token

_PREPOSITIONS = word_set(
    "to with from by for in on at between among under without within via through into outside "
    "unless if when where because"
)
_TRANSPARENT = word_set("of about concerning regarding and or , the a an")
_NUMBERS = word_set(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen eighteen twenty thirty "
    "sixty ninety hundred few several twenty-four thirty-six forty-eight calendar full business consecutive"
)
_LASTING = word_set("until till indefinitely permanently unlimited")
_ONLY = word_set("only solely exclusively unless without prior")
_AUTOMATIC = word_set(
    "automatic automatically automated algorithm algorithms algorithmic computer computers software machine-learning "
    "bots"
)
_PERSONS = frozenset({"reader", "us"})
"""Classes that only count directly behind a preposition: `from you`, not `from the shop that you chose`."""
_FORMS = (Form.MAIN, Form.IMPERATIVE)
_OPEN = frozenset({"leads"})
_AS_LONG_AS = (("long", "as"), ("longer", "than"))
_NEAR = 4
"""Tokens between a number and its unit: `ten (10) calendar years`."""


@dataclass(frozen=True, slots=True)
class _Act:
    """A row: which verbs by whom, with which of the words beside them, make which kind."""

    kind: Kind
    weight: float
    doings: frozenset[Doing]
    verbs: frozenset[str]
    actors: frozenset[Actor]
    beside: tuple[frozenset[str], ...]
    unless: frozenset[str]

    def fits(self, frame: Frame, marks: frozenset[str]) -> bool:
        return (
            (frame.doing in self.doings or verb_forms()[frame.verb].lemma in self.verbs)
            and (not self.actors or frame.actor in self.actors)
            and all(not marks.isdisjoint(any_of) for any_of in self.beside)
            and marks.isdisjoint(self.unless)
        )


@cache
def _acts() -> tuple[_Act, ...]:
    return tuple(
        _Act(
            Kind(kind),
            float(weight),
            frozenset(Doing(doing) for doing in _listed(doings) if doing[0] != "="),
            frozenset(verb[1:] for verb in _listed(doings) if verb[0] == "="),
            frozenset(Actor(actor) for actor in _listed(actors)),
            tuple(frozenset(any_of.split("/")) for any_of in _listed(beside)),
            frozenset(_listed(unless)),
        )
        for kind, weight, doings, actors, beside, unless in rows("acts")
    )


def _listed(cell: str) -> list[str]:
    return [] if cell == "-" else cell.split()


def hits_of_acts(seen: Seen) -> Iterator[Hit]:
    """What each part of a clause says is done, one hit a part at most.

    A lead-in's items are what its verb reaches: `we collect:`, `they are passed on to:`.
    """
    leads = seen.clause.role is ClauseRole.LEAD_IN
    for frame, before, behind in _parts(seen):
        marks = _marks(frame, before, behind)
        if leads:
            marks |= _OPEN if "of:data" in marks else _OPEN | {"of:data", "leads-with-verb"}
            marks |= {f"ends:{_last_word(seen)}"}
        act = next((act for act in _acts() if act.fits(frame, marks)), None)
        if act is not None:
            yield Hit(f"{act.kind.value}.act", act.kind, act.weight, frame.at)


def _last_word(seen: Seen) -> str:
    """The last word of a clause, marks left out."""
    return next((token.word for token in reversed(seen.tokens) if token.is_word), "")


def _parts(seen: Seen) -> Iterator[tuple[Frame, Sequence[Token], Sequence[Token]]]:
    """Each frame that carries a promise, with the words before its verb and behind it (rule 1)."""
    main = [frame for frame in seen.frames if frame.form in _FORMS]
    begin = 0
    for frame in main:
        end = max(frame.reach.end, frame.at.end)
        before = [token for token in seen.tokens if begin <= token.start < frame.at.start]
        behind = [token for token in seen.tokens if frame.at.end <= token.start < end]
        yield frame, before, behind
        begin = end


def _marks(frame: Frame, before: Sequence[Token], behind: Sequence[Token]) -> frozenset[str]:
    found: set[str] = set()
    _mark(before, found)
    if not frame.passive:
        found = {mark for mark in found if mark.startswith("from:")}
    _mark(behind, found)
    found.update(f"any:{class_}" for class_ in _classes_in([*before, *behind]))
    if frame.passive:
        found.add("passive")
    if frame.negated:
        found.add("negated")
    words = {token.word for token in (*before, *behind)}
    for name, some in (("any:only", _ONLY), ("any:automatic", _AUTOMATIC), ("any:duration", _LASTING)):
        if not words.isdisjoint(some):
            found.add(name)
    if _lasts([*before, *behind]):
        found.add("any:duration")
    return frozenset(found)


def _mark(tokens: Sequence[Token], found: set[str]) -> None:
    """What stands under which preposition, and whether an aim does."""
    forms = verb_forms()
    under, left = "of", ""
    for token in tokens:
        word = token.word
        if word in _PREPOSITIONS:
            under = word
        elif word == ";":
            under = "of"
        else:
            form = forms.get(word)
            if under in ("to", "for") and left == under and form is not None:
                aims = Inflection.BASE in form.inflections if under == "to" else Inflection.ING in form.inflections
                if aims:
                    found.add(f"{under}:verb")
                    under, aimed = "aim", under
                    found.update(f"{aimed}:{doing.value}" for doing in form.doings)
            elif (left == under == "for" and word.endswith("ing")) or (left == under == "to" and _is_aim(word)):
                found.add(f"{under}:verb")
                under = "aim"
            near = left in (under, "") or under == "of"
            found.update(f"{under}:{class_}" for class_ in classes_of(word) if near or class_ not in _PERSONS)
            found.update(f"{under}:{class_}" for class_ in classes_of(f"{left} {word}"))
        left = word


def _is_aim(word: str) -> bool:
    return "aimverb" in classes_of(word)


def _classes_in(tokens: Sequence[Token]) -> Iterator[str]:
    left = ""
    for token in tokens:
        yield from classes_of(token.word)
        yield from classes_of(f"{left} {token.word}")
        left = token.word


def _lasts(tokens: Sequence[Token]) -> bool:
    """Whether a time is given: a number before its unit, or `as long as`."""
    since = _NEAR + 1
    left = ""
    for token in tokens:
        word = token.word
        if word[0].isdigit() or word in _NUMBERS:
            since = 0
        elif (since <= _NEAR and "unit" in classes_of(word)) or (left, word) in _AS_LONG_AS:
            return True
        else:
            since += 1
        left = word
    return False


@lru_cache(maxsize=8192)
def classes_of(word: str) -> frozenset[str]:
    """The classes of a word, or of two with a space between."""
    whole, stems = _matter()
    found = set(whole.get(word, ()))
    for length in range(3, len(word) + 1):
        found.update(stems.get(word[:length], ()))
    return frozenset(found)


@cache
def _matter() -> tuple[Mapping[str, frozenset[str]], Mapping[str, frozenset[str]]]:
    """The classes of whole words, and those of stems."""
    whole: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    for class_, words in rows("matter"):
        for each in words.split("|"):
            word = each.strip()
            into = stems if word.endswith("*") else whole
            into.setdefault(word.rstrip("*"), set()).add(class_)
    return ({word: frozenset(found) for word, found in whole.items()}, {w: frozenset(f) for w, f in stems.items()})


_MENTIONED = frozenset(
    {
        Kind.SURVEY, Kind.PUBLIC_FORUM, Kind.SECURITY, Kind.COMPLAINT, Kind.THIRD_PARTY_LINK, Kind.CHANGE_NOTICE,
        Kind.PAYMENT, Kind.CONTACT, Kind.AUTOMATED_DECISION, Kind.RIGHT, Kind.PROCESSOR, Kind.DEFINITION,
        Kind.SHARING, Kind.LEGAL_REQUEST,
    }
)  # fmt: skip
"""Kinds whose words a sentence about something else often has."""
_CLEAR, _ONLY_MENTIONED = 0.9, 0.6
_REACHED = 30
"""Characters behind a verb in which what it reaches begins."""


def as_mentioned(seen: Seen, hits: list[Hit]) -> list[Hit]:
    """The hits, weaker where they only mention something beside a clear act (rule 3)."""
    clear = [hit for hit in hits if hit.rule.endswith(".act") and hit.weight >= _CLEAR and hit.at is not None]
    if not clear:
        return hits
    kinds = {hit.kind for hit in clear}
    parts = [(frame.at, frame.reach) for frame in seen.frames if any(frame.at == hit.at for hit in clear)]
    return [
        replace(hit, weight=hit.weight * _ONLY_MENTIONED)
        if hit.kind in _MENTIONED
        and hit.kind not in kinds
        and hit.at is not None
        and any(at.end + _REACHED < hit.at.start <= reach.end for at, reach in parts)
        else hit
        for hit in hits
    ]
