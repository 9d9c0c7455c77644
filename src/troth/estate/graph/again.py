"""What do rows hold now that were found before?

1. Rows are read by their keys. None is looked for by an identifier: whoever's rows came since is not concerned.
2. A row that is gone is not in the answer. A system that is away raises, as every search does.
3. Whose fields of a shared row are meant is said by whoever found it first: the row itself does not tell any more.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from troth.errors import WrongUse
from troth.inventory import FoundRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.estate.connector import Connector
    from troth.inventory import Cell, Dataset, DatasetName, Inventory, RowKey


def read_again(
    inventory: Inventory,
    connectors: Mapping[str, Connector],
    wanted: Mapping[DatasetName, Mapping[RowKey, tuple[str, ...]]],
) -> list[FoundRow]:
    """The rows as they are now, with all their cells, in the order of their datasets.

    `wanted` are keys of rows by dataset, each with the fields that are this person's where the row is of several.

    Raises:
        WrongUse: `estate.no-such-dataset`: the estate that holds now has no such dataset, or no key for it.
        EstateProblem: a system is away.
    """
    found: list[FoundRow] = []
    for at in sorted(wanted):
        dataset = inventory.by_name.get(at)
        connector = connectors.get(at.system)
        if dataset is None or connector is None or not dataset.key:
            raise WrongUse(
                f"rows that were kept in `{at}` cannot be read again: the estate has no such dataset with a key",
                id="estate.no-such-dataset",
                help="load an estate that has it, or look after these rows by hand",
            )
        names = tuple(dict.fromkeys((*dataset.key, *(field.name for field in dataset.fields))))
        rows = connector.rows(dataset, dataset.key, list(wanted[at]), names)
        found += [_row(dataset, dict(zip(names, cells, strict=True)), wanted[at]) for cells in rows]
    return found


def _row(dataset: Dataset, cells: Mapping[str, Cell], wanted: Mapping[RowKey, tuple[str, ...]]) -> FoundRow:
    key = tuple(cells[name] for name in dataset.key)
    own = wanted.get(key, ())
    return FoundRow(
        dataset=dataset.at,
        key=key,
        fields=own,
        shared=bool(own),
        since=moment(cells[dataset.since]) if dataset.field(dataset.since) else None,
        cells=tuple(cells[field.name] for field in dataset.fields),
    )


def moment(cell: Cell) -> datetime | None:
    """A time in ISO 8601; None where it is none."""
    if not isinstance(cell, str):
        return None
    try:
        return datetime.fromisoformat(cell)
    except ValueError:
        return None
