"""Does the policy say how far sensitive data are used and disclosed?

A right to limit says so, and so does a practice that closes their uses (`only`) or forbids some (`never`). That
sensitive data are named with their uses says part of it: not whether there are others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.completeness.gap import Answer
from troth.policy.completeness.seen import named_data
from troth.policy.validation.meaning import is_sensitive
from troth.words import Modal, RightKind

if TYPE_CHECKING:
    from troth.laws import ContentItem, Regime
    from troth.policy.completeness.seen import Seen
    from troth.words import DataName


def sensitive_data(seen: Seen) -> frozenset[DataName]:
    """The sensitive data that are held; a wider category is not sensitive because a part of it is."""
    by_word = {name for name in seen.held if seen.policy.data[name].sensitive}
    by_term = {name for name in seen.held if is_sensitive(seen.policy, seen.trees, (name,)) and _is_leaf(seen, name)}
    return frozenset(by_word | by_term)


def _is_leaf(seen: Seen, name: DataName) -> bool:
    return seen.trees.data.reach((name,)) == {name}


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What bounds the use of sensitive data; the data of which nothing does are left out."""
    rights, _missing = seen.rights(RightKind.LIMIT)
    names = sensitive_data(seen)
    reaching = [each for each in seen.policy.practices.values() if names & seen.personal(each.data)]
    bounds = [each for each in reaching if each.only or each.modal is Modal.NEVER]
    bounds += [each for each in seen.policy.practices.values() if each not in bounds and _forbids(seen, each.id)]
    if rights:
        return Answer.of([*rights, *bounds])
    bounded = {name for each in bounds for name in seen.personal(each.data)}
    left = [name for name in seen.policy.data if name in names - bounded]
    used = [each for each in reaching if each.for_]
    return Answer.of([*bounds, *used], named_data(left, "whether {} serve more than what the law allows"))


def _forbids(seen: Seen, practice_id: str) -> bool:
    """Whether a practice forbids collecting data that are sensitive."""
    practice = next((each for each in seen.policy.practices.values() if each.id == practice_id), None)
    return (
        practice is not None
        and practice.modal is Modal.NEVER
        and "*" not in practice.data
        and is_sensitive(seen.policy, seen.trees, practice.data)
    )
