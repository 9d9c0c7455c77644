"""Which countries and regions does a clause name, and how does it say that data may go there?"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from troth.reading.lexicon import rows
from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@cache
def _places() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(rf"\b(?:{pattern})(?![\w-])")) for name, pattern in rows("places"))


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Countries (ISO 3166-1 alpha-2), `EEA`, `*` for anywhere; and mechanisms of transfers, as `by:scc`."""
    for name, pattern in _places():
        for match in pattern.finditer(text):
            yield Found(SlotKind.PLACE, name, Span(*match.span()), "place.named")
