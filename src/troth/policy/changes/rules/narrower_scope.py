"""Does the notice protect less than it covered, bind to fewer laws, or reach back to data it left under older words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import AppliesTo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.narrower-scope"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    old, new = compared.old.head, compared.new.head
    for what, names in (
        ("no longer covers", [each for each in old.applies if each not in new.applies]),
        ("now excludes", [each for each in new.excludes if each not in old.excludes]),
        ("no longer names", [each for each in old.laws if each not in new.laws]),
        ("is no longer reviewed by", [old.seal] if old.seal and new.seal != old.seal else []),
        ("no longer tells changes by", [each for each in old.changes.notify if each not in new.changes.notify]),
    ):
        if names:
            yield material(ID, f"the notice {what} {list_names(names)}", old, new)
    if old.changes.applies_to is not AppliesTo.ALL_DATA and new.changes.applies_to is AppliesTo.ALL_DATA:
        yield material(ID, "the new version also governs data collected before it", old, new)


RULE = Rule(ID, "the notice covers less, or governs older data", _find)
