"""Could an address or a telephone number of anybody's stand in this cell?

A system that can tell so itself need not send the cells in which none could: most text holds none. The answer may be
yes too often and never no too often; that is tested against what the search finds (`graph.sought`). Rules:

1. An address has an `@`, or `%40` where it is part of another address.
2. A telephone number has seven digits, with at most three signs between two of them.
3. Whatever has sixteen letters and digits in a row may be a digest, or hold something encoded.

What it leaves out: account numbers and cookies. Who looks for these reads every cell.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.inventory import Cell

MARKS = ("@", "%40")
PATTERN = "@|%40|[0-9]([^0-9A-Za-z]{0,3}[0-9]){6}|[A-Za-z0-9+/_-]{16}"
"""The three rules as an expression that PostgreSQL and Python read alike."""
GLOBS = ("*".join(["", *["[0-9]"] * 7, ""]), "*" + "[A-Za-z0-9+/_-]" * 16 + "*")
"""Rules 2 and 3 for SQLite: seven digits anywhere; sixteen letters and digits in a row."""
_LIKE = re.compile(PATTERN)


def is_like(cell: Cell) -> bool:
    """Whether a cell could hold an address or a number."""
    return cell is not None and _LIKE.search(str(cell)) is not None
