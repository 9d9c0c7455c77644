"""Does the policy say that people are told of a breach? A duty to notify them that a breach sets off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.model import Deed, Event
from troth.words import PartyName

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Duty

_BREACHES = (Event.BREACH, Event.BREACH_RISK)


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """The duties; where others alone are told, the people concerned are left out."""
    duties = [each for each in seen.policy.duties.values() if each.when in _BREACHES and Deed.NOTIFY in each.do]
    told = any(_tells_subjects(seen, each) for each in duties)
    return Answer.of(duties, [] if told or not duties else ["that the people concerned are told"])


def _tells_subjects(seen: Seen, duty: Duty) -> bool:
    return not duty.who or any(PartyName(each) not in seen.policy.parties for each in duty.who)
