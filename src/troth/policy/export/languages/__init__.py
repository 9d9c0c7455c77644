"""In which languages can a policy be said to the people whose data it is about?

A language is a folder here, named by its code (BCP 47), with a class `Spoken`. It can be added or deleted whole; only
the English exports (`register`, `dpv`, `fideslang`) name theirs.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.policy.export.languages.speaker import Frame, Freedom, Lead, Said, Speaker, lead_of

if TYPE_CHECKING:
    from troth.policy.model import Policy

__all__ = ["LANGUAGES", "Frame", "Freedom", "Lead", "Said", "Speaker", "lead_of", "speaker", "speaking"]

LANGUAGES: tuple[str, ...] = tuple(sorted(found.name for found in iter_modules(__path__) if found.ispkg))
"""The codes of the languages that there are."""


def speaking(language: str) -> type[Speaker]:
    """The class that speaks a language. Its `frame` and `leads` need no policy."""
    if language not in LANGUAGES:
        raise WrongUse(
            f"there are no texts in the language `{language}`",
            id="language.unknown",
            help=f"choose one of {', '.join(f'`{each}`' for each in LANGUAGES)}",
        )
    spoken: type[Speaker] = import_module(f"{__name__}.{language}").Spoken
    return spoken


def speaker(policy: Policy, language: str = "en") -> Speaker:
    """The policy in a language: `speaker(policy, "fr").say(policy.practices["send"]).text`."""
    return speaking(language)(policy)
