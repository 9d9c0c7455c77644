"""Which versions has a notice had, and what changed from one to another?

1. Versions stand newest first; the one in force today is named, and those still to come.
2. A difference shows what changed, under its heading; sentences that did not change are only counted, where they stood.
3. A sentence that moved says from where; words of an edited one are shown with what went and what came.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from troth.notice.difference import ChangeKind, compare
from troth.policy.export.languages import speaker
from troth.policy.versions import starts_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from troth.notice.difference import Change, Difference, Words
    from troth.notice.model import Clause, Notice
    from troth.policy.model import Policy
    from troth.policy.versions import PolicyVersions


class Standing(StrEnum):
    """Where a version stands today."""

    IN_FORCE = "in_force"
    TO_COME = "to_come"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version. `before` is the version it replaced, None for the first."""

    version: str
    since: date | None
    on_acceptance: bool
    standing: Standing
    before: str | None


@dataclass(frozen=True, slots=True)
class VersionsPage:
    """All versions, newest first; `comparable` where there are two to compare."""

    organisation: str
    versions: tuple[VersionLine, ...]

    @property
    def comparable(self) -> bool:
        """Whether there are two versions."""
        return len(self.versions) > 1


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change, or `unchanged` sentences in a row (then nothing else is set).

    `old` and `new` are numbers of sentences, `text` the sentence where it was not edited, `words` where it was; `from_`
    the heading that a moved sentence stood under.
    """

    kind: ChangeKind
    unchanged: int = 0
    old: int | None = None
    new: int | None = None
    text: str = ""
    words: tuple[Words, ...] = ()
    from_: str = ""


@dataclass(frozen=True, slots=True)
class ChangesUnder:
    """The changes under one heading, in the order of the newer text."""

    heading: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """What changed from one version to another; `versions` names all, for the form that chooses two."""

    organisation: str
    old: VersionLine
    new: VersionLine
    lang: str
    versions: tuple[VersionLine, ...]
    counts: tuple[tuple[ChangeKind, int], ...]
    sections: tuple[ChangesUnder, ...]


def versions_page(versions: PolicyVersions, today: date) -> VersionsPage:
    """The versions of an organisation's notice, newest first."""
    return VersionsPage(speaker(versions.latest).organisation(), _lines(versions, today))


def difference_page(
    versions: PolicyVersions, today: date, old: tuple[Policy, Notice], new: tuple[Policy, Notice]
) -> DifferencePage:
    """What changed from the older to the newer of two versions."""
    lines = _lines(versions, today)
    by_name = {line.version: line for line in lines}
    difference = compare(old[1], new[1])
    kinds = (ChangeKind.EDITED, ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.MOVED, ChangeKind.UNCHANGED)
    return DifferencePage(
        organisation=speaker(new[0]).organisation(),
        old=by_name[old[0].head.version],
        new=by_name[new[0].head.version],
        lang=new[0].head.lang,
        versions=lines,
        counts=tuple((kind, len(difference.of_kind(kind))) for kind in kinds),
        sections=tuple(_sections(difference)),
    )


def _lines(versions: PolicyVersions, today: date) -> tuple[VersionLine, ...]:
    current = versions.in_force(today)
    lines = []
    before: str | None = None
    for policy in versions.policies:
        since = starts_on(policy.head)
        standing = Standing.PAST
        if policy is current:
            standing = Standing.IN_FORCE
        elif since is not None and since > today:
            standing = Standing.TO_COME
        new_on_acceptance = policy.head.effective.new == "on_acceptance"
        lines.append(VersionLine(policy.head.version, since, new_on_acceptance, standing, before))
        before = policy.head.version
    return tuple(reversed(lines))


def _sections(difference: Difference) -> Iterator[ChangesUnder]:
    """The changes by heading; a section in which nothing changed is joined to the run of unchanged sentences."""
    for heading, group in groupby(difference.changes, key=lambda change: _heading(difference, change)):
        rows = tuple(_rows(difference, list(group)))
        if any(not row.unchanged for row in rows):
            yield ChangesUnder(heading, rows)


def _rows(difference: Difference, changes: list[Change]) -> Iterator[ChangeRow]:
    for unchanged, run in groupby(changes, key=lambda change: change.kind is ChangeKind.UNCHANGED):
        if unchanged:
            yield ChangeRow(ChangeKind.UNCHANGED, unchanged=len(list(run)))
        else:
            yield from (_row(difference, change) for change in run)


def _row(difference: Difference, change: Change) -> ChangeRow:
    shown = change.new or change.old
    moved_from = ""
    if change.kind is ChangeKind.MOVED and change.old is not None:
        moved_from = _heading_text(difference.old, change.old)
    return ChangeRow(
        kind=change.kind,
        old=change.old.number if change.old else None,
        new=change.new.number if change.new else None,
        text=shown.text if shown and not change.words else "",
        words=change.words,
        from_=moved_from,
    )


def _heading(difference: Difference, change: Change) -> str:
    """The innermost heading above a change, in the version it is shown from."""
    if change.new is not None:
        return _heading_text(difference.new, change.new)
    return _heading_text(difference.old, change.old) if change.old else ""


def _heading_text(notice: Notice, clause: Clause) -> str:
    found = notice.clause(clause.headings[-1]) if clause.headings else None
    return found.text if found else ""
