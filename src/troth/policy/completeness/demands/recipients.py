"""Does the policy say who receives data? Practices of the acts in `of` name them, or a party that the sentence names.

1. A practice without `with` names nobody, unless its purpose is somebody's (`by`), or a party cites one of its clauses:
   then the sentence names that party.
2. Publishing tells the public; who that is needs no name.
3. That others work with data besides (hosting, trackers set by others) says who they are too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import uncovered
from troth.words import EVERYTHING, Act, Role

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.policy.model import Practice

_NO_RECIPIENTS = (Role.CONTROLLER, Role.JOINT, Role.SEAL)


def names_nobody(seen: Seen, practice: Practice) -> bool:
    """Whether a disclosure says nothing of who receives the data."""
    if practice.with_ and EVERYTHING not in practice.with_:
        return False
    parties = [party for party in seen.policy.parties.values() if party.role not in _NO_RECIPIENTS]
    named_beside = any(set(party.clauses) & set(practice.clauses) for party in parties)
    for_somebody = any(seen.policy.purposes[name].by for name in practice.for_ if name in seen.policy.purposes)
    return Act.PUBLISH not in practice.do and not named_beside and not for_somebody


def look(seen: Seen, item: ContentItem, _: Regime) -> Answer:
    """The disclosures that name recipients, and whoever else has the data; those that name nobody are left out."""
    disclosures = seen.doing(*item.of)
    naming = [each for each in disclosures.values() if not names_nobody(seen, each)]
    working = [each for each in seen.permitted.values() if each.with_ and EVERYTHING not in each.with_]
    missing = uncovered(disclosures.items(), lambda each: names_nobody(seen, each), "who receives data by {}")
    return Answer.of([*naming, *working], missing)
