"""Which rows and fields does an answer to access, to know, or to take away show?

Rules:
1. Access shows every personal field of every row that was found (GDPR 15(3)); of a row of several people, this person's
   fields alone (15(4)). So does the Californian right to know specific pieces (Civ. Code 1798.110).
2. What is taken away is what the subject provided and what is processed on consent or a contract (GDPR 20(1)): a field
   whose category comes from others only, or rests on other bases only, is left out.
3. Rows from before the time that an answer reaches back to are left out.
4. What is held for another controller is forwarded. Rows without a key are a problem: they cannot be named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.inventory import Action, Doing
from troth.policy.tree import names, upward
from troth.requests.plan.model import Forward
from troth.words import Basis, RightKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from troth.inventory import Dataset, DatasetName, Field, FoundRow, Inventory, RowKey
    from troth.policy.model import Policy
    from troth.words import DataName

_BASES = frozenset({Basis.CONSENT, Basis.CONTRACT})
_SUBJECT = "subject"


def showing(
    inventory: Inventory,
    policy: Policy,
    kind: RightKind,
    found: Mapping[DatasetName, Sequence[FoundRow]],
    since: datetime | None,
) -> tuple[list[Action], list[Forward], list[Problem]]:
    """What is read for an answer, what is forwarded, and what a person has to look at."""
    actions: list[Action] = []
    forwards: list[Forward] = []
    problems: list[Problem] = []
    for at in sorted(found):
        dataset, rows = inventory.by_name.get(at), found[at]
        if dataset is None or not rows:
            continue
        if dataset.controller is not None:
            forwards.append(Forward(controller=dataset.controller, dataset=at, rows=len(rows)))
        elif not dataset.key:
            text = f"{len(rows)} rows of `{at}` cannot be named: it has no key"
            help_ = "give the dataset a key in `estate.yaml`, or add these rows to the answer by hand"
            problems.append(Problem(Place("estate.yaml"), "requests.no-key", text, help_))
        elif dataset.writable:
            fields = tuple(each.name for each in dataset.personal if _is_shown(policy, kind, each))
            actions += _reading(dataset, fields, [row for row in rows if _is_recent(row, since)])
    return actions, forwards, problems


def _reading(dataset: Dataset, fields: tuple[str, ...], rows: Sequence[FoundRow]) -> list[Action]:
    by_fields: dict[tuple[str, ...], list[RowKey]] = {}
    for row in rows:
        # LAW: GDPR 15(4): a copy does not adversely affect the rights of others
        is_part = row.shared or bool(row.fields)
        own = tuple(name for name in fields if name in row.fields) if is_part else fields
        if own:
            by_fields.setdefault(own, []).append(row.key)
    return [
        Action(id="", dataset=dataset.at, doing=Doing.READ, rows=tuple(keys), fields=shown)
        for shown, keys in by_fields.items()
    ]


def _is_recent(row: FoundRow, since: datetime | None) -> bool:
    return since is None or row.since is None or row.since >= since


def _is_shown(policy: Policy, kind: RightKind, field: Field) -> bool:
    if kind is not RightKind.PORT or field.data is None:
        return True
    wider = upward(policy.data, field.data)
    return _is_provided(policy, field.data) and _has_basis(policy, wider)


def _is_provided(policy: Policy, data: DataName) -> bool:
    """Whether the category comes from the subject; one that does not say where it is from counts."""
    # LAW: GDPR 20(1): the personal data concerning him or her, which he or she has provided to a controller
    category = policy.data.get(data)
    return category is None or not category.from_ or _SUBJECT in category.from_


def _has_basis(policy: Policy, wider: tuple[str, ...]) -> bool:
    """Whether it is processed on consent or a contract; where no practice on the data names a basis, it counts."""
    # LAW: GDPR 20(1)(a)
    bases = {
        practice.basis
        for practice in policy.practices.values()
        if practice.basis is not None and names(practice.data, wider)
    }
    return not bases or bool(bases & _BASES)
