"""Laws of discovery that hold for all inputs."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from troth.estate.cells import fitting
from troth.estate.discovery.first_pass import candidates
from troth.estate.discovery.names import Role, read_column_name, read_table_name
from troth.estate.discovery.nested import content_of, leaves
from troth.estate.discovery.values.bank import is_iban
from troth.estate.discovery.values.card import luhn
from troth.inventory import Content

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_NUMBER = re.compile(r"\+?[0-9]{2}(?:[ /.-]?[0-9]){5,}")
_CELLS = st.lists(st.text(alphabet=st.sampled_from("ab é@.0123456789 -+/()\x1e\n"), max_size=40), max_size=12)


@given(_CELLS)
def test_the_first_pass_misses_no_cell_that_a_pattern_finds(cells: list[str]) -> None:
    found = candidates(cells)
    assert {number for number, cell in enumerate(cells) if _ADDRESS.search(cell)} <= set(found.emails)
    assert {number for number, cell in enumerate(cells) if _NUMBER.search(cell)} <= set(found.phones)
    assert all(list(each) == sorted(set(each)) for each in (found.emails, found.phones))


@given(st.text(max_size=60))
def test_every_name_can_be_read(name: str) -> None:
    assert all(piece == piece.lower() and piece.isascii() for piece in read_column_name(name).pieces)
    assert set(read_table_name(name).roles) <= set(Role)


@given(st.text(max_size=80))
def test_every_cell_can_be_opened(cell: str) -> None:
    found = leaves(cell)
    assert len(found) <= 80
    assert content_of([cell] if cell else []) in Content


@given(st.text(alphabet="0123456789", min_size=1, max_size=18))
def test_one_digit_makes_a_number_pass_luhn(digits: str) -> None:
    assert sum(luhn(f"{digits}{last}") for last in range(10)) == 1


@given(st.integers(0, 10**18 - 1), st.integers(1, 96))
def test_no_wrong_check_digits_make_an_account(account: int, by: int) -> None:
    right = 98 - int(f"{account:018}131400") % 97
    assert is_iban(f"DE{right:02}{account:018}")
    wrong = (right - 2 + by) % 97 + 2
    assert not is_iban(f"DE{wrong:02}{account:018}")


@given(st.one_of(st.integers(), st.text(max_size=10), st.none()))
def test_a_cell_that_fits_a_column_fits_it_again(cell: int | str | None) -> None:
    for type_ in ("integer", "varchar(20)", "date"):
        once = fitting(cell, type_)
        assert fitting(once, type_) == once
