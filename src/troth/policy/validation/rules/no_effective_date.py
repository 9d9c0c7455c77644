"""Is it known from which day the policy binds?

1. A date, for everybody; or `{new: ..., existing: DATE}`.
2. `new` is `on_acceptance` or a date. Whom acceptance does not bind is bound by the date in `existing`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

ON_ACCEPTANCE = "on_acceptance"

RULE = Rule(
    id="policy.no-effective-date",
    severity=Severity.ERROR,
    finds="The policy gives no date from which it binds those who were there before.",
    example="""\
policy: {organisation: example, version: "1", effective: {new: on_acceptance}, cite: [s1]}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem where the day is missing or is none."""
    effective = policy.head.effective
    if effective.existing is None:
        text = "the policy does not say from which day it binds"
        yield RULE.found(policy.head, text, "write `effective: 2024-01-31`, or `existing: DATE` beside `new`")
    if effective.new and effective.new != ON_ACCEPTANCE and not _is_date(effective.new):
        text = f"`{shown(effective.new)}` says of no day that it binds new subjects from then on"
        yield RULE.found(policy.head, text, f"write `new: {ON_ACCEPTANCE}`, or a date")


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
