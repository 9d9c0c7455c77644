"""Which verb is a word a form of, and what does the verb do?

The lexicon lists verbs by what they do (`lexicon/verbs.tsv`). Here are their forms: `shares`, `shared`, `sharing`. A
verb can do several things; which it is, its sentence decides (`troth.reading.frames`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from troth.notice.lexicon import word_set
from troth.reading.lexicon import rows
from troth.reading.model import Doing

if TYPE_CHECKING:
    from collections.abc import Mapping


class Inflection(StrEnum):
    """The form of a verb. `past` is also its participle where both are alike."""

    BASE = "base"
    S = "s"
    PAST = "past"
    ING = "ing"


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A word as a form of a verb. Words with two readings (`read`, `set`) have the first that is listed."""

    lemma: str
    inflections: frozenset[Inflection]
    doings: tuple[Doing, ...]


_PAST = MappingProxyType(
    {
        "get": ("got", "gotten"), "give": ("gave", "given"), "keep": ("kept",), "hold": ("held",), "sell": ("sold",),
        "send": ("sent",), "tell": ("told",), "let": ("let",), "set": ("set",), "read": ("read",),
        "write": ("wrote", "written"),
        "see": ("saw", "seen"), "know": ("knew", "known"), "make": ("made",), "learn": ("learned", "learnt"),
        "hear": ("heard",), "leave": ("left",), "undertake": ("undertook", "undertaken"),
        "broadcast": ("broadcast",), "withdraw": ("withdrew", "withdrawn"), "rely": ("relied",),
    }
)  # fmt: skip
_DOUBLED = word_set(
    "log submit transmit permit drop tag opt embed get let set stop compel transfer swap refer unsubscrib "
    "ban scan flag scrub commit"
)
_VOWELS = "aeiou"


def _forms(lemma: str) -> list[tuple[str, Inflection]]:
    """The forms of a verb; of a hyphenated one, too."""
    if lemma.endswith(("s", "x", "ch", "sh", "z")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    if lemma in _DOUBLED:
        past, ing = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    elif lemma.endswith("e"):
        past, ing = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        past, ing = lemma + "ed", lemma + "ing"
    return [
        (lemma, Inflection.BASE),
        (third, Inflection.S),
        *((form, Inflection.PAST) for form in _PAST.get(lemma, (past,))),
        (ing, Inflection.ING),
    ]


@cache
def verb_forms() -> Mapping[str, VerbForm]:
    """All forms of all verbs of the lexicon."""
    doings: dict[str, list[Doing]] = {}
    for doing, verbs in rows("verbs"):
        for lemma in verbs.split():
            doings.setdefault(lemma, []).append(Doing(doing))
    found: dict[str, VerbForm] = {}
    for lemma, does in doings.items():
        for word, inflection in _forms(lemma):
            known = found.get(word)
            if known is None:
                found[word] = VerbForm(lemma, frozenset({inflection}), tuple(does))
            elif known.lemma == lemma:
                found[word] = VerbForm(lemma, known.inflections | {inflection}, known.doings)
    return MappingProxyType(found)
