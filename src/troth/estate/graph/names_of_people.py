"""May two rows be of the same person, by the names in them?

A name never joins two people: there are too many of the same. It only keeps rows apart that share an identifier, or
bears out that they are one person's. Rules:

1. Names are compared by their words, without case, accents, order, and the `e` that stands for an
   umlaut; an initial stands for what begins with it.
2. The words that only one of two has must be lacking in the other: `Alice Smith` and `Smith`, not `Bob Smith`.
3. Where one has no name, nothing is known.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from troth.estate.graph.names import word_set

if TYPE_CHECKING:
    from troth.estate.graph.reading import Row, Shape

_WORD = re.compile(r"[^\W\d_]+")
_LONG = 4
_TITLES = word_set("mr mrs ms miss dr prof herr frau mme mlle sr sra dipl ing von van de der den del la")


def name_in(shape: Shape, row: Row) -> frozenset[str]:
    """The words of the names in a row."""
    cells = [row[place] for place in shape.people]
    return frozenset(_WORD.findall(folded(" ".join(cell for cell in cells if isinstance(cell, str))))) - _TITLES


def folded(text: str) -> str:
    """Without case, accents, and the `e` that stands for an umlaut."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    for written, sound in (("ae", "a"), ("oe", "o"), ("ue", "u")):
        bare = bare.replace(written, sound)
    return bare


def same_name(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Whether they may be one person's; None where one of them has no name."""
    if not one or not other:
        return None
    own, theirs = one - other, other - one
    if not own or not theirs:
        return bool(one & other)
    if not one & other:
        return False
    return any((len(a) == 1 and b.startswith(a)) or (len(b) == 1 and a.startswith(b)) for a in own for b in theirs)


def bears_name(address: str, name: frozenset[str]) -> bool:
    """Whether an e-mail address is made of a person's names: the longest of them, and another or its initial."""
    if len(name) < 2:  # noqa: PLR2004 -- one name is not enough to tell people by
        return False
    local = folded(address.partition("@")[0])
    found = [word for word in name if len(word) >= _LONG and word in local]
    rest = local
    for word in found:
        rest = rest.replace(word, " ", 1)
    others = name - set(found)
    return len(found) > 1 or (bool(found) and any(part[:1] == other[0] for part in rest.split() for other in others))
