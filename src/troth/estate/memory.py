"""What does a system look like that keeps its rows in memory?

A connector with behaviour, for tests and for trying things out: types, keys, references, uniqueness and transactions
as a database has them. Rules:

1. Values are compared as a strict database compares them: text never equals a number.
2. `perform` checks keys, NOT NULL, UNIQUE and references at its end; what breaks one takes nothing into effect.
3. `away` makes every call fail as a system does that is not there.

What it leaves out: speed, views, and conditions that only a database can judge.
"""

from __future__ import annotations

import copy
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem, Reach, Sample, Table
from troth.estate.lookalikes import is_like
from troth.inventory import Became, Doing, Outcome, Putting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.inventory import Action, Cell, Dataset, DatasetName, Seed, Setting, System


@dataclass(slots=True)
class Memory:
    """A system whose tables are lists of rows; changes are made in place."""

    system: System
    declared: tuple[Table, ...]
    data: dict[str, list[tuple[Cell, ...]]] = field(repr=False)
    """The rows of each table, in the order of its columns."""
    away: bool = False
    asked: int = 0
    """How often rows or cells were asked for."""

    def probe(self) -> Reach:
        """Whether it answers."""
        if self.away:
            return Reach(system=self.system.name, reached=False, problem="estate.away", help="set `away` to false")
        return Reach(system=self.system.name, reached=True, says="memory")

    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        self._answer()
        return self.declared

    def sample(self, table: Table, most: int) -> Sample:
        """Rows at even distances."""
        self._answer()
        rows = self.data[table.at.dataset]
        chosen = rows if len(rows) <= most else [rows[number * len(rows) // most] for number in range(most)]
        names = tuple(column.name for column in table.columns)
        cells = tuple(zip(*chosen, strict=True)) if chosen else tuple(() for _ in names)
        return Sample(at=table.at, columns=names, cells=cells, complete=len(rows) <= most)

    def rows(
        self, dataset: Dataset, where: tuple[str, ...], among: Sequence[tuple[Cell, ...]], wanted: tuple[str, ...]
    ) -> Iterator[tuple[Cell, ...]]:
        """The wanted fields of the rows whose fields hold one of the tuples."""
        self._answer()
        self.asked += 1
        names = self._names(dataset.at.dataset)
        places, chosen = [names.index(name) for name in where], [names.index(name) for name in wanted]
        keys = {_typed(cells) for cells in among}
        for row in list(self.data[dataset.at.dataset]):
            if _typed(tuple(row[place] for place in places)) in keys:
                yield tuple(row[place] for place in chosen)

    def cells(
        self, dataset: Dataset, wanted: tuple[str, ...], like: tuple[str, ...] = ()
    ) -> Iterator[tuple[Cell, ...]]:
        """The wanted fields of the rows that look like it, or of all."""
        self._answer()
        self.asked += 1
        names = self._names(dataset.at.dataset)
        chosen = [names.index(name) for name in wanted]
        marked = [names.index(name) for name in like]
        for row in list(self.data[dataset.at.dataset]):
            if not marked or any(is_like(row[place]) for place in marked):
                yield tuple(row[place] for place in chosen)

    def perform(self, datasets: Mapping[DatasetName, Dataset], actions: Sequence[Action]) -> list[Outcome]:
        """All actions, or none of them."""
        if self.away:
            return [_stopped(action, Became.UNREACHABLE, "estate.away") for action in actions]
        before = copy.deepcopy(self.data)
        outcomes = [self._do(datasets[action.dataset], action) for action in actions]
        broken = self._broken()
        if broken:
            self.data.clear()
            self.data.update(before)
            return [_stopped(action, Became.REFUSED, broken) for action in actions]
        return outcomes

    def close(self) -> None:
        """Nothing is held."""

    def _answer(self) -> None:
        if self.away:
            text = f"the system `{self.system.name}` does not answer"
            raise EstateProblem(text, id="estate.away", help="try again when it is there")

    def _names(self, table: str) -> list[str]:
        return [column.name for each in self.declared if each.at.dataset == table for column in each.columns]

    def _do(self, dataset: Dataset, action: Action) -> Outcome:
        if action.doing in (Doing.READ, Doing.KEEP):
            return Outcome(action=action.id, became=Became.DONE)
        name = dataset.at.dataset
        names = self._names(name)
        places = [names.index(each) for each in dataset.key or tuple(names)]
        chosen = {_typed(key) for key in action.rows}
        kept: list[tuple[Cell, ...]] = []
        changed = 0
        for row in self.data[name]:
            if _typed(tuple(row[place] for place in places)) not in chosen:
                kept.append(row)
                continue
            after = self._after(row, names, action)
            changed += after != row
            kept += [] if after is None else [after]
        self.data[name] = kept
        return Outcome(action=action.id, became=Became.DONE if changed else Became.ALREADY, rows=changed)

    @staticmethod
    def _after(row: tuple[Cell, ...], names: list[str], action: Action) -> tuple[Cell, ...] | None:
        if action.doing is Doing.DELETE:
            return None
        cells = list(row)
        for setting in action.settings:
            place = names.index(setting.field)
            cells[place] = _put(setting, row, cells[place], action.redact)
        return tuple(cells)

    def _broken(self) -> str:
        """The id of the first condition that does not hold; empty where all do."""
        for table in self.declared:
            names = self._names(table.at.dataset)
            rows = self.data[table.at.dataset]
            for place, column in enumerate(table.columns):
                if not column.nullable and any(row[place] is None for row in rows):
                    return "estate.not-null"
            single = tuple((column.name,) for column in table.columns if column.unique)
            for unique in {table.key, *table.unique, *single} - {()}:
                found = [cells for row in rows if None not in (cells := _of(row, names, unique))]
                if len(set(map(_typed, found))) < len(found):
                    return "estate.unique"
            for reference in table.foreign_keys:
                theirs = self._names(reference.to.dataset)
                there = {_typed(_of(row, theirs, reference.to_fields)) for row in self.data[reference.to.dataset]}
                own = (_of(row, names, reference.fields) for row in rows)
                if any(None not in cells and _typed(cells) not in there for cells in own):
                    return "estate.reference"
        return ""


def _put(setting: Setting, row: tuple[Cell, ...], before: Cell, redact: Sequence[Seed]) -> Cell:
    """The value that a setting makes of a cell."""
    if setting.how is Putting.UNIQUE:
        digest = hashlib.sha256(repr(row[0]).encode()).hexdigest()[:16]
        return str(setting.value).replace("{}", digest)
    if setting.how is Putting.REDACT:
        text = before
        for seed in redact if isinstance(text, str) else ():
            text = re.sub(re.escape(seed.text), "", str(text), flags=re.IGNORECASE)
        return text
    return setting.value


def _of(row: tuple[Cell, ...], names: list[str], wanted: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(row[names.index(name)] for name in wanted)


def _typed(cells: tuple[Cell, ...]) -> tuple[object, ...]:
    """Rule 1: `1`, `1.0` and True are one number; text is text."""
    return tuple((isinstance(cell, str), isinstance(cell, bytes), cell) for cell in cells)


def _stopped(action: Action, became: Became, problem: str) -> Outcome:
    return Outcome(action=action.id, became=became, problem=problem, help="see what the system says")
