"""How well is a notice read: kinds, slots and modality of its clauses, against annotations by hand?

Rules:
1. A clause belongs to an annotated span where more than half of the shorter of the two lies in both. A span that is a
   row of a table has what all its cells have. Where no clause fits, nothing was found.
2. Kinds are counted one by one: found and annotated, found only, annotated only. F1 is over these sums (micro).
3. Slots that can be compared letter by letter (durations, ages, dates, contacts) are counted likewise.
4. `never` for `does` or `may`, or the other way round, is a polarity error; any other difference of modality is counted
   apart. A span that several annotations give different modalities is right with any of them.
5. Of the drafts, coverage and citation precision (`bench.cited`), and how often they decide as the reviewed policies
   of the example organisations do (`bench.agreement`).
6. Rows with an aim come first: the table begins with what is aimed at, and whether it is reached.

What it leaves out: rates of speed, but for the seconds of 6,000 words.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench import agreement
from bench.annotated import Annotated, Example, examples, overlaps, yardstick
from bench.cited import Accounted, accounted
from bench.race import FULL, Effort
from bench.row import Row
from troth import read_notice
from troth.reading.draft import draft
from troth.reading.read import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from troth.notice.model import Notice
    from troth.reading.model import ClauseReading

NAME = "score"
_COMPARED = ("duration", "age", "date", "contact")
_MODAL = {"will": "does", "must": "does", "may": "may", "will-not": "never", "permits-you": "may", "-": ""}
_WORDS = 6_000
_AIMS = {"five notices": ">= 0.85", "yardstick": ">= 0.72"}
_COVERED = {"five notices": ">= 0.85", "yardstick": ">= 0.75"}
_CITED = {"five notices": ">= 0.85", "yardstick": ">= 0.75"}
_NO_ERROR = "<= 0"


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found and annotated (`right`), only found (`wrong`), only annotated (`missed`)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of what was found that is annotated; 0 where nothing was found."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """The share of what is annotated that was found; 0 where nothing is annotated."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        counted = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / counted if counted else 0.0


@dataclass(frozen=True, slots=True)
class Clause:
    """What was read in one clause. `modal` is empty where it commits to nothing."""

    start: int
    end: int
    kinds: frozenset[str]
    modal: str
    slots: frozenset[str]


