"""Does the policy say from when it is? A date from which it holds, or a version that is one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The head, where it holds a date."""
    head = seen.policy.head
    dated = head.effective.existing or any(_DATE.match(each) for each in (head.effective.new, head.version))
    return Answer.of([head] if dated else [])
