"""What does the first page of an organisation's privacy centre show?

The short layer of its notice with the sentences that each line rests on, and the whole notice at a glance: one mark a
sentence, section by section, shaped by what became of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.policy.versions import starts_on
from troth.report.promises import PromiseState
from troth.web.centre.layers import layered

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from troth.notice.model import Clause, Notice
    from troth.policy.model import Policy
    from troth.report.promises import PromiseTable
    from troth.words import ClauseId


@dataclass(frozen=True, slots=True)
class CitedRun:
    """Neighbouring sentences that a line rests on: 7 to 9, or 4 alone."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class ShortLine:
    """One line of the short layer."""

    text: str
    cited: tuple[CitedRun, ...]


@dataclass(frozen=True, slots=True)
class ShortPart:
    """One question of the short layer; `silence` is said where the notice does not answer it."""

    id: str
    title: str
    lines: tuple[ShortLine, ...]
    silence: str


@dataclass(frozen=True, slots=True)
class Marks:
    """So many sentences in a row in one state."""

    state: PromiseState
    count: int


@dataclass(frozen=True, slots=True)
class Glance:
    """One section of the notice: its heading, where it begins, and the states of its sentences in order."""

    title: str
    first: ClauseId
    marks: tuple[Marks, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page."""

    organisation: str
    version: str
    since: date | None
    on_acceptance: bool
    lang: str
    notes_lang: str
    parts: tuple[ShortPart, ...]
    glance: tuple[Glance, ...]
    sentences: int
    counts: tuple[tuple[PromiseState, int], ...]


def home_page(policy: Policy, notice: Notice, table: PromiseTable, language: str = "en") -> HomePage:
    """The first page, from the policy, the notice and the state of its sentences; `language` is that of our words."""
    both = layered(policy, notice, language)
    states = {promise.clause.id: promise.state for promise in table.promises}
    return HomePage(
        organisation=both.organisation,
        version=both.version,
        since=starts_on(policy.head),
        on_acceptance=policy.head.effective.new == "on_acceptance",
        lang=both.lang,
        notes_lang=language,
        parts=tuple(
            ShortPart(
                part.id,
                part.title,
                tuple(ShortLine(line.text, cited_runs(line.clauses)) for line in part.lines),
                part.silence,
            )
            for part in both.parts
        ),
        glance=tuple(_glance(notice, states)),
        sentences=len(table.promises),
        counts=tuple((state, table.count(state)) for state in PromiseState if table.count(state)),
    )


def cited_runs(clauses: Iterable[ClauseId]) -> tuple[CitedRun, ...]:
    """The sentences cited, neighbours joined."""
    numbers = sorted({int(each[1:]) for each in clauses})
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        runs.append(CitedRun(found[0], found[-1]))
    return tuple(runs)


def _glance(notice: Notice, states: dict[ClauseId, PromiseState]) -> Iterable[Glance]:
    """The sections of the notice, those above all others and the ones beneath its title."""
    sections: dict[Clause | None, list[Clause]] = {}
    for clause in notice.clauses:
        if clause.id in states:
            sections.setdefault(_section(notice, clause), []).append(clause)
    for heading, clauses in sections.items():
        marks = tuple(
            Marks(state, len(list(run))) for state, run in groupby(clauses, key=lambda clause: states[clause.id])
        )
        yield Glance(heading.text if heading else "", clauses[0].id, marks)


def _section(notice: Notice, clause: Clause) -> Clause | None:
    """The heading a clause stands under, at the second level at most."""
    heads = [found for id_ in clause.headings if (found := notice.clause(id_)) and found.role is ClauseRole.HEADING]
    return heads[min(1, len(heads) - 1)] if heads else None
