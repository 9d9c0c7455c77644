"""Lengths of time as ISO 8601 writes them: read, written, said, and added to a date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.words import Duration


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("P6Y", Duration(years=6)),
        ("P18M", Duration(months=18)),
        ("P2W", Duration(days=14)),
        ("P1W3D", Duration(days=10)),
        ("PT72H", Duration(hours=72)),
        ("P1Y2M3DT4H", Duration(1, 2, 3, 4)),
        ("P0D", Duration()),
        ("P999999999D", Duration(days=999_999_999)),
    ],
)
def test_a_length_of_time_is_read(text: str, duration: Duration) -> None:
    assert Duration.parse(text) == duration


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1",
        "1Y",
        "P1YT",
        "P1H",
        "PT1M",
        "P1D1Y",
        "P-1Y",
        "P1.5Y",
        "p1y",
        " P1Y",
        "P1Y ",
        "P1Y\n",
        "30 days",
    ],
)
def test_what_only_looks_like_a_length_of_time_is_none(text: str) -> None:
    assert Duration.parse(text) is None


def test_digits_of_other_scripts_and_numbers_without_end_are_no_length_of_time() -> None:
    assert Duration.parse("P\u0663D") is None
    assert Duration.parse("P" + "9" * 5000 + "D") is None


@given(st.builds(Duration, *(st.integers(0, 10**9 - 1) for _ in range(4))))
def test_a_length_of_time_reads_back_as_it_is_written(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize(
    ("start", "text", "end"),
    [
        (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2023, 1, 31), "P1M", date(2023, 2, 28)),
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2024, 11, 15), "P3M", date(2025, 2, 15)),
        (date(2024, 12, 1), "P12M", date(2025, 12, 1)),
        (date(2024, 1, 1), "P30D", date(2024, 1, 31)),
        (date(2024, 1, 31), "P1M1D", date(2024, 3, 1)),
        (date(2024, 1, 1), "P0D", date(2024, 1, 1)),
        (date(2024, 1, 1), "PT24H", date(2024, 1, 2)),
        (date(2024, 1, 1), "PT25H", date(2024, 1, 3)),
    ],
)
def test_years_and_months_are_those_of_the_calendar_and_hours_begun_count_as_days(
    start: date, text: str, end: date
) -> None:
    duration = Duration.parse(text)
    assert duration is not None
    assert duration.after(start) == end


@given(
    st.dates(),
    st.builds(Duration, *(st.integers(0, 10**9 - 1) for _ in range(4))),
)
def test_a_length_of_time_never_ends_before_it_begins_nor_after_the_last_day_there_is(
    start: date, duration: Duration
) -> None:
    assert start <= duration.after(start) <= date.max


def test_a_length_of_time_is_said_as_people_say_it() -> None:
    assert Duration(years=1).in_words() == "1 year"
    assert Duration(days=30).in_words() == "30 days"
    assert Duration(years=2, months=6).in_words() == "2 years and 6 months"
    assert Duration().in_words() == "no time"
