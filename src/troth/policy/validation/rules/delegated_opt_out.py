"""Can the subject say no to the organisation itself?

A practice whose every choice leads to a page of somebody else (`external:`) is out of the organisation's hands: the
opt-out reaches those who take part there, and the organisation cannot keep it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Choice, Policy

EXTERNAL = "external:"

RULE = Rule(
    id="policy.delegated-opt-out",
    severity=Severity.WARNING,
    finds="The only way to refuse a practice is on a page of a third party.",
    law="Civ. Code 1798.135(a); GDPR 7(3), 21(4)",
    example="""\
data: {visits: {is: [pd:BrowsingBehavior], cite: [s1]}}
practices: [{id: follow, do: use, data: [visits], modal: may, consent: opt_out, cite: [s1]}]
choices: [{id: elsewhere, of: [follow], how: ["external:https://optout.example"], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each choice that leads elsewhere, about practices for which there is no other."""
    own = {practice for choice in policy.choices.values() if not _leads_elsewhere(choice) for practice in choice.of}
    for name, choice in policy.choices.items():
        left = [practice for practice in choice.of if practice not in own]
        if choice.available and _leads_elsewhere(choice) and left:
            practices = quoted(f"practices.{practice}" for practice in left)
            text = f"`choices.{name}` leaves it to a third party to take a no to {practices}"
            on = [policy.practices[practice] for practice in left if practice in policy.practices]
            yield RULE.found(choice, text, "offer a way of the organisation's own beside it", on=on)


def _leads_elsewhere(choice: Choice) -> bool:
    """Whether every way of a choice is external. No way at all leads nowhere, and is another matter."""
    return not choice.available or (bool(choice.how) and all(way.startswith(EXTERNAL) for way in choice.how))
