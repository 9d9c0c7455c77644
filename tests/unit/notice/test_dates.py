from __future__ import annotations

from datetime import date

import pytest

from troth.notice import read_notice
from troth.notice.dates import find_dates


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("May 17, 2012", date(2012, 5, 17)),
        ("may 17 2012", date(2012, 5, 17)),
        ("Sept. 3rd, 2020", date(2020, 9, 3)),
        ("18th October 2022", date(2022, 10, 18)),
        ("the 1st day of June, 2021", date(2021, 6, 1)),
        ("21-Nov-2022", date(2022, 11, 21)),
        ("2022 November 21", date(2022, 11, 21)),
        ("2022-11-21", date(2022, 11, 21)),
        ("2022/1/2", date(2022, 1, 2)),
        ("21.11.2022", date(2022, 11, 21)),
        ("11/21/2022", date(2022, 11, 21)),
        ("5/5/2022", date(2022, 5, 5)),
    ],
)
def test_a_date_with_one_reading_is_read(written: str, meant: date) -> None:
    assert [day for _, _, day in find_dates(f"It was {written} then")] == [meant]


@pytest.mark.parametrize(
    "written", ["05/06/2022", "31 February 2020", "2022-13-01", "May 2012", "17 May", "32/13/2020", "1-800-984-3710"]
)
def test_what_is_ambiguous_or_no_date_is_left(written: str) -> None:
    assert find_dates(f"It was {written} then") == []


@pytest.mark.parametrize(
    "text",
    [
        "This policy is effective May 17, 2012.",
        "Last modified: May 17, 2012",
        "Last updated on 17 May 2012.",
        "The last modification was made on 17th May 2012.",
        "Effective Date: 2012-05-17",
        "May 17, 2012 (effective date)",
        "# Effective date\n\nMay 17, 2012\n\nWe keep data.",
        "This notice has been revised many times since it was first put here, and last revised on May 17, 2012.",
        "Last revised May 17, 2012. This policy is effective May 17, 2012.",
        "Last revised May 1, 2012. This policy is effective May 17, 2012.",
    ],
)
def test_the_day_that_a_notice_declares_is_found(text: str) -> None:
    assert read_notice(text).effective_on == date(2012, 5, 17)


@pytest.mark.parametrize(
    "text",
    [
        "We keep data.",
        "We were founded on May 17, 2012.",
        "The law that governs what we do with your data, effective May 17, 2012, gives you many rights you may use.",
        "Effective 05/06/2012.",
        "This policy is effective May 17, 2012. This notice is in force from May 18, 2012.",
        "> This copy was retrieved from an archive that was last updated May 17, 2012.\n\n# Privacy\n\nWe keep data.",
    ],
)
def test_no_day_is_made_up(text: str) -> None:
    assert read_notice(text).effective_on is None
