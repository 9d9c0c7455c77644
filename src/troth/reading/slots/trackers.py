"""Which means of following readers does a clause name?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.reading.model import Found, SlotKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_TRACKERS = (
    ("flash", r"flash (?:cookies?|local shared objects?)|(?:flash )?local (?:shared|stored) objects?"),
    ("cookie", r"(?<!flash )cookies?"),
    ("beacon", r"(?:web )?beacons?|clear gifs?|single-pixel gifs?"),
    ("pixel", r"(?:tracking |facebook |meta )?pixels?(?: tags?)?"),
    ("log", r"(?:server |web ?server )?log(?:s| files?| data)"),
    ("storage", r"local storage|web storage|html5 storage|indexeddb|session storage"),
    ("script", r"scripts|tags(?! and)|javascript code|sdks?|software development kits?|plug-?ins?|fingerprinting"),
)
_PATTERNS = tuple((name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in _TRACKERS)


def find(text: str, plain: str) -> Iterator[Found]:  # noqa: ARG001 -- every finder is asked the same
    """Techniques by the names that the policy file uses."""
    for name, pattern in _PATTERNS:
        match = pattern.search(plain)
        if match is not None:
            yield Found(SlotKind.TRACKER, name, Span(*match.span()), "tracker.form")
