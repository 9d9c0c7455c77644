"""Is every sentence of the notice accounted for?

A sentence or list item is accounted for when an element cites it, or some of its characters. A sentence that makes no
rule is cited by a note that says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule, cited_clauses
from troth.policy.validation.text import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.sentence-unaccounted",
    severity=Severity.ERROR,
    finds="A sentence or list item of the notice is cited by no element.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
""",
    example_notice="We keep your e-mail address. We sell nothing.\n",
)


def check(policy: Policy, notice: Notice | None) -> Iterator[Problem]:
    """A problem in the notice for each sentence or item that the policy leaves out."""
    if notice is None:
        return
    cited = cited_clauses(policy)
    for clause in notice.practices_and_promises():
        if clause.id not in cited:
            text = f"clause `{clause.id}` is cited by no element of the policy"
            help_ = "cite it where it makes a rule, or in a note that says why it makes none"
            yield RULE.found(place_in(notice, clause), text, help_, clauses=[clause.id])
