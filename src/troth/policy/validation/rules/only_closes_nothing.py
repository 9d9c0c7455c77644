"""Does every `only` close something?

A closed slot that names nothing closes nothing, and a prohibition closes everything already.
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
    id="policy.only-closes-nothing",
    severity=Severity.WARNING,
    finds="`only` closes a slot that the practice leaves empty, or stands in a prohibition.",
    example="""\
data: {email: {is: [pd:EmailAddress], cite: [s1]}}
practices: [{id: share, do: share, data: [email], modal: may, only: [with], cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each practice whose `only` has no effect."""
    for name, practice in policy.practices.items():
        if practice.only and practice.modal is Modal.NEVER:
            text = f"`practices.{name}` is a prohibition with `only`, which closes permissions"
            yield RULE.found(practice, text, "say what is permitted only, or leave `only` out")
        for slot in practice.only:
            held = getattr(practice, f"{slot}_") if hasattr(practice, f"{slot}_") else getattr(practice, slot)
            if not held and practice.modal is not Modal.NEVER:
                text = f"`practices.{name}` closes `{slot}` and names nothing there"
                yield RULE.found(practice, text, f"give `{slot}`, or name the slot that the notice closes")
