"""What does every kind of system answer to?

The port between troth and an estate. A connector knows one kind of system; nothing outside its folder knows how it is
reached. Rules:

1. A system that is away, a password that is wrong, a table that is gone: an `EstateProblem` with its id, or an outcome
   that says so. Never an empty answer: "nothing found" is said only by who looked.
2. `perform` is one transaction a call: all actions take effect, or none does and each outcome says what stopped it.
3. What comes out is plain cells (`troth.inventory.Cell`): times in ISO 8601, decimals as their digits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from troth.errors import OutsideWorldFailed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.inventory import Action, Cell, Dataset, DatasetName, Outcome, System


class EstateProblem(OutsideWorldFailed):
    """A system of the estate failed: away, locked, refusing. `id` says which; `again` whether trying again may help."""

    def __init__(self, text: str, *, id: str, help: str, again: bool = True) -> None:  # noqa: A002 -- as its parent
        super().__init__(text, id=id, help=help)
        self.again = again


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column as its system declares it."""

    name: str
    type: str = ""
    """In lower case, as the system names it: `varchar(255)`, `jsonb`."""
    nullable: bool = True
    unique: bool = False
    """True where it alone is a primary key or a unique constraint."""
    remark: str = ""
    """The comment that the system keeps on it."""
    limit: int = 0
    """The most characters it takes; 0 where it has no such limit."""
    generated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """A declared reference; what the system does when the row it points at goes."""

    fields: tuple[str, ...]
    to: DatasetName
    to_fields: tuple[str, ...]
    on_delete: str = ""
    """`cascade`, `set null`, `restrict`, `no action`; empty where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A dataset as its system declares it."""

    at: DatasetName
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()
    checks: tuple[str, ...] = ()
    """The conditions that rows must meet, as the system writes them."""
    triggers: tuple[str, ...] = ()
    rows: int = 0
    """Counted, or estimated by the system where counting takes long."""
    is_view: bool = False
    remark: str = ""
    problem: str = ""
    """Why its columns could not be read, in one sentence; it has none then. What else is there can be."""

    def column(self, name: str) -> Column | None:
        """The column of this name."""
        return next((each for each in self.columns if each.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Cells of a table: `columns` names them, `cells` holds a sequence for each, all of the same length."""

    at: DatasetName
    columns: tuple[str, ...]
    cells: tuple[Sequence[Cell], ...] = field(repr=False)
    complete: bool = False
    """Whether these are all rows of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether a system can be reached, and what it is: a version for people, never an address with a password."""

    system: str
    reached: bool
    says: str = ""
    problem: str = ""
    help: str = ""


class Connector(Protocol):
    """One system of the estate."""

    @property
    def system(self) -> System:
        """Which one."""

    def probe(self) -> Reach:
        """Whether it answers; never raises for a system that is away."""

    def tables(self) -> tuple[Table, ...]:
        """What it declares: every table and view, with keys and references. Raises `EstateProblem`."""

    def sample(self, table: Table, most: int) -> Sample:
        """At most so many rows of a table, spread over it where it has more. Raises `EstateProblem`."""

    def rows(
        self, dataset: Dataset, where: tuple[str, ...], among: Sequence[tuple[Cell, ...]], wanted: tuple[str, ...]
    ) -> Iterator[tuple[Cell, ...]]:
        """The `wanted` fields of the rows whose `where` fields hold one of the tuples in `among`.

        Any number of tuples: the connector cuts them into statements. Raises `EstateProblem`.
        """

    def cells(
        self, dataset: Dataset, wanted: tuple[str, ...], like: tuple[str, ...] = ()
    ) -> Iterator[tuple[Cell, ...]]:
        """The `wanted` fields of all rows, in the order of the key where there is one. Raises `EstateProblem`.

        Rows may be left out in which none of the `like` fields looks as if an address or a number of anybody's stood
        in it (`troth.estate.lookalikes`): a system that can tell so itself need not send them.
        """

    def perform(self, datasets: Mapping[DatasetName, Dataset], actions: Sequence[Action]) -> list[Outcome]:
        """Carry out actions, in their order, in one transaction; an outcome for each. Never raises for the system."""

    def close(self) -> None:
        """Give back what it holds."""
