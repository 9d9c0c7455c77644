"""Does every citation name something that the notice has?

1. A cited clause must be one of the notice's.
2. `s12[4:30]` must lie within the text of the clause.
"""

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
    id="policy.citation-to-nothing",
    severity=Severity.ERROR,
    finds="An element cites a clause that the notice does not have, or characters beyond the end of one.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s9]}}
""",
    example_notice="We keep your e-mail address.\n",
)


def check(policy: Policy, notice: Notice | None) -> Iterator[Problem]:
    """A problem for each citation that leads nowhere."""
    if notice is None:
        return
    for address, element in policy.elements():
        for citation in element.cite:
            clause = notice.clause(citation.clause)
            if clause is None:
                text = f"`{address}` cites `{citation}`, which the notice does not have"
                help_ = f"the notice has the clauses s1 to s{len(notice.clauses)}; `troth notice` lists them"
                yield RULE.found(element, text, help_)
            elif citation.end is not None and citation.end > len(clause.text):
                text = f"`{address}` cites `{citation}`, which goes beyond the clause"
                yield RULE.found(element, text, f"the text of `{clause.id}` has {len(clause.text)} characters")
