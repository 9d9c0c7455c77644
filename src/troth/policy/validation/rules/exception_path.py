"""Is something kept although erasure was asked for?

A right to erasure with grounds to keep is no contradiction: the erasure is partial, and what is kept is locked to the
purposes it is kept for. A reader had better know which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.tree import upward
from troth.policy.validation.rule import Rule, quoted
from troth.words import PurposeName, RightKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

RULE = Rule(
    id="policy.exception-path",
    severity=Severity.NOTE,
    finds="Erasure leaves a copy, kept on the grounds that the notice names.",
    law="GDPR 17(3); Civ. Code 1798.105(d)",
    example="""\
rights: [{id: delete, do: erase, keep_if: {erase: [billing]}, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One note for each right to erasure that has grounds to keep, with the limits of what is kept."""
    for name, right in policy.rights.items():
        grounds = [ground for keep in right.keep_if if keep.right is RightKind.ERASE for ground in keep.grounds]
        if grounds:
            kept = {each for ground in grounds for each in upward(policy.purposes, ground)}
            limits = [limit for limit in policy.retention.values() if kept & {PurposeName(each) for each in limit.for_}]
            text = f"`rights.{name}` leaves a copy for {quoted(grounds)}"
            help_ = "nothing to do: a copy that is kept serves these purposes and no other"
            yield RULE.found(right, text, help_, on=limits)
