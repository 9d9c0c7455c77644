"""Which legal basis does a clause name?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from troth.reading.lexicon import rows
from troth.reading.model import Found, SlotKind, Span
from troth.words import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _bases() -> tuple[tuple[Basis, re.Pattern[str]], ...]:
    return tuple((Basis(name), re.compile(pattern)) for name, pattern in rows("bases"))


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Bases by the names that the policy file uses."""
    for basis, pattern in _bases():
        match = pattern.search(plain)
        if match is not None:
            yield Found(SlotKind.BASIS, basis.value, Span(*match.span()), "basis.named")
