"""Does a practice rest on a legal basis that leaves the subject less say?

Consent can be refused and withdrawn (GDPR 7(3)); legitimate interest can be objected to (21(1)); contract, legal duty
and vital interest can be neither. A basis that the notice no longer names leaves no less say than legitimate interest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grants import BEYOND_REFUSAL
from troth.policy.changes.rule import Rule, material
from troth.policy.model import Practice
from troth.words import Basis, Modal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.weaker-basis"


def _say(basis: Basis | None) -> int:
    """How much say a basis leaves the subject. LAW: GDPR 6(1), 7(3), 21(1)."""
    if basis is Basis.CONSENT:
        return 2
    return 0 if basis in BEYOND_REFUSAL else 1


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    for old, new in compared.both(Practice):
        if Modal.NEVER not in (old.modal, new.modal) and _say(new.basis) < _say(old.basis):
            was = f"`{old.basis}`" if old.basis else "no stated basis"
            now = f"`{new.basis}`" if new.basis else "no stated basis"
            yield material(ID, f"`{new.id}` rests on {now} where it rested on {was}", old, new)


RULE = Rule(ID, "the legal basis leaves the subject less say than before", _find)
