"""What changed from one version of a notice to the next?

1. Clauses are paired (`troth.notice.pairing`). A pair with the same words is unchanged, or moved; a pair of like words
   is edited, with the words that went and came; the rest was removed or added.
2. Changes stand in the order of the new notice; what was removed stands where it stood, behind what preceded it.
3. Two versions give the same difference whenever they are compared.

What it leaves out: whether a change matters. That is told of policies (`troth.policy`), not of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from troth.notice.pairing import match_equal, pair_clauses

if TYPE_CHECKING:
    from collections.abc import Iterable

    from troth.notice.model import Clause, Notice
    from troth.words import ClauseId

_COMPARED_WORDS = 2_000
"""A clause longer than this is shown as replaced between its common beginning and end: nobody reads more marks."""


class ChangeKind(StrEnum):
    """What became of a clause."""

    UNCHANGED = "unchanged"
    MOVED = "moved"
    EDITED = "edited"
    ADDED = "added"
    REMOVED = "removed"


class WordsKind(StrEnum):
    """What became of some words of an edited clause."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Words:
    """Consecutive words of an edited clause with one fate."""

    kind: WordsKind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one clause: the old one, the new one, or both; `words` for an edited one."""

    kind: ChangeKind
    old: Clause | None
    new: Clause | None
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """All clauses of two versions, each exactly once, with what became of it."""

    old: Notice
    new: Notice
    changes: tuple[Change, ...]

    def of_kind(self, kind: ChangeKind) -> tuple[Change, ...]:
        """The changes of one kind, in order."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def is_empty(self) -> bool:
        """True where no clause changed or moved."""
        return all(change.kind is ChangeKind.UNCHANGED for change in self.changes)


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a cited clause stands in the new version; `new` is None where its words are gone."""

    old: ClauseId
    new: ClauseId | None


def compare(old: Notice, new: Notice) -> Difference:
    """The difference of two versions of a notice."""
    pairing = pair_clauses(old.clauses, new.clauses)
    paired: dict[int, tuple[int, ChangeKind]] = {}
    for kind, pairs in (
        (ChangeKind.UNCHANGED, pairing.kept),
        (ChangeKind.MOVED, pairing.moved),
        (ChangeKind.EDITED, pairing.edited),
    ):
        paired |= {after: (before, kind) for before, after in pairs}
    gone = _removed(old, {before for before, _ in paired.values()})
    changes = [Change(ChangeKind.REMOVED, clause, None) for clause in gone.pop(-1, ())]
    for place, clause in enumerate(new.clauses):
        before, kind = paired.get(place, (None, ChangeKind.ADDED))
        if before is None:
            changes.append(Change(kind, None, clause))
            continue
        former = old.clauses[before]
        words = compare_words(former.text, clause.text) if kind is ChangeKind.EDITED else ()
        changes.append(Change(kind, former, clause, words))
        changes += [Change(ChangeKind.REMOVED, lost, None) for lost in gone.pop(before, ())]
    return Difference(old, new, tuple(changes))


def _removed(old: Notice, kept: set[int]) -> dict[int, list[Clause]]:
    """The clauses that are gone, by the place of the clause before them that is not; -1 where there is none."""
    gone: dict[int, list[Clause]] = {}
    before = -1
    for place, clause in enumerate(old.clauses):
        if place in kept:
            before = place
        else:
            gone.setdefault(before, []).append(clause)
    return gone


def compare_words(old: str, new: str) -> tuple[Words, ...]:
    """The words of two texts in one order: kept, deleted, inserted."""
    before, after = old.split(), new.split()
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    parts = [(WordsKind.SAME, before[:head])]
    parts += _compare_middle(before[head : len(before) - tail], after[head : len(after) - tail])
    parts.append((WordsKind.SAME, before[len(before) - tail :]))
    return tuple(Words(kind, " ".join(words)) for kind, words in parts if words)


def _compare_middle(before: list[str], after: list[str]) -> list[tuple[WordsKind, list[str]]]:
    if max(len(before), len(after)) > _COMPARED_WORDS:
        return [(WordsKind.DELETED, before), (WordsKind.INSERTED, after)]
    parts: list[tuple[WordsKind, list[str]]] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append((WordsKind.SAME, before[i:i_end]))
        else:
            parts += [(WordsKind.DELETED, before[i:i_end]), (WordsKind.INSERTED, after[j:j_end])]
    return parts


def anchor(old: Notice, new: Notice, cited: Iterable[ClauseId] | None = None) -> tuple[Anchor, ...]:
    """Where the cited clauses of the old version (all, where left out) stand in the new one, by their words alone.

    A clause whose words changed has no anchor: somebody has to look whether what was concluded from it still holds.
    An id that the old version does not have has none either.
    """
    matches = match_equal(old.clauses, new.clauses)
    anchors: list[Anchor] = []
    for id_ in [clause.id for clause in old.clauses] if cited is None else cited:
        clause = old.clause(id_)
        place = None if clause is None else matches.new_of.get(clause.number - 1)
        anchors.append(Anchor(id_, None if place is None else new.clauses[place].id))
    return tuple(anchors)


def render_text(difference: Difference) -> str:
    """The difference for a reader: one line a change, ids of both versions, `[- -]` and `[+ +]` around changed words.

    ` ` unchanged (only counted), `>` moved, `~` edited, `+` added, `-` removed; the headings a change stands under go
    before it. Ends with a line of totals.
    """
    lines = [f"--- {difference.old.name}", f"+++ {difference.new.name}"]
    heading = ""
    for unchanged, group in groupby(difference.changes, key=lambda change: change.kind is ChangeKind.UNCHANGED):
        changes = list(group)
        if unchanged:
            lines.append(f"  ({_count(len(changes), 'clause')} unchanged)")
            continue
        for change in changes:
            above = _heading_of(difference, change)
            if above is not None and above.digest != heading:
                lines.append(f"@ {above.text}")
            heading = above.digest if above is not None else ""
            lines.append(_line(change))
    lines.append(", ".join(f"{len(difference.of_kind(kind))} {kind}" for kind in ChangeKind))
    return "\n".join(lines) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _heading_of(difference: Difference, change: Change) -> Clause | None:
    """The innermost heading above a clause, in the version the clause is shown from."""
    clause = change.new or change.old
    notice = difference.new if change.new else difference.old
    return notice.clause(clause.headings[-1]) if clause and clause.headings else None


def _line(change: Change) -> str:
    old = change.old.id if change.old else ""
    new = change.new.id if change.new else ""
    if change.kind is ChangeKind.EDITED:
        return f"~ {old} -> {new}  {_marked(change.words)}"
    if change.kind is ChangeKind.MOVED and change.new:
        return f"> {old} -> {new}  {change.new.text}"
    if change.new:
        return f"+ {new}  {change.new.text}"
    return f"- {old}  {change.old.text if change.old else ''}"


def _marked(words: Iterable[Words]) -> str:
    marks = {WordsKind.SAME: "{}", WordsKind.DELETED: "[-{}-]", WordsKind.INSERTED: "[+{}+]"}
    return " ".join(marks[part.kind].format(part.text) for part in words)
