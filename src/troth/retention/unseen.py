"""Which retention limits does no sweep carry out, and why?

A limit of a notice is only kept where somebody keeps it: what a machine cannot see is listed, so that a person does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.tree import names, upward
from troth.retention.model import Unseen, Why
from troth.words import DataName, Modal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from troth.inventory import Inventory
    from troth.policy.model import Policy, Retention


def find_unseen(policy: Policy, inventory: Inventory, used: Collection[str]) -> Iterator[Unseen]:
    """The limits, or parts of them, that are no sweep. `used` are the addresses of those that are."""
    categories = [
        upward(policy.data, each.data if each.data is not None else DataName(""))
        for dataset in inventory.datasets
        if dataset.controller is None
        for each in dataset.personal
    ]
    for limit in policy.retention.values():
        address = f"retention.{limit.id}"
        why = _why(limit, held=any(names(limit.data, wider) for wider in categories), is_used=address in used)
        if why is not None:
            yield Unseen(limit=address, why=why, until=limit.until, clauses=limit.clauses)


def _why(limit: Retention, *, held: bool, is_used: bool) -> Why | None:
    if limit.modal is not Modal.DOES:
        return Why.PERMITS
    if not held:
        return Why.NOWHERE
    if limit.until:
        return Why.EVENT  # beside a length of time too: the event may come before it
    if limit.for_ and not is_used:
        return Why.PURPOSE
    return None
