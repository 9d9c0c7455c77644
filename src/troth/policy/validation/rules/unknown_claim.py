"""Is every claim one that a check knows?

A claim that no machine can test may say anything, when it gives the reason under `untestable`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import CLAIMS
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.policy.vocabulary import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.unknown-claim",
    severity=Severity.ERROR,
    finds="A claim says something that no check knows, and gives no reason why it cannot be tested.",
    example="""\
claims: [{id: none-sold, say: no_sales, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each claim in a word that is not in `troth.policy.claims`."""
    for name, claim in policy.claims.items():
        if claim.say not in CLAIMS and not claim.untestable:
            close = suggest(claim.say[:60], CLAIMS)
            help_ = (
                f"did you mean `{close}`?" if close else f"say one of {', '.join(sorted(CLAIMS))}, or make it a note"
            )
            yield RULE.found(claim, f"`claims.{name}` says `{shown(claim.say)}`, which no check knows", help_)
