"""What would a system look like, as far as a plan touches it?

A clone is a SQLite database in memory: the tables that a plan touches and those that declared references join to them,
with copies of the rows in question. It has no constraints: what would break one is asked of it (`trial`), so that the
first conflict does not hide the second.

Rules:
1. Copied are the rows that the plan deletes or changes; the rows that point at those which it deletes, and where those
   would go too, the rows that point at them; the rows that have a value already which is to be unique.
2. At most `MOST` rows a table: what is left out is told (`cut`).
3. The system is only read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from troth.inventory import Dataset, Doing, Field, Putting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Engine

    from troth.estate.connector import Connector, ForeignKey, Table
    from troth.inventory import Action, Cell, DatasetName, Inventory

MOST = 20_000
_TYPES = (
    (("interval", "point", "date", "time", "json", "uuid"), "TEXT"),
    (("int", "serial", "bool", "bit", "year"), "INTEGER"),
    (("num", "dec", "float", "double", "real", "money"), "NUMERIC"),
    (("blob", "binary", "bytea"), "BLOB"),
)
"""By a part of the type's name, the first that fits; text where none does."""


@dataclass(slots=True)
class Clone:
    """The tables of one system, and copies of rows."""

    tables: Mapping[DatasetName, Table]
    inventory: Inventory
    connector: Connector
    engine: Engine = field(init=False)
    cut: set[DatasetName] = field(default_factory=set)
    """The tables of which not every row in question was copied."""
    _made: dict[DatasetName, tuple[str, ...]] = field(default_factory=dict)
    _copied: dict[DatasetName, set[tuple[Cell, ...]]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import StaticPool

        self.engine = create_engine("sqlite://", poolclass=StaticPool)

    # --- what there is -----------------------------------------------------------------------------------------------

    @property
    def datasets(self) -> dict[DatasetName, Dataset]:
        """The datasets that were copied, with the keys by which plans name their rows."""
        return {at: self.dataset(at) for at in self._made}

    def dataset(self, at: DatasetName) -> Dataset:
        """A table as a dataset: the reviewed key, else the declared one."""
        table, reviewed = self.tables[at], self.inventory.by_name.get(at)
        key = reviewed.key if reviewed is not None and reviewed.key else table.key
        fields = tuple(Field(name=each.name, type=each.type) for each in table.columns)
        return Dataset(at=at, key=key or tuple(each.name for each in table.columns), fields=fields)

    def pointing_at(self, at: DatasetName) -> Iterator[tuple[Table, ForeignKey]]:
        """The references to a table, each with the table that declares it."""
        for table in sorted(self.tables.values(), key=lambda each: each.at):
            for reference in table.foreign_keys:
                if reference.to == at and reference.to_fields:
                    yield table, reference

    # --- what is copied ----------------------------------------------------------------------------------------------

    def copy(self, connection: Connection, actions: Sequence[Action]) -> None:
        """Copy what actions touch. Raises `EstateProblem` where the system cannot be read."""
        going: list[tuple[DatasetName, list[tuple[Cell, ...]]]] = []
        for action in actions:
            rows = self._copy(connection, action.dataset, self.dataset(action.dataset).key, action.rows)
            if action.doing is Doing.DELETE:
                going.append((action.dataset, rows))
            else:
                self._copy_holders(connection, action, rows)
        while going:
            at, rows = going.pop()
            place = {name: number for number, name in enumerate(self._made[at])}
            for child, reference in self.pointing_at(at):
                among = {tuple(row[place[name]] for name in reference.to_fields) for row in rows}
                whole = sorted((each for each in among if None not in each), key=repr)
                found = self._copy(connection, child.at, reference.fields, whole)
                if reference.on_delete == "cascade" and found:
                    going.append((child.at, found))

    def _copy(
        self, connection: Connection, at: DatasetName, where: tuple[str, ...], among: Sequence[tuple[Cell, ...]]
    ) -> list[tuple[Cell, ...]]:
        """Copy the rows with certain values; gives those that are new here."""
        names = self._make(connection, at)
        copied = self._copied[at]
        room = MOST - len(copied)
        asked = self.connector.rows(self.dataset(at), where, among[: MOST + 1], names) if among else iter(())
        found = list(islice(asked, room + 1))
        if len(found) > room or len(among) > MOST:
            self.cut.add(at)
        new = [row for row in dict.fromkeys(found[:room]) if row not in copied]
        copied.update(new)
        if new:
            marks = ", ".join("?" for _ in names)
            connection.exec_driver_sql(f"INSERT INTO {quoted(at.dataset)} VALUES ({marks})", new)
        return new

    def _copy_holders(self, connection: Connection, action: Action, rows: Sequence[tuple[Cell, ...]]) -> None:
        """Copy the rows that have a value already which the action puts where it must be unique."""
        table = self.tables[action.dataset]
        puts = {each.field: each.value for each in action.settings if each.how is Putting.VALUE}
        place = {name: number for number, name in enumerate(self._made[action.dataset])}
        for fields in unique_of(table):
            if puts.keys() & set(fields):
                wanted = {tuple(puts[name] if name in puts else row[place[name]] for name in fields) for row in rows}
                whole = sorted((each for each in wanted if None not in each), key=repr)
                self._copy(connection, action.dataset, fields, whole)

    def _make(self, connection: Connection, at: DatasetName) -> tuple[str, ...]:
        """Make a table, where that was not done yet; gives the names of its columns."""
        if at not in self._made:
            columns = self.tables[at].columns
            said = ", ".join(f"{quoted(each.name)} {_type(each.type, each.limit)}" for each in columns)
            connection.exec_driver_sql(f"CREATE TABLE {quoted(at.dataset)} ({said})")
            self._made[at] = tuple(each.name for each in columns)
            self._copied[at] = set()
        return self._made[at]


def unique_of(table: Table) -> tuple[tuple[str, ...], ...]:
    """The fields that together must be unique: the key, and what is declared."""
    return tuple(dict.fromkeys(each for each in (table.key, *table.unique) if each))


def quoted(name: str) -> str:
    """A name as SQLite takes it; the driver that is used here has no marks with percent signs."""
    return '"' + name.replace('"', '""') + '"'


def _type(declared: str, limit: int) -> str:
    affinity = next((type_ for words, type_ in _TYPES if any(word in declared for word in words)), "")
    return affinity or (f"VARCHAR({limit})" if limit else "TEXT")
