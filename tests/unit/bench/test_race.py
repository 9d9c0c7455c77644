"""Contenders take turns, and a peer that is not here is a row."""

from __future__ import annotations

import pytest
from bench import audience
from bench.outcome import Part, part_of
from bench.race import QUICK, AbsentError, Contender, Effort, Work, library, race, skipped, time_each

pytestmark = pytest.mark.slow  # they take the time that they measure

THREE_ROUNDS = Effort(rounds=3, seconds=0, is_quick=True)


class Counted:
    """A contender that remembers when it was called, and for how many calls."""

    def __init__(self, who: str, order: list[str]) -> None:
        self.who, self.order, self.calls = who, order, list[int]()

    def run(self, calls: int) -> None:
        self.order.append(self.who)
        self.calls.append(calls)


def test_contenders_take_turns_after_each_was_warmed_up() -> None:
    order: list[str] = []
    ours, peer = Counted("troth", order), Counted("peer", order)
    rows = race("op", "calls/s", [Contender(each.who, each.run, 1) for each in (ours, peer)], THREE_ROUNDS)
    assert order == ["troth", "peer"] + ["troth", "peer"] * 3
    assert [(row.operation, row.who, row.unit) for row in rows] == [
        ("op", "troth", "calls/s"),
        ("op", "peer", "calls/s"),
    ]
    assert all(row.figure > 0 for row in rows)


def test_a_contender_is_never_asked_for_more_calls_than_it_can_do() -> None:
    counted = Counted("troth", [])
    race("op", "calls/s", [Contender("troth", counted.run, 7)], Effort(rounds=2, seconds=1000))
    assert max(counted.calls) == 7


def test_a_call_that_does_many_things_counts_for_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bench.race.seconds_for", lambda _run, _calls: 0.5)
    (row,) = race("op", "things/s", [Contender("troth", print, 1, each=1_000)], THREE_ROUNDS)
    assert row.figure == 2_000


def test_the_figure_is_the_median_of_the_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    took = iter([1.0, 0.5, 0.1, 0.25])
    monkeypatch.setattr("bench.race.seconds_for", lambda _run, _calls: next(took))
    (row,) = race("op", "calls/s", [Contender("troth", print, 1)], Effort(rounds=3, seconds=0.001))
    assert row.figure == 4  # of 1 call in 0.5, 0.1 and 0.25 s


def test_work_is_timed_in_milliseconds_and_in_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    took = iter([0.002, 9.0, 0.004, 9.0, 0.003, 9.0])
    monkeypatch.setattr("bench.race.seconds_for", lambda _run, _calls: next(took))
    rows = time_each("op", [Work("troth", list, aim="<= 5"), Work("peer", list)], THREE_ROUNDS)
    assert [(row.who, round(row.figure, 6), row.unit, row.aim) for row in rows] == [
        ("troth", 3.0, "ms", "<= 5"),
        ("peer", 9_000.0, "ms", ""),
    ]


def test_a_library_that_is_not_installed_is_absent_with_a_next_step() -> None:
    with pytest.raises(AbsentError, match="`make bench` installs"):
        library("no_such_library_at_all")


def test_an_absent_peer_is_a_skipped_row() -> None:
    assert part_of(skipped("op", "peer", "calls/s", "not installed")) is Part.SKIPPED


def test_a_benchmark_runs_to_its_end_without_a_peer(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise AbsentError(f"`{name}` is not installed")

    monkeypatch.setattr(audience, "library", absent)
    rows = audience.measure(QUICK)
    parts = {(row.operation, row.who): part_of(row) for row in rows}
    assert parts[audience.COUNT, "polars"] is Part.SKIPPED
    assert parts[audience.COUNT, "troth, engine.audience"] is Part.OURS
    assert {row.note for row in rows if row.who == "polars"} == {"skipped: `polars` is not installed"}


def test_an_audience_that_differs_from_ours_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    find = audience._numpy

    def wrong(population: audience.Population) -> object:
        who, count, ids = find(population)
        return who, lambda: count() + 1, ids

    monkeypatch.setattr(audience, "_numpy", wrong)
    with pytest.raises(AssertionError, match="finds another audience"):
        audience.measure(QUICK)
