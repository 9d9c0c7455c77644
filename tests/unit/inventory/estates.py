"""Small inventories for tests: one system called `shop`."""

from __future__ import annotations

from troth.inventory import Dataset, DatasetName, Field, Inventory, Link, System
from troth.words import OrganisationId


def dataset(name: str, *fields: Field, key: tuple[str, ...] = ("id",), **more: object) -> Dataset:
    return Dataset(at=DatasetName("shop", name), fields=fields, key=key, **more)  # type: ignore[arg-type]


def inventory(*datasets: Dataset, links: tuple[Link, ...] = ()) -> Inventory:
    return Inventory(
        organisation=OrganisationId("example"),
        version="1",
        systems=(System(name="shop", kind="sql", url="env:SHOP"),),
        datasets=datasets,
        links=links,
    )
