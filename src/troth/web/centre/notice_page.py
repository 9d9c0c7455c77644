"""What does the page of a notice in full show?

The notice's own blocks, each sentence with its note: how it looks, what it does, whether something watches it, and what
the subject can choose because of it. Rules:

1. A note is short in the margin: its lead and the first sentence of the first rule. All else opens with it.
2. The shape of a note is the state of its sentence in the promise table, its colour the kind of thing it is; neither
   stands alone, because both are said in words too.
3. A search marks what it finds in the text of the notice; nothing is hidden, and the numbers of the sentences found
   are listed in order.
4. The notice's first heading is the page's title where no other heading stands beside it.
5. An opened note tells further rules up to `MOST_FOLDED` characters, and links to the page of the sentence for the
   others: the page of a long notice stays below 100 kB in every language.

What it leaves out: the words of the notes (`troth.policy.export.layered`), the layout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.policy.export.blocks import BlockKind, blocks
from troth.policy.model import (
    Choice,
    Claim,
    DataCategory,
    Duty,
    Head,
    Note,
    Party,
    Practice,
    Purpose,
    Right,
    Signal,
    SubjectKind,
)  # fmt: skip
from troth.policy.versions import starts_on
from troth.report.promises import PromiseState
from troth.web.centre.layers import layered
from troth.words import Modal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from troth.notice.model import Clause, Notice
    from troth.policy.export.layered import MarginNote
    from troth.policy.model import Element, Policy
    from troth.report.promises import PromiseTable
    from troth.words import ClauseId

LEAST_SEARCHED = 2
MOST_FOLDED = 80
MOST_SEARCHED = 100
"""Characters of a search: one letter finds everything, and more than these is no word that anybody looks for."""

NAMING = (Party, SubjectKind, DataCategory, Purpose)
"""The kinds of element that only name things."""

SECTION = 2
"""The level of heading at which a section of the notice begins."""


class Look(StrEnum):
    """What kind of thing a note tells of, and so its colour."""

    PROMISE = "promise"
    NEVER = "never"
    CHOICE = "choice"
    STILL = "still"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Piece:
    """Consecutive characters of a sentence, marked where the search found them."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule in a note: its lead, its first sentence, and whatever more is said."""

    look: Look
    lead: str
    first: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class SentenceNote:
    """The note beside a sentence.

    `state` is None beside headings and lead-ins, which promise nothing of their own. `others` are further rules,
    `repeated` the rules that were told in full at an earlier sentence; `choice` names the row of the page of choices
    where the sentence offers one.
    """

    look: Look
    state: PromiseState | None
    rule: Rule | None
    others: tuple[Rule, ...]
    repeated: tuple[MarginNote, ...]
    choice: str = ""

    @property
    def unfolded(self) -> tuple[Rule, ...]:
        """The further rules that the note itself tells when it is opened (rule 5)."""
        room = MOST_FOLDED - (len(self.rule.more) if self.rule else 0)
        told = []
        for rule in self.others:
            room -= len(rule.first) + len(rule.more)
            if room < 0:
                break
            told.append(rule)
        return tuple(told)

    @property
    def beyond(self) -> int:
        """How many further rules stand on the sentence's own page only."""
        return len(self.others) - len(self.unfolded)

    @property
    def folded(self) -> int:
        """How many rules are not seen before the note is opened."""
        return len(self.others) + (len(self.repeated) if self.rule else 0)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clause of the notice as the page shows it."""

    id: ClauseId
    number: int
    pieces: tuple[Piece, ...]
    note: SentenceNote | None

    @property
    def found(self) -> bool:
        """Whether the search found something in it."""
        return any(piece.marked for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A heading (of `level` 1 to 6), a paragraph or a list."""

    kind: BlockKind
    items: tuple[tuple[Sentence, ...], ...]
    level: int = 0


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A heading in the contents at the side."""

    id: ClauseId
    text: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """The page of a notice in full."""

    organisation: str
    version: str
    since: date | None
    on_acceptance: bool
    lang: str
    notes_lang: str
    title: Sentence | None
    blocks: tuple[ShownBlock, ...]
    contents: tuple[ContentsLine, ...]
    query: str
    found: tuple[Sentence, ...]
    enforced: int
    not_yet: int
    untestable: int
    unaccounted: int

    @property
    def sections(self) -> tuple[tuple[ShownBlock, ...], ...]:
        """The blocks by heading, each run beginning with its own: for paper, where notes stand behind their section."""
        runs: list[list[ShownBlock]] = []
        for block in self.blocks:
            if not runs or (block.kind is BlockKind.HEADING and block.level <= SECTION):
                runs.append([])
            runs[-1].append(block)
        return tuple(map(tuple, runs))


def notice_page(
    policy: Policy, notice: Notice, table: PromiseTable, query: str = "", language: str = "en"
) -> NoticePage:
    """The page of a notice, from the text, the policy that cites it and the state of its sentences.

    `language` is that of the notes.
    """
    asked = " ".join(query.split())[:MOST_SEARCHED]
    both = layered(policy, notice, language)
    states = {promise.clause.id: promise.state for promise in table.promises}
    noted = {each.clause.id: _note(policy, each.notes, states.get(each.clause.id)) for each in both.clauses}

    def sentence(clause: Clause) -> Sentence:
        return Sentence(clause.id, clause.number, pieces(clause.text, asked), noted[clause.id])

    title = _title(notice)
    shown = tuple(_shown(notice, title, sentence))
    heads = [each for each in notice.clauses if each.role is ClauseRole.HEADING and each is not title]
    first_level = 1 if title else 0
    return NoticePage(
        organisation=both.organisation,
        version=both.version,
        since=starts_on(policy.head),
        on_acceptance=policy.head.effective.new == "on_acceptance",
        lang=both.lang,
        notes_lang=language,
        title=sentence(title) if title else None,
        blocks=shown,
        contents=tuple(ContentsLine(head.id, head.text) for head in heads if len(head.headings) <= first_level),
        query=asked,
        found=tuple(each for block in shown for item in block.items for each in item if each.found),
        enforced=table.count(PromiseState.ENFORCED),
        not_yet=table.count(PromiseState.NOT_YET),
        untestable=table.count(PromiseState.UNTESTABLE),
        unaccounted=table.count(PromiseState.UNACCOUNTED),
    )


def pieces(text: str, query: str) -> tuple[Piece, ...]:
    """The text in pieces, beginnings of words that the search found marked; capitals make no difference."""
    if len(query) < LEAST_SEARCHED:
        return (Piece(text),)
    parts = re.split(rf"(?<!\w)({re.escape(query)})", text, flags=re.IGNORECASE)
    return tuple(Piece(part, marked=bool(place % 2)) for place, part in enumerate(parts) if part)


def look_of(element: Element | None) -> Look:
    """What kind of thing an element is to the person whose data it is about."""
    if isinstance(element, Practice) and not element.by:
        return Look.NEVER if element.modal is Modal.NEVER else Look.PROMISE
    if isinstance(element, (Choice, Right, Signal)):
        return Look.CHOICE
    # What others do can be said, it cannot be enforced; an intention and an untestable claim bind nobody.
    said_only = (
        element is None
        or isinstance(element, (*NAMING, Head, Note, Practice))
        or (isinstance(element, Duty) and element.modal is Modal.MAY)
        or (isinstance(element, Claim) and bool(element.untestable))
    )
    return Look.STILL if said_only else Look.PROMISE


def choice_anchor(policy: Policy, element: Element | None) -> str:
    """The id of the row on the page of choices where the subject can act on this element; empty where there is none."""
    if not isinstance(element, Choice) or not element.available:
        return ""
    for id_ in element.of:
        practice = policy.practices.get(id_)
        for purpose in practice.for_ if practice else ():
            if purpose in policy.purposes:
                return f"purpose-{purpose}"
    return f"choice-{element.id}"


def _title(notice: Notice) -> Clause | None:
    """The notice's own title: its first clause, where that is the only heading above all others (rule 4)."""
    tops = [each for each in notice.clauses if each.role is ClauseRole.HEADING and not each.headings]
    return tops[0] if len(tops) == 1 and notice.clauses[0] is tops[0] else None


