"""Which columns point at the rows of another table?

Rules, the first that holds for a column:
1. A declared foreign key.
2. Its name is a key's or a role's and names the table (`customer_id`, `kunden_nr`, `user`), and its values are among
   those of that table's key.
3. Its values are tokens (UUIDs, codes with letters and digits), or numbers from a sparse range, and all but a few are
   among those of one unique column.
4. Its name says nothing, it is no number that counts or measures, and its values fill the range of one dense key alone.

A dense key (1, 2, 3 ...) holds every small number: containment in it is evidence only beside a name, or by rule 4.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.estate.discovery.names import Force, NamedTable, Role, pieces, read_table_name
from troth.estate.discovery.profile import Kind, Profile
from troth.inventory import FieldName, Link, LinkKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.estate.connector import Table
    from troth.inventory import Cell

_LEAST = 5
"""Distinct values below which containment says nothing."""
_NEARLY_ALL = 0.95
_SPARSE = 4
"""How many times as wide as its count a range of numbers must be to be no mere count."""
_TOKEN = 6
_PEOPLE = frozenset({Role.PERSON, Role.STAFF})


@dataclass(frozen=True, slots=True)
class _Target:
    at: FieldName
    named: NamedTable
    values: frozenset[Cell] = field(repr=False)
    complete: bool
    is_key: bool
    is_whole: bool
    is_sparse: bool
    low: int = 0
    high: int = 0


def references(tables: Sequence[Table], profiles: Sequence[Sequence[Profile]], complete: Sequence[bool]) -> tuple[Link, ...]:
    """All links, declared and inferred, in the order of the columns that point."""
    found = list(_declared(tables))
    taken = {each for link in found for each in link.of if len(link.of) == 1}
    targets = [
        target
        for table, columns, whole in zip(tables, profiles, complete, strict=True)
        for profile in columns
        if not table.is_view and (target := _target(table, profile, complete=whole))
    ]
    for table, columns in zip(tables, profiles, strict=True):
        for profile in columns:
            if profile.at not in taken:
                link = _inferred(table, profile, targets)
                if link:
                    found.append(link)
    return tuple(found)


def _declared(tables: Sequence[Table]) -> Iterator[Link]:
    for table in tables:
        for key in table.foreign_keys:
            yield Link(
                of=tuple(FieldName(table.at.system, table.at.dataset, name) for name in key.fields),
                to=tuple(FieldName(key.to.system, key.to.dataset, name) for name in key.to_fields),
                kind=LinkKind.DECLARED,
                evidence="foreign key",
                confirmed=True,
            )


def _target(table: Table, profile: Profile, *, complete: bool) -> _Target | None:
    is_key = table.key == (profile.column.name,)
    if profile.kind not in (Kind.WHOLE, Kind.TEXT) or profile.filled < _LEAST - 2:
        return None
    if not is_key and not (profile.is_unique and profile.filled >= 0.98 * profile.rows):  # noqa: PLR2004 -- hardly an empty one
        return None
    if profile.kind is Kind.TEXT and (profile.shape.spaces > 0.3 or profile.shape.at > 0.3):  # noqa: PLR2004 -- sentences, addresses
        return None
    numbers = [value for value in profile.distinct if isinstance(value, int)]
    whole = len(numbers) == len(profile.distinct)
    low, high = (min(numbers), max(numbers)) if numbers else (0, 0)
    count = max(len(profile.distinct), table.rows if complete is False else 0)
    sparse = whole and (high - low + 1) >= _SPARSE * count
    return _Target(
        profile.at,
        read_table_name(table.at.dataset),
        frozenset(profile.distinct),
        complete,
        is_key,
        whole,
        sparse,
        low,
        high,
    )


def _inferred(table: Table, profile: Profile, targets: Sequence[_Target]) -> Link | None:
    if profile.kind not in (Kind.WHOLE, Kind.TEXT) or not profile.distinct or profile.is_running_text:
        return None
    if table.key == (profile.column.name,) and profile.named.means("id"):
        return None
    others = [target for target in targets if target.at.of != table.at and _comparable(profile, target)]
    named = [target for target in others if _names(profile, target)]
    actor = Role.ACTOR in profile.named.roles
    for target in sorted(
        named,
        key=lambda each: (not each.is_key, actor and Role.STAFF not in each.named.roles, not each.named.is_whole, -_agreement(profile, each)),
    ):
        share = _contained(profile, target)
        if share >= (_NEARLY_ALL if target.complete else 0.2):
            return _link(profile, target, share, "its name names the table")
    return _by_values(table, profile, others)


def _by_values(table: Table, profile: Profile, others: Sequence[_Target]) -> Link | None:
    if len(profile.distinct) < _LEAST or profile.is_constant:
        return None
    if profile.kind is Kind.TEXT:
        if profile.shape.digits < 0.5 or profile.shape.mean < _TOKEN or profile.held_as("ip", "phone", "postcode", "email"):  # noqa: PLR2004
            return None
        if profile.shape.only_digits > 0.9 and not profile.is_unique and profile.shape.mean < 8:  # noqa: PLR2004 -- a number
            return None
    fit = [(target, _contained(profile, target)) for target in others if not target.is_whole or target.is_sparse]
    good = [(target, share) for target, share in fit if share >= (_NEARLY_ALL if target.complete else 0.5)]
    if good and (profile.kind is Kind.TEXT or len(profile.distinct) >= 2 * _LEAST):
        target, share = max(good, key=lambda each: (each[0].is_key, each[1], -len(each[0].values)))
        if not (profile.is_unique and table.key == (profile.column.name,) and len(profile.distinct) > len(target.values)):
            return _link(profile, target, share, "no other column has such values")
    return _by_range(table, profile, others)


def _by_range(table: Table, profile: Profile, others: Sequence[_Target]) -> Link | None:
    """Rule 4."""
    concept = profile.named.concept
    speaks = concept is not None and concept.name not in ("id", "code", "subject_no")
    if profile.kind is not Kind.WHOLE or speaks or profile.is_serial or table.key == (profile.column.name,):
        return None
    numbers = [value for value in profile.distinct if isinstance(value, int)]
    if len(numbers) < 15 or len(numbers) != len(profile.distinct):  # noqa: PLR2004 -- fewer fill no range
        return None
    low, high = min(numbers), max(numbers)
    fit = [
        target
        for target in others
        if target.is_whole
        and target.is_key
        and target.low <= low
        and 0.85 * target.high <= high <= target.high  # noqa: PLR2004 -- the range is filled
        and len(target.values) >= 30  # noqa: PLR2004 -- smaller tables have the range of a counter
        and (_contained(profile, target) == 1 or not target.complete)
        and len(numbers) >= 0.2 * min(len(target.values), profile.filled)
    ]
    return _link(profile, fit[0], 1.0, "its values fill the range of this key alone") if len(fit) == 1 else None


def _comparable(profile: Profile, target: _Target) -> bool:
    return (profile.kind is Kind.WHOLE and isinstance(next(iter(profile.distinct)), int)) == target.is_whole


def _contained(profile: Profile, target: _Target) -> float:
    values = list(profile.distinct)
    first = values[:12]
    if target.complete and sum(1 for value in first if value in target.values) < 0.5 * len(first):
        return 0.0
    return sum(1 for value in values if value in target.values) / len(values)


def _names(profile: Profile, target: _Target) -> bool:
    """Whether a column's name names a table: by a word of it, or by what its rows are."""
    named = profile.named
    if named.concept is not None and named.concept.force is not Force.NEUTRAL and not named.is_key and not named.means(
        "subject_no", "product"
    ):
        return Role.ACTOR in named.roles and bool(_PEOPLE & set(target.named.roles))
    return _agreement(profile, target) > 0


