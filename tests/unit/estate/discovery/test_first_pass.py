"""The first pass flags every cell that may hold an address or a number, by its place."""

from __future__ import annotations

from troth.estate.discovery.first_pass import candidates


def test_the_cells_with_addresses_and_numbers_are_flagged_by_their_place() -> None:
    cells = [
        "nothing",
        "mail alice@example.org",
        "",
        "call 06 12 34 56 78 or +49 (0)30 123 4567",
        "two @ and @",
        "2021",
    ]
    found = candidates(cells)
    assert found.emails == (1, 4)
    assert found.phones == (3,)


def test_a_cell_that_holds_the_mark_between_records_does_not_shift_the_others() -> None:
    assert candidates(["a\x1eb", "c@d"]).emails == (1,)


def test_no_cell_and_no_text_are_no_candidates() -> None:
    assert candidates([]) == candidates([""]) == candidates(["", ""])
    assert candidates([""]).emails == ()


def test_a_number_does_not_reach_over_two_cells() -> None:
    assert candidates(["tel 0301", "234567"]).phones == ()