def _shown(notice: Notice, title: Clause | None, sentence: _Setter) -> Iterator[ShownBlock]:
    for block in blocks(notice):
        first = block.items[0][0]
        if first is title:
            continue
        level = 0
        if block.kind is BlockKind.HEADING:
            level = min(6, len(first.headings) + (1 if title else 2))
        yield ShownBlock(block.kind, tuple(tuple(map(sentence, item)) for item in block.items), level)


def _note(policy: Policy, notes: Sequence[MarginNote], state: PromiseState | None) -> SentenceNote | None:
    """What stands beside a sentence; None where nothing is to be said."""
    if not notes:
        return None
    if state is PromiseState.UNACCOUNTED:
        note = notes[0]
        return SentenceNote(Look.SILENT, state, Rule(Look.SILENT, note.lead, note.text), (), ())
    elements = [policy.element(note.address) if note.address else None for note in notes]
    told = [_rule(note, element) for note, element in zip(notes, elements, strict=True) if not note.said_at]
    choice = next((found for element in elements if (found := choice_anchor(policy, element))), "")
    return SentenceNote(
        look=told[0].look if told else Look.STILL,
        state=state,
        rule=told[0] if told else None,
        others=tuple(told[1:]),
        repeated=tuple(note for note in notes if note.said_at),
        choice=choice,
    )


def _rule(note: MarginNote, element: Element | None) -> Rule:
    first, stop, more = note.text.partition(". ")
    return Rule(look_of(element), note.lead, first + ("." if stop else ""), more)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Setter = Callable[[Clause], Sentence]
