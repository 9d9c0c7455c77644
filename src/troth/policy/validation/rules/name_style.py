"""Are names written as the format asks?

1. Data, purposes, parties and kinds of subject: lower-case words joined by `_`.
2. Everything else: lower-case words joined by `-` or `_`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.validation.quoting import shown
from troth.policy.validation.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

_WORDS = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")
_IDS = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
JOINED_BY_UNDERSCORE = ("parties", "subjects", "data", "purposes")

RULE = Rule(
    id="policy.name-style",
    severity=Severity.WARNING,
    finds="A name is not written in lower-case words joined by `_` (data, purposes, parties, subjects) or `-`.",
    example="""\
data: {EmailAddress: {is: [pd:EmailAddress], cite: [s1]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """A problem for each name of another form."""
    for address, element in policy.elements():
        kind, stop, name = address.partition(".")
        if not stop:
            continue
        form, joint = (_WORDS, "_") if kind in JOINED_BY_UNDERSCORE else (_IDS, "-")
        if not form.fullmatch(name):
            proper = joint.join(re.findall(r"[a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", joint, name[:60]).lower()))
            help_ = f"write `{proper}`" if proper else f"write lower-case words joined by `{joint}`"
            yield RULE.found(element, f"the name `{shown(name)}` of `{kind}` is not in lower-case words", help_)
