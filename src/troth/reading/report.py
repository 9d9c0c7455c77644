"""What does a program get to know of a reading?

The value that `troth read --format json` prints: the notice's digest, every clause with its range in the source, what
it was read as, its kinds, modality, confidence, elements and slots, and the proposed policy.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from troth.policy.file.write import as_plain
from troth.reading.context import is_readable

if TYPE_CHECKING:
    from troth.reading.draft import Draft
    from troth.reading.model import ClauseReading, Kind, ReadAs, Reading


@dataclass(frozen=True, slots=True)
class NoticeReport:
    """The notice: SHA-256 (hex) of its source as UTF-8, and how many clauses it has."""

    sha256: str
    clauses: int


@dataclass(frozen=True, slots=True)
class SlotReport:
    """What fills a slot, and where: characters of the clause's text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClauseReport:
    """A clause. `start` and `end` are character offsets into the notice's source, end exclusive."""

    id: str
    start: int
    end: int
    section: str
    role: ReadAs
    kinds: tuple[Kind, ...]
    modal: str | None
    actor: str
    confidence: float
    open: bool
    elements: tuple[str, ...]
    slots: dict[str, tuple[SlotReport, ...]]
    text: str


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """All of it. `left` are the clauses that no element accounts for."""

    notice: NoticeReport
    clauses: tuple[ClauseReport, ...]
    left: tuple[str, ...]
    policy: dict[str, Any]


def as_json(reading: Reading, draft: Draft) -> ReadingReport:
    """The report of a reading and its draft; an encoder of JSON writes it as it is."""
    elements: dict[str, list[str]] = defaultdict(list)
    for address, element in draft.policy.elements():
        for clause in element.clauses:
            elements[clause].append(address)
    return ReadingReport(
        notice=NoticeReport(reading.notice.digest, len(reading.notice.clauses)),
        clauses=tuple(_clause(each, reading, elements.get(each.clause.id, [])) for each in reading.clauses),
        left=draft.left,
        policy=as_plain(draft.policy),
    )


def _clause(each: ClauseReading, reading: Reading, elements: list[str]) -> ClauseReport:
    clause = each.clause
    heading = reading.of(clause.headings[-1]) if clause.headings else None
    slots: dict[str, list[SlotReport]] = defaultdict(list)
    for found in each.slots:
        slots[found.slot.value].append(SlotReport(found.value, found.at.start, found.at.end))
    return ClauseReport(
        id=clause.id,
        start=clause.start,
        end=clause.end,
        section=heading.clause.text if heading and is_readable(heading.clause) else "",
        role=each.read_as,
        kinds=each.kinds,
        modal=each.modal.value if each.modal else None,
        actor=each.actor.value,
        confidence=each.confidence,
        open=each.open,
        elements=tuple(elements),
        slots={slot: tuple(values) for slot, values in slots.items()},
        text=clause.text,
    )
