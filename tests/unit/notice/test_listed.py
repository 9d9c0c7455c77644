"""Lines without bullets below a lead-in, lines that a width has broken, and lines that only look like headings."""

from __future__ import annotations

import pytest

from troth.notice import Format, read_notice


def led(text: str) -> list[tuple[str, str | None]]:
    return [(clause.text, clause.lead_in) for clause in read_notice(text, format=Format.TEXT).clauses]


def test_lines_without_bullets_below_a_lead_in_are_led_by_it() -> None:
    found = led("Notice\n\nWe buy ads from:\n\nAlder Ads\nBirch Media\nCedar Video\n\nWe check them.\n")
    assert [lead for _, lead in found] == [None, None, "s2", "s2", "s2", None]


def test_a_line_that_stops_ends_such_a_list() -> None:
    found = led("Notice\n\nWe buy ads from:\nAlder Ads\nBirch Media.\nWe check them each year.\n")
    assert [lead for _, lead in found] == [None, None, "s2", "s2", None]


@pytest.mark.parametrize("heading", ["How we use data", "YOUR RIGHTS", "Do you sell data?", "Retention"])
def test_a_heading_below_such_a_list_is_a_heading(heading: str) -> None:
    notice = read_notice(
        f"Notice\n\nWe collect:\nyour name\nyour age\n{heading}\nData will be kept for a year.\n", format=Format.TEXT
    )
    (found,) = [clause for clause in notice.clauses if clause.text == heading]
    assert found.role == "heading"


def test_a_long_line_that_does_not_stop_goes_on_where_a_small_letter_follows() -> None:
    long = "We keep the records of the treatment that you were given by"
    assert [text for text, _ in led(f"Notice\n\n{long}\nour doctors.\n")] == ["Notice", f"{long} our doctors."]


def test_short_lines_are_not_joined() -> None:
    assert [text for text, _ in led("Notice\n\nyour name\nyour age\n")] == ["Notice", "your name", "your age"]


def test_one_line_that_is_too_wide_does_not_undo_the_wrapping_of_the_others() -> None:
    lines = [
        "The clinic keeps the record of every visit for as long as the law",
        "requires it, and for the time in which a claim can be brought by",
        "Dana. A copy lies at https://records.example/a/very/long/address/of/a/page",
        "and another one is held by the archive in the town of Birchfield by",
        "Erlen Archives for ten years. It is then destroyed under the eyes of",
        "two members of our staff.",
    ]
    text = "Notice\n\n" + "\n".join(lines) + "\n"
    assert "another one is held by the archive in the town of Birchfield by Erlen Archives" in " ".join(
        found for found, _ in led(text) if "Erlen" in found
    )


def test_a_numbered_part_in_capitals_with_a_colon_is_a_heading() -> None:
    notice = read_notice("NOTICE\n\nCHANGES\n\nWe may change it.\n\nPART TWO: THE WEBSITE\n\nWe log visits.\n")
    assert [clause.role for clause in notice.clauses if clause.text.startswith("PART")] == ["heading"]


def test_a_bold_line_that_only_dates_the_text_is_no_heading() -> None:
    notice = read_notice("# Notice\n\n**Effective Date: March 1, 2025**\n\nWe log visits.\n", format=Format.MARKDOWN)
    assert [clause.role for clause in notice.clauses] == ["heading", "sentence", "sentence"]


def test_a_bold_line_with_a_year_in_it_may_be_one() -> None:
    notice = read_notice("# Notice\n\n**California in 2025**\n\nWe log visits.\n", format=Format.MARKDOWN)
    assert [clause.role for clause in notice.clauses] == ["heading", "heading", "sentence"]
