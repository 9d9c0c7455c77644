"""Does every practice come from the notice?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.uncited-practice",
    severity=Severity.ERROR,
    finds="A practice cites no clause: the notice neither permits nor forbids it.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: use, do: use, data: [email], modal: may}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each practice without a citation."""
    for name, practice in policy.practices.items():
        if not practice.cite:
            text = f"`practices.{name}` cites no clause of the notice"
            yield RULE.found(practice, text, "add `cite:` with the clauses that it comes from, or take it away")
