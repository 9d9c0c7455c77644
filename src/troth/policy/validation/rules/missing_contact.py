"""Can people reach the organisation that invites them to?

A duty to answer questions needs an address: its own, or the contact of the organisation among the parties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Event
from troth.policy.validation.rule import Rule
from troth.words import PartyName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.missing-contact",
    severity=Severity.WARNING,
    finds="People are invited to ask or write, and the notice gives no address.",
    law="GDPR 13(1)(a), (b)",
    example="""\
duties: [{id: answer, when: inquiry, do: answer, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each invitation without an address."""
    ours = policy.parties.get(PartyName(str(policy.head.organisation)))
    if ours is not None and ours.contact:
        return
    for name, duty in policy.duties.items():
        if duty.when is Event.INQUIRY and not duty.how:
            text = f"`duties.{name}` invites people to ask, and the policy gives no address"
            yield RULE.found(duty, text, "give the address under `how`, or ask for one in the notice")
