"""How are rows deleted or emptied whose limit is over, almost as fast as by one statement, and in nobody's way?

Rules:
1. By ranges of the key: one statement and one transaction a range, whose rows the statement finds by their time. The
   system does not walk an index over times for it, and nobody waits for longer than a range takes: ranges grow while
   they are quick, and shrink when one was slow.
2. A range that is told is committed. Whoever is cut off goes on from the last one that was told, or from the beginning:
   a row that is gone is not found again.
3. A row that others point at is never deleted, whatever the reference would do to them: their own limit may not be
   over. It is emptied, and goes once nothing points at it. Of a table that points at itself, the leaves go first, then
   those above them, in as many rounds as it is deep; a circle of rows is emptied.
4. A dataset without a key cannot be cut into ranges: it is one statement and one transaction. Unique values cannot be
   made for its rows, nor can one of them be spared: then it is refused.
5. What the system would refuse stops the sweep, with what was committed before; the refusal is raised.

What it leaves out: SQLite lets a part of a composite key be NULL. No range reaches such a row, and it stays due.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any

from troth.estate.cells import plain
from troth.estate.connector import Due, EstateProblem, Reached, Swept
from troth.estate.sql.due import Conditions
from troth.estate.sql.engine import problem_of
from troth.estate.sql.refusals import Refused, refusal, refusal_of
from troth.estate.sql.standing import standing_for_nobody
from troth.estate.sql.writing import statements_for
from troth.estate.sql.writing.catalog import read_catalog
from troth.inventory import Became, Putting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

    from troth.estate.sql.writing.catalog import LiveTable
    from troth.inventory import Cell, Dataset, RowKey
    from troth.retention import Sweep

RANGE = 50_000
"""Rows of the table, due or not, that the first statement goes over."""
_MOST = 1_000_000
_QUICK, _SLOW = 1.0, 3.0
"""Seconds: after a quicker range the next is twice as long (four times after a very quick one), after a slower one half
as long."""
_WRITTEN_EACH = 2_000
"""Rows of a range in which each row gets a value of its own."""
_DENSE = 0.02
"""Where so many of the numbers between the first key and the last are due rows, ranges are cut by counting on."""
_KNOWN = frozenset({"sqlite", "postgresql", "mysql", "mariadb"})
_NUMBERED = ("int", "serial")
_EMPTYING = -1
"""The last round, in which what cannot go is emptied."""


@dataclass(slots=True)
class Sweeping:
    """One sweep over one table."""

    engine: Engine
    system: str
    dataset: Dataset
    sweep: Sweep
    size: int = RANGE
    _table: LiveTable | None = field(default=None, repr=False)

    def due(self) -> Due:
        """How many rows there is something to be done to. Raises `EstateProblem`."""
        with self._said(), self._connected() as connection, connection.begin():
            return self._count(connection, timeless=True)

    def ranges(self, reached: Reached | None = None, there: Due | None = None) -> Iterator[Swept]:
        """Carry it out; each range that is committed. `there` is what was counted before. Raises `EstateProblem`."""
        reached = reached or Reached()
        with self._said(), self._connected() as connection:
            while True:
                touched = 0
                for swept in self._round(connection, reached, there):
                    touched += swept.deleted + swept.emptied
                    yield swept
                following = self._following(reached.round, touched)
                if following is None:
                    return
                reached = Reached(round=following)

    def _following(self, number: int, touched: int) -> int | None:
        """The round after one that touched so many rows; None after the last."""
        table = self._live()
        if number == _EMPTYING or not self.sweep.deletes:
            return None
        if table.points_at_itself and touched:
            return number + 1
        return _EMPTYING if table.pointed_by and self.sweep.settings else None

    # --- a round -----------------------------------------------------------------------------------------------------

    def _round(self, connection: Connection, reached: Reached, there: Due | None) -> Iterator[Swept]:
        deletes = self.sweep.deletes and reached.round != _EMPTYING
        key, size = reached.key, self.size
        each = not deletes and self._computed(self._conditions(connection))
        while True:
            began = monotonic()
            with connection.begin():
                end = self._end(connection, key, there, min(size, _WRITTEN_EACH) if each else size)
                touched = self._delete(connection, key, end) if deletes else self._empty(connection, key, end)
            # INVARIANT: what is told is committed.
            key = end
            counts = {"deleted": touched} if deletes else {"emptied": touched}
            yield Swept(**counts, reached=Reached(round=reached.round, key=end))
            if end is None:
                return
            took = monotonic() - began
            size = _next(size, took)

    def _end(self, connection: Connection, key: RowKey | None, there: Due | None, size: int) -> RowKey | None:
        """The last key of the range after a key; None where the range is the last."""
        if not self.dataset.key:
            return None
        counted = self._counted_on(key, there, size)
        if counted is not None:
            return counted if there is not None and _number(counted[0]) < _number(there.last) else None
        said = self._conditions(connection)
        names = said.statements.columns(self.dataset.key)
        shown = ", ".join(said.statements.as_read(self._live().columns[name]) for name in self.dataset.key)
        within = self._within(said, key, None, there)
        sql = f"SELECT {shown} FROM {said.statements.name(self._live())}{within} ORDER BY {names}"
        sql += f" LIMIT 1 OFFSET {size - 1}"
        row = said.statements.run(sql, said.bound).first()
        return None if row is None else tuple(map(plain, row))

    def _counted_on(self, key: RowKey | None, there: Due | None, size: int) -> RowKey | None:
        """The end of a range of so many numbers: no more rows than that lie in it. None where keys lie far apart."""
        if there is None or not isinstance(there.first, int) or not isinstance(there.last, int):
            return None
        if there.rows < (there.last - there.first + 1) * _DENSE:
            return None
        begin = there.first - 1 if key is None else max(_number(key[0]), there.first - 1)
        return (begin + size,)

    def _within(self, said: Conditions, key: RowKey | None, end: RowKey | None, there: Due | None = None) -> str:
        parts = [] if key is None else [said.beyond(key, "from")]
        if there is not None and there.first is not None and key is None:
            parts.append(said.beyond((there.first,), "first", sign=">="))
        if there is not None and there.last is not None:
            parts.append(said.beyond((there.last,), "last", sign="<="))
        parts += [] if end is None else [said.beyond(end, "to", sign="<=")]
        return f" WHERE {' AND '.join(parts)}" if parts else ""

    def _delete(self, connection: Connection, key: RowKey | None, end: RowKey | None) -> int:
        said = self._conditions(connection)
        where = self._where(said, key, end, f"NOT {said.pointed()}" if said.pointed() else "")
        return int(said.statements.run(f"DELETE FROM {said.statements.name(self._live())}{where}", said.bound).rowcount)

    def _empty(self, connection: Connection, key: RowKey | None, end: RowKey | None) -> int:
        said = self._conditions(connection)
        computed = self._computed(said)
        if computed:
            return self._empty_each(connection, key, end)
        where = self._where(said, key, end, said.differs())
        sets = self._sets(said)
        sql = f"UPDATE {said.statements.name(self._live())} SET {sets}{where}"
        return int(said.statements.run(sql, said.bound).rowcount)

    def _empty_each(self, connection: Connection, key: RowKey | None, end: RowKey | None) -> int:
        """Fields of which each row gets a value of its own, then the others of the same rows."""
        said = self._conditions(connection)
        table, keys = self._live(), self.dataset.key
        if not keys:
            raise Refused(refusal("estate.no-key", self.dataset.at))
        where = self._where(said, key, end, said.differs())
        shown = ", ".join(said.statements.as_read(table.columns[name]) for name in keys)
        sql = f"SELECT {shown} FROM {said.statements.name(table)}{where}{said.statements.locking}"
        rows = [tuple(map(plain, row)) for row in said.statements.run(sql, said.bound)]
        puts = [put for put in said.settings() if put.how is not Putting.VALUE]
        names = [put.field for put in puts]
        cells = [(row, tuple(self._cell(put.field, put.value, row) for put in puts)) for row in rows]
        plainly = [(put.field, put.value) for put in said.settings() if put.how is Putting.VALUE]
        for start in range(0, len(rows), said.statements.size):
            said.statements.write(table, keys, names, cells[start : start + said.statements.size])
            if plainly:
                said.statements.put(table, keys, rows[start : start + said.statements.size], plainly)
        return len(rows)

    def _cell(self, name: str, template: Cell, row: RowKey) -> Cell:
        return standing_for_nobody(template, self.dataset.at, row, self._live().columns[name])

    # --- statements --------------------------------------------------------------------------------------------------

    def _where(self, said: Conditions, key: RowKey | None, end: RowKey | None, besides: str) -> str:
        within = self._within(said, key, end)
        parts = [within.removeprefix(" WHERE "), said.due(), besides]
        return f" WHERE {' AND '.join(part for part in parts if part)}"

    def _sets(self, said: Conditions) -> str:
        sets = []
        for number, put in enumerate(said.settings()):
            column = self._live().columns[put.field]
            sets.append(f"{said.statements.quoted(put.field)} = :set{number}")
            said.bound[f"set{number}"] = said.statements.bound(put.value, column)
        if self.engine.dialect.name in ("mysql", "mariadb"):
            # A TIMESTAMP there may be set to the time of any change: it would begin its limit anew.
            clock = said.clock()
            sets.append(f"{clock} = {clock}")
        return ", ".join(sets)

    def _computed(self, said: Conditions) -> bool:
        return any(put.how is not Putting.VALUE for put in said.settings())

    def _count(self, connection: Connection, *, timeless: bool = False) -> Due:
        said = self._conditions(connection)
        where = self._where(said, None, None, said.to_do())
        overdue = (
            f"COALESCE(SUM(CASE WHEN {said.is_before(self.sweep.overdue_before, 'overdue')} THEN 1 ELSE 0 END), 0)"
        )
        bounds = self._bounds(said)
        sql = f"SELECT COUNT(*), {overdue}{bounds} FROM {said.statements.name(self._live())}{where}"
        row: list[Any] = list(said.statements.run(sql, said.bound).one())
        first, last = (plain(row[2]), plain(row[3])) if bounds else (None, None)
        without = self._timeless(connection) if timeless else 0
        return Due(rows=int(row[0]), overdue=int(row[1]), timeless=without, first=first, last=last)

    def _bounds(self, said: Conditions) -> str:
        """The least and the greatest key of what is due, where that is a number: between them the ranges lie."""
        if len(self.dataset.key) != 1:
            return ""
        column = self._live().columns[self.dataset.key[0]]
        if not any(word in column.type for word in _NUMBERED) or "point" in column.type:
            return ""
        name = said.statements.quoted(column.name)
        return f", MIN({name}), MAX({name})"

    def _timeless(self, connection: Connection) -> int:
        said = self._conditions(connection)
        sql = f"SELECT COUNT(*) FROM {said.statements.name(self._live())} WHERE {said.timeless()}"
        return int(said.statements.run(sql, said.bound).scalar_one())

    # --- the system --------------------------------------------------------------------------------------------------

    def _live(self) -> LiveTable:
        if self._table is None:
            raise Refused(refusal("estate.vanished", self.dataset.at))
        return self._table

    def _conditions(self, connection: Connection) -> Conditions:
        return Conditions(statements_for(connection), self._live(), self.sweep, self.dataset.key)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Connection]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            connection = self.engine.connect()
        except SQLAlchemyError as error:
            raise problem_of(error, self.system) from None
        with connection:
            if connection.dialect.name not in _KNOWN:
                raise Refused(refusal("retention.other-dialect", self.dataset.at))
            if connection.dialect.name in ("mysql", "mariadb"):
                connection.detach()  # the zone holds for this connection, which nobody gets after us
                connection.exec_driver_sql("SET time_zone = '+00:00'")
                connection.commit()
            self._look(connection)
            yield connection

    def _look(self, connection: Connection) -> None:
        """What the database declares of the table, once. Raises `Refused` where it cannot be swept."""
        if self._table is not None:
            return
        with connection.begin():
            table = read_catalog(connection).get(self.dataset.at.dataset)
        if table is None or any(name not in table.columns for name in self.dataset.key):
            raise Refused(refusal("estate.vanished", self.dataset.at))
        if table.is_view or not self.dataset.writable:
            raise Refused(refusal("estate.not-writable", self.dataset.at))
        if not table.undoable:
            raise Refused(refusal("estate.no-transactions", self.dataset.at))
        self._table = table

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """What the system says, as a problem of the estate; never its own words."""
        from sqlalchemy.exc import SQLAlchemyError

        try:
            yield
        except Refused as refused:
            known = refused.refusal
        except SQLAlchemyError as error:
            known = refusal_of(error, self.dataset.at)
        else:
            return
        again = known.became is Became.UNREACHABLE
        text = f"`{self.dataset.at}` was not swept to its end"
        raise EstateProblem(text, id=known.id, help=known.help, again=again)


def _next(size: int, took: float) -> int:
    """How long the next range is, after one that took so many seconds."""
    if took > _SLOW:
        return max(size // 2, 1)
    return size if took > _QUICK else min(size * (2 if took > _QUICK / 4 else 4), _MOST)


def _number(cell: Cell) -> int:
    return int(cell) if isinstance(cell, int | str) else 0
