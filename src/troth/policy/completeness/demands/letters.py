"""Does the policy give its data the letters of the Californian list (Civ. Code 1798.140(v)(1), A to L)?

A wider category's letters hold for its parts. Data that are described in other words are said in part: the regulations
ask for the list's. The letters that the vocabulary suggests stand beside the names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.validation.rule import quoted
from troth.policy.vocabulary import term

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.words import DataName


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The categories held; those without a letter are left out."""
    lettered = [name for name in seen.held if any(category.ccpa for category in seen.wider(name))]
    left = seen.left(lettered)
    elements = [category for name, category in seen.policy.data.items() if name in seen.held]
    missing = [f"the category of {quoted(left)} in the law's list{_suggested(seen, left)}"] if left else []
    return Answer.of(elements, missing)


def _suggested(seen: Seen, names: list[DataName]) -> str:
    words = (word for name in names for part in seen.personal((name,)) for word in seen.policy.data[part].is_)
    letters = sorted({letter for word in words if (known := term(word)) for letter in known.ccpa})
    return f" (by their terms: {', '.join(letters)})" if letters else ""
