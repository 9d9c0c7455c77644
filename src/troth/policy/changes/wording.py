"""How does a field of an element read, as the file writes it?

Rules: lists by their members and commas; conditions as `fact: value`; lengths of time in words; truths as `true` and
`false`; what is left out is empty. Lists of members are said to lose and gain; where only the order changed, the whole
lists are shown.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import TYPE_CHECKING, Any

from troth.policy.changes.values import FieldChange
from troth.policy.file.decode import fields_of
from troth.policy.model import Condition, KeepIf, Within
from troth.words import Duration

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.policy.model import Element


def compare_fields(old: Element, new: Element) -> tuple[FieldChange, ...]:
    """The fields that differ, in the order of the model; `id` is told by the addresses."""
    changes = []
    for key, (field, _) in fields_of(type(new)).items():
        before, after = getattr(old, field.name), getattr(new, field.name)
        if field.name == "id" or before == after:
            continue
        lost, gained = _members(before, after)
        changes.append(FieldChange(key, word_value(before), word_value(after), lost, gained))
    return tuple(changes)


def _members(before: Any, after: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The members that a list lost and gained."""
    if not isinstance(before, tuple) or not isinstance(after, tuple):
        return (), ()
    lost = tuple(word_value(each) for each in before if each not in after)
    return lost, tuple(word_value(each) for each in after if each not in before)


def word_value(value: Any) -> str:
    """A field's value as readers know it from the file."""
    if value is None or value in ((), ""):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Duration):
        return value.in_words()
    if isinstance(value, Condition):
        return f"{value.fact}: {' or '.join(value.values)}"
    if isinstance(value, Within):
        return f"{value.right}: {value.limit.in_words()}"
    if isinstance(value, KeepIf):
        return f"{value.right}: {', '.join(value.grounds)}"
    if isinstance(value, tuple):
        return ", ".join(word_value(each) for each in value)
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        given = ((f.name.removesuffix("_"), getattr(value, f.name), f.default) for f in dataclasses.fields(value))
        return ", ".join(f"{name} {word_value(part)}" for name, part, default in given if part != default)
    return str(value)


def list_names(names: Iterable[str], *, most: int = 4) -> str:
    """Names in backticks, the first few: `` `a`, `b` and 3 more ``."""
    all_names = list(dict.fromkeys(names))
    shown = [f"`{name}`" for name in all_names[:most]]
    more = len(all_names) - len(shown)
    if more:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
