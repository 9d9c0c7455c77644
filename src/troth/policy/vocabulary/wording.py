"""When do two ways of writing say the same words?

Rules, in this order:
1. Accents, capitals, punctuation and possessive endings do not count; `EmailAddress` and `email_address` are two words.
2. Words that are written together or apart count as together: `e-mail`, `log in`, `web site`.
3. Articles and possessive pronouns do not count.
4. British and American spelling are the same: behaviour and behavior, optimise and optimize.
5. Plural, -ing and -ed endings do not count.

The stems that come out are keys to compare by, not words to show. What it leaves out: meaning, and mistyped words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_TEXT = 200
"""Characters of a text that are looked at: no name of anything is longer, and comparing is quadratic."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_POSSESSIVE = re.compile(r"['\u2019]s\b|(?<=s)['\u2019]")
_WORD = re.compile(r"[a-z0-9]+")

_TOGETHER = {
    ("e", "mail"),
    ("e", "mailing"),
    ("log", "in"),
    ("sign", "in"),
    ("sign", "up"),
    ("web", "site"),
    ("voice", "mail"),
    ("user", "name"),
    ("post", "code"),
    ("back", "up"),
    ("sub", "processor"),
    ("co", "branding"),
}
_WITHOUT_WEIGHT = frozenset({"a", "an", "the", "of", "your", "our", "my", "their", "his", "her", "its"})

_SPELLING = (
    (re.compile(r"(?<=[a-z]{2})is(?=ation|e$|ed$|es$|ing$)"), "iz"),
    (re.compile(r"(?<=l)ys(?=e$|ed$|es$|ing$)"), "yz"),
    (re.compile(r"(?<=[bivln])our(?=$|s$|al$|ed$|ite$|ites$)"), "or"),
    (re.compile(r"^program(?:me)?(?=s?$)"), "program"),
    (re.compile(r"^licence(?=s?$)"), "license"),
    (re.compile(r"^centre(?=s?$)"), "center"),
    (re.compile(r"^fulfil(?=$|s$|ment)"), "fulfill"),
    (re.compile(r"^dialled$"), "dialed"),
    (re.compile(r"^enquir"), "inquir"),
)

_WHOLE = frozenset({"marketing", "recording"})
"""Words whose -ing is no ending: a call recording is not a call record, market research is not marketing."""

_SHORT = 3
"""Words up to this length have no ending to lose: `ads` and `SMS` would stop being words."""


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case and without accents, as rules 1 to 3 count them."""
    spaced = _HUMP.sub(" ", _POSSESSIVE.sub("", text[:LONGEST_TEXT]))
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower()
    found: list[str] = []
    for word in _WORD.findall(plain):
        if found and (found[-1], _without_plural(word)) in _TOGETHER:
            found[-1] += word
        else:
            found.append(word)
    return tuple(word for word in found if word not in _WITHOUT_WEIGHT)


def placed_stems(text: str) -> list[tuple[str, int, int]]:
    """The stems of a running text of any length, each with its range of characters; words without weight left out.

    The text has to be in plain letters already (`plain` of the reader): ranges are those of the text as it is given.
    """
    found: list[tuple[str, int, int]] = []
    for match in _WORD.finditer(_POSSESSIVE.sub(lambda mark: " " * len(mark[0]), text)):
        word = match.group()
        if found and (found[-1][0], _without_plural(word)) in _TOGETHER:
            found[-1] = (found[-1][0] + word, found[-1][1], match.end())
        else:
            found.append((word, *match.span()))
    return [(stem(word), start, end) for word, start, end in found if word not in _WITHOUT_WEIGHT]


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words: equal for two texts that say the same words."""
    return tuple(map(stem, words(text)))


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word in lower case without its ending and in one spelling: `mailing` -> `mail`, `anonymised` -> `anonymiz`."""
    for pattern, spelling in _SPELLING:
        word = pattern.sub(spelling, word)
    if len(word) <= _SHORT:
        return word
    singular = _without_plural(word)
    return singular if singular in _WHOLE else _without_suffix(singular)


def _without_plural(word: str) -> str:
    if word.endswith(("ies", "ie")) and len(word) > len("ties"):
        return word.rstrip("s")[:-2] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_suffix(word: str) -> str:
    for suffix, shortest in (("ation", 8), ("ing", 6), ("ed", 6), ("e", 5)):
        if word.endswith(suffix) and len(word) >= shortest:
            return word.removesuffix(suffix)
    return word
