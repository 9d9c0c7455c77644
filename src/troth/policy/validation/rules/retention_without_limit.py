"""Does every retention limit end at some time?

`modal: may` permits keeping without a limit of its own; every other retention gives `max` or `until`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.rule import Rule
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.retention-without-limit",
    severity=Severity.ERROR,
    finds="A retention limit gives neither `max` nor `until`.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
retention: [{id: email, data: [email], then: delete, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each limit that limits nothing."""
    for name, retention in policy.retention.items():
        if retention.modal is not Modal.MAY and retention.max is None and not retention.until:
            text = f"`retention.{name}` has no end: neither `max` nor `until`"
            help_ = (
                "write `max: P2Y` or `until: purpose_fulfilled`; or `modal: may` where the notice only permits keeping"
            )
            yield RULE.found(retention, text, help_)
