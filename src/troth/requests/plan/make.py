"""Which plan does a request have?

1. Access, to know and to take away read; erasure deletes, empties and keeps; a correction changes. Restriction,
   objection, withdrawal, opt-out and limit touch no row: they are words of the subject, which decisions obey at once.
2. The actions are numbered in the order in which they are carried out; an action's number under its request is its
   idempotency key. The same request over the same rows has the same plan.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from troth.errors import in_order
from troth.requests.limits import reaches_back_to
from troth.requests.plan.erasing import Erasure
from troth.requests.plan.keeping import Keeping
from troth.requests.plan.model import Plan
from troth.requests.plan.rectifying import rectifying
from troth.requests.plan.showing import showing
from troth.words import RightKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from troth.errors import Problem
    from troth.inventory import Action, DatasetName, FoundRow, Inventory
    from troth.policy.model import Policy
    from troth.requests.plan.model import Forward, Hold
    from troth.requests.request import Request

SHOWS = frozenset({RightKind.ACCESS, RightKind.KNOW, RightKind.PORT})
"""The kinds that are answered with data."""

WORDS = frozenset({RightKind.RESTRICT, RightKind.OBJECT, RightKind.WITHDRAW, RightKind.OPT_OUT, RightKind.LIMIT})
"""The kinds that are a word of the subject, and touch no row."""


def make_plan(
    request: Request,
    policy: Policy,
    inventory: Inventory,
    found: Sequence[FoundRow],
    *,
    today: date,
    holds: tuple[Hold, ...] = (),
) -> Plan:
    """What is to be done for a request, with the rows that were found for it."""
    by_dataset: dict[DatasetName, list[FoundRow]] = {}
    for row in found:
        by_dataset.setdefault(row.dataset, []).append(row)
    actions: list[Action] = []
    forwards: list[Forward] = []
    problems: list[Problem] = []
    if request.kind in SHOWS:
        since = reaches_back_to(policy, request)
        actions, forwards, problems = showing(inventory, policy, request.kind, by_dataset, since)
    elif request.kind is RightKind.ERASE:
        erasure = Erasure(inventory, Keeping(policy, request, holds, today))
        actions, forwards, problems = erasure.actions(by_dataset), erasure.forwards, erasure.problems
    elif request.kind is RightKind.RECTIFY:
        actions, problems = rectifying(inventory, request.corrections, by_dataset)
    return Plan(
        request=request.id,
        kind=request.kind,
        actions=_numbered(request, actions),
        forwards=tuple(forwards),
        problems=tuple(in_order(problems)),
    )


def _numbered(request: Request, actions: Sequence[Action]) -> tuple[Action, ...]:
    return tuple(dataclasses.replace(action, id=f"{request.id}:{number}") for number, action in enumerate(actions, 1))
