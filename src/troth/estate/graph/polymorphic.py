"""Which columns point at one table or another, as a column beside them says?

`owner_type` and `owner_id`: the type names the table, the id its row. Rules:

1. The two columns are named alike but for `type` (or `kind`, `class`, `table`, `model`) and `id`.
2. Each value of the type that names a table (`Customer`, `App\\Models\\Customer`, `crm_customers`) is held against that
   table's key: the ids of the rows of this type have to be among it. Each type is a link of its own.
3. A single letter or figure names a table only where no other table fits.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from troth.estate.graph.candidates import Candidate
from troth.estate.graph.cellforms import canonical
from troth.estate.graph.names import agree, words
from troth.estate.graph.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.estate.connector import Sample, Table
    from troth.estate.graph.containment import Containment
    from troth.estate.graph.naming import Naming
    from troth.inventory import Cell, DatasetName

_TYPE_WORDS = frozenset({"type", "typ", "kind", "class", "table", "model", "tabelle", "tipo", "art"})
_KEY_WORDS = frozenset({"id", "key", "uuid", "ref", "no", "nr", "pk"})
_MOST_TYPES = 30
_HELD = 0.9


def polymorphic(
    found: Sequence[Profile], samples: Mapping[DatasetName, Sample], naming: Naming, containment: Containment
) -> Iterator[tuple[Candidate, tuple[str, str]]]:
    """Each link with the field and the value that it holds for."""
    keys = [profile for profile in found if profile.declared_key]
    tables = {profile.table.at: profile.table for profile in found}
    by_at = {profile.at: profile for profile in found}
    for table in tables.values():
        sample = samples[table.at]
        columns = dict(zip(sample.columns, sample.cells, strict=True))
        for type_, id_ in _pairs(table):
            of = by_at.get(next(p.at for p in found if p.table.at == table.at).__class__(*_address(table, id_)))
            if of is None or not 1 <= len(set(columns.get(type_, ())) - {None, ""}) <= _MOST_TYPES:
                continue
            for said, cells in _by_type(columns[type_], columns[id_]).items():
                named = _named(said, keys, naming)
                part = _part(of, cells, complete=sample.complete)
                for to in named:
                    contained = containment.asked(part, to)
                    if contained.known and contained.share >= _HELD:
                        yield Candidate(of, to, 1.0, contained), (type_, said)
                        break


def typed_ids(table: Table) -> frozenset[str]:
    """The columns that a type beside them says the table of."""
    return frozenset(id_ for _, id_ in _pairs(table))


def _address(table: Table, column: str) -> tuple[str, str, str]:
    return table.at.system, table.at.dataset, column


def _pairs(table: Table) -> Iterator[tuple[str, str]]:
    """Rule 1."""
    stems: dict[tuple[str, ...], str] = {}
    for column in table.columns:
        named = words(column.name)
        if len(named) > 1 and named[-1] in _TYPE_WORDS:
            stems[named[:-1]] = column.name
    for column in table.columns:
        named = words(column.name)
        if len(named) > 1 and named[-1] in _KEY_WORDS and named[:-1] in stems and column.name not in table.key:
            yield stems[named[:-1]], column.name


def _by_type(types: Sequence[Cell], ids: Sequence[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for said, id_ in zip(types, ids, strict=True):
        if said not in (None, "") and id_ is not None:
            found.setdefault(str(said), []).append(id_)
    return dict(sorted(found.items()))


def _part(of: Profile, cells: Sequence[Cell], *, complete: bool) -> Profile:
    """The column as it is in the rows of one type. Its address says so, that answers about it are its own."""
    values = {canonical(cell): cell for cell in cells}
    values.pop("", None)
    raw = tuple(values[form] for form in sorted(values)[:300])
    at = of.at.__class__(of.at.system, of.at.dataset, f"{of.at.field} of {hash(frozenset(values))}")
    return Profile(at, of.table, of.type, frozenset(values), raw, len(cells), len(cells), complete)


def _named(said: str, keys: Sequence[Profile], naming: Naming) -> list[Profile]:
    """The tables that the type may name, the surest first."""
    last = re.split(r"[\\/.:]", said)[-1]
    named = words(last)
    found = []
    for key in keys:
        table = naming.of_table(key.table)
        if len(named) == len(table) and named:
            sure = min(agree(one, two) for one, two in zip(named, table, strict=True))
        else:
            sure = 0.6 if named and table and agree(named[-1], table[-1]) else 0.0
        if sure:
            found.append((sure, key))
    if not found and len(last) <= 2 and last.isalpha():  # noqa: PLR2004 -- rule 3
        starting = [key for key in keys if naming.of_table(key.table)[0].startswith(last.lower())]
        found = [(0.5, key) for key in starting] if len(starting) == 1 else []
    return [key for _, key in sorted(found, key=lambda each: (-each[0], str(each[1].at)))]
