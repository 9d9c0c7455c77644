"""Is the organisation no longer bound to something that it promised to do when something happens?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.rule import Rule, material
from troth.policy.changes.spans import ANYTHING, Span, span_of
from troth.policy.changes.wording import list_names
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
    from troth.policy.model import Duty
if TYPE_CHECKING:
    from troth.policy.model import Policy

ID = "change.duty-lost"


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old in compared.old.duties.values():
        if old.modal is not Modal.DOES:
            continue
        lost = [
            deed for deed in old.do if not any(_keeps(compared, old, deed, n) for n in compared.new.duties.values())
        ]
        if lost:
            text = f"duty `{old.id}` (`{old.when}`) no longer promises {list_names(lost)} as far as it did"
            yield material(ID, text, old, compared.new.duties.get(old.id))


def _keeps(compared: Comparison, old: Duty, deed: str, new: Duty) -> bool:
    """Whether a duty promises the deed as an old one did: the same event, as firmly, to as many, for as many data."""
    same = new.when is old.when and deed in new.do and new.modal is Modal.DOES
    towards = set(old.who) <= set(new.who) or (bool(old.who) and not new.who)
    return same and towards and _data(compared.old, old).lies_in(_data(compared.new, new))


def _data(policy: Policy, duty: Duty) -> Span:
    span = span_of(duty.data, policy.data) if duty.data else ANYTHING
    return ANYTHING if span.every else span


RULE = Rule(ID, "a duty is gone, or promises less", _find)
