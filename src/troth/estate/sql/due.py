"""Which rows does a sweep mean, said as conditions of a statement?

Rules:
1. A row is due where its clock shows a time before the sweep's. A time without a zone is taken as UTC. A clock that
   shows none (NULL, MySQL's `0000-00-00`, in SQLite anything that does not begin like a date) makes no row due.
2. SQLite keeps times as texts: only ISO 8601 is understood, and a number is no time. In any other database the clock is
   a column of a date or time type, or the sweep is refused: a number may count days, seconds or anything else.
3. A row that is kept, or spared by its key, is not due.
4. What holds already is not due: fields that hold what they are set to, and rows that were emptied because others point
   at them. A value that is unique in each row is told by its mark (`erased-`, a negative number, a UUID of version 8).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from troth.estate.sql.refusals import Refused, refusal
from troth.inventory import Putting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from troth.estate.sql.writing.catalog import Live, LiveTable, Pointing
    from troth.estate.sql.writing.statements import Statements
    from troth.inventory import Cell, Setting
    from troth.retention import Kept, Sweep

_ISO = "[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*"
_TIMES = ("timestamp", "datetime", "date")
_NUMBERS = ("smallint", "integer", "bigint", "int", "mediumint", "tinyint")
_LEAST_DIGEST = 8
"""Characters of a digest that are trusted (`standing`); with fewer, there is no room for the mark."""


@dataclass(slots=True)
class Conditions:
    """The conditions of one sweep in one database. What is bound is gathered in `bound`."""

    statements: Statements
    table: LiveTable
    sweep: Sweep
    key: tuple[str, ...]
    bound: dict[str, Any] = field(default_factory=dict, repr=False)

    # --- whose time is over ------------------------------------------------------------------------------------------

    def due(self) -> str:
        """That a row's limit is over, and nothing keeps it."""
        clock = self.clock()
        parts = [self.is_before(self.sweep.before, "before")]
        if self._dialect == "sqlite":
            parts.append(f"+{clock} GLOB :iso")
            self.bound["iso"] = _ISO
        elif self._dialect != "postgresql":
            parts.append(f"{clock} >= :least")
            self.bound["least"] = "1000-01-01"
        parts += [f"NOT {self._is_kept(kept, number)}" for number, kept in enumerate(self.sweep.kept)]
        if self.sweep.spared:
            among, more = self.statements.among(self.table, self.key, self.sweep.spared)
            parts.append(f"NOT {among}")
            self.bound |= more
        return " AND ".join(parts)

    def timeless(self) -> str:
        """That a row's clock shows no time."""
        clock = self.clock()
        if self._dialect == "sqlite":
            self.bound["iso"] = _ISO
            return f"({clock} IS NULL OR {clock} NOT GLOB :iso)"
        if self._dialect == "postgresql":
            return f"{clock} IS NULL"
        self.bound["least"] = "1000-01-01"
        return f"({clock} IS NULL OR {clock} < :least)"

    def is_before(self, when: datetime, at: str) -> str:
        """That the clock shows an earlier time."""
        if self._dialect == "postgresql":
            column = self._column(self.sweep.clock)
            self.bound[at] = when.isoformat()
            return f"{self.clock()} < CAST(:{at} AS {column.cast})"
        if self._dialect == "sqlite":
            # The plus keeps its planner from walking the index over times again for every range.
            self.bound[at] = when.date().isoformat()
            return f"+{self.clock()} < :{at}"
        self.bound[at] = when.strftime("%Y-%m-%d %H:%M:%S")
        return f"{self.clock()} < :{at}"

    def clock(self) -> str:
        """The clock's column. Raises `Refused` where it is none."""
        column = self._column(self.sweep.clock)
        if self._dialect != "sqlite" and not column.type.startswith(_TIMES):
            raise Refused(refusal("retention.clock-not-a-time", self.sweep.dataset, named=column.name))
        return self.statements.quoted(column.name)

    def _is_kept(self, kept: Kept, number: int) -> str:
        parts = []
        for place, (name, values) in enumerate(kept.when):
            self._column(name)
            at = f"in_kept{number}_{place}"
            kind = "CHAR" if self._dialect in ("mysql", "mariadb") else "TEXT"
            parts.append(f"COALESCE(CAST({self.statements.quoted(name)} AS {kind}), '') IN :{at}")
            self.bound[at] = list(values)
        if kept.since is not None:
            parts.append(f"NOT ({self.is_before(kept.since, f'kept{number}')})")
        return f"({' AND '.join(parts) or '1 = 1'})"

    # --- what is still to be done ------------------------------------------------------------------------------------

    def to_do(self) -> str:
        """That there is something to be done to a row that is due."""
        differs, pointed = self.differs(), self.pointed()
        if not self.sweep.deletes:
            return differs or "1 = 0"
        if not pointed:
            return ""
        return f"(NOT {pointed} OR {differs})" if differs else f"NOT {pointed}"

    def differs(self) -> str:
        """That a field does not hold what it is set to; empty where nothing is set."""
        parts = []
        for number, put in enumerate(self.settings()):
            column = self._column(put.field)
            if put.how is Putting.VALUE:
                part, more = self.statements.differs(column, put.value, f"is{number}")
                self.bound |= more
            else:
                part = self._unmarked(column, put, f"is{number}")
            parts.append(part)
        return f"({' OR '.join(parts)})" if parts else ""

    def settings(self) -> list[Setting]:
        """What is set; a column that the system computes follows the others."""
        return [put for put in self.sweep.settings if not self._column(put.field).generated]

    def pointed(self) -> str:
        """That a row of another, or of the same, dataset points at a row; empty where none can."""
        found = [self._points(reference) for reference in self.table.pointed_by]
        return f"({' OR '.join(found)})" if found else ""

    def _points(self, reference: Pointing) -> str:
        own = self.statements.name(self.table)
        child = self.statements.qualified(*reference.of)
        joined = [
            f"c_.{self.statements.quoted(of)} = {own}.{self.statements.quoted(to)}"
            for of, to in zip(reference.fields, reference.to_fields, strict=True)
        ]
        # MySQL's engine refuses to delete a row that points at itself: there it is a circle of one.
        if reference.of == reference.to and self.key and self._dialect not in ("mysql", "mariadb"):
            same = " AND ".join(f"c_.{name} = {own}.{name}" for name in map(self.statements.quoted, self.key))
            joined.append(f"NOT ({same})")
        return f"EXISTS (SELECT 1 FROM {child} c_ WHERE {' AND '.join(joined)})"

    def _unmarked(self, column: Live, put: Setting, at: str) -> str:
        """That a cell does not have the mark of a value that stands for nobody."""
        name, kind = self.statements.quoted(column.name), column.type.partition("(")[0].split(" ")[0]
        template = str(put.value)
        around = len(template) - 2 * template.count("{}")
        if kind == "uuid":
            self.bound[at] = "______________8%"
            return f"({name} IS NULL OR CAST({name} AS CHAR(36)) NOT LIKE :{at})"
        if kind in _NUMBERS and "unsigned" not in column.type:
            return f"({name} IS NULL OR {name} >= 0)"
        if column.textual and "blob" not in kind and (not column.limit or column.limit - around >= _LEAST_DIGEST):
            self.bound[at] = f"{template.partition('{}')[0]}%"
            return f"({name} IS NULL OR {name} NOT LIKE :{at})"
        raise Refused(refusal("retention.no-mark", self.sweep.dataset, named=column.name))

    # --- ranges ------------------------------------------------------------------------------------------------------

    def beyond(self, row: Sequence[Cell], at: str, *, sign: str = ">") -> str:
        """That a row's key lies beyond another's (`>`), or not beyond it (`<=`), in the order of the index."""
        columns = [self._column(name) for name in self.key]
        names = [self.statements.quoted(column.name) for column in columns]
        values = []
        for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
            self.bound[f"{at}{place}"] = self.statements.key_bound(cell, column)
            values.append(f"CAST(:{at}{place} AS {column.cast})" if self._dialect == "postgresql" else f":{at}{place}")
        if len(names) == 1:
            return f"{names[0]} {sign} {values[0]}"
        if self._dialect in ("sqlite", "postgresql"):
            return f"({', '.join(names)}) {sign} ({', '.join(values)})"
        return _part_by_part(names, values, sign)

    @property
    def _dialect(self) -> str:
        return str(self.statements.connection.dialect.name)

    def _column(self, name: str) -> Live:
        column = self.table.columns.get(name)
        if column is None:
            raise Refused(refusal("estate.vanished", self.sweep.dataset))
        return column


def _part_by_part(names: Sequence[str], values: Sequence[str], sign: str) -> str:
    """A comparison of rows for a system that finds no index for one; the first part alone finds it."""
    strict, first = sign[0], f"{names[0]} {sign[0]}= {values[0]}"
    found = f"{names[-1]} {sign} {values[-1]}"
    for name, value in zip(reversed(names[:-1]), reversed(values[:-1]), strict=True):
        found = f"({name} {strict} {value} OR ({name} = {value} AND {found}))"
    return f"({first} AND {found})"
