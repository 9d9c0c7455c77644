"""What is done with data, said with a verb: `to improve our website`, `answering your questions`?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from troth.reading.lexicon import rows
from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN = r"(?:\s[\w'/-]+,?){0,6}?\s"
"""What `...` stands for: up to six words."""


@cache
def _aims() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{_opened(pattern)})")) for name, pattern in rows("aims"))


def _opened(pattern: str) -> str:
    return pattern.replace("......", "...").replace("...|", "|").removesuffix("...").replace("...", _BETWEEN)


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Purposes by their terms."""
    for name, pattern in _aims():
        match = pattern.search(plain)
        if match is not None:
            yield Found(SlotKind.PURPOSE, name, Span(*match.span()), "aim.verb")
