"""Is every lead-in of the notice accounted for?

A lead-in carries the mode of its items ("we may disclose ... :"). It is accounted for when an element cites it or one
of its items; a lead-in of which nothing is cited was overlooked with its whole list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.notice.model import ClauseRole
from troth.policy.validation.rule import Rule, cited_clauses
from troth.policy.validation.text import place_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.lead-in-unaccounted",
    severity=Severity.WARNING,
    finds="A lead-in of the notice is cited by no element, and neither is any of its items.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
""",
    example_notice="We keep your e-mail address.\n\nWe may disclose:\n\n- your name;\n- your address.\n",
)


def check(policy: Policy, notice: Notice | None) -> Iterator[Problem]:
    """A problem in the notice for each lead-in that the policy leaves out with its items."""
    if notice is None:
        return
    cited = cited_clauses(policy)
    carried = {clause.lead_in for clause in notice.clauses if clause.id in cited}
    for clause in notice.clauses:
        if clause.role is ClauseRole.LEAD_IN and clause.id not in cited and clause.id not in carried:
            text = f"the lead-in `{clause.id}` is cited by no element, and neither is any of its items"
            help_ = "cite it in the elements that its items make"
            yield RULE.found(place_in(notice, clause), text, help_, clauses=[clause.id])
