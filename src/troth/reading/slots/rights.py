"""Which rights does a clause speak of?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from troth.reading.lexicon import rows
from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _rights() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern)) for name, pattern in rows("rights"))


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Kinds of requests (`troth.words.RightKind`)."""
    for name, pattern in _rights():
        match = pattern.search(plain)
        if match is not None:
            yield Found(SlotKind.RIGHT, name, Span(*match.span()), "right.form")
