"""May two rows be of the same person, by the names in them?

A name never joins two people: there are too many of the same. It only keeps rows apart that share an identifier, or
bears out that they are one person's. Rules:

1. Names are compared by their words, without case, accents and order; an initial stands for what begins with it.
2. The words that only one of two has must be lacking in the other: `Alice Smith` and `Smith`, not `Bob Smith`.
3. Where one has no name, nothing is known.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.estate.graph.reading import Row, Shape

_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset("mr mrs ms miss dr prof herr frau mme mlle sr sra dipl ing von van de der den del la".split())


def name_in(shape: Shape, row: Row) -> frozenset[str]:
    """The words of the names in a row."""
    cells = [row[place] for place in shape.people]
    plain = unicodedata.normalize("NFKD", " ".join(cell for cell in cells if isinstance(cell, str))).lower()
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return frozenset(_WORD.findall(bare)) - _TITLES


def same_name(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether they may be one person's; None where one of them has no name."""
    if not one or not other:
        return None
    own, theirs = one - other, other - one
    if not own or not theirs:
        return bool(one & other)
    if not one & other:
        return False
    return any(
        (len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)) for a in own for b in theirs
    )
