"""Is there a tracker that was not told, or one that does more than it did?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import Tracker, TrackerClass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.new-tracker"

_ORDER = (TrackerClass.NECESSARY, TrackerClass.FUNCTIONAL, TrackerClass.ANALYTICS, TrackerClass.ADVERTISING)


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for added in compared.added(Tracker):
        # LAW: Directive 2002/58/EC 5(3): what is strictly necessary needs no consent, and no new notice
        if added.class_ is not TrackerClass.NECESSARY:
            yield material(ID, f"there is a new tracker, `{added.id}` (`{added.class_}`)", None, added)
    for old, new in compared.both(Tracker):
        if _ORDER.index(new.class_) > _ORDER.index(old.class_):
            yield material(ID, f"tracker `{new.id}` is now `{new.class_}`, where it was `{old.class_}`", old, new)
        for words, before, after in (
            ("is used for", old.purpose, new.purpose),
            ("carries", old.data, new.data),
            ("is set by", old.set_by, new.set_by),
            ("is read by", old.read_by, new.read_by),
        ):
            more = [name for name in after if name not in before]
            if more:
                yield material(ID, f"tracker `{new.id}` now {words} {list_names(more)}", old, new)
        if old.only and not new.only:
            yield material(ID, f"tracker `{new.id}` is no longer for its purposes only", old, new)
        if old.personal is False and new.personal is not False:
            yield material(ID, f"tracker `{new.id}` is no longer said to hold nothing personal", old, new)


RULE = Rule(ID, "a tracker is new, or does more", _find)
