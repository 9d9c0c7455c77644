"""Do the clauses we read agree with the spans that were marked by hand in five published notices?

Boundaries: start and end exactly equal, offsets in characters of the file. Run with `-s` to see the figures.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from troth.notice import ClauseRole, Notice, read_notice

if TYPE_CHECKING:
    from pathlib import Path

_ROLES = {
    "heading": ClauseRole.HEADING,
    "navigation": ClauseRole.NAVIGATION,
    "provenance": ClauseRole.PROVENANCE,
    "list-stem": ClauseRole.LEAD_IN,
}
"""The hand-marked classes that are roles of ours; `imperative-read` is a sentence."""


@dataclass(frozen=True)
class Marked:
    """One span marked by hand; `kind` is empty where it has a clause of its own."""

    number: int
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Score:
    """Spans found, marked, and both; spans with a marked kind, and those whose role agrees."""

    found: int
    marked: int
    both: int
    kinds: int
    agreed: int

    @property
    def precision(self) -> float:
        return self.both / self.found

    @property
    def recall(self) -> float:
        return self.both / self.marked

    @property
    def f1(self) -> float:
        return 2 * self.both / (self.found + self.marked)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.found + other.found,
            self.marked + other.marked,
            self.both + other.both,
            self.kinds + other.kinds,
            self.agreed + other.agreed,
        )


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture(scope="session")
def marked(shared: Path) -> dict[str, list[Marked]]:
    """The marked spans by the beginning of the notice's file name."""
    kinds = {row["sid"]: row["class"].split(" ")[0] for row in rows(shared / "design" / "structural.tsv")}
    files = sorted((shared / "notices").iterdir())
    spans: dict[str, list[Marked]] = {file.name: [] for file in files}
    order = {"000": "sesame", "001": "sesamm", "002": "vocalcom", "003": "esendex", "004": "dialpad"}
    names = {seed: next(file.name for file in files if file.name.startswith(start)) for seed, start in order.items()}
    for row in rows(shared / "design" / "sentences.tsv"):
        number = int(row["sid"].partition(":")[2])
        span = Marked(number, int(row["char_start"]), int(row["char_end"]), kinds.get(row["sid"], ""))
        spans[names[row["seed"]]].append(span)
    return spans


@pytest.fixture(scope="session")
def notices(shared: Path, marked: dict[str, list[Marked]]) -> dict[str, Notice]:
    return {name: read_notice(shared / "notices" / name) for name in marked}


def score(notice: Notice, spans: list[Marked]) -> Score:
    roles = {(clause.start, clause.end): clause.role for clause in notice.clauses}
    kinds = [span for span in spans if span.kind in _ROLES]
    agreed = [span for span in kinds if roles.get((span.start, span.end)) is _ROLES[span.kind]]
    both = [span for span in spans if (span.start, span.end) in roles]
    return Score(len(roles), len(spans), len(both), len(kinds), len(agreed))


def test_the_boundaries_agree_with_the_spans_marked_by_hand(
    notices: dict[str, Notice], marked: dict[str, list[Marked]]
) -> None:
    scores = {name: score(notices[name], marked[name]) for name in marked}
    total = sum(scores.values(), Score(0, 0, 0, 0, 0))
    print()  # noqa: T201 -- the figures are what this test is run for
    for name, one in [*scores.items(), ("all five", total)]:
        print(  # noqa: T201 -- as above
            f"{name:28} spans {one.found:4} marked {one.marked:4}  precision {one.precision:.4f} "
            f"recall {one.recall:.4f} F1 {one.f1:.4f}  roles {one.agreed}/{one.kinds}"
        )
    assert total.marked == 618
    assert total.kinds == 133
    assert total.f1 >= 0.98
    assert total.agreed >= 0.95 * total.kinds


def test_a_clause_has_the_number_of_its_marked_span(
    notices: dict[str, Notice], marked: dict[str, list[Marked]]
) -> None:
    numbers = {
        name: {(clause.start, clause.end): clause.number for clause in notice.clauses}
        for name, notice in notices.items()
    }
    wrong = [
        (name, span.number)
        for name, spans in marked.items()
        for span in spans
        if numbers[name].get((span.start, span.end), span.number) != span.number
    ]
    assert wrong == []


def test_no_clause_that_promises_something_is_read_as_furniture(
    notices: dict[str, Notice], marked: dict[str, list[Marked]]
) -> None:
    furniture = (ClauseRole.HEADING, ClauseRole.NAVIGATION, ClauseRole.PROVENANCE)
    lost = [
        (name, span.number)
        for name, spans in marked.items()
        for span in spans
        if not span.kind
        for clause in notices[name].clauses
        if (clause.start, clause.end) == (span.start, span.end) and clause.role in furniture
    ]
    assert lost == []


def test_the_days_the_notices_declare_are_found(notices: dict[str, Notice]) -> None:
    days = {name: notice.effective_on for name, notice in notices.items()}
    declared = {name: str(day) for name, day in days.items() if day is not None}
    assert sorted(declared.values()) == ["2004-08-10", "2012-05-17", "2022-10-18", "2022-11-21"]
    assert all(day in name for name, day in declared.items())
    silent = [name for name in days if name not in declared]
    assert len(silent) == 1, "one of the five carries its day in the archive's remark only, which is not the notice's"
