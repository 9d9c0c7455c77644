"""Is something called anonymous that can be traced?

1. A claim that data are anonymous is contradicted by their own terms (an identifier, or tracking), by
   `personal: direct` or `linkable` in the file, and by a wider category of the file of which that is said.
2. Terms for anonymised and aggregated data contradict nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Severity
from troth.policy.claims import ANONYMOUS
from troth.policy.model import DataCategory, Personal
from troth.policy.tree import upward
from troth.policy.validation.meaning import identifies
from troth.policy.validation.rule import Rule, quoted, spoken_of
from troth.policy.vocabulary import is_a
from troth.words import DataName

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.errors import Problem
    from troth.notice.model import Notice
    from troth.policy.model import Policy

TRACKING = "pd:Tracking"

RULE = Rule(
    id="policy.anonymity-claim",
    severity=Severity.WARNING,
    finds="Data are claimed to be anonymous that carry identifiers or tracking, or belong to data that can be linked.",
    law="GDPR recital 26",
    example="""\
data: {log: {is: [pd:IPAddress], personal: none, cite: [s1]}}
claims: [{id: logged-anonymously, say: anonymous, about: [data.log], cite: [s2]}]
""",
)


def check(policy: Policy, _: Notice | None) -> Iterator[Problem]:
    """One problem for each claim, with what contradicts it."""
    for name, claim in policy.claims.items():
        if claim.say != ANONYMOUS:
            continue
        traceable: dict[str, DataCategory] = {}
        for address, element in spoken_of(policy, claim.about):
            if isinstance(element, DataCategory):
                traceable |= _traceable(policy, address.partition(".")[2])
        if traceable:
            text = f"`claims.{name}` says that data are anonymous that can be traced to a person or her device: "
            text += quoted(f"data.{each}" for each in traceable)
            help_ = "anonymous data cannot be linked back: say pseudonymous, or drop what links them"
            yield RULE.found(claim, text, help_, on=traceable.values())


def _traceable(policy: Policy, name: str) -> dict[str, DataCategory]:
    """The category and those above it that can be traced: itself by its terms, those above by what is said of them."""
    found: dict[str, DataCategory] = {}
    for each in upward(policy.data, name):
        category = policy.data[DataName(each)]
        by_term = each == name and any(identifies(word) or is_a(word, TRACKING) for word in category.is_)
        if by_term or category.personal is not Personal.NONE:
            found[each] = category
    return found
