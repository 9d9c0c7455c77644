"""Do a clause's words leave a list open?"""

from __future__ import annotations

import re

_OPEN = re.compile(
    r"\b(?:such as|including|includes?|for example|e\.g\.|among others?|other (?:purposes?|"
    r"information|data|similar|third|technolog\w+|uses?)|"
    r"any (?:other|lawful)|and so on|etc|for instance|not limited to|or similar|and similar|like)\b"
)


def is_open(plain_text: str) -> bool:
    """True for `such as`, `including`, `other purposes` and the like."""
    return _OPEN.search(plain_text) is not None
