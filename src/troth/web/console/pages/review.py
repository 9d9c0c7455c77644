"""What would publishing a draft change, and for whom from when?

1. A draft is compared with the version that was published last: element by element, with what is material, and sentence
   by sentence.
2. What the check says stands in the order of the file; errors keep a draft from being published.
3. From when it binds is told for subjects who are there and for those who come, in dates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from troth.errors import Problem, Severity
from troth.notice import difference as notice_difference
from troth.notice.difference import ChangeKind as TextChange
from troth.policy.changes import compare
from troth.policy.changes.values import ChangeKind
from troth.policy.versions import new_subjects_on, starts_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from troth.notice import Notice
    from troth.notice.difference import Change, Words
    from troth.policy import Policy
    from troth.policy.changes.values import FieldChange, MaterialChange
    from troth.policy.model import Head
    from troth.words import ClauseId

_MEANINGS = {
    ChangeKind.ADDED: "added",
    ChangeKind.REMOVED: "removed",
    ChangeKind.CHANGED: "changed",
    ChangeKind.RENAMED: "renamed",
}
TEXT = {
    TextChange.UNCHANGED: "unchanged",
    TextChange.MOVED: "moved",
    TextChange.EDITED: "reworded",
    TextChange.ADDED: "added",
    TextChange.REMOVED: "removed",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What the check says: the problems in the order of the file, and how many there are of each severity."""

    problems: tuple[Problem, ...]
    errors: int
    warnings: int
    notes: int

    @property
    def may_publish(self) -> bool:
        """Whether nothing keeps the policy from running."""
        return self.errors == 0


@dataclass(frozen=True, slots=True)
class Binding:
    """From when a version binds. None where it names no date; `by_acceptance` for subjects who come later."""

    existing: date | None
    new: date | None
    by_acceptance: bool
    is_at_once: bool


@dataclass(frozen=True, slots=True)
class ElementRow:
    """What became of one element: its address, the one it had, and the fields that differ."""

    what: str
    address: str
    before: str
    clauses: tuple[ClauseId, ...]
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class TextRow:
    """What became of a sentence, or how many in a row did not change (then nothing else is set)."""

    what: str
    unchanged: int = 0
    old: ClauseId | None = None
    new: ClauseId | None = None
    text: str = ""
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """What a version changes, against the version `basis`."""

    basis: str
    material: tuple[MaterialChange, ...]
    elements: tuple[ElementRow, ...]
    sentences: tuple[TextRow, ...]
    counted: tuple[tuple[str, int], ...]

    @property
    def is_empty(self) -> bool:
        """Whether both say the same, in the same words."""
        return not self.elements and not self.counted


def checked(problems: Sequence[Problem]) -> Checked:
    """The check's result."""
    counts = Counter(each.severity for each in problems)
    return Checked(tuple(problems), counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTE])


def binding(head: Head, today: date) -> Binding:
    """For whom a version binds from when."""
    existing = starts_on(head)
    return Binding(
        existing=existing,
        new=new_subjects_on(head),
        by_acceptance=head.effective.new == "on_acceptance",
        is_at_once=existing is None or existing <= today,
    )


def differences(old: tuple[Policy, Notice], new: tuple[Policy, Notice]) -> Differences:
    """What changed from the older to the newer of two versions."""
    policies = compare(old[0], new[0])
    texts = notice_difference.compare(old[1], new[1])
    counts = Counter(change.kind for change in texts.changes)
    return Differences(
        basis=old[0].head.version,
        material=policies.material,
        elements=tuple(
            ElementRow(
                _MEANINGS[each.kind],
                each.address,
                each.old_address if each.old_address and each.old_address != each.address else "",
                (each.new or each.old).clauses if (each.new or each.old) else (),  # type: ignore[union-attr]
                each.fields,
            )
            for each in policies.changes
        ),
        sentences=tuple(_sentences(texts.changes)),
        counted=tuple((TEXT[kind], counts[kind]) for kind in TEXT if counts[kind] and kind is not TextChange.UNCHANGED),
    )


def _sentences(changes: Sequence[Change]) -> Iterator[TextRow]:
    if all(change.kind is TextChange.UNCHANGED for change in changes):
        return
    for is_unchanged, run in groupby(changes, key=lambda change: change.kind is TextChange.UNCHANGED):
        found = list(run)
        if is_unchanged:
            yield TextRow(TEXT[TextChange.UNCHANGED], unchanged=len(found))
        else:
            yield from map(_sentence, found)


def _sentence(change: Change) -> TextRow:
    shown = change.new or change.old
    return TextRow(
        what=TEXT[change.kind],
        old=change.old.id if change.old else None,
        new=change.new.id if change.new else None,
        text=shown.text if shown and not change.words else "",
        words=change.words,
    )
