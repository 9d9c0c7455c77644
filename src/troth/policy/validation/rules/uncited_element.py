"""Does every element come from the notice?

Practices have a rule of their own, because they permit and forbid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Practice
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.uncited-element",
    severity=Severity.WARNING,
    finds="An element cites no clause, so that no reader can tell where it comes from.",
    example="""\
data: {email: {is: [pd:EmailAddress]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each element but practices without a citation."""
    for address, element in policy.elements():
        if not element.cite and not isinstance(element, Practice):
            text = f"`{address}` cites no clause of the notice"
            yield RULE.found(element, text, "add `cite:` with the clauses that it comes from")
