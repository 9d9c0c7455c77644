"""Can somebody else read what only the organisation reads?

A claim of exclusive access is about the trackers it names, or all of them. A third party that sets a tracker or reads
it breaks the claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import EXCLUSIVE_ACCESS
from troth.policy.validation.names import ORGANISATION
from troth.policy.validation.rule import Rule, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Claim, Policy, Tracker

RULE = Rule(
    id="policy.exclusive-access",
    severity=Severity.WARNING,
    finds="Only the organisation is said to read its trackers, and others set or read some of them.",
    law="Directive 2002/58/EC Art. 5(3)",
    example="""\
parties: {counter: {role: processor, cite: [s2]}}
trackers: {statistics: {kind: script, class: analytics, set_by: [counter], cite: [s2]}}
claims: [{id: only-we-read, say: exclusive_access, cite: [s1]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each claim, with the trackers that break it."""
    for name, claim in policy.claims.items():
        if claim.say != EXCLUSIVE_ACCESS:
            continue
        broken = {each: tracker for each, tracker in _claimed(policy, claim) if _others(policy, tracker)}
        if broken:
            others = sorted({party for tracker in broken.values() for party in _others(policy, tracker)})
            trackers = quoted(f"trackers.{each}" for each in broken)
            text = f"`claims.{name}` says that nobody else reads them, and {trackers} can be read by {quoted(others)}"
            on = [*broken.values(), *(party for each, party in policy.parties.items() if each in others)]
            yield RULE.found(claim, text, "say of which trackers it holds, or name who else reads them", on=on)


def _claimed(policy: Policy, claim: Claim) -> Iterator[tuple[str, Tracker]]:
    for name, tracker in policy.trackers.items():
        if not claim.about or f"trackers.{name}" in claim.about:
            yield name, tracker


def _others(policy: Policy, tracker: Tracker) -> set[str]:
    ours = {ORGANISATION, str(policy.head.organisation)}
    return {str(name) for name in (*tracker.set_by, *tracker.read_by)} - ours
