"""What do the tests of the checklists share? A policy that says everything, and what is taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness import gaps
from unit.policy.validation.cases import policy_of

if TYPE_CHECKING:
    from troth.policy.completeness import Gap

HEAD = 'policy: {{organisation: acme, version: "1", effective: 2024-01-01, laws: [{laws}], cite: [s1]}}\n'


def of_policy(text: str, regime: str) -> dict[str, Gap]:
    """What a policy says of each item of a regime, by the item's name."""
    return {gap.item.id.partition(".")[2]: gap for gap in gaps(policy_of(text), [regime])}


def replaced(text: str, *edits: tuple[str, str]) -> str:
    """The text with parts of it replaced, each of which must be there."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text
