"""What is a notice, once it is read?

A notice is its original text and the spans that divide it: headings, lead-ins, list items and sentences, numbered in
the order of the text (`s1`, `s2`, ...). Every span points into the original by character offsets, so that whatever is
said about a clause can be shown in the text the company published.

What it leaves out: what a clause means. That is proposed by `troth.notice.reading` and stated by the policy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.notice.text import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from troth.errors import Problem
    from troth.words import ClauseId


class ClauseRole(StrEnum):
    """What a span does in the text. Only `sentence` and `item` can promise something of their own."""

    HEADING = "heading"
    LEAD_IN = "lead_in"
    SENTENCE = "sentence"
    ITEM = "item"
    NAVIGATION = "navigation"
    PROVENANCE = "provenance"


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered span of a notice.

    `start` and `end` are character offsets into the notice's source, end exclusive, bullet and heading sign included;
    an item's number is markup between spans. `text` is the span without markup, white space folded. `digest` is the
    SHA-256 (hex) of its normalised words: the same words have the same digest in any version of the notice. `headings`
    are the headings above it, outermost first; `lead_in` is the sentence that introduces its list ("we may disclose
    ... :").
    """

    id: ClauseId
    role: ClauseRole
    start: int
    end: int
    text: str
    digest: str
    headings: tuple[ClauseId, ...] = ()
    lead_in: ClauseId | None = None

    @property
    def number(self) -> int:
        """The place in the order of the text, from 1."""
        return int(self.id[1:])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A range of the source that is no part of the notice, so that nothing disappears unseen.

    `reason` says what it is (`nav`, `script`, `comment`, ...). A comment or a button inside a clause is listed although
    the clause's range spans it.
    """

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A published text and its clauses, in order.

    `name` is the file or address it came from; `effective_on` the date that the text itself declares, where it does;
    `digest` the SHA-256 (hex) of the source as UTF-8; `left_out` what of the source is no part of the notice;
    `problems` what had to be guessed to read it; `format` how the source is written.
    """

    name: str
    source: str
    clauses: tuple[Clause, ...]
    digest: str
    effective_on: date | None = None
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[Problem, ...] = ()
    format: Format = Format.TEXT

    def clause(self, id: ClauseId) -> Clause | None:  # noqa: A002 -- the field's name is short
        """The clause of that id; None where the notice has none."""
        number = int(id[1:]) if id[1:].isdecimal() else 0
        if not id.startswith("s") or not 1 <= number <= len(self.clauses):
            return None
        return self.clauses[number - 1]

    def original(self, clause: Clause) -> str:
        """The clause as it stands in the source, markup and line breaks included."""
        return self.source[clause.start : clause.end]

    def practices_and_promises(self) -> Iterator[Clause]:
        """The clauses that say something of their own, which a policy has to account for."""
        for clause in self.clauses:
            if clause.role in (ClauseRole.SENTENCE, ClauseRole.ITEM):
                yield clause
