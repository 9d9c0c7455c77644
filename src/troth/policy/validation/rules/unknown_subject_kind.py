"""Does the policy declare every kind of subject it names?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.names import undeclared
from troth.policy.validation.rule import Rule
from troth.words import SubjectKindName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.unknown-subject-kind",
    severity=Severity.ERROR,
    finds="An element names a kind of subject that the policy does not declare, or `*` where names are due.",
    example="""\
subjects: {customer: {cite: [s1]}}
rights: [{id: see, do: access, who: custmer, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each use of a name that is not declared under `subjects`."""
    yield from undeclared(RULE, policy, SubjectKindName, "subjects", "kind of subject")
