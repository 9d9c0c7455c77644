"""What does a notice say, clause by clause?

1. The names by which it speaks of itself, and every clause in its context (`own_names`, `context`).
2. The words that it defines (`defined`).
3. Frames, slots and kinds of each clause, and what it commits to (`frames`, `slots`, `kinds`, `commitment`).

Reading is a function of the text: no time, no chance, no model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from troth.notice.model import ClauseRole
from troth.reading.context import Seen, seen_in
from troth.reading.defined import defined_terms
from troth.reading.kinds import hits_of, kinds_of, weigh
from troth.reading.modality import commitment
from troth.reading.model import Actor, ClauseReading, Kind, ReadAs, Reading
from troth.reading.own_names import own_names
from troth.reading.slots import slots_of
from troth.reading.vagueness import is_open

if TYPE_CHECKING:
    from collections.abc import Mapping

    from troth.notice.model import Notice

_NOTES = frozenset({Kind.DEFINITION, Kind.DISCLAIMER, Kind.THIRD_PARTY_LINK})
_SAID = (ClauseRole.SENTENCE, ClauseRole.ITEM, ClauseRole.LEAD_IN)


def read(notice: Notice) -> Reading:
    """The notice, read."""
    names = own_names(notice)
    folded = frozenset(name.lower() for name in names if " " not in name)
    sure: dict[str, Mapping[Kind, float]] = {}
    seens = tuple(seen_in(notice, folded))
    clauses = []
    for seen in seens:
        reading = _read(seen, sure)
        sure[seen.clause.id] = weigh(reading.hits)
        clauses.append(reading)
    return Reading(notice, tuple(clauses), tuple(defined_terms(seens)), names)


def _read(seen: Seen, sure: Mapping[str, Mapping[Kind, float]]) -> ClauseReading:
    clause = seen.clause
    slots = slots_of(seen.text, seen.plain)
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
