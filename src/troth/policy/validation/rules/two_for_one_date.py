"""Is there one policy for each date?

Of the policies of one organisation, two that bind from the same day leave open which of them judges what was collected
from then on; two of the same version leave open which of them a subject accepted.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.quoting import shown_version
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.errors import Problem
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.two-for-one-date",
    severity=Severity.ERROR,
    finds="Two policies of one organisation bind from the same day, or have the same version.",
    example="""\
policy: {organisation: example, version: "1", effective: 2024-01-01, cite: [s1]}
---
policy: {organisation: example, version: "2", effective: 2024-01-01, cite: [s1]}
""",
)


def check_versions(policies: Sequence[Policy]) -> Iterator[Problem]:
    """A problem, at the later of the two in the order given, for each pair that cannot be told apart."""
    for one, other in combinations(policies, 2):
        if one.head.organisation != other.head.organisation:
            continue
        day = other.head.effective.existing
        if day is not None and day == one.head.effective.existing:
            later, earlier = shown_version(other.head.version), shown_version(one.head.version)
            text = f"version `{later}` binds from {day}, as version `{earlier}` does"
            yield RULE.found(other.head, text, f"give it a date of its own; the other stands in `{one.file}`")
        if one.head.version == other.head.version:
            text = f"version `{shown_version(other.head.version)}` stands in two files"
            yield RULE.found(other.head, text, f"give it a name of its own; the other stands in `{one.file}`")
