"""Small estates in memory, as tests describe them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.connector import Column, ForeignKey, Table
from troth.estate.memory import Memory
from troth.inventory import Content, Dataset, DatasetName, Field, FieldName, Holding, Inventory, Link, LinkKind, System
from troth.words import IdentifierKind, OrganisationId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from troth.estate.connector import Sample
    from troth.inventory import Cell

EMAIL, PHONE = IdentifierKind.EMAIL, IdentifierKind.PHONE
ACCOUNT, COOKIE = IdentifierKind.ACCOUNT, IdentifierKind.COOKIE


def table(
    at: str,
    columns: str,
    rows: Sequence[tuple[Cell, ...]],
    key: str = "id",
    references: Mapping[str, str] | None = None,
    unique: Sequence[str] = (),
) -> tuple[Table, list[tuple[Cell, ...]]]:
    """A table of a system: `table("shop.orders", "id:integer customer_id:integer", [(1, 7)])`."""
    system, _, name = at.partition(".")
    keys = tuple(key.split())
    made = tuple(
        Column(name=own, type=type_.replace("~", " "), unique=keys == (own,) or own in unique)
        for own, _, type_ in (each.partition(":") for each in columns.split())
    )
    foreign = tuple(
        ForeignKey(fields=(of,), to=address(to).of, to_fields=(address(to).field,))
        for of, to in (references or {}).items()
    )
    alone = tuple((each,) for each in unique)
    at_ = DatasetName(system, name)
    return Table(at=at_, columns=made, key=keys, foreign_keys=foreign, unique=alone, rows=len(rows)), list(rows)


@dataclass
class World:
    """Systems in memory."""

    connectors: dict[str, Memory]
    kinds: dict[str, IdentifierKind] = field(default_factory=dict)
    contents: dict[str, Content] = field(default_factory=dict)
    people: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    since: dict[str, str] = field(default_factory=dict)

    @property
    def tables(self) -> list[Table]:
        return [table for each in self.connectors.values() for table in each.declared]

    def samples(self, most: int = 10_000) -> dict[DatasetName, Sample]:
        return {table.at: self.connectors[table.at.system].sample(table, most) for table in self.tables}

    def inventory(self, *links: Link) -> Inventory:
        """What a person reviewed of it."""
        systems = tuple(each.system for each in self.connectors.values())
        datasets = tuple(self._dataset(table) for table in self.tables)
        return Inventory(
            organisation=OrganisationId("acme"), version="1", systems=systems, datasets=datasets, links=links
        )

    def _dataset(self, table: Table) -> Dataset:
        at = str(table.at)
        fields = tuple(
            Field(
                name=column.name,
                type=column.type,
                unique=column.unique,
                identifies=self.kinds.get(f"{at}.{column.name}"),
                content=self.contents.get(f"{at}.{column.name}", Content.VALUE),
            )
            for column in table.columns
        )
        holds = Holding.SUBJECTS if at in self.people else Holding.SHARED if at in self.shared else Holding.ABOUT
        return Dataset(
            at=table.at, fields=fields, key=table.key, holds=holds, since=self.since.get(at, ""), rows=table.rows
        )


def world(*tables: tuple[Table, list[tuple[Cell, ...]]]) -> World:
    systems: dict[str, list[tuple[Table, list[tuple[Cell, ...]]]]] = {}
    for each in tables:
        systems.setdefault(each[0].at.system, []).append(each)
    return World(
        {
            name: Memory(
                System(name=name, kind="memory", url=""),
                tuple(declared for declared, _ in own),
                {declared.at.dataset: rows for declared, rows in own},
            )
            for name, own in systems.items()
        }
    )


def address(text: str) -> FieldName:
    """`shop.orders.customer_id`."""
    system, dataset, name = text.split(".", 2)
    return FieldName(system, dataset, name)


def link(of: str, to: str, *, down: bool = True, up: bool = False, **more: object) -> Link:
    """A confirmed link; several fields with blanks between them."""
    return Link(
        of=tuple(map(address, of.split())),
        to=tuple(map(address, to.split())),
        downwards=down,
        upwards=up,
        **{"kind": LinkKind.INFERRED, "confirmed": True, **more},  # type: ignore[arg-type]
    )
