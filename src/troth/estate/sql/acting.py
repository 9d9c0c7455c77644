"""How is one chunk of rows deleted or changed, and does it hold afterwards?

Rules:
1. A deletion goes no further than the plan: where the system would carry it on to rows that point at it
   (`ON DELETE CASCADE`), and such rows are still there, it is refused before it is done.
2. What the system touched is compared with what was asked for. A row beside it, which the system takes for the same
   because it folds case, is never changed.
3. A column that the system computes from others is not written: it follows them.
4. Rows of a table that points at itself go from the leaves up, where they do not all go at once.
"""

from __future__ import annotations

import decimal
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.redaction import Redactor
from troth.estate.sql.groups import Chunk
from troth.estate.sql.refusals import Refused, refusal
from troth.estate.sql.standing import standing_for_nobody
from troth.inventory import Doing, Putting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from troth.estate.sql.groups import Asked, Group
    from troth.estate.sql.writing.catalog import Catalog, LiveTable
    from troth.estate.sql.writing.statements import Put, Statements
    from troth.inventory import Cell, Dataset, DatasetName, RowKey, Seed, Setting

_COMPUTED = 200
"""Rows of a chunk whose cells are read, and written anew."""


class RowsRefused(Refused):
    """A refusal that is known to be about some rows, and no others."""

    def __init__(self, refused: Refused, keys: Sequence[RowKey]) -> None:
        super().__init__(refused.refusal)
        self.keys = keys


@dataclass(slots=True)
class Acting:
    """What is done with the statements of one transaction. `changed` counts rows by the places of actions."""

    statements: Statements
    catalog: Catalog
    datasets: Mapping[DatasetName, Dataset]
    guarded: bool = True
    """Whether a deletion that would be carried on is refused."""
    changed: Counter[int] = field(default_factory=Counter)
    _redactors: dict[tuple[Seed, ...], Redactor] = field(default_factory=dict, repr=False)

    def chunks(self, group: Group) -> Iterator[Chunk]:
        """A group's rows in the pieces, and in the order, in which they are done."""
        size = self.statements.size if group.doing is Doing.DELETE or not self._computed(group) else _COMPUTED
        table = self._table(group)
        if group.doing is Doing.DELETE and table.points_at_itself:
            return self._leaves_first(group, table, size)
        return group.chunks(size)

    def carry_out(self, group: Group, chunk: Chunk) -> None:
        """Delete or change rows. Raises `Refused`, and what the driver raises."""
        table, key, keys = self._table(group), self._key(group), list(chunk.rows)
        if group.doing is Doing.DELETE:
            if self.guarded:
                self._look_for_carried(group, table, keys)
            touched: Iterable[RowKey] = self.statements.delete(table, key, keys)
        else:
            touched = {}
            puts, computed = self._puts(group), self._computed(group)
            if computed:
                written = self._compute(group, chunk, computed)
                self.statements.write(table, key, [setting.field for setting in computed], written)
                touched = dict.fromkeys(row for row, _ in written)
            if puts:
                touched |= dict.fromkeys(self.statements.put(table, key, keys, puts))
        self._count(group, table, chunk, touched)

    def holds(self, several: Sequence[tuple[Group, Chunk]]) -> bool:
        """Whether the end of all of them holds, asked in one statement. False too where it takes more to know."""
        conditions = []
        for group, chunk in several:
            table, key, keys = self._table(group), self._key(group), list(chunk.rows)
            if group.doing is Doing.DELETE:
                conditions.append((table, self.statements.among(table, key, keys)))
                continue
            if self._computed(group):
                return False
            puts = self._puts(group)
            if puts:
                conditions.append((table, self.statements.unlike(table, key, keys, puts)))
        return not conditions or not self.statements.any_of(conditions)

    def check(self, group: Group, chunk: Chunk) -> None:
        """Raise `RowsRefused` where the end that a group states does not hold for a row."""
        table, key, keys = self._table(group), self._key(group), list(chunk.rows)
        if group.doing is Doing.DELETE:
            left = self.statements.present(table, key, keys)
        else:
            puts, computed = self._puts(group), self._computed(group)
            left = self.statements.differing(table, key, keys, puts) if puts else []
            if computed:
                left += [row for row, _ in self._compute(group, chunk, computed)]
        known = [each for each in (self._asked_for(table, key, chunk, row) for row in left) if each is not None]
        if known:
            raise RowsRefused(Refused(refusal("estate.did-not-hold", group.dataset)), known)

    # --- what a group is about ---------------------------------------------------------------------------------------

    def _table(self, group: Group) -> LiveTable:
        return self.catalog[group.dataset.dataset]

    def _key(self, group: Group) -> tuple[str, ...]:
        return self.datasets[group.dataset].key

    def _written(self, group: Group) -> list[Setting]:
        table = self._table(group)
        return [setting for setting in group.settings if not table.columns[setting.field].generated]

    def _puts(self, group: Group) -> list[Put]:
        return [(each.field, each.value) for each in self._written(group) if each.how is Putting.VALUE]

    def _computed(self, group: Group) -> list[Setting]:
        return [each for each in self._written(group) if each.how is not Putting.VALUE]

    # --- deleting ----------------------------------------------------------------------------------------------------

    def _look_for_carried(self, group: Group, table: LiveTable, keys: Sequence[RowKey]) -> None:
        for reference in table.pointed_by:
            if reference.carries:
                found = self.statements.carried(table, reference, self._key(group), keys)
                if found:
                    named = reference.of[1] if reference.of[0] is None else ".".join(map(str, reference.of))
                    raise RowsRefused(Refused(refusal("estate.would-cascade", group.dataset, named=named)), found)

    def _leaves_first(self, group: Group, table: LiveTable, size: int) -> Iterator[Chunk]:
        """Chunks in which no row points at one of an earlier chunk. A circle is one chunk."""
        whole = Chunk()
        for chunk in group.chunks(size):
            for row, many in chunk.rows.items():
                whole.rows.setdefault(row, []).extend(many)
        keys = list(whole.rows)
        above: dict[RowKey, set[RowKey]] = {row: set() for row in keys}
        for reference in (each for each in table.pointed_by if each.of == each.to):
            for start in range(0, len(keys), size):
                pairs = self.statements.upwards(table, reference, self._key(group), keys[start : start + size])
                for row, over in pairs:
                    if row != over and row in above and over in above:
                        above[row].add(over)
        for level in _levels(above):
            for start in range(0, len(level), size):
                yield Chunk({row: whole.rows[row] for row in level[start : start + size]})

    # --- changing ----------------------------------------------------------------------------------------------------

    def _compute(
        self, group: Group, chunk: Chunk, computed: Sequence[Setting]
    ) -> list[tuple[RowKey, tuple[Cell, ...]]]:
        """The rows of a chunk whose cells are not what they are to be, with what they are to be."""
        table, key = self._table(group), self._key(group)
        names = [setting.field for setting in computed]
        found = []
        for row, cells in self.statements.cells(table, key, list(chunk.rows), names, lock=True):
            known = self._asked_for(table, key, chunk, row)
            if known is None:
                continue
            now = tuple(
                self._cell(group, setting, row, cell, chunk.rows[known])
                for setting, cell in zip(computed, cells, strict=True)
            )
            if any(not _same(one, other) for one, other in zip(now, cells, strict=True)):
                found.append((row, now))
        return found

    def _cell(self, group: Group, setting: Setting, row: RowKey, cell: Cell, asked: Sequence[Asked]) -> Cell:
        column = self._table(group).columns[setting.field]
        if setting.how is Putting.UNIQUE:
            return standing_for_nobody(setting.value, group.dataset, row, column)
        for each in asked:
            seeds = each.action.redact
            if seeds not in self._redactors:
                self._redactors[seeds] = Redactor.of(seeds)
            cell = self._redactors[seeds].redacted(cell, column.limit)
        return cell

    # --- whose rows --------------------------------------------------------------------------------------------------

    def _count(self, group: Group, table: LiveTable, chunk: Chunk, touched: Iterable[RowKey]) -> None:
        key, rows = self._key(group), chunk.rows
        for row in touched:
            known = row if row in rows else self._asked_for(table, key, chunk, row)
            if known is None:
                raise Refused(refusal("estate.other-row", group.dataset))
            for asked in rows[known]:
                self.changed[asked.place] += 1

    def _asked_for(self, table: LiveTable, key: Sequence[str], chunk: Chunk, row: RowKey) -> RowKey | None:
        """The key under which a row was asked for. Texts must be the same; numbers and times not."""
        if row in chunk.rows:
            return row
        texts = [table.columns[name].textual for name in key]
        said = _plainest(row, texts)
        return next((each for each in chunk.rows if _plainest(each, texts) == said), None)


