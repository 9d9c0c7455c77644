r"""Which columns point at one table or another, as a column beside them says?

`owner_type` and `owner_id`: the type names the table, the id its row. Rules:

1. Two columns belong together where they are named alike but for `type` (or `kind`, `class`, `table`, `model`) and `id`
   (`entity` and `entity_id` too), or where the values of one name tables of the estate and the other is named as a key.
2. Each value of the type that names a table (`Customer`, `App\\Models\\Customer`, `crm_customers`) is held against that
   table's key: the ids of the rows of this type have to be among it. Each type is a link of its own.
3. A type that names no table (`P`, `7`) points where values say so that chance cannot explain, else nowhere.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from troth.estate.graph.candidates import Candidate
from troth.estate.graph.cellforms import canonical
from troth.estate.graph.names import GENERIC, KEY_WORDS, agree, nouns, words
from troth.inventory import FieldName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from troth.estate.connector import Sample, Table
    from troth.estate.graph.containment import Containment
    from troth.estate.graph.naming import Naming
    from troth.estate.graph.profile import Profile
    from troth.inventory import Cell, DatasetName

_TYPE_WORDS = frozenset({"type", "typ", "kind", "class", "table", "model", "tabelle", "tipo", "art"})
_MOST_TYPES = 30
_HELD = 0.9
_FEW = 5
_NAMES = 0.6
Pairs = dict["DatasetName", list[tuple[str, str]]]


class Polymorphic:
    """The columns of an estate whose table a column beside them says."""

    def __init__(
        self, found: Sequence[Profile], samples: Mapping[DatasetName, Sample], naming: Naming, containment: Containment
    ) -> None:
        self._profiles = {profile.at: profile for profile in found}
        self._keys = [profile for profile in found if profile.declared_key]
        self._samples = samples
        self._naming = naming
        self._containment = containment

    def links(self) -> Iterator[tuple[Candidate, tuple[str, str]]]:
        """Each link, with the field and the value that it holds for."""
        for table in {profile.table.at: profile.table for profile in self._profiles.values()}.values():
            sample = self._samples[table.at]
            columns = dict(zip(sample.columns, sample.cells, strict=True))
            for type_, id_ in self._pairs(table, columns):
                of = self._profiles[FieldName(table.at.system, table.at.dataset, id_)]
                for said, cells in _by_type(columns[type_], columns[id_]).items():
                    part = _part(of, said, cells, complete=sample.complete)
                    chosen = self._chosen(said, part)
                    if chosen is not None:
                        yield dataclasses.replace(chosen, of=of), (type_, said)

    def _pairs(self, table: Table, columns: Mapping[str, Sequence[Cell]]) -> list[tuple[str, str]]:
        """Rule 1."""
        found = []
        for type_ in columns:
            values = {str(cell) for cell in set(columns[type_]) - {None, ""}}
            if not 1 <= len(values) <= _MOST_TYPES or all(value.isdigit() for value in values):
                continue
            named = words(type_)
            stem = named[:-1] if len(named) > 1 and named[-1] in _TYPE_WORDS else named
            beside = [id_ for id_ in columns if self._is_key_of(table, id_, stem)]
            tables = sum(bool(self._named(value)) for value in values)
            if stem == named and tables < _NAMES * len(values):
                beside = []
            if not beside and tables >= _NAMES * len(values) and tables > 1:
                beside = [id_ for id_ in columns if id_ != type_ and self._is_generic_key(table, id_)][:1]
            found += [(type_, id_) for id_ in beside[:1] if id_ != type_]
        return found

    def _is_key_of(self, table: Table, id_: str, stem: tuple[str, ...]) -> bool:
        named = words(id_)
        keyed = named[: len(stem)] == stem and len(named) == len(stem) + 1 and named[-1] in KEY_WORDS
        return keyed and FieldName(table.at.system, table.at.dataset, id_) in self._profiles

    def _is_generic_key(self, table: Table, id_: str) -> bool:
        """Whether a column is named as a key of something that its name does not say."""
        at = FieldName(table.at.system, table.at.dataset, id_)
        if at not in self._profiles or id_ in table.key:
            return False
        named = words(id_)
        return any(word in KEY_WORDS for word in named) and all(word in GENERIC for word in nouns(named))

    def _chosen(self, said: str, part: Profile) -> Candidate | None:
        for to in self._named(said):
            contained = self._containment.asked(part, to)
            if contained.known and contained.share >= _HELD:
                return Candidate(part, to, 1.0, contained)
        if self._named(said) or part.distinct < _FEW:
            return None
        held = []
        for to in self._keys:
            if to.is_telling and to.at.system == part.at.system and self._containment.sampled(part, to).among:
                contained = self._containment.asked(part, to)
                if contained.known and contained.share >= 1.0:
                    held.append(Candidate(part, to, 0.0, contained))
        return max(held, key=lambda each: each.to.distinct) if held else None

    def _named(self, said: str) -> list[Profile]:
        """The keys of the tables that a type may name, the surest first."""
        last = re.split(r"[\\/.:]", said)[-1]
        named = words(last)
        found = []
        for key in self._keys:
            table = self._naming.of_table(key.table)
            sure = 0.0
            if named and len(named) == len(table):
                sure = min(agree(one, two) for one, two in zip(named, table, strict=True))
            elif named and table:
                sure = 0.6 * (agree(named[-1], table[-1]) >= 0.9)  # noqa: PLR2004 -- a synonym or the same
            if sure >= 0.6:  # noqa: PLR2004 -- as just given
                found.append((sure, key))
        return [key for _, key in sorted(found, key=lambda each: (-each[0], str(each[1].at)))]


def _by_type(types: Sequence[Cell], ids: Sequence[Cell]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for said, id_ in zip(types, ids, strict=True):
        if said not in (None, "") and id_ is not None:
            found.setdefault(str(said), []).append(id_)
    return dict(sorted(found.items()))


def _part(of: Profile, said: str, cells: Sequence[Cell], *, complete: bool) -> Profile:
    """The column as it is in the rows of one type, under an address of its own."""
    values = {canonical(cell): cell for cell in cells}
    values.pop("", None)
    raw = tuple(values[form] for form in sorted(values)[:: max(1, len(values) // 300)])
    at = FieldName(of.at.system, of.at.dataset, f"{of.at.field} of {said}")
    return dataclasses.replace(
        of,
        at=at,
        values=frozenset(values),
        raw=raw,
        filled=len(cells),
        rows=len(cells),
        complete=complete,
        declared_unique=False,
        declared_key=False,
    )
