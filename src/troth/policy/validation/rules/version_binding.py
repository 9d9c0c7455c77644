"""Which version judges data that were collected before a change?

A change that takes effect at once and governs later data only is no contradiction: earlier data keep the version they
were collected under, for ever. A reader had better know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import AppliesTo
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.version-binding",
    severity=Severity.NOTE,
    finds="Changes take effect at once and govern later data only, so that each datum keeps its version.",
    example="""\
policy:
  {organisation: example, version: "1", effective: 2024-01-01, cite: [s1],
   changes: {post: same_page, effect: on_posting, applies_to: data_collected_after}}
""",
)
AT_ONCE = "on_posting"


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One note, at the head."""
    changes = policy.head.changes
    if changes.applies_to is AppliesTo.DATA_COLLECTED_AFTER and changes.effect == AT_ONCE:
        text = "a change binds from its posting, and data collected before keep the version they were collected under"
        yield RULE.found(policy.head, text, "nothing to do: keep every version, and bind each datum to its own")
