"""How does a folder of files answer as a system of the estate?

Every file of a kind that we know, in the folder and below it, is a dataset; it is called by its path within the folder.
A file has no key and no reference. Reading only: files are changed by whoever writes them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.connector import Column, EstateProblem, Reach, Sample, Table
from troth.estate.files.reading import SUFFIXES, read_file
from troth.inventory import Became, DatasetName, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from troth.inventory import Action, Cell, Dataset, System

_COUNTED = 64 * 1024 * 1024
"""Octets up to which a file's rows are counted by reading it; of a larger one they are estimated from its beginning."""


@dataclass(frozen=True, slots=True)
class FilesConnector:
    """A folder of CSV, JSON Lines and Parquet files."""

    system: System
    folder: Path

    def probe(self) -> Reach:
        """Whether the folder is there, and how many files it has."""
        try:
            count = len(self._files())
        except EstateProblem as problem:
            return Reach(system=self.system.name, reached=False, problem=problem.id, help=problem.help)
        return Reach(system=self.system.name, reached=True, says=f"{count} files")

    def tables(self) -> tuple[Table, ...]:
        """Every file; one that cannot be read says so. Raises `EstateProblem` where the folder is not there."""
        return tuple(self._table(path) for path in self._files())

    def sample(self, table: Table, most: int) -> Sample:
        """At most so many rows, at even distances where the file has more. Raises `EstateProblem`."""
        columns, rows = self._open(table.at)
        step = max(1, table.rows // most) if table.rows > most else 1
        kept = list(itertools.islice(rows, 0, None if step > 1 else most + 1, step))
        complete = step == 1 and len(kept) <= most
        kept = kept[:most]
        cells = tuple(zip(*kept, strict=True)) if kept else ((),) * len(columns)
        return Sample(at=table.at, columns=columns, cells=cells, complete=complete)

    def rows(
        self, dataset: Dataset, where: tuple[str, ...], among: Sequence[tuple[Cell, ...]], wanted: tuple[str, ...]
    ) -> Iterator[tuple[Cell, ...]]:
        """The `wanted` fields of the rows whose `where` fields hold one of the tuples, in one pass over the file.

        A file has no types: cells are compared as their text.
        """
        sought = {tuple(_text(cell) for cell in each) for each in among}
        columns, rows = self._open(dataset.at)
        asked, given = self._places(dataset, columns, where), self._places(dataset, columns, wanted)
        for row in rows:
            if tuple(_text(row[place]) for place in asked) in sought:
                yield tuple(row[place] for place in given)

    def cells(
        self, dataset: Dataset, wanted: tuple[str, ...], like: tuple[str, ...] = ()
    ) -> Iterator[tuple[Cell, ...]]:
        """The `wanted` fields of all rows, in the order of the file; files are read whole, whatever is asked for."""
        del like
        columns, rows = self._open(dataset.at)
        given = self._places(dataset, columns, wanted)
        for row in rows:
            yield tuple(row[place] for place in given)

    def perform(self, datasets: Mapping[DatasetName, Dataset], actions: Sequence[Action]) -> list[Outcome]:
        """Refuse: a file is changed by whoever writes it."""
        del datasets
        help_ = "change the file where it is made, and record it"
        return [
            Outcome(action=action.id, became=Became.REFUSED, problem="estate.read-only", help=help_)
            for action in actions
        ]

    def close(self) -> None:
        """Nothing is held."""

    def _files(self) -> list[Path]:
        if not self.folder.is_dir():
            raise EstateProblem(
                f"the folder of `{self.system.name}` is not there",
                id="estate.unreachable",
                help="check its path, and that it is mounted",
            )
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path.suffix.lower() in SUFFIXES)

    def _table(self, path: Path) -> Table:
        at = DatasetName(self.system.name, path.relative_to(self.folder).as_posix())
        try:
            columns, rows = read_file(path)
            types = _types(list(itertools.islice(rows, 200)), len(columns))
            count = _count(path)
        except EstateProblem as problem:
            return Table(at=at, columns=(), problem=problem.text)
        except OSError as error:
            return Table(at=at, columns=(), problem=f"the file `{path.name}` cannot be read: {error.strerror}")
        declared = tuple(Column(name=name, type=type_) for name, type_ in zip(columns, types, strict=True))
        return Table(at=at, columns=declared, rows=count)

    def _open(self, at: DatasetName) -> tuple[tuple[str, ...], Iterator[tuple[Cell, ...]]]:
        path = self.folder / at.dataset
        try:
            return read_file(path)
        except (OSError, KeyError):
            help_ = "it went since the estate was scanned: scan again"
            raise EstateProblem(f"`{at}` is not there any more", id="estate.table-gone", help=help_) from None

    def _places(self, dataset: Dataset, columns: tuple[str, ...], names: tuple[str, ...]) -> tuple[int, ...]:
        missing = [name for name in names if name not in columns]
        if missing:
            help_ = "its columns changed since the estate was scanned: scan again"
            raise EstateProblem(f"`{dataset.at}` has no column `{missing[0]}`", id="estate.column-gone", help=help_)
        return tuple(columns.index(name) for name in names)


def _text(cell: Cell) -> Cell:
    return None if cell is None else str(cell)


def _types(rows: list[tuple[Cell, ...]], width: int) -> list[str]:
    """What the first cells of each column are: `integer`, `number`, `boolean`, else `text`."""
    names = {int: "integer", float: "number", bool: "boolean", str: "text", bytes: "binary"}
    found = []
    for place in range(width):
        kinds = {names[type(row[place])] for row in rows if row[place] is not None}
        found.append(kinds.pop() if len(kinds) == 1 else "text")
    return found


def _count(path: Path) -> int:
    if path.suffix.lower() == ".parquet":
        from pyarrow import parquet

        return int(parquet.ParquetFile(path).metadata.num_rows)
    size = path.stat().st_size
    if size <= _COUNTED:
        return sum(1 for _ in read_file(path)[1])
    with path.open("rb") as file:
        head = file.read(1 << 20)
    return size * max(1, head.count(b"\n")) // len(head)