def _levels(above: Mapping[RowKey, set[RowKey]]) -> Iterator[list[RowKey]]:
    """Rows in levels: each points at rows of its own and of later levels alone. A circle is one level."""
    waiting_for: Counter[RowKey] = Counter(over for rows in above.values() for over in rows)
    left = dict.fromkeys(above)
    level = [row for row in above if not waiting_for[row]]
    while left:
        level = level or list(left)
        yield level
        for row in level:
            left.pop(row, None)
        waiting_for.subtract(over for row in level for over in above[row])
        over_them = dict.fromkeys(over for row in level for over in above[row])
        level = [over for over in over_them if over in left and waiting_for[over] <= 0]


def _plainest(row: RowKey, texts: Sequence[bool]) -> tuple[str, ...]:
    """A key as it is compared: `CHAR` without its padding, numbers without their zeros."""
    return tuple(str(cell).rstrip(" ") if text else _number(cell) for cell, text in zip(row, texts, strict=True))


def _number(cell: Cell) -> str:
    try:
        return str(decimal.Decimal(str(int(cell) if isinstance(cell, bool) else cell)).normalize())
    except decimal.InvalidOperation:
        return str(cell).lower().replace("t", " ")


def _same(one: Cell, other: Cell) -> bool:
    """Whether two cells are the same but for the padding of a `CHAR`."""
    if isinstance(one, bytes) or isinstance(other, bytes):
        return one == other
    return one == other or (one is not None and other is not None and str(one).rstrip(" ") == str(other).rstrip(" "))
