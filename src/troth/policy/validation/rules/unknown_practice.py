"""Does the policy declare every practice it names?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.names import undeclared
from troth.policy.validation.rule import Rule
from troth.words import PracticeId

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.unknown-practice",
    severity=Severity.ERROR,
    finds="An element names a practice that the policy does not declare, or `*` where names are due.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: use-email, do: use, data: [email], modal: may, cite: [s1]}]
choices: [{id: stop, of: [use-mail], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each use of a name that is not declared under `practices`."""
    yield from undeclared(RULE, policy, PracticeId, "practices", "practice")
