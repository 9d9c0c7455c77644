"""What of a policy file may a problem repeat?

A problem names what the reader wrote, so that she finds it; but whatever stands in a wrong place could be anybody's
address or telephone number, and problems end in logs. Rules:

1. Only what has the form of a name is repeated: letters, digits, `_`, `-` and `:`, beginning with a letter, at most
   40 characters, and never more than four digits in a row.
2. Everything else is shown as `...`: the problem's place says where it is.
"""

from __future__ import annotations

import re

LONGEST = 40

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_:-]{0,39}")
_LONG_NUMBER = re.compile(r"[0-9]{5}")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")


def shown(text: str) -> str:
    """The text as a problem repeats it, without the backticks around it."""
    return text if _NAME.fullmatch(text) and not _LONG_NUMBER.search(text) else "..."


def shown_within(sentence: str) -> str:
    """The YAML library's own sentence; of what it quotes from the file only single characters are left."""

    def keep(match: re.Match[str]) -> str:
        quoted = match.group(1) or match.group(2) or ""
        if quoted == "`":
            return "a backtick"
        is_its_own = quoted.startswith("<") and quoted.endswith(">")
        is_character = len(quoted) == 1 or re.fullmatch(r"\\.", quoted)
        return f"`{quoted}`" if is_its_own or is_character else "`...`"

    return _QUOTED.sub(keep, " ".join(sentence.split()))
