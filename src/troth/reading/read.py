"""What does a notice say, clause by clause?

1. The names by which it speaks of itself, and every clause in its context (`own_names`, `context`).
2. The words that it defines (`defined`).
3. Frames, slots and kinds of each clause, and what it commits to (`frames`, `slots`, `kinds`, `commitment`).
4. What is longer than any sentence is not read: nothing is found in it, and `unread` says so.

Reading is a function of the text: no time, no chance, no model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.errors import Place, Problem, Severity
from troth.notice.links import links_of
from troth.notice.model import ClauseRole
from troth.reading.context import LONGEST, Seen, is_readable, seen_in
from troth.reading.defined import defined_terms
from troth.reading.kinds import hits_of, kinds_of, weigh
from troth.reading.modality import commitment
from troth.reading.model import Actor, ClauseReading, Kind, ReadAs, Reading
from troth.reading.own_names import own_names
from troth.reading.slots import slots_of
from troth.reading.vagueness import is_open

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from troth.notice.links import Link
    from troth.notice.model import Notice

_NOTES = frozenset({Kind.DEFINITION, Kind.DISCLAIMER, Kind.THIRD_PARTY_LINK})
_SAID = (ClauseRole.SENTENCE, ClauseRole.ITEM, ClauseRole.LEAD_IN)


def read(notice: Notice, told: Callable[[int], object] | None = None) -> Reading:
    """The notice, read. `told` is called with 1 after each clause, for whoever watches."""
    names = own_names(notice)
    folded = frozenset(name.lower() for name in names if " " not in name)
    sure: dict[str, Mapping[Kind, float]] = {}
    links = links_of(notice)
    seens = tuple(seen_in(notice, folded))
    clauses = []
    for seen in seens:
        reading = _read(seen, sure, links.get(seen.clause.id, ()))
        sure[seen.clause.id] = weigh(reading.hits)
        clauses.append(reading)
        if told is not None:
            told(1)
    return Reading(notice, tuple(clauses), tuple(defined_terms(seens)), names)


def unread(reading: Reading) -> Problem | None:
    """What is said of clauses that are longer than any sentence (rule 4); None where there is none."""
    long = tuple(each.clause.id for each in reading.clauses if not is_readable(each.clause))
    if not long:
        return None
    which, were = ("a clause is", "was") if len(long) == 1 else (f"{len(long)} clauses are", "were")
    return Problem(
        Place(reading.notice.name),
        "read.clause-too-long",
        f"{which} longer than {LONGEST} characters, which no sentence is, and {were} not read",
        "look whether the text has lost its full stops or line ends; publish or save it with them",
        Severity.WARNING,
        long,
    )


def _read(seen: Seen, sure: Mapping[str, Mapping[Kind, float]], links: tuple[Link, ...]) -> ClauseReading:
    clause = seen.clause
    if not is_readable(clause):
        return ClauseReading(clause, ReadAs.PRACTICE, (), None, Actor.UNSTATED, 0.0)
    slots = slots_of(seen.text, seen.plain, links)
    if clause.role not in _SAID:
        return ClauseReading(clause, ReadAs.HEADING, (), None, Actor.UNSTATED, 1.0, (), slots)
    hits = hits_of(seen, sure)
    kinds, confidence = kinds_of(hits)
    modal, actor = commitment(seen, kinds, hits)
    return ClauseReading(
        clause=clause,
        read_as=_read_as(clause.role, kinds),
        kinds=kinds,
        modal=modal,
        actor=actor,
        confidence=round(confidence, 3),
        frames=seen.frames or seen.lead_frames,
        slots=slots,
        hits=hits,
        open=is_open(seen.plain),
    )


def _read_as(role: ClauseRole, kinds: tuple[Kind, ...]) -> ReadAs:
    if role is ClauseRole.LEAD_IN:
        return ReadAs.LEAD_IN
    return ReadAs.NOTE if kinds and all(kind in _NOTES for kind in kinds) else ReadAs.PRACTICE
