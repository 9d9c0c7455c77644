"""Does a table hold attributes and values, row by row, in place of columns?

One column names the attribute, few names over many rows, another holds the value. What the value is depends on the
row: each attribute is read as a column of its own. A table of settings names each attribute once, and is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.estate.discovery.names import Force, read_column_name
from troth.estate.discovery.profile import Kind, Profile
from troth.estate.discovery.values import ask, email, shape_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from troth.estate.connector import Sample

_MOST_NAMES = 80
_REPEATED = 3
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Attributes:
    """The column of names, the column of values, and which of the attributes are personal."""

    attribute: str
    value: str
    personal: tuple[str, ...]
    count: int
    term: str
    proven: bool


def attributes_of(profiles: Sequence[Profile], sample: Sample) -> Attributes | None:
    """The attributes of a table; None where it is no such table, or none of them is personal."""
    for names in profiles:
        if not _can_name(names):
            continue
        for values in profiles:
            if values.place == names.place or not _can_hold(values):
                continue
            found = _read(names, values, sample)
            if found:
                return found
    return None


def _can_name(profile: Profile) -> bool:
    """A few words over and over, of which some are words that we know."""
    count = len(profile.distinct)
    if profile.kind is not Kind.TEXT or not 2 <= count <= _MOST_NAMES or profile.filled < _REPEATED * count:
        return False
    if profile.shape.spaces > 0.3 or profile.shape.mean > 30:
        return False
    known = sum(
        1
        for each in profile.shown
        if (read := read_column_name(each)).concept and read.concept.force in (Force.IDENTITY, Force.CONTEXT)
    )
    return known >= 2 and known >= 0.4 * count


def _can_hold(profile: Profile) -> bool:
    if profile.kind != Kind.TEXT or profile.named.means("type", "state"):
        return False
    return profile.named.means("value", "text") or (profile.named.is_opaque and len(profile.distinct) > _REPEATED)


def _read(names: Profile, values: Profile, sample: Sample) -> Attributes | None:
    columns = dict(zip(sample.columns, sample.cells, strict=True))
    by_name: dict[str, dict[str, None]] = {}
    for name, value in zip(columns[names.column.name], columns[values.column.name], strict=True):
        if isinstance(name, str) and isinstance(value, str) and value:
            kept = by_name.setdefault(name, {})
            if len(kept) < _SHOWN:
                kept[value.strip()] = None
    personal: dict[str, tuple[str, bool]] = {}
    for name, kept in by_name.items():
        found = _is_personal(name, list(kept))
        if found:
            personal[name] = found
    if not personal:
        return None
    term, proven = max(personal.values(), key=lambda each: each[1])
    return Attributes(names.column.name, values.column.name, tuple(personal), len(by_name), term, proven)


def _is_personal(name: str, values: list[str]) -> tuple[str, bool] | None:
    values = [value for value in values if value]
    if not values:
        return None
    for held in ask(values, shape_of(values)):
        if (
            held.validator.proves
            and len(values) > 2
            and not (held.name == "email" and all(map(email.is_of_function, values)))
        ):
            return held.validator.term, True
    concept = read_column_name(name).concept
    if concept is not None and concept.force is Force.IDENTITY and len(values) > 1:
        return concept.term, False
    return None
