"""Is any identifier of a person left, anywhere?

1. Every field of every dataset that could hold one of the identifiers is looked at, whole: no index is trusted, and
   nothing that an earlier search remembers.
2. Rows that stay with a reason, and datasets that are another controller's, are not counted.
3. A field that was looked at and holds nothing is said so (a trace of 0 rows); a system that could not be looked at is
   a problem, and never an absence.
4. For any number of people at once, in one pass over each dataset.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from troth.estate.graph.owners import Owners
from troth.estate.graph.reading import Reading
from troth.estate.graph.scan import Scan
from troth.inventory import FieldName, Observation, Trace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from troth.estate.connector import Connector
    from troth.estate.graph.scan import Sighting
    from troth.inventory import DatasetName, Inventory, RowKey, Seed


def residue(
    inventory: Inventory,
    connectors: Mapping[str, Connector],
    seeds: Sequence[Sequence[Seed]],
    *,
    at: datetime,
    staying: Sequence[Collection[tuple[DatasetName, RowKey]]] = (),
) -> tuple[tuple[Observation, ...], ...]:
    """For each of the people, in their order, what was seen of her identifiers in each system.

    `seeds` are the identifiers of each, `staying` the rows of each that stay with a reason.
    """
    reading = Reading(inventory, connectors)
    scan = Scan(reading, Owners(reading), {})
    wanted = {seed for own in seeds for seed in own}
    by_seed: dict[Seed, list[Sighting]] = {}
    for sighting in scan.sightings(wanted):
        if inventory.by_name[sighting.node[0]].controller is None:
            by_seed.setdefault(sighting.seed, []).append(sighting)
    looked = _looked(reading)
    return tuple(
        _observations(inventory, reading, looked, by_seed, own, staying[number] if staying else (), at)
        for number, own in enumerate(seeds)
    )


def _looked(reading: Reading) -> dict[str, list[FieldName]]:
    """The fields that were looked at, by their systems."""
    found: dict[str, list[FieldName]] = {}
    for at, shape in sorted(reading.shapes.items()):
        if shape.dataset.controller is None:
            names = dict.fromkeys(field.name for field in (*shape.identifying, *shape.texts))
            found.setdefault(at.system, []).extend(FieldName(at.system, at.dataset, name) for name in names)
    return found


def _observations(  # noqa: PLR0913, PLR0917 -- what was seen, and what is not counted of it
    inventory: Inventory,
    reading: Reading,
    looked: Mapping[str, Sequence[FieldName]],
    by_seed: Mapping[Seed, Sequence[Sighting]],
    own: Sequence[Seed],
    staying: Collection[tuple[DatasetName, RowKey]],
    at: datetime,
) -> tuple[Observation, ...]:
    places = {
        (sighting.at, sighting.node)
        for seed in own
        for sighting in by_seed.get(seed, ())
        if sighting.node not in staying
    }
    rows = Counter(field for field, _ in places)
    found = []
    for system in inventory.systems:
        failed = reading.failed.get(system.name)
        traces = tuple(Trace(at=field, rows=rows.get(field, 0)) for field in looked.get(system.name, ()))
        problem = failed.id if failed is not None else ""
        found.append(Observation(system=system.name, at=at, traces=traces, problem=problem))
    return tuple(found)
