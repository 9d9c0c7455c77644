"""What does a correction mean for the rows that were found?

Rules:
1. A correction names what is to be right by a term of the vocabulary (`pd:EmailAddress`) or a data category of the
   policy, and gives the value.
2. Where the subject says what stands there now, every cell with that value is changed, and no other. Where she does
   not, only rows that are the person herself are: an order's address of last year was right last year.
3. A category under which one dataset has several fields of different kinds is ambiguous: a person looks.
4. A correction that changes nothing is a problem, and no silent success (GDPR 16).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.inventory import Action, Doing, Holding, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.inventory import Dataset, DatasetName, Field, FoundRow, Inventory
    from troth.requests.request import Correction

_PLACE = Place("request")


def rectifying(
    inventory: Inventory, corrections: Sequence[Correction], found: Mapping[DatasetName, Sequence[FoundRow]]
) -> tuple[list[Action], list[Problem]]:
    """The changes that make the corrections, and what is in their way."""
    actions: list[Action] = []
    problems: list[Problem] = []
    for number, correction in enumerate(corrections, 1):
        made = []
        for at in sorted(found):
            dataset = inventory.by_name.get(at)
            if dataset is None or not dataset.writable or not dataset.key or dataset.controller is not None:
                continue
            fields = [each for each in dataset.fields if _is_meant(each, correction)]
            if len({each.is_ for each in fields}) > 1 and not correction.was:
                text = f"correction {number} may mean several fields of `{at}`"
                help_ = (
                    "name what is to be corrected by a term, such as `pd:EmailAddress`, or say what stands there now"
                )
                problems.append(Problem(_PLACE, "requests.ambiguous-correction", text, help_))
                continue
            made += [_change(dataset, each, correction, found[at]) for each in fields]
        changes = [action for action in made if action.rows]
        if not changes:
            text = f"correction {number} changes no row that was found"
            help_ = "look at what is held, and correct it by hand or tell the subject what stands there"
            problems.append(Problem(_PLACE, "requests.nothing-to-correct", text, help_))
        actions += changes
    return actions, problems


def _is_meant(field: Field, correction: Correction) -> bool:
    return field.is_personal and correction.data in (field.is_, field.data)


def _change(dataset: Dataset, field: Field, correction: Correction, rows: Sequence[FoundRow]) -> Action:
    place = dataset.fields.index(field)
    if correction.was:
        wanted = correction.was.strip().casefold()
        keys = [row.key for row in rows if row.cells and str(row.cells[place] or "").strip().casefold() == wanted]
    elif dataset.holds is Holding.SUBJECTS:
        keys = [row.key for row in rows if not row.shared]
    else:
        keys = []
    setting = Setting(field=field.name, value=correction.value)
    return Action(
        id="", dataset=dataset.at, doing=Doing.CHANGE, rows=tuple(keys), settings=(setting,), reason="rectify"
    )
