"""When are two clauses the same words?

1. Words are compared after NFKC and case folding, without punctuation, markup and white space, and without a numeral
   that only numbers the clause (`2.`, `(a)`): renumbering, retyping and reformatting change nothing.
2. Currency and per-cent signs count as words: 5 % and 5 are different promises.
3. A clause without any word is compared by its folded text.

What it leaves out: how alike two clauses are that differ (`troth.notice.pairing`).
"""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

_WORD = re.compile(r"[^\W_]+|[%‰§\u0024\u00a2-\u00a5\u20a0-\u20cf]")
_NUMERAL = re.compile(
    r"\s*(?:\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]|[0-9]{1,3}(?:\.[0-9]{1,3})+|\(?[a-z]\)|\([ivxl]{1,6}\))\s+"
)


def fold_space(text: str) -> str:
    """The text on one line: every run of white space is one blank, none at either end."""
    return " ".join(text.split())


def normalised_words(text: str) -> tuple[str, ...]:
    """The words that count, in order (rules 1 and 2)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    numeral = _NUMERAL.match(folded)
    words = tuple(_WORD.findall(folded, numeral.end() if numeral else 0))
    return words or tuple(_WORD.findall(folded))


def digest_words(text: str) -> str:
    """SHA-256 (hex) of the normalised words, joined by blanks, as UTF-8."""
    words = " ".join(normalised_words(text)) or fold_space(text)
    return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
