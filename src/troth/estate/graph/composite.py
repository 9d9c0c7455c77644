"""Which columns together point at a key of several columns?

Rules:

1. A key of several columns is pointed at by columns of the same names in another table, all of them.
2. Their tuples are among the key's tuples.
3. A table that only joins others is not pointed at in this way: its columns are keys of other tables, and whoever has
   the same two columns joins the same others. One column of the key has to be its own (`line_no`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.estate.connector import EstateProblem
from troth.estate.graph.cellforms import canonical
from troth.estate.graph.containment import dataset_of
from troth.estate.graph.names import agree, key_words, nouns, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.estate.connector import Connector, Sample, Table
    from troth.inventory import Cell, DatasetName

_ASKED = 100
_HELD = 0.95


def composites(
    tables: Sequence[Table],
    samples: Mapping[DatasetName, Sample],
    pointing: frozenset[tuple[DatasetName, str]],
    connectors: Mapping[str, Connector],
) -> Iterator[tuple[Table, tuple[str, ...], Table, tuple[str, ...], int]]:
    """The table and columns that point, those pointed at, and how many tuples were looked at.

    `pointing` are the columns that point at other tables by themselves.
    """
    keyed = [(table, key) for table in tables if not table.is_view for key in _keys(table)]
    for to, key in keyed:
        if all((to.at, name) in pointing for name in key):
            continue
        for of in tables:
            if of.is_view or of.at == to.at or of.at.system != to.at.system:
                continue
            named = _same_names(of, key)
            if named and (looked := _held(of, named, to, key, samples, connectors)):
                yield of, named, to, key, looked


def _keys(table: Table) -> list[tuple[str, ...]]:
    return [key for key in dict.fromkeys((table.key, *table.unique)) if 1 < len(key) <= 4]  # noqa: PLR2004


def _same_names(table: Table, key: tuple[str, ...]) -> tuple[str, ...]:
    """The table's columns of the key's names, in its order; none where one is lacking or is named `id`."""
    found = []
    for name in key:
        wanted = words(name)
        exact = [c.name for c in table.columns if words(c.name) == wanted]
        near = [c.name for c in table.columns if _alike(words(c.name), wanted)]
        chosen = (exact or near)[:1]
        if not chosen or chosen[0] in found or wanted == ("id",):
            return ()
        found += chosen
    return tuple(found)


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    own, theirs = nouns(one), nouns(other)
    if not own or len(own) != len(theirs) or key_words(one) != key_words(other):
        return False
    return all(agree(a, b) >= 0.9 for a, b in zip(own, theirs, strict=True))  # noqa: PLR2004


def _held(
    of: Table,
    named: tuple[str, ...],
    to: Table,
    key: tuple[str, ...],
    samples: Mapping[DatasetName, Sample],
    connectors: Mapping[str, Connector],
) -> int:
    """How many tuples were looked at, where nearly all are among the key's; 0 otherwise."""
    own, theirs = _tuples(samples.get(of.at), named), _tuples(samples.get(to.at), key)
    if len(own) < 2:  # noqa: PLR2004 -- one tuple is no evidence
        return 0
    looked = dict(sorted(own.items())[:: max(1, len(own) // _ASKED)])
    there = {form for form in looked if form in theirs}
    lacking = [cells for form, cells in looked.items() if form not in there]
    if lacking and not samples[to.at].complete and to.at.system in connectors:
        try:
            rows = connectors[to.at.system].rows(dataset_of(to), key, lacking, key)
            there |= {tuple(map(canonical, row)) for row in rows}
        except EstateProblem:
            return 0
    return len(looked) if len(there & looked.keys()) >= _HELD * len(looked) else 0


def _tuples(sample: Sample | None, named: tuple[str, ...]) -> dict[tuple[str, ...], tuple[Cell, ...]]:
    if sample is None or not set(named) <= set(sample.columns):
        return {}
    columns = [sample.cells[sample.columns.index(name)] for name in named]
    found = {tuple(map(canonical, row)): row for row in zip(*columns, strict=True) if None not in row}
    return {form: row for form, row in found.items() if all(form)}
