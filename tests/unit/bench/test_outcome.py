"""What follows from the rows of a run: parts, ratios, aims, the table and the file."""

from __future__ import annotations

import dataclasses

import pytest
from bench.outcome import Outcome, Part, as_json, as_table, in_figures, judge
from bench.row import Row

from troth.errors import WrongUse

OURS = Row("decide", "troth, engine", 900, "decisions/s", aim=">= 500")
SLOW = Row("decide", "a slow peer", 30, "decisions/s")
FAST = Row("decide", "a fast peer", 300, "decisions/s")
LIMIT = Row("decide", "limit: a dict", 3_000, "decisions/s")
ABSENT = Row("decide", "an absent peer", 0, "decisions/s", "skipped: not installed")


def only_ours(*rows: Row) -> Outcome:
    (outcome,) = (each for each in judge(rows) if each.part is Part.OURS)
    return outcome


def test_each_row_plays_its_part() -> None:
    parts = [outcome.part for outcome in judge([OURS, SLOW, LIMIT, ABSENT])]
    assert parts == [Part.OURS, Part.PEER, Part.LIMIT, Part.SKIPPED]


def test_a_rate_is_compared_with_the_fastest_peer_and_not_with_the_limit() -> None:
    outcome = only_ours(OURS, SLOW, FAST, LIMIT)
    assert (outcome.ratio, outcome.against) == (3, "a fast peer")
    assert outcome.of_limit == pytest.approx(0.3)


@pytest.mark.parametrize("unit", ["ns", "us", "ms", "s", "bytes", "kB", "MB"])
def test_of_times_and_sizes_the_smaller_is_the_better(unit: str) -> None:
    rows = [dataclasses.replace(row, unit=unit, aim="") for row in (OURS, SLOW, FAST)]
    outcome = only_ours(*rows)
    assert outcome.against == "a slow peer"
    assert outcome.ratio == pytest.approx(30 / 900)


def test_a_peer_that_was_not_here_is_not_compared_with() -> None:
    outcome = only_ours(OURS, ABSENT)
    assert (outcome.ratio, outcome.against) == (None, "")


def test_a_figure_of_another_operation_or_another_unit_is_not_compared_with() -> None:
    elsewhere = dataclasses.replace(FAST, operation="audience")
    in_another_unit = dataclasses.replace(FAST, unit="ms")
    assert only_ours(OURS, elsewhere, in_another_unit).ratio is None


def test_beside_a_figure_of_nothing_there_is_no_ratio() -> None:
    assert only_ours(OURS, dataclasses.replace(FAST, figure=0)).ratio is None


def test_each_of_our_rows_has_a_ratio_of_its_own() -> None:
    ours = [outcome.ratio for outcome in judge([OURS, dataclasses.replace(OURS, figure=150), FAST])[:2]]
    assert ours == [3, 0.5]


@pytest.mark.parametrize(
    ("aim", "figure", "reached"),
    [
        (">= 500", 500, True),
        (">= 500", 499.9, False),
        (">= 50,000,000", 50_000_001, True),
        (">= 50,000,000", 500_000, False),
        (">= 60,000/s", 59_999, False),
        ("", 1, None),
    ],
)
def test_an_aim_of_a_rate_is_reached_from_below(aim: str, figure: float, *, reached: bool | None) -> None:
    row = dataclasses.replace(OURS, aim=aim, figure=figure)
    assert only_ours(row).is_reached is reached


@pytest.mark.parametrize(("figure", "reached"), [(15, True), (15.1, False), (2, True)])
def test_an_aim_of_a_time_is_reached_from_above(figure: float, *, reached: bool) -> None:
    row = Row("append, p99", "troth", figure, "ms", aim="<= 15 ms")
    assert only_ours(row).is_reached is reached


@pytest.mark.parametrize("aim", ["fast", "> 500", ">= 60,000/min", "<= 15 ms"])
def test_an_aim_that_cannot_be_held_against_its_row_is_refused(aim: str) -> None:
    with pytest.raises(WrongUse) as wrong:
        judge([dataclasses.replace(OURS, aim=aim)])
    assert wrong.value.id == "bench.bad-aim"


def test_a_unit_of_which_nobody_said_what_is_better_is_refused() -> None:
    with pytest.raises(WrongUse) as wrong:
        judge([dataclasses.replace(OURS, unit="parsecs", aim=""), dataclasses.replace(FAST, unit="parsecs")])
    assert wrong.value.id == "bench.unknown-unit"


def test_the_file_holds_no_figure_for_a_peer_that_was_not_here() -> None:
    (outcome,) = judge([ABSENT])
    assert as_json(outcome)["figure"] is None
    assert as_json(outcome)["note"] == "skipped: not installed"


def test_the_table_shows_a_missed_aim_and_a_missing_peer() -> None:
    missed = dataclasses.replace(OURS, figure=450)
    lines = as_table(judge([missed, FAST, ABSENT])).splitlines()
    assert lines[2] == "| decide | troth, engine | 450 decisions/s | 1.5 x a fast peer | >= 500 | **no** |  |"
    assert lines[4] == "| decide | an absent peer | - |  |  |  | skipped: not installed |"


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (0.0123456, "0.0123"), (4.5678, "4.57"), (99.94, "99.9"), (12_345.6, "12,346"), (0.0000321, "3.21e-05")],
)
def test_figures_are_short(number: float, text: str) -> None:
    assert in_figures(number) == text