def _agreement(profile: Profile, target: _Target) -> int:
    cut = [_singular(each) for each in pieces(profile.column.name)]
    theirs = [_singular(each) for each in target.named.pieces]
    shared = len(set(cut) & set(theirs) - {"id", "nr", "no", "t", "tbl"})
    if shared:
        same_key = profile.column.name.lower() == target.at.field.lower()
        return 2 * shared + same_key + (cut[: len(theirs)] == theirs)
    if any(word.startswith(cut[0]) for word in theirs) and len(cut[0]) >= 4:  # noqa: PLR2004 -- `kund` in `kundenstamm`
        return 1
    if Role.ACTOR in profile.named.roles:
        return int(bool(_PEOPLE & set(target.named.roles)))
    roles = _PEOPLE & set(profile.named.roles)
    return int(bool(roles) and target.named.role in roles)


def _singular(word: str) -> str:
    for ending in ("ies", "en", "es", "s", "n", "e", "i", "a", "o"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 -- a stem
            return word.removesuffix(ending)
    return word


def _link(profile: Profile, target: _Target, share: float, why: str) -> Link:
    count = len(profile.distinct)
    among = f"{round(share * count):,} of {count:,} values are among {len(target.values):,}"
    return Link(of=(profile.at,), to=(target.at,), kind=LinkKind.INFERRED, evidence=f"{among}; {why}")
