"""Does the policy declare every purpose it names?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.names import undeclared
from troth.policy.validation.rule import Rule
from troth.words import PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.unknown-purpose",
    severity=Severity.ERROR,
    finds="An element names a purpose that the policy does not declare, or `*` where names are due.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
purposes: {marketing: {is: [dpv:Marketing], cite: [s1]}}
practices: [{id: use, do: use, data: [email], for: [marketting], modal: may, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each use of a name that is not declared under `purposes`."""
    yield from undeclared(RULE, policy, PurposeName, "purposes", "purpose")
