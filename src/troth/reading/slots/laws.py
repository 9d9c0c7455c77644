"""Which laws does a clause name?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from troth.reading.lexicon import rows
from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _laws() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for name, pattern in rows("laws"))


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Regimes by the names that the policy file uses."""
    for name, pattern in _laws():
        for match in pattern.finditer(text):
            yield Found(SlotKind.LAW, name, Span(*match.span()), "law.named")