@dataclass(frozen=True, slots=True)
class Marks:
    """What became of one notice, or of several together."""

    kinds: Mapping[str, Tally]
    slots: Mapping[str, Tally]
    spans: int
    polarity_errors: int
    modality_errors: int

    @property
    def all_kinds(self) -> Tally:
        """Every kind together."""
        return sum(self.kinds.values(), Tally())


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes a few seconds."""
    wanted = [*examples(), *yardstick()][: effort.of(99, 2)]
    marked = [(example, *_marked(example)) for example in wanted]
    rows: list[Row] = []
    for group in dict.fromkeys(example.group for example, _, _ in marked):
        of_group = [(example, marks) for example, marks, _ in marked if example.group == group]
        together = add(marks for _, marks in of_group)
        rows.append(_row(f"kinds, {group}", together.all_kinds, f"{together.spans} sentences", _AIMS[group]))
        rows += [_row(f"kinds, {example.name}", marks.all_kinds) for example, marks in of_group]
        rows += [_row(f"kind {kind}, {group}", together.kinds[kind]) for kind in sorted(together.kinds)]
        rows += [_row(f"slot {slot}, {group}", together.slots[slot]) for slot in sorted(together.slots)]
        of_spans = f"of {together.spans}"
        rows += [
            Row(f"polarity errors, {group}", "troth", together.polarity_errors, "errors", of_spans, _NO_ERROR),
            Row(f"modality errors, {group}", "troth", together.modality_errors, "errors", of_spans),
        ]
        drafts = [(example.name, drafted) for example, _, drafted in marked if example.group == group]
        rows += _drafted(group, sum((each for _, each in drafts), Accounted()), _COVERED[group], _CITED[group])
        rows += [row for name, each in drafts for row in _drafted(name, each)]
    rows.append(agreement.measure(effort)[-1])
    rows.append(_speed([example.file.read_text(encoding="utf-8") for example in wanted]))
    return sorted(rows, key=lambda row: not row.aim)


def _marked(example: Example) -> tuple[Marks, Accounted]:
    """What became of one notice: its clauses, and its draft."""
    reading = read(read_notice(example.file))
    marks = marks_of(example.spans, [_clause(each) for each in reading.clauses], slots=example.has_slots)
    return marks, accounted(example.spans, reading.notice, draft(reading, example.name).policy)


def _drafted(name: str, drafted: Accounted, coverage: str = "", precision: str = "") -> list[Row]:
    """The two rows of a draft, or of several."""
    covered = f"{drafted.covered} of {drafted.sentences} annotated sentences"
    cited = f"{drafted.elements} elements"
    return [
        Row(f"coverage, {name}", "troth", drafted.coverage, "share", covered, coverage),
        Row(f"citation precision, {name}", "troth", drafted.precision, "share", cited, precision),
    ]


def clauses_of(notice: Notice) -> tuple[Clause, ...]:
    """What reading finds in a notice, clause by clause."""
    return tuple(_clause(each) for each in read(notice).clauses)


def _clause(reading: ClauseReading) -> Clause:
    return Clause(
        reading.clause.start,
        reading.clause.end,
        frozenset(kind.value for kind in reading.kinds),
        reading.modal.value if reading.modal else "",
        frozenset(f"{each.slot.value}={each.value}" for each in reading.slots if each.slot.value in _COMPARED),
    )


def marks_of(spans: Iterable[Annotated], clauses: Sequence[Clause], *, slots: bool) -> Marks:
    """Rules 1 to 4 for one notice."""
    kinds: dict[str, Tally] = defaultdict(Tally)
    of_slots: dict[str, Tally] = defaultdict(Tally)
    polarity = modality = spoken = 0
    for span in spans:
        over = [clause for clause in clauses if fits(span, clause)]
        _count(kinds, frozenset().union(*(clause.kinds for clause in over)), span.kinds)
        if slots:
            found = frozenset().union(*(clause.slots for clause in over))
            _count_slots(of_slots, found, frozenset(slot for slot in span.slots if slot.split("=")[0] in _COMPARED))
        if span.kinds:
            spoken += 1
            said = over[0].modal if over else ""
            is_polarity, is_other = modal_error(said, frozenset(_MODAL[each] for each in span.modalities))
            polarity, modality = polarity + is_polarity, modality + is_other
    return Marks(kinds, of_slots, spoken, polarity, modality)


def fits(span: Annotated, clause: Clause) -> bool:
    """Rule 1."""
    return overlaps(span, clause.start, clause.end)


def modal_error(said: str, wanted: frozenset[str]) -> tuple[bool, bool]:
    """Whether it is an error of polarity, and whether it is another one (rule 4)."""
    if said in wanted:
        return False, False
    is_polarity = bool(said) and "" not in wanted and all((each == "never") != (said == "never") for each in wanted)
    return is_polarity, not is_polarity


def add(marks: Iterable[Marks]) -> Marks:
    """Several notices together."""
    each = list(marks)
    return Marks(
        _sum(one.kinds for one in each),
        _sum(one.slots for one in each),
        sum(one.spans for one in each),
        sum(one.polarity_errors for one in each),
        sum(one.modality_errors for one in each),
    )


def _sum(tallies: Iterable[Mapping[str, Tally]]) -> Mapping[str, Tally]:
    together: dict[str, Tally] = defaultdict(Tally)
    for each in tallies:
        for name, tally in each.items():
            together[name] += tally
    return together


def _count(tallies: dict[str, Tally], found: frozenset[str], wanted: frozenset[str]) -> None:
    for name in found | wanted:
        tallies[name] += Tally(int(name in found & wanted), int(name not in wanted), int(name not in found))


def _count_slots(tallies: dict[str, Tally], found: frozenset[str], wanted: frozenset[str]) -> None:
    for slot in _COMPARED:
        prefix = f"{slot}="
        have = frozenset(each for each in found if each.startswith(prefix))
        want = frozenset(each for each in wanted if each.startswith(prefix))
        if have or want:
            tallies[slot] += Tally(len(have & want), len(have - want), len(want - have))


def _row(operation: str, tally: Tally, note: str = "", aim: str = "") -> Row:
    said = f"precision {tally.precision:.2f}, recall {tally.recall:.2f}"
    counted = f"{tally.right} right, {tally.wrong} wrong, {tally.missed} missed"
    return Row(operation, "troth", tally.f1, "F1", "; ".join(part for part in (said, counted, note) if part), aim)


def _speed(texts: Sequence[str]) -> Row:
    """The seconds that 6,000 words take, from text to kinds, slots and modality."""
    words = sum(len(re.findall(r"\S+", text)) for text in texts)
    for text in texts[:1]:
        clauses_of(read_notice(text))  # what is read once and kept is read before the clock starts
    start = time.perf_counter()
    for text in texts:
        clauses_of(read_notice(text))
    took = time.perf_counter() - start
    return Row(
        f"{_WORDS:,} words", "troth", took * _WORDS / words, "s", f"{len(texts)} notices, {words:,} words", "<= 2"
    )
