"""How do German words become part of a sentence? Gender, case, endings of adjectives, lists, quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.words import Duration

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip


class Case(Enum):
    """The cases that our sentences put nouns into; the dative is needed for fixed words only."""

    NOMINATIVE = 0
    ACCUSATIVE = 1
    GENITIVE = 2


_THE = {"m": ("der", "den", "des"), "f": ("die", "die", "der"), "n": ("das", "das", "des"), "p": ("die", "die", "der")}
_YOUR = {"m": ("Ihr", "Ihren", "Ihres"), "f": ("Ihre", "Ihre", "Ihrer"), "n": ("Ihr", "Ihr", "Ihres"),
         "p": ("Ihre", "Ihre", "Ihrer")}  # fmt: skip
_STRONG = {"m": ("er", "en", "en"), "f": ("e", "e", "er"), "n": ("es", "es", "en"), "p": ("e", "e", "er")}
_MIXED = {"m": ("er", "en", "en"), "f": ("e", "e", "en"), "n": ("es", "es", "en"), "p": ("en", "en", "en")}
_WEAK = {"m": ("e", "en", "en"), "f": ("e", "e", "en"), "n": ("e", "e", "en"), "p": ("en", "en", "en")}


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun: gender ("p" for a plural), an adjective's stem before it, what follows it, and irregular cases.

    `yours` is false where "Ihr" does not fit in front of it.
    """

    text: str
    gender: str
    adjective: str = ""
    tail: str = ""
    accusative: str = ""
    genitive: str = ""
    yours: bool = True

    def _in(self, case: Case, article: str, endings: dict[str, tuple[str, str, str]]) -> str:
        noun = self.text
        if case is Case.ACCUSATIVE:
            noun = self.accusative or noun
        elif case is Case.GENITIVE:
            noun = self.genitive or (f"{noun}s" if self.gender in "mn" else noun)
        described = f"{self.adjective}{endings[self.gender][case.value]}" if self.adjective else ""
        return " ".join(each for each in (article, described, noun, self.tail) if each)

    def bare(self, case: Case = Case.NOMINATIVE) -> str:
        """Without an article: "aggregierte Daten"."""
        return self._in(case, "", _STRONG)

    def the(self, case: Case = Case.NOMINATIVE) -> str:
        """With the definite article: "den technischen Betrieb"."""
        return self._in(case, _THE[self.gender][case.value], _WEAK)

    def your(self, case: Case) -> str:
        """As the reader's own: "Ihren ungefähren Standort"; without an article where it is not hers."""
        if self.yours:
            return self._in(case, _YOUR[self.gender][case.value], _MIXED)
        return self.the(case) if case is Case.GENITIVE else self.bare(case)  # a bare genitive would not show


def m(text: str, *, adjective: str = "", tail: str = "", accusative: str = "", genitive: str = "") -> Noun:
    """A masculine noun."""
    return Noun(text, "m", adjective, tail, accusative, genitive)


def f(text: str, *, adjective: str = "", tail: str = "") -> Noun:
    """A feminine noun."""
    return Noun(text, "f", adjective, tail)


def n(text: str, *, adjective: str = "", tail: str = "", genitive: str = "") -> Noun:
    """A neuter noun."""
    return Noun(text, "n", adjective, tail, genitive=genitive)


def p(text: str, *, adjective: str = "", tail: str = "", yours: bool = True) -> Noun:
    """A plural."""
    return Noun(text, "p", adjective, tail, yours=yours)


def quoted(text: str) -> str:
    """Somebody's own words."""
    return f"„{text}“"


def listed(items: Iterable[str], word: str = "und") -> str:
    """Items as a sentence lists them, each once: "a, b und c"; with semicolons where an item is a list itself."""
    found = list(dict.fromkeys(items))
    if len(found) < 2:  # noqa: PLR2004 -- one item needs no joining word
        return "".join(found)
    bare = [re.sub(r"„[^“]*“", "", each) for each in found]
    if any(", " in each for each in bare) or any(f" {word} " in each for each in bare[:-1]):
        return f"{'; '.join(found[:-1])}; {word} {found[-1]}"
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def in_turn(phrases: Iterable[str]) -> str:
    """Infinitives or clauses one after another; lists inside them do not make semicolons of the commas."""
    *first, last = phrases
    return f"{', '.join(first)} und {last}" if first else last


_PARTED = {"einsehen": "einzusehen", "mitnehmen": "mitzunehmen"}
"""Verbs that take "zu" inside."""


def with_zu(phrase: str) -> str:
    """An infinitive phrase with "zu": "Ihre Daten einzusehen", "Ihre Daten löschen zu lassen"."""
    rest, _, verb = phrase.rpartition(" ")
    return f"{rest} {_PARTED.get(verb) or f'zu {verb}'}".strip()


def sentence(text: str) -> str:
    """The text with a capital at the front and one full stop at the end."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")


def day(on: date) -> str:
    """A date: 21. November 2022."""
    return f"{on.day}. {MONTHS[on.month - 1]} {on.year}"


def duration(length: Duration, *, dative: bool = False) -> str:
    """A length of time: "6 Jahre", "1 Monat", "30 Tage"; after "von" in the dative: "30 Tagen"."""
    parts = ((length.years, "Jahr", "Jahre"), (length.months, "Monat", "Monate"), (length.days, "Tag", "Tage"))
    found = [(n, one, many) for n, one, many in (*parts, (length.hours, "Stunde", "Stunden")) if n]
    said = [f"{n} {one if n == 1 else many.rstrip('n') + 'n' if dative else many}" for n, one, many in found]
    return listed(said) or "keine Zeit"
