"""Whom do the words before a verb name: the organisation, the subject, a third party, a tracker, the notice?

Going back from the verb, the first word that names somebody is taken, unless a preposition makes it part of something
else: in `information about you is shared` nobody is named, and the verb is one of the information.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.reading.lexicon import rows
from troth.reading.model import Actor, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.reading.tokens import Token

_PREPOSITIONS = word_set(
    "about of from by to with for on in at into through via between among under regarding concerning within"
)
_INSIDE = word_set(
    "the a an our your their its his her this these those such any all some each other certain third own various "
    "many most several external outside related authorised authorized independent trusted selected carefully"
)
_ENDS = frozenset({".", ";", ":", "!", "?"})
_MATTER = word_set(
    "information data details address addresses number numbers name names records record content recordings "
    "preferences images photos messages questions requests"
)
_OURS = word_set(
    "network networks tool tools technology technologies technicians operator agent agents games game titles servers "
    "launcher stores shops sites systems devices equipment crew staff doctors clinicians"
)
"""What is the organisation's own behind `our`."""
_PRONOUNS = frozenset({"we", "you", "they", "it", "i", "who", "which", "that", "them"})
_CONJUNCTIONS = frozenset({"and", "or", "but", "if", "when", "where", "unless", "because", "as", "while", "so"})
_THEY = frozenset({"they", "it", "them"})
_REACH = 18
"""Tokens before a verb in which its subject is looked for."""


@cache
def _actors() -> Mapping[str, Actor]:
    return MappingProxyType({word: Actor(actor) for actor, words in rows("actors") for word in words.split()})


def matter(word: str) -> bool:
    """True for words that name data rather than somebody."""
    return word in _MATTER


def actor_of(word: str, own_names: frozenset[str]) -> Actor | None:
    """Whom a word names by itself; None for other words."""
    if word in own_names:
        return Actor.ORGANISATION
    return _actors().get(word)


def subject_before(
    tokens: Sequence[Token], at: int, own_names: frozenset[str], before: Actor
) -> tuple[Actor | None, Span | None, int]:
    """Whom the words before token `at` name, where they stand, and the first token of the name.

    `before` is whom the clause before was about, for `they` and `it`. The actor is None where the subject is data, or
    nothing was found; the span is None where nothing was found.
    """
    place = at - 1
    lowest = max(0, at - _REACH)
    while place >= lowest:
        word = tokens[place].word
        if word in _ENDS:
            break
        named = _named(word, own_names, before)
        if word == "company" and _is_another(tokens, place):
            named = Actor.THIRD_PARTY.value
        elif word in _THEY and (others := _others_before(tokens, place)):
            named = others
        elif word in _OURS and _is_ours(tokens, place):
            named = Actor.ORGANISATION.value
        if named is not None:
            first = place
            while first > 0 and (tokens[first - 1].word in _INSIDE or tokens[first - 1].word in own_names):
                first -= 1
            head = _before_the_name(tokens, first) if word not in _PRONOUNS else first - 1
            if head < 0 or tokens[head].word not in _PREPOSITIONS:
                actor = None if named == "matter" else Actor(named)
                return actor, Span(tokens[first].start, tokens[place].end), first
            place = head
            continue
        place -= 1
    return None, None, at


def _before_the_name(tokens: Sequence[Token], first: int) -> int:
    """The token before a name of up to three words: `of the Northlight group` begins with `of`."""
    for at in range(first - 1, max(-1, first - 4), -1):
        word = tokens[at].word
        if word in _PREPOSITIONS:
            return at
        if not word.isalpha() or word in _PRONOUNS or word in _CONJUNCTIONS:
            break
    return first - 1


def _is_another(tokens: Sequence[Token], place: int) -> bool:
    """Whether a company is some other one: `a company in Ohio`, `another company`."""
    return any(tokens[at].word in ("a", "another", "other", "each") for at in range(max(0, place - 2), place))


def _others_before(tokens: Sequence[Token], place: int) -> str | None:
    """Whom `they` means that were named in the same sentence; None where nobody was."""
    if tokens[place].word != "they":
        return None
    for at in range(place - 1, -1, -1):
        if actor_of(tokens[at].word, frozenset()) is Actor.THIRD_PARTY:
            return Actor.THIRD_PARTY.value
    return None


def _is_ours(tokens: Sequence[Token], place: int) -> bool:
    """Whether `our` stands before a word, one other word between them at most: `our mobile networks`."""
    return any(tokens[at].word == "our" for at in range(max(0, place - 2), place))


def _named(word: str, own_names: frozenset[str], before: Actor) -> str | None:
    actor = actor_of(word, own_names)
    if actor is not None and word not in ("our", "your", "us"):
        return actor.value
    if word in _THEY:
        return before.value
    if word in _MATTER:
        return "matter"
    return None
