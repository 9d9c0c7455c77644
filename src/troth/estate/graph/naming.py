"""How much do the names of a column and of a table speak for the one pointing at the other?

Between 0 (nothing) and 1 (`customer_id` and `customers`). Rules:

1. What most tables of a system, or most columns of a table, begin with is no part of their names (`wp_`, `c_`).
2. The last noun of the column has to be the last noun of the table; words before it are a role (`billing_address_id`).
3. A column named as another table's unique column points at that.
4. A role alone (`parent_id`, `created_by`) points at its own table, or at a table of people, and never surely.
5. A noun that names no table (`entity_id`) means the table that its own table is named after.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from troth.estate.graph.names import (
    EXACT,
    GENERIC,
    NEVER_KEYS,
    PERSON_ROLES,
    PERSON_SELF_ROLES,
    SELF_ROLES,
    STAFF_ROLES,
    agree,
    is_of_person,
    is_of_staff,
    key_words,
    nouns,
    word_set,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.connector import Table
    from troth.estate.graph.profile import Profile

_NOISE = word_set(
    "tbl t tab dbo app dim fact stg master mst stamm stammdaten data daten list info base main header hdr kopf head "
    "table tabelle entity entities detail details v2 old new public sales live prod"
)
_SOLE_ID = frozenset({"id", "uuid", "guid", "fk", "key", "ref", "code", "pk", "no"})
_PREFIXED = 0.8
_FEWEST = 3
_MARKS = word_set(
    "name names title type status state kind description email mail phone tel date city street label text note "
    "comment value first last gender colour color url"
)


class Naming:
    """The names of an estate's tables, with what is common to them taken away."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables: dict[object, tuple[str, ...]] = {}
        self._prefixes: dict[object, str] = {}
        for system in sorted({table.at.system for table in tables}):
            own = [table for table in tables if table.at.system == system]
            prefix = _common([words(_bare(table)) for table in own])
            for table in own:
                self._tables[table.at] = _significant(words(_bare(table)), prefix)
                self._prefixes[table.at] = _common([words(column.name) for column in table.columns])

    def of_table(self, table: Table) -> tuple[str, ...]:
        """The words of its name that tell it from others."""
        return self._tables[table.at]

    def of_column(self, profile: Profile) -> tuple[str, ...]:
        """The words of a column's name, less what all columns of its table begin with."""
        found = profile.words
        prefix = self._prefixes[profile.table.at]
        return found[1:] if prefix and not profile.inside and found[:1] == (prefix,) and len(found) > 1 else found

    def toward(self, of: Profile, to: Profile) -> float:
        """How much the names speak for `of` pointing at `to`."""
        named, table = self.of_column(of), self.of_table(to.table)
        own = nouns(named)
        same = of.table.at == to.table.at
        found = 0.0
        if own:
            found = _noun(own, table, self.of_table(of.table))
            if same and not _has_role(own, table):
                found = 0.0
            elif not same:
                found = max(found, self._same_column(named, to))
        if not to.declared_key and nouns(self.of_column(to)) and found and not self._is_own_key(to, table):
            found = max(self._same_column(named, to), found - 0.3)
        found = max(found, self._by_role(own, of, to, table, same=same))
        if not found:
            return 0.0
        keys = key_words(named)
        fits = keys & key_words(self.of_column(to)) or (to.declared_key and not keys - {"id"})
        return found + (0.04 if fits else 0.0)

    def same_name(self, of: Profile, to: Profile) -> bool:
        """Whether the two columns are named the same, and not only as a key."""
        return self.of_column(of) == self.of_column(to) and bool(nouns(self.of_column(of)))

    def never_key(self, of: Profile) -> bool:
        """Whether its name says that it counts or measures."""
        named = self.of_column(of)
        return bool(named) and any(word in NEVER_KEYS for word in named) and not key_words(named) & (_SOLE_ID - {"no"})

    def _is_own_key(self, to: Profile, table: tuple[str, ...]) -> bool:
        """Whether a unique column is named after its own table (`kundennr` of `kunden`), or only as a key (`code`)."""
        own = nouns(self.of_column(to))
        return bool(table) and bool(own) and agree(own[-1], table[-1]) > 0

    def _same_column(self, named: tuple[str, ...], to: Profile) -> float:
        other = self.of_column(to)
        own = nouns(named)
        if not own or own[-1] in _MARKS or own[-1] in GENERIC or len(own) != len(nouns(other)):
            return 0.0
        if max(map(len, own)) == 1 or _figures(named) != _figures(other):
            return 0.0  # `f1` is no name
        agreeing = [agree(one, two) for one, two in zip(own, nouns(other), strict=True)]
        return min(agreeing) * (EXACT - 0.05 if key_words(named) == key_words(other) else 0.8)

    def _by_role(self, own: tuple[str, ...], of: Profile, to: Profile, table: tuple[str, ...], *, same: bool) -> float:
        """Rules 4 and 5."""
        if same:
            people = is_of_person(table)
            roles = [word for word in own if word in SELF_ROLES and (people or word not in PERSON_SELF_ROLES)]
            return 0.85 if roles else 0.0
        around = self.of_table(of.table)
        if own and all(word in GENERIC for word in own) and table and _begins(around, table):
            return 0.75
        if any(word in PERSON_ROLES for word in own) and is_of_person(table):
            return 0.7 if is_of_staff(table) and any(word in STAFF_ROLES for word in own) else 0.6
        if own == words(to.at.system) and is_of_person(table):
            return 0.6
        return 0.0


