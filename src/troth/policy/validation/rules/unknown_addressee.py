"""Is everybody whom a duty is owed to declared?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule
from troth.policy.vocabulary import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

ANYBODY = "subject"
"""The word for any data subject."""

RULE = Rule(
    id="policy.unknown-addressee",
    severity=Severity.ERROR,
    finds="`who` of a duty names neither a party, nor a kind of subject, nor `subject`.",
    example="""\
subjects: {customer: {cite: [s1]}}
duties: [{id: tell, when: breach, do: notify, who: [custmer], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each addressee that the policy does not know."""
    known = (ANYBODY, *policy.subjects, *policy.parties)
    for address, duty in policy.elements():
        for who in getattr(duty, "who", None) or () if address.startswith("duties.") else ():
            if who not in known:
                close = suggest(who[:60], known)
                help_ = f"did you mean `{close}`?" if close else "name a party, a kind of subject, or `subject`"
                yield RULE.found(
                    duty, f"`{address}` is owed to `{shown(who)}`, whom the policy does not declare", help_
                )
