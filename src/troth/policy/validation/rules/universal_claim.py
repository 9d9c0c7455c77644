"""Does `all` hold for all?

The claim that all personal data can be seen or changed in the account, or a right to data `"*"` through the profile,
meets data that people never gave: from their device, from third parties, from public sources.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import COMPLETE_SELF_SERVICE
from troth.policy.validation.rule import Rule, quoted
from troth.words import EVERYTHING, RightKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Element, Policy

PROFILE = "profile"
GIVEN = "subject"

RULE = Rule(
    id="policy.universal-claim",
    severity=Severity.WARNING,
    finds="All data are said to be open to the subject in her account, and some come from devices or third parties.",
    law="GDPR 12(1), 15, 16",
    example="""\
data:
  email: {is: [pd:EmailAddress], from: [subject], cite: [s1]}
  ip: {is: [pd:IPAddress], from: [device], cite: [s2]}
claims: [{id: all-in-account, say: complete_self_service, cite: [s3]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for all that says so, with the data that an account does not show."""
    saying: dict[str, Element] = {
        f"claims.{name}": claim for name, claim in policy.claims.items() if claim.say == COMPLETE_SELF_SERVICE
    }
    for name, right in policy.rights.items():
        changes = {RightKind.RECTIFY, RightKind.ACCESS} & set(right.do)
        if changes and EVERYTHING in right.data and PROFILE in right.how:
            saying[f"rights.{name}"] = right
    hidden = {
        f"data.{name}": category
        for name, category in policy.data.items()
        if category.from_ and GIVEN not in category.from_
    }
    if saying and hidden:
        text = f"by {quoted(saying)} all data can be changed in the account, and {quoted(hidden)} were never given"
        help_ = "say which data the account shows, and take requests for the others"
        first, *others = saying.values()
        yield RULE.found(first, text, help_, on=[*others, *hidden.values()])
