"""Is any identifier of these people still anywhere?

After an erasure, and whenever somebody asks. Nothing is followed and nothing inferred: every field of every dataset
that could hold one is read, whatever the inventory takes it for. Rules:

1. A field that can hold text is read as text; one that the inventory says identifies, or holds digests, also as that.
2. For each field that was read there is a trace for each person: how many rows hold one of her identifiers, 0 where
   none does.
3. Rows that stay with a reason, and datasets that are another controller's, are not counted.
4. A system that fails, is not reached, or could not be read to its end gives an observation with a problem, and no
   trace: what was not seen is never said to be absent.

What it leaves out: what an identifier in a field means (`find`), and files and tables that the inventory does not have.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem
from troth.estate.graph.cellforms import may_hold_text
from troth.estate.graph.sought import Sought
from troth.inventory import Content, FieldName, Observation, Trace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from troth.clock import Clock
    from troth.estate.connector import Connector
    from troth.inventory import Cell, Dataset, DatasetName, Field, Inventory, RowKey, Seed

_AT_ONCE = 4000
_NO_CONNECTOR = "estate.no-connector"
Counts = dict[tuple[int, FieldName], int]


def residue(
    inventory: Inventory,
    connectors: Mapping[str, Connector],
    seeds: Sequence[Sequence[Seed]],
    clock: Clock,
    *,
    staying: Sequence[Collection[tuple[DatasetName, RowKey]]] = (),
) -> tuple[tuple[Observation, ...], ...]:
    """For each of the people, in their order, an observation of each system, in the order of their names.

    `seeds` are the identifiers of each, in their normal form; `connectors` by the name of their system; `staying` the
    rows of each that stay with a reason.
    """
    apart = frozenset((number, at, key) for number, own in enumerate(staying) for at, key in own)
    people: dict[Seed, list[int]] = {}
    for number, own in enumerate(seeds):
        for seed in dict.fromkeys(own):
            people.setdefault(seed, []).append(number)
    sought = Sought(people)
    systems = sorted({dataset.at.system for dataset in inventory.datasets} | {each.name for each in inventory.systems})
    seen: list[list[Observation]] = [[] for _ in seeds]
    for system in systems:
        counts: Counts = {}
        connector = connectors.get(system)
        own_here = [each for each in inventory.datasets if each.at.system == system and each.controller is None]
        datasets = sorted(own_here, key=lambda each: each.at)
        looked: list[FieldName] = []
        problem = "" if connector is not None else _NO_CONNECTOR
        try:
            for dataset in datasets if connector is not None else ():
                looked += _look(connector, dataset, sought, people, counts, apart) if connector is not None else ()
        except EstateProblem as failed:
            problem = failed.id
        at = clock.now()
        absent = {name: Trace(at=name, rows=0) for name in looked}
        for number, observed in enumerate(seen):
            traces = tuple(
                Trace(at=name, rows=counts[number, name]) if (number, name) in counts else absent[name]
                for name in looked
            )
            observed.append(Observation(system=system, at=at, traces=() if problem else traces, problem=problem))
    return tuple(tuple(own) for own in seen)


def _look(
    connector: Connector,
    dataset: Dataset,
    sought: Sought,
    people: Mapping[Seed, Sequence[int]],
    counts: Counts,
    apart: Collection[tuple[int, DatasetName, RowKey]],
) -> list[FieldName]:
    """Read a dataset once; the fields that were read. Adds to the counts. Raises `EstateProblem`."""
    fields = [field for field in dataset.fields if _could_hold(field)]
    if not fields:
        return []
    names = [FieldName(dataset.at.system, dataset.at.dataset, field.name) for field in fields]
    key = (dataset.key or tuple(field.name for field in dataset.fields)) if apart else ()
    wanted = tuple(dict.fromkeys((*(field.name for field in fields), *key)))
    places = [wanted.index(name) for name in key]
    like = tuple(field.name for field in fields) if sought.is_like else ()
    for rows in _cut(connector.cells(dataset, wanted, like)):
        keys = [tuple(row[place] for place in places) for row in rows] if apart else []
        for name, field, cells in zip(names, fields, zip(*rows, strict=True), strict=False):
            holding = {(number, place) for place, seed in _seen(field, cells, sought) for number in people[seed]}
            if apart:
                holding = {each for each in holding if (each[0], dataset.at, keys[each[1]]) not in apart}
            for number, rows_with in Counter(number for number, _ in holding).items():
                counts[number, name] = counts.get((number, name), 0) + rows_with
    return names


def _could_hold(field: Field) -> bool:
    """Rule 1. A field that is declared to identify is read whatever its type."""
    if field.content is Content.BINARY:
        return False
    return field.identifies is not None or field.content is not Content.VALUE or may_hold_text(field.type)


def _seen(field: Field, cells: Sequence[Cell], sought: Sought) -> set[tuple[int, Seed]]:
    """What a column's cells hold: as text, and as what the inventory says of it."""
    found = sought.within(field.identifies, Content.TEXT, cells)
    found |= sought.within(field.identifies, Content.HASH, cells)
    return found


def _cut(rows: Iterator[tuple[Cell, ...]]) -> Iterator[list[tuple[Cell, ...]]]:
    piece: list[tuple[Cell, ...]] = []
    for row in rows:
        piece.append(row)
        if len(piece) >= _AT_ONCE:
            yield piece
            piece = []
    if piece:
        yield piece
