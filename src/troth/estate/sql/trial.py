"""What would be in the way of a plan, if it were carried out now?

The plan is carried out on a clone (`clone`), action by action in its order, by the code that carries out plans; after
each, the clone is asked what the system's constraints would say. Nothing of the system itself is changed. Rules:

1. `requests.would-orphan`: rows that nobody found point at a row that goes, and the system refuses that.
2. `requests.cascades`: with a row that goes, the system would delete rows that the plan keeps, or does not name.
3. `requests.not-null`: a field is emptied that must have a value; by the plan, or by the system as a row goes.
4. `requests.not-unique`: a value that must be unique is put into two rows, or another row has it already.
5. `requests.breaks-check`: a condition that the system declares would not hold.
6. `requests.gone`: a table or field of the plan is not there.
7. Notes: references that the system would empty (`requests.empties-reference`), conditions that only the system can
   judge (`requests.check-not-tried`), triggers (`requests.trigger-not-tried`), and tables tried in part
   (`requests.tried-in-part`).

All conflicts are reported, not the first: a row in the way does not stop the trial.

What it leaves out: values that do not fit into their column, rights, and what a collation takes for the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, Severity, in_order
from troth.estate.sql.acting import Acting
from troth.estate.sql.clone import Clone, quoted, unique_of
from troth.estate.sql.groups import Asked, in_groups, request_of
from troth.estate.sql.writing import statements_for
from troth.estate.sql.writing.catalog import read_catalog
from troth.inventory import Doing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from troth.estate.connector import Connector, ForeignKey, Table
    from troth.estate.sql.writing.catalog import Catalog
    from troth.inventory import Action, Cell, DatasetName, Inventory, RowKey
    from troth.requests.plan import Plan

_PLACE = Place("estate.yaml")
_CAST = re.compile(r"::(?:\"[^\"]+\"|[a-z_]+(?: varying| precision)?(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?)", re.IGNORECASE)
_ANY_OF = re.compile(r"=\s*ANY\s*\(\s*\(?\s*ARRAY\[([^\]]*)\]\s*\)?\s*\)", re.IGNORECASE)


def trial(tables: Sequence[Table], inventory: Inventory, plan: Plan, connector: Connector) -> list[Problem]:
    """Everything in the way of a plan in one system, in order. Raises `EstateProblem` where it cannot be read."""
    known = {table.at: table for table in tables}
    actions = [
        action
        for action in plan.actions
        if action.dataset.system == connector.system.name and action.doing is not Doing.READ and action.rows
    ]
    gone = [problem for action in actions for problem in _gone(known, action)]
    doable = [action for action in actions if action.doing is not Doing.KEEP and not list(_gone(known, action))]
    kept = {(action.dataset, row) for action in actions if action.doing is Doing.KEEP for row in action.rows}
    clone = Clone(known, inventory, connector)
    try:
        with clone.engine.begin() as connection:
            clone.copy(connection, doable)
            found = _Trial(connection, clone, kept, read_catalog(connection))
            found.run(doable)
    finally:
        clone.engine.dispose()
    return in_order([*gone, *found.problems])


def _gone(tables: dict[DatasetName, Table], action: Action) -> Iterator[Problem]:
    table = tables.get(action.dataset)
    help_ = "scan the estate again, and plan again"
    if table is None:
        yield Problem(_PLACE, "requests.gone", f"the plan speaks of `{action.dataset}`, which is not there", help_)
        return
    for setting in action.settings:
        if table.column(setting.field) is None:
            text = f"the plan sets `{action.dataset}.{setting.field}`, which is not there"
            yield Problem(_PLACE, "requests.gone", text, help_)


@dataclass(slots=True)
class _Trial:
    """One plan on its way over a clone."""

    connection: Connection
    clone: Clone
    kept: set[tuple[DatasetName, RowKey]]
    catalog: Catalog
    problems: list[Problem] = field(default_factory=list)
    _checks: dict[DatasetName, list[tuple[str, str]]] = field(default_factory=dict)

    def run(self, actions: Sequence[Action]) -> None:
        """Carry all of them out."""
        touched = list(dict.fromkeys(action.dataset for action in actions))
        for at in touched:
            self._note_what_is_not_tried(self.clone.tables[at])
        acting = Acting(statements_for(self.connection), self.catalog, self.clone.datasets, guarded=False)
        for place, action in enumerate(actions):
            if action.doing is Doing.DELETE:
                self._look_below(action)
            for group in in_groups([Asked(place, action, request_of(action))]):
                for chunk in acting.chunks(group):
                    acting.carry_out(group, chunk)
            if action.doing is Doing.CHANGE:
                self._look_at_changed(action)

    # --- what points at rows that go ---------------------------------------------------------------------------------

    def _look_below(self, action: Action) -> None:
        key = self.clone.dataset(action.dataset).key
        self._going(action.dataset, key, list(action.rows))

    def _going(self, at: DatasetName, key: tuple[str, ...], rows: list[RowKey]) -> None:
        """Report, and carry out, what the system does with the rows that point at rows that go."""
        going = self._rows_with(at, key, rows)
        for child, reference in self.clone.pointing_at(at):
            place = {column.name: number for number, column in enumerate(self.clone.tables[at].columns)}
            values = list({tuple(row[place[name]] for name in reference.to_fields) for row in going})
            pointing = self._rows_with(child.at, reference.fields, [each for each in values if None not in each])
            if child.at == at:
                pointing = [row for row in pointing if row not in going]
            if pointing:
                self._pointing(at, child, reference, pointing)

    def _pointing(self, at: DatasetName, child: Table, reference: ForeignKey, rows: list[tuple[Cell, ...]]) -> None:
        fields, count = ", ".join(f"`{name}`" for name in reference.fields), _counted(len(rows))
        if reference.on_delete == "cascade":
            self._cascading(at, child, rows, fields)
        elif reference.on_delete in ("set null", "set default"):
            self._emptying(at, child, reference, rows)
        else:
            text = f"{count} of `{child.at}` point at rows of `{at}` that the plan deletes ({fields})"
            help_ = f"add a link, so that these rows are found too, or set `erase: blank` for `{at}`"
            self._say("requests.would-orphan", text, help_)

    def _cascading(self, at: DatasetName, child: Table, rows: list[tuple[Cell, ...]], fields: str) -> None:
        keys = self._keys_of(child, rows)
        kept = sum((child.at, key) in self.kept for key in keys)
        for number, what in ((kept, "that the plan keeps"), (len(keys) - kept, "that the plan does not name")):
            if number:
                text = (
                    f"with rows of `{at}` the system would delete {_counted(number)} of `{child.at}` {what} ({fields})"
                )
                help_ = f"set `erase: blank` for `{at}`, or plan for the rows of `{child.at}` as well"
                self._say("requests.cascades", text, help_)
        key = self.clone.dataset(child.at).key
        self._going(child.at, key, keys)
        self._execute(f"DELETE FROM {quoted(child.at.dataset)}", key, keys)

    def _emptying(self, at: DatasetName, child: Table, reference: ForeignKey, rows: list[tuple[Cell, ...]]) -> None:
        must = [name for name in reference.fields if (column := child.column(name)) and not column.nullable]
        if must and reference.on_delete == "set null":
            fields = ", ".join(f"`{child.at}.{name}`" for name in must)
            text = f"with rows of `{at}` the system would empty {fields}, which must have a value"
            self._say("requests.not-null", text, f"set `erase: blank` for `{at}`")
            return
        fields = ", ".join(f"`{name}`" for name in reference.fields)
        text = f"with rows of `{at}` the system empties {fields} in {_counted(len(rows))} of `{child.at}`"
        help_ = "nothing is to be done, if these rows may stay without it"
        self._say("requests.empties-reference", text, help_, Severity.NOTE)
        sets = ", ".join(f"{quoted(name)} = NULL" for name in reference.fields)
        keys = self._keys_of(child, rows)
        self._execute(f"UPDATE {quoted(child.at.dataset)} SET {sets}", self.clone.dataset(child.at).key, keys)

    # --- what is changed ---------------------------------------------------------------------------------------------

    def _look_at_changed(self, action: Action) -> None:
        table = self.clone.tables[action.dataset]
        changed = {setting.field for setting in action.settings}
        now = self._rows_with(table.at, self.clone.dataset(table.at).key, list(action.rows))
        place = {column.name: number for number, column in enumerate(table.columns)}
        for column in table.columns:
            empty = sum(row[place[column.name]] is None for row in now)
            if column.name in changed and not column.nullable and not column.generated and empty:
                text = f"the plan empties `{table.at}.{column.name}`, which must have a value, in {_counted(empty)}"
                self._say("requests.not-null", text, "set `erase: replace` for the field, or scan the estate again")
        for fields in unique_of(table):
            if changed & set(fields):
                self._look_at_unique(table, fields)
        self._look_at_checks(table)

    def _look_at_unique(self, table: Table, fields: tuple[str, ...]) -> None:
        names = ", ".join(map(quoted, fields))
        given = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in fields)
        asked = f"SELECT COUNT(*) FROM {quoted(table.at.dataset)} WHERE {given} GROUP BY {names} HAVING COUNT(*) > 1"
        twice = sum(row[0] for row in self.connection.exec_driver_sql(asked))
        if twice:
            said = ", ".join(f"`{name}`" for name in fields)
            text = (
                f"{said} of `{table.at}` must be unique, and {_counted(twice)} would have a value that another one has"
            )
            self._say("requests.not-unique", text, "set `erase: replace` for the field: its values are unique")

    def _look_at_checks(self, table: Table) -> None:
        for check, said in self._checks.get(table.at, ()):
            if self._breaking(table, said):
                text = f"a condition of `{table.at}` would not hold: `{check}`"
                help_ = "say what erasing means for the fields in it: `erase: keep`, `replace` or `delete`"
                self._say("requests.breaks-check", text, help_)

    def _note_what_is_not_tried(self, table: Table) -> None:
        """Keep the conditions that can be tried here: those that hold for the rows as they are."""
        from sqlalchemy.exc import SQLAlchemyError

        for check in table.checks:
            said = _portable(check)
            try:
                with self.connection.begin_nested():
                    holds = not self._breaking(table, said)
            except SQLAlchemyError:
                holds = False
            if holds:
                self._checks.setdefault(table.at, []).append((check, said))
            else:
                text = f"only the system can judge a condition of `{table.at}`: `{check}`"
                help_ = "look whether it holds for the values that the plan puts"
                self._say("requests.check-not-tried", text, help_, Severity.NOTE)
        for trigger in table.triggers:
            text = f"`{table.at}` has the trigger `{trigger}`, which was not tried"
            self._say("requests.trigger-not-tried", text, "look at what it does or refuses", Severity.NOTE)
        if table.at in self.clone.cut:
            text = f"`{table.at}` was tried in part, because many of its rows are in question"
            self._say("requests.tried-in-part", text, "a conflict may show only when it is carried out", Severity.NOTE)

    def _breaking(self, table: Table, check: str) -> int:
        asked = f"SELECT COUNT(*) FROM {quoted(table.at.dataset)} WHERE NOT ({check})"
        return int(self.connection.exec_driver_sql(asked).scalar_one())

    # --- the clone's rows --------------------------------------------------------------------------------------------

    def _rows_with(
        self, at: DatasetName, where: tuple[str, ...], among: Sequence[tuple[Cell, ...]]
    ) -> list[tuple[Cell, ...]]:
        """The rows with certain values, whole."""
        wanted = [column.name for column in self.clone.tables[at].columns]
        if at.dataset not in self.catalog:
            return []
        statements, found = statements_for(self.connection), []
        for start in range(0, len(among), statements.size):
            part = statements.cells(self.catalog[at.dataset], where, among[start : start + statements.size], wanted)
            found += [cells for _, cells in part]
        return found

    def _keys_of(self, table: Table, rows: Sequence[tuple[Cell, ...]]) -> list[RowKey]:
        place = {column.name: number for number, column in enumerate(table.columns)}
        key = self.clone.dataset(table.at).key
        return list(dict.fromkeys(tuple(row[place[name]] for name in key) for row in rows))

    def _execute(self, statement: str, key: tuple[str, ...], keys: Sequence[RowKey]) -> None:
        where = " AND ".join(f"{quoted(name)} IS ?" for name in key)
        if keys:
            self.connection.exec_driver_sql(f"{statement} WHERE {where}", list(keys))

    def _say(self, id_: str, text: str, help_: str, severity: Severity = Severity.ERROR) -> None:
        self.problems.append(Problem(_PLACE, id_, text, help_, severity))


def _portable(check: str) -> str:
    """A condition as SQLite reads it: PostgreSQL's casts left out, its `= ANY (ARRAY[...])` said as `IN (...)`."""
    return _ANY_OF.sub(r"IN (\1)", _CAST.sub("", check)).replace("`", '"')


def _counted(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"
