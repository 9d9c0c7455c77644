"""Which of two retention limits holds?

Two limits of different length, one of them for a narrower category or kind of subject, are no mistake: the narrower
one is the one that counts, and a reader had better know.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.overlap import Trees
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy, Retention

RULE = Rule(
    id="policy.most-specific-limit",
    severity=Severity.NOTE,
    finds="Two retention limits differ, and the one for the narrower category or kind of subject wins.",
    law="GDPR 5(1)(e)",
    example="""\
data: {facts: {is: [dpv:PersonalData], cite: [s1]}, application: {is: [facts, troth:JobApplication], cite: [s2]}}
retention:
  - {id: all, data: [facts], max: P6Y, cite: [s1]}
  - {id: applications, data: [application], max: P2Y, cite: [s2]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One note for each narrower limit, with the wider ones it goes before."""
    trees = Trees.of(policy)
    wider: dict[str, dict[str, Retention]] = {}
    for narrow, wide in permutations(policy.retention, 2):
        if _goes_before(trees, policy.retention[narrow], policy.retention[wide]):
            wider.setdefault(narrow, {})[wide] = policy.retention[wide]
    for name, others in wider.items():
        retention = policy.retention[name]
        said = f"{retention.max.in_words()} after collection" if retention.max else ""
        text = f"`retention.{name}` ({said}) goes before {quoted(f'retention.{other}' for other in others)}"
        help_ = "nothing to do: the limit for the narrowest category holds"
        yield RULE.found(retention, text, help_, on=others.values())


def _goes_before(trees: Trees, narrow: Retention, wide: Retention) -> bool:
    """Whether the first is within the second, not the other way round, and both name lengths that differ."""
    within = _holds(trees, wide, narrow) and not _holds(trees, narrow, wide)
    return within and narrow.max is not None and wide.max is not None and narrow.max != wide.max


def _holds(trees: Trees, wide: Retention, narrow: Retention) -> bool:
    return (
        trees.data.holds(wide.data, narrow.data)
        and trees.purposes.holds(wide.for_, narrow.for_)
        and trees.subjects.holds(wide.subjects, narrow.subjects)
    )
