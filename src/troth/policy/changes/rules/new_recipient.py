"""Does somebody get data who did not, or act on them?

A party that is only named (a regulator to complain to, an officer to write to) is no recipient.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.grants import Grant, grants_of
from troth.policy.changes.grouping import join
from troth.policy.changes.reach import Loss
from troth.policy.changes.rule import Rule, material
from troth.policy.changes.wording import list_names
from troth.policy.model import Party, Slot
from troth.policy.tree import upward
from troth.words import EVERYTHING, Act

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.policy.changes.compare import Comparison
    from troth.policy.changes.values import MaterialChange
ID = "change.new-recipient"

DISCLOSING = frozenset({Act.SHARE, Act.SELL, Act.TRANSFER, Act.PUBLISH})
"""What gives data to another: there, a practice that names nobody lets anybody have them."""


def _find(compared: Comparison) -> Iterator[MaterialChange]:
    grants = grants_of(compared.new)
    new_parties = list(compared.added(Party))
    for party in new_parties:
        names = {*upward(compared.new.parties, party.id), EVERYTHING}
        through = [grant.id for grant in grants if _gets(grant, party.id, names)]
        through += [t.id for t in compared.new.trackers.values() if not names.isdisjoint({*t.set_by, *t.read_by})]
        if through:
            yield material(ID, f"`{party.id}` is new and gets data ({list_names(through)})", None, party)
    known = set(compared.new.parties) - {party.id for party in new_parties}
    gained = (
        each
        for each in compared.widenings
        if each.loss is Loss.WIDER and (each.other is None or Slot.WITH in each.parts) and each.act is not Act.SELL
    )
    for found in join(gained):
        recipients = [name for name in found.recipients if name in known]
        anybody = not found.recipients and Slot.WITH in found.parts
        if recipients or anybody:
            whom = "anybody" if anybody else list_names(recipients)
            yield material(
                ID, f"`{found.practice.id}` now lets {whom} have {list_names(found.data)}", found.other, found.practice
            )


def _gets(grant: Grant, party: str, names: set[str]) -> bool:
    """Whether a permission gives data to a party, or lets it act."""
    if not names.isdisjoint(grant.practice.by):
        return True
    recipients = grant.region.span(Slot.WITH)
    return party in recipients.names or (recipients.every and not DISCLOSING.isdisjoint(grant.acts))


RULE = Rule(ID, "somebody gets data who did not before", _find)
