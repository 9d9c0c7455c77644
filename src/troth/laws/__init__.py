"""What does a law ask, as data and pure functions?

1. A regime is a file of this folder: whatever lies there with a `REGIME` is known, and a file taken away is a regime
   less. No list names them. docs/content-checklists.md shows what each asks a notice to say.
2. A regime says what the law asks and where the law says so, never what a policy says: that is for
   `troth.policy.completeness` to see.
3. What decides by an article cites it.

What it leaves out: whether a regime applies to an organisation. That is for the organisation to say, under `laws`.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from troth.laws.content import ContentItem, Regime

__all__ = ["ContentItem", "Regime", "regime", "regime_of_law", "regimes"]


@cache
def regimes() -> tuple[Regime, ...]:
    """Every regime that lies in this folder, in the order of their ids."""
    names = (f"{__name__}.{info.name}" for info in pkgutil.iter_modules(__path__))
    found = [module.REGIME for module in map(import_module, names) if hasattr(module, "REGIME")]
    return tuple(sorted(found, key=lambda each: each.id))


def regime(id_: str) -> Regime | None:
    """The regime of that id; None where there is none."""
    return next((each for each in regimes() if each.id == id_), None)


def regime_of_law(law: str) -> Regime | None:
    """The regime that a law of a policy's head belongs to: `fr-lil` to `eu-gdpr`; None where none is known."""
    return regime(law) or next((each for each in regimes() if law in each.carried_out_by), None)
