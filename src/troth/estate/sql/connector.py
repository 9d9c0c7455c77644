"""How does a database answer as a system of the estate?

A connection is opened for a question and given back after it. Those that read cannot write (`engine`); those that write
are others, and wait for nobody long (`writing`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from troth.clock import SystemClock
from troth.estate.connector import EstateProblem, Reach
from troth.estate.sql.engine import make_engine, problem_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from sqlalchemy import Connection, Engine, TableClause

    from troth.clock import Clock
    from troth.estate.connector import Sample, Table
    from troth.estate.sql.perform import Writing
    from troth.estate.sql.reflect import Where
    from troth.inventory import Action, Cell, Dataset, DatasetName, Outcome, System


@dataclass
class SqlConnector:
    """A database. `url` may hold a password: it stands in no `repr`."""

    system: System
    url: str = field(repr=False)
    clock: Clock = field(default_factory=SystemClock, repr=False)

    @cached_property
    def _engine(self) -> Engine:
        return make_engine(self.url)

    @cached_property
    def _writing(self) -> Writing:
        from troth.estate.sql.perform import Writing
        from troth.estate.sql.writing import writing_engine

        return Writing(lambda: writing_engine(self.url), self.system.name)

    def probe(self) -> Reach:
        """Whether it answers, and its version."""
        try:
            with self._connected() as connection:
                info = connection.dialect.server_version_info or ()
                says = f"{connection.dialect.name} {'.'.join(map(str, info))}"
        except EstateProblem as problem:
            return Reach(system=self.system.name, reached=False, problem=problem.id, help=problem.help)
        return Reach(system=self.system.name, reached=True, says=says)

    def tables(self) -> tuple[Table, ...]:
        """Every table and view. Raises `EstateProblem` where it cannot be reached."""
        from sqlalchemy.exc import SQLAlchemyError

        from troth.estate.sql.reflect import reflect

        with self._connected() as connection:
            try:
                return tuple(reflect(connection, self.system.name))
            except SQLAlchemyError as error:
                raise problem_of(error, self.system.name) from None

    def sample(self, table: Table, most: int) -> Sample:
        """At most so many rows of a table. Raises `EstateProblem`."""
        from sqlalchemy.exc import SQLAlchemyError

        from troth.estate.sql.sample import sample

        names = tuple(column.name for column in table.columns)
        with self._connected() as connection:
            source = self._source(connection, table.at, names)
            try:
                return sample(connection, table, source, most)
            except (SQLAlchemyError, ValueError, OverflowError) as error:
                raise problem_of(error, self.system.name, table.at.dataset) from None

    def rows(
        self, dataset: Dataset, where: tuple[str, ...], among: Sequence[tuple[Cell, ...]], wanted: tuple[str, ...]
    ) -> Iterator[tuple[Cell, ...]]:
        """The `wanted` fields of the rows whose `where` fields hold one of the tuples. Raises `EstateProblem`."""
        from sqlalchemy.exc import SQLAlchemyError

        from troth.estate.sql.rows import rows_among

        with self._connected() as connection:
            source = self._source(connection, dataset.at, tuple(dict.fromkeys((*where, *wanted))))
            try:
                yield from rows_among(connection, source, dataset, where, among, wanted)
            except SQLAlchemyError as error:
                raise problem_of(error, self.system.name, dataset.at.dataset) from None

    def cells(
        self, dataset: Dataset, wanted: tuple[str, ...], like: tuple[str, ...] = ()
    ) -> Iterator[tuple[Cell, ...]]:
        """The `wanted` fields of all rows, or of those that look like it. Raises `EstateProblem`."""
        from sqlalchemy.exc import SQLAlchemyError

        from troth.estate.sql.rows import all_rows

        with self._connected() as connection:
            source = self._source(connection, dataset.at, tuple(dict.fromkeys((*dataset.key, *wanted, *like))))
            try:
                yield from all_rows(connection, source, dataset, wanted, like)
            except SQLAlchemyError as error:
                raise problem_of(error, self.system.name, dataset.at.dataset) from None

    def perform(self, datasets: Mapping[DatasetName, Dataset], actions: Sequence[Action]) -> list[Outcome]:
        """Carry out actions of any number of requests in one transaction; an outcome for each (`perform`)."""
        return self._writing.perform(datasets, actions, self.clock.now())

    def close(self) -> None:
        """Close its connections."""
        if "_engine" in self.__dict__:
            self._engine.dispose()
        if "_writing" in self.__dict__:
            self._writing.close()

    def _connected(self) -> AbstractContextManager[Connection]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            return self._engine.connect()
        except SQLAlchemyError as error:
            raise problem_of(error, self.system.name) from None

    @cached_property
    def _places(self) -> dict[str, Where]:
        from troth.estate.sql.reflect import datasets

        with self._connected() as connection:
            return {where.dataset: where for where in datasets(connection)}

    def _source(self, connection: Connection, at: DatasetName, names: Sequence[str]) -> TableClause:
        """The table with the columns that are asked for; its names are quoted as they stand."""
        from sqlalchemy import column, quoted_name, table
        from sqlalchemy.types import NullType

        place = self._places.get(at.dataset)
        if place is None:
            del self.__dict__["_places"]
            place = self._places.get(at.dataset)
        if place is None:
            help_ = "it went since the estate was scanned: scan again"
            raise EstateProblem(f"`{at}` is not there any more", id="estate.table-gone", help=help_)
        del connection
        columns = [column(quoted_name(name, quote=True), type_=NullType()) for name in names]
        schema = None if place.schema is None else quoted_name(place.schema, quote=True)
        return table(quoted_name(place.table, quote=True), *columns, schema=schema)
