"""What can a program do with a published privacy notice? Read it, enforce it, and prove that it is kept.

The names below are the public interface of the library: stable, typed and documented in `docs/api.md`. They load
when they are first used, so that `import troth` alone costs a few milliseconds.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from troth.decisions import Answer, Choices, Engine, Question, decide
    from troth.notice import read_notice
    from troth.policy import load_policy

__version__ = "0.1.0"

__all__ = [
    "Answer",
    "Choices",
    "Engine",
    "Question",
    "__version__",
    "decide",
    "load_policy",
    "read_notice",
]

_HOME = {
    "Answer": "troth.decisions",
    "Choices": "troth.decisions",
    "Engine": "troth.decisions",
    "Question": "troth.decisions",
    "decide": "troth.decisions",
    "load_policy": "troth.policy",
    "read_notice": "troth.notice",
}


def __getattr__(name: str) -> object:
    """Load a public name from the stage that defines it, the first time somebody asks."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module `troth` has no attribute `{name}`")
    return getattr(importlib.import_module(home), name)
