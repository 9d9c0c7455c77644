"""Which elements of a policy does each kind of clause make?

One file a kind of element, each with `KINDS`, the kinds of clauses that it looks at, and `draft(sense, ledger)`, which
adds what the clause makes. A file that is taken out takes its elements with it. Files with `LAST` look at every clause
when all the others are done.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.reading.drafting.ledger import Ledger
    from troth.reading.drafting.sense import Sense
    from troth.reading.model import Kind

    Draws = Callable[[Sense, Ledger], None]


@cache
def drafters(*, last: bool) -> tuple[tuple[tuple[Kind, ...], Draws], ...]:
    """The kinds of clauses that each file looks at, and its function; those that come last, or the others."""
    found = []
    for module in sorted(each.name for each in pkgutil.iter_modules(__path__)):
        loaded = import_module(f"{__name__}.{module}")
        if hasattr(loaded, "KINDS") and bool(getattr(loaded, "LAST", False)) is last:
            found.append((loaded.KINDS, loaded.draft))
    return tuple(found)
