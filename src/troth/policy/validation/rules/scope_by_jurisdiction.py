"""Does the notice exclude what it covers for one region?

`applies` and `excludes` of the head name places, media and kinds of data; `us-ca:offline` is offline, for California.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.scope-by-jurisdiction",
    severity=Severity.WARNING,
    finds="The head excludes something that it covers for one region.",
    example="""\
policy:
  {organisation: example, version: "1", effective: 2024-01-01, cite: [s1],
   applies: ["us-ca:offline"], excludes: [offline]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for all that is excluded and covered again."""
    again: dict[str, list[str]] = {}
    for covered in policy.head.applies:
        region, colon, what = covered.partition(":")
        if colon and what in policy.head.excludes:
            again.setdefault(what, []).append(region)
    if again:
        said = "; ".join(f"`{what}` (but not for {quoted(regions)})" for what, regions in again.items())
        help_ = "say in the notice to whom the exclusion does not apply"
        yield RULE.found(policy.head, f"the notice excludes what it covers for a region: {said}", help_)
