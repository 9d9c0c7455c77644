"""The score of a reading: what is counted, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bench import annotated, score
from bench.annotated import Annotated
from bench.score import Clause, Tally

if TYPE_CHECKING:
    from pathlib import Path


def span(start: int, end: int, kinds: str, modality: str = "will", slots: str = "") -> Annotated:
    return Annotated(start, end, frozenset(kinds.split()), frozenset(modality.split()), frozenset(slots.split()))


def clause(start: int, end: int, kinds: str, modal: str = "does", slots: str = "") -> Clause:
    return Clause(start, end, frozenset(kinds.split()), modal, frozenset(slots.split()))


def test_precision_recall_and_their_mean() -> None:
    tally = Tally(right=6, wrong=2, missed=4)
    assert tally.precision == 0.75
    assert tally.recall == 0.6
    assert tally.f1 == pytest.approx(2 * 0.75 * 0.6 / (0.75 + 0.6))


def test_of_nothing_all_is_nought() -> None:
    assert (Tally().precision, Tally().recall, Tally().f1) == (0.0, 0.0, 0.0)


def test_tallies_add_up() -> None:
    assert Tally(1, 2, 3) + Tally(10, 20, 30) == Tally(11, 22, 33)


@pytest.mark.parametrize(
    ("start", "end", "expected"), [(0, 10, True), (4, 14, True), (6, 16, False), (0, 100, True), (10, 20, False)]
)
def test_a_clause_fits_where_more_than_half_of_the_shorter_lies_in_both(
    *, start: int, end: int, expected: bool
) -> None:
    assert score.fits(span(0, 10, "sale"), clause(start, end, "sale")) is expected


def test_kinds_are_counted_one_by_one() -> None:
    marks = score.marks_of(
        [span(0, 10, "sale sharing"), span(10, 20, "right"), span(20, 30, "")],
        [clause(0, 10, "sale"), clause(10, 20, "choice"), clause(20, 30, "")],
        slots=False,
    )
    assert marks.kinds == {
        "sale": Tally(1, 0, 0),
        "sharing": Tally(0, 0, 1),
        "right": Tally(0, 0, 1),
        "choice": Tally(0, 1, 0),
    }
    assert marks.all_kinds == Tally(1, 1, 2)
    assert marks.spans == 2


def test_a_row_of_a_table_has_what_its_cells_have() -> None:
    row = [clause(0, 10, "purpose"), clause(11, 20, "legal-basis"), clause(21, 30, "")]
    marks = score.marks_of([span(0, 30, "purpose legal-basis")], row, slots=False)
    assert marks.all_kinds == Tally(2, 0, 0)


def test_slots_are_compared_letter_by_letter() -> None:
    marks = score.marks_of(
        [span(0, 10, "retention", slots="duration=P30D duration=P2Y")],
        [clause(0, 10, "retention", slots="duration=P30D age=<13")],
        slots=True,
    )
    assert marks.slots == {"duration": Tally(1, 0, 1), "age": Tally(0, 1, 0)}


@pytest.mark.parametrize(
    ("said", "wanted", "expected"),
    [
        ("never", {"never"}, (False, False)),
        ("never", {"does"}, (True, False)),
        ("never", {"may"}, (True, False)),
        ("does", {"never"}, (True, False)),
        ("does", {"may"}, (False, True)),
        ("", {"never"}, (False, True)),
        ("never", {""}, (False, True)),
        ("may", {"may", "never"}, (False, False)),
        ("does", {"may", "never"}, (False, True)),
    ],
)
def test_polarity_is_counted_apart(said: str, wanted: set[str], expected: tuple[bool, bool]) -> None:
    assert score.modal_error(said, frozenset(wanted)) == expected


def test_notices_add_up() -> None:
    one = score.marks_of([span(0, 9, "sale", "will-not")], [clause(0, 9, "sale", "does")], slots=False)
    two = score.marks_of([span(0, 9, "sale", "may")], [clause(0, 9, "sale", "does")], slots=False)
    together = score.add([one, two])
    assert together.kinds == {"sale": Tally(2, 0, 0)}
    assert (together.spans, together.polarity_errors, together.modality_errors) == (2, 1, 1)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("A:1", ["A:1"]),
        ("A:1,A:3", ["A:1", "A:3"]),
        ("A:1-3", ["A:1", "A:2", "A:3"]),
        ("A:1-A:2", ["A:1", "A:2"]),
        ("-", []),
    ],
)
def test_sentences_are_listed_or_ranged(cell: str, expected: list[str]) -> None:
    assert list(annotated.sentences_of(cell)) == expected


def test_the_yardstick_is_read_without_headings() -> None:
    found = list(annotated.yardstick())
    assert len(found) == 13
    assert all(example.spans and example.file.exists() and example.has_slots for example in found)


def test_where_the_shared_folder_is_missing_its_notices_are_left_out(tmp_path: Path) -> None:
    assert list(annotated.examples(tmp_path)) == []


def test_the_five_notices_are_read_from_the_shared_folder(tmp_path: Path) -> None:
    design = tmp_path / "design"
    design.mkdir()
    (design / "clauses.tsv").write_text("kind\tmodality\tsentence_ids\nsale\twill-not\tX:1-2\n", encoding="utf-8")
    (design / "structural.tsv").write_text("sid\tclass\nX:3\theading\n", encoding="utf-8")
    rows = "sid\tseed\tchar_start\tchar_end\nX:1\t000\t0\t5\nX:2\t000\t6\t9\nX:3\t000\t10\t12\n"
    (design / "sentences.tsv").write_text(rows, encoding="utf-8")
    first = next(annotated.examples(tmp_path))
    assert first.spans == (span(0, 5, "sale", "will-not"), span(6, 9, "sale", "will-not"))