def _figures(of: tuple[str, ...]) -> list[str]:
    return [word for word in of if word.isdigit()]


def _bare(table: Table) -> str:
    """The name without its schema, and without the ending of a file."""
    name = table.at.dataset
    for ending in (".csv", ".json", ".jsonl", ".ndjson", ".parquet", ".xlsx", ".tsv"):
        name = name.removesuffix(ending)
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[2]


def _common(names: list[tuple[str, ...]]) -> str:
    """The word that nearly all begin with, where it is never all of a name; empty where there is none."""
    if len(names) < _FEWEST:
        return ""
    word, count = Counter(name[0] for name in names if name).most_common(1)[0] if any(names) else ("", 0)
    long_ones = sum(len(name) > 1 and name[0] == word for name in names)
    return word if count >= _PREFIXED * len(names) and long_ones == count else ""


def _significant(of: tuple[str, ...], prefix: str) -> tuple[str, ...]:
    if prefix and of[:1] == (prefix,) and len(of) > 1:
        of = of[1:]
    kept = tuple(word for word in of if word not in _NOISE and not word.isdigit())
    return kept or of


@lru_cache(maxsize=65536)
def _noun(own: tuple[str, ...], table: tuple[str, ...], around: tuple[str, ...]) -> float:
    """Rule 2. `around` is the table that the column stands in: `address_id` there means its own addresses first."""
    if not table:
        return 0.0
    if "".join(own) == "".join(table) or agree("".join(own), "".join(table)) == EXACT:
        return EXACT
    sure = _aligned(own, table, around)
    trimmed = own
    while len(trimmed) > 1 and (trimmed[-1] in PERSON_ROLES or trimmed[-1] in SELF_ROLES or trimmed[-1] in GENERIC):
        trimmed = trimmed[:-1]
        sure = max(sure, 0.9 * _aligned(trimmed, table, around))
    return sure


def _aligned(own: tuple[str, ...], table: tuple[str, ...], around: tuple[str, ...]) -> float:
    sure, matched = 1.0, 0
    for one, two in zip(reversed(own), reversed(table), strict=False):
        if not (found := agree(one, two)):
            break
        sure, matched = min(sure, found), matched + 1
    if not matched:
        return 0.4 if len(own) == 1 and agree(own[0], table[0]) >= EXACT else 0.0
    if matched == len(table):
        return sure if matched == len(own) else 0.92 * sure
    if matched == len(own):
        return (0.88 if table[: len(table) - matched] == around[: len(table) - matched] else 0.75) * sure
    return 0.5 * sure


def _begins(longer: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    return len(longer) > len(shorter) and all(
        agree(one, two) >= EXACT for one, two in zip(longer, shorter, strict=False)
    )


def _has_role(own: tuple[str, ...], table: tuple[str, ...]) -> bool:
    """Whether a column of the table itself says more than the table's own noun: `parent_category_id`."""
    return len(own) > len(table) or any(word in SELF_ROLES for word in own)
