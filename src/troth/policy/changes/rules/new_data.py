"""Does the new policy speak of data that the old one did not, or of more in a category it knew?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grants import grants_of
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import DataCategory
from troth.policy.tree import upward
from troth.words import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.new-data"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    grants = grants_of(compared.new)
    for category in compared.added(DataCategory):
        names = {*upward(compared.new.data, category.id), EVERYTHING}
        permitting = [grant.id for grant in grants if not names.isdisjoint(grant.data)]
        if permitting:
            text = f"a new category of data, `{category.id}`, is processed ({list_names(permitting)})"
            yield material(ID, text, None, category)
    for old, new in compared.both(DataCategory):
        terms = [term for term in new.is_ if ":" in term and term not in old.is_]
        if terms:
            yield material(ID, f"category `{new.id}` now also holds {list_names(terms)}", old, new)
        sources = [source for source in new.from_ if old.from_ and source not in old.from_]
        if sources:
            yield material(ID, f"category `{new.id}` now also comes from {list_names(sources)}", old, new)
        if new.sensitive and not old.sensitive:
            yield material(ID, f"category `{new.id}` is now said to be sensitive", old, new)
        if new.public and not old.public:
            yield material(ID, f"category `{new.id}` is now public", old, new)


RULE = Rule(ID, "data are processed that were not told before", _find)
