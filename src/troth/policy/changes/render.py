"""How does a difference read?

Markdown, for a change notice, a pull request or a terminal: first what is material, with its rule and the clauses of
both versions, then every change by element and field. The same difference always gives the same text; it ends with a
line break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.policy.changes.values import ChangeKind
from troth.policy.changes.wording import list_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.policy.changes.values import ElementChange, FieldChange, MaterialChange, PolicyDifference

_TITLES = {
    ChangeKind.ADDED: "Added",
    ChangeKind.REMOVED: "Removed",
    ChangeKind.CHANGED: "Changed",
    ChangeKind.RENAMED: "Renamed",
}


def render(difference: PolicyDifference) -> str:
    """The difference as Markdown."""
    old, new = difference.old.head, difference.new.head
    lines = [f"# {new.organisation}: version {old.version} to {new.version}", ""]
    if difference.is_empty:
        return "\n".join([*lines, "The two policies say the same.", ""])
    lines += ["## Material changes", ""]
    lines += [_material(each) for each in difference.material] or ["None."]
    for kind, title in _TITLES.items():
        changes = difference.of_kind(kind)
        if changes:
            lines += ["", f"## {title}", ""]
            lines += [line for change in changes for line in _change(change)]
    return "\n".join([*lines, ""])


def _material(change: MaterialChange) -> str:
    clauses = _clauses(change.old_clauses, change.new_clauses)
    return f"- {change.text} [{change.rule}]{f' ({clauses})' if clauses else ''}"


def _clauses(old: Sequence[str], new: Sequence[str]) -> str:
    """The clauses before and after: `s4 -> s5, s6`."""
    if not old and not new:
        return ""
    return ", ".join(old) if old == new else f"{', '.join(old) or 'none'} -> {', '.join(new) or 'none'}"


def _change(change: ElementChange) -> Iterator[str]:
    if change.old_address and change.new_address and change.old_address != change.new_address:
        yield f"- `{change.old_address}` is now `{change.new_address}`"
    else:
        element = change.new or change.old
        clauses = ", ".join(element.clauses) if element else ""
        shown = f" ({clauses})" if clauses and not change.fields else ""
        yield f"- `{change.address}`{shown}"
    for field in change.fields:
        yield f"  - `{field.key}`: {_field(field)}"


def _field(field: FieldChange) -> str:
    """A field's change in words: what a list lost and gained, or what stood there and stands there."""
    if field.lost or field.gained:
        parts = [f"loses {list_names(field.lost, most=12)}"] if field.lost else []
        parts += [f"gains {list_names(field.gained, most=12)}"] if field.gained else []
        return ", ".join(parts)
    if not field.old:
        return f"now `{field.new}`"
    if not field.new:
        return f"no longer `{field.old}`"
    return f"`{field.old}` becomes `{field.new}`"
