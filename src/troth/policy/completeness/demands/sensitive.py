"""Does the policy say how far sensitive data are used and disclosed?

A right to limit says so, and so does a practice of theirs alone that closes their uses (`only`) or forbids some
(`never`). That sensitive data have practices of their own says part of it: not whether there are others.
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
    from troth.policy.model import Practice
    from troth.words import DataName


def sensitive_data(seen: Seen) -> frozenset[DataName]:
    """The sensitive data that are held; a wider category is not sensitive because a part of it is."""
    by_word = {name for name in seen.held if seen.policy.data[name].sensitive}
    by_term = {name for name in seen.leaves(seen.held) if is_sensitive(seen.policy, seen.trees, (name,))}
    return frozenset(by_word | by_term)


def look(seen: Seen, _: ContentItem, __: Regime) -> Answer:
    """What bounds the use of sensitive data; the data of which nothing does are left out."""
    rights, _missing = seen.rights(RightKind.LIMIT)
    about_them = [each for each in seen.policy.practices.values() if _is_about_sensitive(seen, each)]
    bounds = [each for each in about_them if each.only or (each.modal is Modal.NEVER and not each.unless)]
    if rights:
        return Answer.of([*rights, *bounds])
    bounded = {name for each in bounds for name in seen.personal(each.data)}
    left = [name for name in seen.policy.data if name in sensitive_data(seen) - bounded]
    return Answer.of(about_them, named_data(left, "whether {} serve more than what the law allows"))


def _is_about_sensitive(seen: Seen, practice: Practice) -> bool:
    """Whether a practice speaks of sensitive data, and of no others."""
    names = seen.leaves(seen.personal(practice.data))
    return bool(names) and all(is_sensitive(seen.policy, seen.trees, (name,)) for name in names)
