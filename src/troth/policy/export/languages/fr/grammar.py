"""How do French words become part of a sentence? Articles, elision, agreement, lists, spaces before punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.words import Duration

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip

_VOWEL = re.compile(r"[aeiouyâàéèêëîïôûœh]", re.IGNORECASE)
"""Letters before which `le`, `la` and `de` lose theirs. No word of our tables begins with an h that keeps it."""
_CONTRACTED = {"de": {"le ": "du ", "les ": "des "}, "à": {"le ": "au ", "les ": "aux "}}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun, perhaps with its adjectives. `yours` is false where "votre" does not fit in front of it."""

    text: str
    feminine: bool = False
    many: bool = False
    yours: bool = True


def m(text: str) -> Noun:
    """A masculine noun."""
    return Noun(text)


def f(text: str) -> Noun:
    """A feminine noun."""
    return Noun(text, feminine=True)


def mp(text: str) -> Noun:
    """A masculine plural."""
    return Noun(text, many=True)


def fp(text: str, *, yours: bool = True) -> Noun:
    """A feminine plural."""
    return Noun(text, feminine=True, many=True, yours=yours)


def the(noun: Noun) -> str:
    """The noun with its definite article: "la facturation", "l’analyse", "les coordonnées"."""
    if noun.many:
        return f"les {noun.text}"
    if _VOWEL.match(noun.text):
        return f"l’{noun.text}"
    return f"{'la' if noun.feminine else 'le'} {noun.text}"


def your(noun: Noun) -> str:
    """The noun as the reader's own: "votre adresse", "vos coordonnées"; with an article where it is not hers."""
    return f"{'vos' if noun.many else 'votre'} {noun.text}" if noun.yours else the(noun)


def of(phrase: str) -> str:
    """A phrase after "de": "du nom", "des données", "d’adresse"."""
    return _after("de", phrase)


def to(phrase: str) -> str:
    """A phrase after "à": "au nom", "aux autorités"."""
    return _after("à", phrase)


def _after(word: str, phrase: str) -> str:
    for article, contracted in _CONTRACTED[word].items():
        if phrase.startswith(article):
            return contracted + phrase.removeprefix(article)
    return f"d’{phrase}" if word == "de" and _VOWEL.match(phrase) else f"{word} {phrase}"


def if_(clause: str) -> str:
    """A clause after "si": "s’il le faut"."""
    return f"s’{clause}" if clause.startswith(("il ", "ils ")) else f"si {clause}"


def quoted(text: str) -> str:
    """Somebody's own words."""
    return f"« {text} »"


def listed(items: Iterable[str], word: str = "et") -> str:
    """Items as a sentence lists them, each once: "a, b et c"; with semicolons where an item is a list itself."""
    found = list(dict.fromkeys(items))
    if len(found) < 2:  # noqa: PLR2004 -- one item needs no joining word
        return "".join(found)
    bare = [re.sub(r"«[^»]*»", "", each) for each in found]
    if any(", " in each for each in bare) or any(f" {word} " in each for each in bare[:-1]):
        return f"{' ; '.join(found[:-1])} ; {word} {found[-1]}"
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def in_turn(phrases: Iterable[str]) -> str:
    """Infinitives or clauses one after another; lists inside them do not make semicolons of the commas."""
    *first, last = phrases
    return f"{', '.join(first)} et {last}" if first else last


def sentence(text: str) -> str:
    """The text with a capital, a full stop and spaces that do not break."""
    text = text.strip()
    return typeset(text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else "."))


def typeset(text: str) -> str:
    """The text with the spaces of French typography: none of them breaks a line."""
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»").replace(" :", "\u00a0:")
    return re.sub(r" (?=[;?!])", "\u202f", text)


def day(on: date) -> str:
    """A date: 1er janvier 2024, 21 novembre 2022."""
    return f"{'1er' if on.day == 1 else on.day} {MONTHS[on.month - 1]} {on.year}"


def duration(length: Duration) -> str:
    """A length of time: "6 ans", "1 mois", "30 jours"."""
    parts = ((length.years, "an", "ans"), (length.months, "mois", "mois"), (length.days, "jour", "jours"))
    said = [f"{n} {one if n == 1 else many}" for n, one, many in (*parts, (length.hours, "heure", "heures")) if n]
    return listed(said) or "aucun délai"
