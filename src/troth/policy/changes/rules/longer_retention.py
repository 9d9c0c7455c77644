"""Are data kept longer than before?

By a longer limit, a limit that goes or no longer decides, an end that is no longer promised, anonymising in place of
deleting, a practice that names no limit of its own any more, or a tracker that lasts longer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import may_last_longer
from troth.policy.changes.wording import word_value
from troth.policy.model import Practice, Retention, Then, Tracker
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.longer-retention"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for longer in compared.longer:
        was = word_value(longer.old.max)
        now = f"{word_value(longer.new.max)} (`{longer.new.id}`)" if longer.new else "without limit"
        text = f"`{longer.data}` may be kept {now} for `{longer.purpose}`, where it was {was} (`{longer.old.id}`)"
        yield material(ID, text, longer.old, longer.new)
    yield from _ends(compared)
    told = set()
    for before, after in compared.both(Practice):
        if Modal.NEVER not in (before.modal, after.modal) and may_last_longer(after.keep, before.keep):
            told.add(after.id)
            text = f"`{after.id}` keeps data {_length(after.keep)}, where it was {_length(before.keep)}"
            yield material(ID, text, before, after)
    for found in join(each for each in compared.widenings if each.loss is Loss.WEAKER and "keep" in each.parts):
        if found.practice.id not in told:
            yield material(ID, f"`{found.practice.id}` permits {found.said} for longer", found.other, found.practice)
    for tracker, now_lasting in compared.both(Tracker):
        if may_last_longer(now_lasting.lifetime, tracker.lifetime):
            was, now = _length(tracker.lifetime), _length(now_lasting.lifetime)
            text = f"tracker `{tracker.id}` lasts {now}, where it was {was}"
            yield material(ID, text, tracker, now_lasting)


def _ends(compared: Comparison) -> Iterator[MaterialChange]:
    """Ends that are events, and what happens then."""
    for gone in compared.removed(Retention):
        if gone.until and gone.modal is Modal.DOES:
            yield material(ID, f"data are no longer promised to end with `{gone.until}` (`{gone.id}`)", gone, None)
    for old, new in compared.both(Retention):
        if old.modal is Modal.MAY:
            continue
        if old.until and (new.until != old.until or new.modal is Modal.MAY):
            now = f"`{new.until}`" if new.until and new.modal is Modal.DOES else "nothing"
            yield material(ID, f"`{new.id}` ends with {now}, where it was `{old.until}`", old, new)
        if old.then is Then.DELETE and new.then is Then.ANONYMISE:
            yield material(ID, f"`{new.id}` anonymises what it deleted", old, new)


def _length(length: object) -> str:
    return word_value(length) or "without limit"


RULE = Rule(ID, "data are kept longer than before", _find)
