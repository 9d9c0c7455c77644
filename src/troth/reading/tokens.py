"""Which words and marks does a clause's text consist of?

1. `plain` is the text in lower case with plain quotes and dashes, letter for letter as long as the text, so that every
   range of it is a range of the text.
2. A token is a word, a number, or one mark. Words keep their inner apostrophes and hyphens (`don't`, `opt-out`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTES = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u02bc": "'",
        "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
        "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_](?:[\w&]|['.-](?=[^\W_]))*|\d(?:[\d.,]*\d)?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, a number or a mark, with its range."""

    word: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """True for words."""
        return self.word[0].isalpha()


def plain(text: str) -> str:
    """The text in lower case with plain quotes and dashes; the same length."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few capitals have no lower case of the same length
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered.translate(_QUOTES)


def tokens_of(plain_text: str) -> tuple[Token, ...]:
    """The tokens of a plain text, in order."""
    return tuple(Token(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(plain_text))
