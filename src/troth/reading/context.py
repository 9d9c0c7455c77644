"""What does a clause say, together with what stands around it?

A list item says what its lead-in says of it; a sentence below `Cookies` speaks of cookies. `Seen` is a clause with all
that reading it may look at: its own words, its lead-ins from the outermost, its headings, and the clause before it.
What is longer than any sentence is none, and shows no words: it is left for a person to look at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.reading.columns import Column, columns_of
from troth.reading.frames import frames_of
from troth.reading.model import Actor, Form, Frame
from troth.reading.tokens import Token, plain, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.notice.model import Clause, Notice

_DEEPEST = 4
"""Lists inside of lists whose lead-ins are looked at."""
_TITLE = re.compile(
    r"^(?!.*\b(?:chang|updat|cookie|your rights|children|california))(?:.*\b(?:privacy|data|information|"
    r"confidentiality)\b"
    r".*\b(?:policy|notice|statement|declaration)\b|.*\bprivacy practices\b|.*\b(?:policy|notice|statement) "
    r"(?:on|about|regarding) (?:the )?(?:privacy|protection|data|personal))"
)
"""What the title of a notice is like."""
_LONGEST_TITLE = 200
LONGEST = 5_000
"""Characters: the longest sentence, item or row that is read. Those of notices in use are an eighth of this."""
_SAID = (ClauseRole.SENTENCE, ClauseRole.ITEM, ClauseRole.LEAD_IN)


@dataclass(frozen=True, slots=True)
class Seen:
    """A clause in its context. `plain` is its text as `tokens.plain` has it; `lead` and `section` likewise.

    `headings` are those of its section, `topics` those of them that say what it is about; a table's
    row has its cells in `columns`, with the heads of theirs.
    """

    clause: Clause
    plain: str
    tokens: tuple[Token, ...]
    frames: tuple[Frame, ...]
    lead: str
    lead_frames: tuple[Frame, ...]
    headings: tuple[str, ...]
    topics: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    before: Seen | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The clause's text; nothing where it is longer than any sentence."""
        return self.clause.text if is_readable(self.clause) else ""

    @property
    def section(self) -> str:
        """The nearest heading; empty where there is none but the title."""
        return self.topics[-1] if self.topics else ""

    @property
    def whole(self) -> str:
        """The lead-ins and the clause in one text."""
        return f"{self.lead} {self.plain}" if self.lead else self.plain

    @property
    def acts(self) -> tuple[Frame, ...]:
        """The frames that say what is done: the clause's main ones, else those of its lead-in, else any."""
        main = tuple(frame for frame in self.frames if frame.form in (Form.MAIN, Form.IMPERATIVE))
        return main or self.lead_frames or self.frames


def is_readable(clause: Clause) -> bool:
    """Whether a clause is short enough to be a sentence."""
    return len(clause.text) <= LONGEST


def seen_in(notice: Notice, own_names: frozenset[str]) -> Iterator[Seen]:
    """Every clause of a notice in its context, in order."""
    by_id: dict[str, Seen] = {}
    before: Seen | None = None
    about = Actor.ORGANISATION
    for clause in notice.clauses:
        text = plain(clause.text) if is_readable(clause) else ""
        tokens = tokens_of(text)
        frames = frames_of(text, tokens, own_names, about) if clause.role in _SAID else ()
        leads = list(_leads(clause, by_id))
        headings = tuple(by_id[id_].plain for id_ in clause.headings if id_ in by_id)
        columns = columns_of(text, headings)
        headings = headings[: len(headings) - len(columns)]
        seen = Seen(
            clause=clause,
            plain=text,
            tokens=tokens,
            frames=frames,
            lead=" ".join(each.plain for each in leads),
            lead_frames=next((each.acts for each in reversed(leads) if each.acts), ()),
            headings=headings,
            topics=_topics(headings),
            columns=columns,
            before=before if before is not None and before.clause.headings == clause.headings else None,
        )
        by_id[clause.id] = seen
        if clause.role in _SAID:
            before = seen
            about = _about(seen) or about
        elif clause.role is ClauseRole.HEADING:
            about = Actor.ORGANISATION
        yield seen


def _topics(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The headings that say what the clauses below are about: the title of the notice above them all does not."""
    if len(headings) > 1:
        return headings[1:]
    return () if headings and _TITLE.search(headings[0][:_LONGEST_TITLE]) else headings


def _leads(clause: Clause, by_id: dict[str, Seen]) -> Iterator[Seen]:
    """The lead-ins of a clause, outermost first."""
    found: list[Seen] = []
    at = clause.lead_in
    while at is not None and at in by_id and len(found) < _DEEPEST:
        found.append(by_id[at])
        at = by_id[at].clause.lead_in
    yield from reversed(found)


def _about(seen: Seen) -> Actor | None:
    """Whom the next clause's `they` and `it` mean: the last actor named here that is not the reader."""
    named = [
        frame.actor
        for frame in seen.frames
        if frame.subject is not None and frame.actor in (Actor.ORGANISATION, Actor.THIRD_PARTY, Actor.TRACKER)
    ]
    last = seen.plain
    for actor, words in (
        (Actor.TRACKER, ("cookies", "beacons", "technologies")),
        (Actor.THIRD_PARTY, ("third parties", "partners", "advertisers", "service providers")),
    ):
        if any(word in last for word in words) and actor not in named and not named:
            return actor
    return named[-1] if named else None
