"""Which changes are material?

Every module of this folder states one rule as `RULE`: its id, one sentence on what it says, and a function from a
`Comparison` to the material changes it finds. A rule is one file that can be deleted whole; nothing lists them.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.policy.changes.rule import Rule


def _discover() -> tuple[Rule, ...]:
    """The rule of every module of this folder, in the order of their ids."""
    modules = (importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    return tuple(sorted((module.RULE for module in modules), key=lambda rule: rule.id))


RULES: tuple[Rule, ...] = _discover()
"""Every rule, by its id."""
