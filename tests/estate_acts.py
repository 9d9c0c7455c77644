"""How does a test say what is to be done to rows, and to whose?"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from troth.clock import SetClock
from troth.estate.sql import SqlConnector
from troth.inventory import Action, Dataset, DatasetName, Doing, Putting, Seed, Setting, System
from troth.words import IdentifierKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from live_databases import LiveDatabase
    from troth.inventory import Became, Cell, RowKey

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALICE = Seed(IdentifierKind.EMAIL, "alice@example.org")
ALICES_PHONE = Seed(IdentifierKind.PHONE, "+491701234567")
BOB = Seed(IdentifierKind.EMAIL, "bob@example.org")
NOBODY = Setting(field="email", value="erased-{}@erased.invalid", how=Putting.UNIQUE)


def named(dataset: str) -> DatasetName:
    return DatasetName("shop", dataset)


def keyed(*datasets: tuple[str, str], **more: tuple[str, ...]) -> dict[DatasetName, Dataset]:
    """Datasets by name, each with the fields of its key, parted by blanks."""
    found = [Dataset(at=named(name), key=tuple(key.split())) for name, key in datasets]
    return {dataset.at: dataset for dataset in found}


def delete(id_: str, dataset: str, *rows: RowKey) -> Action:
    return Action(id=id_, dataset=named(dataset), doing=Doing.DELETE, rows=rows)


def change(id_: str, dataset: str, *rows: RowKey, settings: Sequence[Setting], redact: Sequence[Seed] = ()) -> Action:
    return Action(
        id=id_, dataset=named(dataset), doing=Doing.CHANGE, rows=rows, settings=tuple(settings), redact=tuple(redact)
    )


def put(field: str, value: Cell = None) -> Setting:
    return Setting(field=field, value=value)


def redact(field: str) -> Setting:
    return Setting(field=field, how=Putting.REDACT)


@contextmanager
def connected(live: LiveDatabase, url: str = "") -> Iterator[SqlConnector]:
    connector = SqlConnector(System(name="shop", kind="sql", url=url or live.url), url or live.url, SetClock(NOON))
    try:
        yield connector
    finally:
        connector.close()


def carry_out(
    live: LiveDatabase, datasets: dict[DatasetName, Dataset], *actions: Action, url: str = ""
) -> list[tuple[Became, int, str]]:
    """What became of actions: how, of how many rows, and the problem."""
    with connected(live, url) as connector:
        return [(each.became, each.rows, each.problem) for each in connector.perform(datasets, actions)]
