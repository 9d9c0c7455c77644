"""Does the law ask for more than the notice promises?

1. Californian law has a business honour opt-out preference signals. A notice under it that says what it does with
   signals, and does not honour GPC, falls short.
2. Californian law has a request to know reach back to 1 January 2022, beyond the twelve months that notices say.

What it leaves out: notices that name no Californian law, and those that say nothing of signals (`troth check` looks).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.model import Right, SignalName, SignalState
from troth.policy.validation.rule import Rule, quoted
from troth.words import Duration, RightKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

CALIFORNIA = "us-ca"
_TWELVE_MONTHS = (Duration(years=1), Duration(months=12))

RULE = Rule(
    id="policy.law-overlay",
    severity=Severity.WARNING,
    finds="Under Californian law, GPC is not honoured, or a request to know reaches back twelve months only.",
    law="Civ. Code 1798.130(a)(2)(B), 1798.135(e); 11 CCR 7025",
    example="""\
policy: {organisation: example, version: "1", effective: 2024-01-01, laws: [us-ca-ccpa], cite: [s1]}
signals: {dnt: {state: ignored, cite: [s2]}}
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for the signals, and one for each right that reaches back too short."""
    laws = [law for law in policy.head.laws if law.startswith(CALIFORNIA)]
    gpc = policy.signals.get(SignalName.GPC)
    if laws and policy.signals and not (gpc and gpc.state is SignalState.HONOURED):
        first, *others = policy.signals.values()
        text = f"{quoted(laws)} has opt-out preference signals honoured, and the policy does not honour GPC"
        # LAW: 11 CCR 7025(b)
        yield RULE.found(first, text, "honour GPC, and say `gpc: honoured`", on=others)
    for name, right in policy.rights.items():
        if RightKind.KNOW in right.do and right.lookback in _TWELVE_MONTHS and _is_californian(right, laws):
            text = f"`rights.{name}` reaches back twelve months, and by law it reaches back to 2022-01-01"
            # LAW: Civ. Code 1798.130(a)(2)(B)
            yield RULE.found(right, text, "answer for all that was collected since 2022-01-01, where that is possible")


def _is_californian(right: Right, laws: list[str]) -> bool:
    return right.law.startswith(CALIFORNIA) if right.law else bool(laws)
