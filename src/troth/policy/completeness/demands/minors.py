"""Does the policy say whether data of consumers under 16 are sold or shared?

1. A sale that is permitted or forbidden of people under 16 says so, and so does a denial of every sale; beside sharing
   for advertising, what holds of sharing is left out.
2. That children are kept out says so up to their age: below 16, what holds from there to 15 is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.completeness.demands.sale import ad_sharing, denials_of_sale
from troth.policy.completeness.gap import Answer
from troth.policy.model import ChildRuleKind
from troth.policy.tree import upward
from troth.words import Act

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Practice

# LAW: Civ. Code 1798.120(c)
_AGE = 16
_UNDER = re.compile(r"<\s*([0-9]{1,3})|<=\s*([0-9]{1,3})")


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What is said of their data; the ages that it does not reach are left out."""
    of_them = [each for each in _sales(seen) if _is_of_minors(seen, each)]
    if of_them or denials_of_sale(seen):
        open_ = ad_sharing(seen) and not of_them
        missing = ["whether data of those under 16 are shared for advertising"] if open_ else []
        return Answer.of([*of_them, *denials_of_sale(seen)], missing)
    kept_out = [each for each in seen.policy.children.values() if each.rule is ChildRuleKind.EXCLUDE]
    oldest = max((each.under for each in kept_out), default=0)
    beyond = kept_out and oldest < _AGE
    return Answer.of(kept_out, [f"whether data of those from {oldest} to 15 are sold"] if beyond else [])


def _sales(seen: Seen) -> list[Practice]:
    acts = {Act.SELL, Act.SHARE}
    return [each for each in seen.policy.practices.values() if acts & set(each.do) and each.subjects]


def _is_of_minors(seen: Seen, practice: Practice) -> bool:
    kinds = seen.policy.subjects
    wider = (kinds[each] for name in practice.subjects for each in upward(kinds, name) if each in kinds)  # type: ignore[index]
    return any(_UNDER.match(kind.age) for kind in wider)
