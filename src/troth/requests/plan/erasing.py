"""What does an erasure mean for the rows that were found?

Rules, in this order, for each row:
1. A dataset held for another controller is forwarded, and not touched.
2. A row with a reason to stay is kept, with clause, end and purposes (`keeping`).
3. A row of several people, and one that only mentions this person, loses this person's fields only: a text of
   somebody else's in which her address stands is not hers to delete.
4. A row of a dataset whose `erase` is `blank`, or at which a row that stays points, is emptied of the person.
5. Every other row is deleted, children before parents (`order`).
6. A view needs nothing: what it shows goes with the tables below it. Rows without a key cannot be named: a person acts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import Place, Problem
from troth.inventory import Action, Doing, Erasing, Setting
from troth.requests.plan.model import Forward
from troth.requests.plan.order import in_order, stays_below
from troth.requests.plan.settings import blanking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.inventory import Dataset, DatasetName, FoundRow, Inventory, Link, RowKey
    from troth.requests.plan.keeping import Keeping, Reason

_SHARED = "shared"
_ERASE = "erase"


@dataclass(slots=True)
class Erasure:
    """One erasure on its way to a plan."""

    inventory: Inventory
    keeping: Keeping
    forwards: list[Forward] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kept: dict[tuple[DatasetName, Reason, tuple[str, ...]], list[RowKey]] = field(default_factory=dict)
    shared: dict[tuple[DatasetName, tuple[str, ...]], list[RowKey]] = field(default_factory=dict)
    going: dict[DatasetName, list[RowKey]] = field(default_factory=dict)

    def actions(self, found: Mapping[DatasetName, Sequence[FoundRow]]) -> list[Action]:
        """The actions of the erasure, in the order in which they are carried out."""
        for at in sorted(found):
            dataset = self.inventory.by_name.get(at)
            if dataset is not None and found[at]:
                self._sort(dataset, found[at])
        self.problems += self.keeping.problems(self.inventory.by_name[at] for at in sorted(found) if found[at])
        staying = {key[0] for key in self.kept} | {key[0] for key in self.shared}
        emptied = {at for at in self.going if self.inventory.by_name[at].erase is Erasing.BLANK}
        emptied |= stays_below(self.inventory, staying | emptied)
        blanked = [at for at in self.going if at in emptied]
        deleted = [at for at in self.going if at not in blanked]
        order, opened, problems = in_order(self.inventory, deleted)
        self.problems += problems
        return [
            *self._keep(),
            *self._blank(blanked),
            *self._open(opened),
            *(self._action(at, Doing.DELETE, self.going[at], _ERASE) for at in order),
        ]

    def _sort(self, dataset: Dataset, rows: Sequence[FoundRow]) -> None:
        if dataset.controller is not None:
            # LAW: GDPR 28(3)(e): the processor assists the controller, and acts on its instructions alone
            self.forwards.append(Forward(controller=dataset.controller, dataset=dataset.at, rows=len(rows)))
            return
        if not dataset.writable:
            return
        if not dataset.key:
            text = f"{len(rows)} rows of `{dataset.at}` cannot be named: it has no key"
            help_ = "give the dataset a key in `estate.yaml`, or erase these rows by hand"
            self.problems.append(Problem(Place("estate.yaml"), "requests.no-key", text, help_))
            return
        for row in rows:
            reason = self.keeping.reason(dataset, row)
            if reason is not None:
                own = (row.fields or tuple(each.name for each in dataset.personal)) if row.shared else ()
                self.kept.setdefault((dataset.at, reason, own), []).append(row.key)
            elif row.shared or row.fields:
                self.shared.setdefault((dataset.at, row.fields), []).append(row.key)
            else:
                self.going.setdefault(dataset.at, []).append(row.key)

    def _keep(self) -> list[Action]:
        return [
            Action(
                id="",
                dataset=at,
                doing=Doing.KEEP,
                rows=tuple(rows),
                fields=own,
                reason=reason.reason,
                clauses=reason.clauses,
                until=reason.until,
                for_=reason.for_,
            )
            for (at, reason, own), rows in self.kept.items()
        ]

    def _blank(self, blanked: Sequence[DatasetName]) -> list[Action]:
        found = []
        for at in blanked:
            settings = blanking(self.inventory, self.inventory.by_name[at])
            found.append(self._action(at, Doing.CHANGE, self.going[at], _ERASE, settings))
        for (at, fields), rows in self.shared.items():
            settings = blanking(self.inventory, self.inventory.by_name[at], fields)
            found.append(self._action(at, Doing.CHANGE, rows, _SHARED, settings))
        return [action for action in found if action.settings]

    def _open(self, links: Sequence[Link]) -> list[Action]:
        return [
            self._action(
                link.of[0].of,
                Doing.CHANGE,
                self.going[link.of[0].of],
                "opens_circle",
                tuple(Setting(field=address.field) for address in link.of),
            )
            for link in links
        ]

    def _action(
        self,
        at: DatasetName,
        doing: Doing,
        rows: Sequence[RowKey],
        reason: str,
        settings: tuple[Setting, ...] = (),
    ) -> Action:
        return Action(
            id="",
            dataset=at,
            doing=doing,
            rows=tuple(rows),
            settings=settings,
            reason=reason,
            redact=self.keeping.request.seeds,
        )
