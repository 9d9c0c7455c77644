"""How are the word lists of reading written down?

As words between blanks, so that a reader sees the words and not quotes and commas.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written with blanks between them."""
    return frozenset(words.split())
