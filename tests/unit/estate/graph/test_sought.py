"""Which cells hold an identifier: the ways in which people and systems write one, and what only looks like it."""

from __future__ import annotations

import pytest

from troth.estate.graph.sought import Sought
from troth.inventory import Content, Seed
from unit.estate.worlds import ACCOUNT, COOKIE, EMAIL, PHONE

MAIL = Seed(EMAIL, "alice.adams@example.org")
NUMBER = Seed(PHONE, "+493012345678")


def holds(seed: Seed, cell: str, content: Content = Content.TEXT) -> bool:
    return bool(Sought([seed]).within(seed.kind, content, [cell]))


@pytest.mark.parametrize(
    "cell",
    [
        "alice.adams@example.org",
        " Alice.Adams@EXAMPLE.org ",
        "Alice <alice.adams@example.org>",
        "bob@example.org;alice.adams@example.org",
        "?to=alice.adams%40example.org&n=1",
        'a:1:{s:5:"email";s:23:"alice.adams@example.org";}',
        "(alice.adams@example.org).",
        "mailto:alice.adams@example.org",
        "YWxpY2UuYWRhbXNAZXhhbXBsZS5vcmc=",
    ],
)
@pytest.mark.parametrize("content", [Content.VALUE, Content.TEXT])
def test_an_address_is_found_however_it_stands(cell: str, content: Content) -> None:
    assert holds(MAIL, cell, content)


@pytest.mark.parametrize(
    "cell",
    ["malice.adams@example.org", "alice.adams@example.org.evil.example", "alice.adams@example.orgs", "alice", "", "@"],
)
def test_another_address_is_not_hers(cell: str) -> None:
    assert not holds(MAIL, cell)
    assert not holds(MAIL, cell, Content.VALUE)


@pytest.mark.parametrize(
    "cell",
    [
        "+493012345678",
        "+49 30 12345678",
        "+49 (0) 30 / 123 456 78",
        "0049-30-12345678",
        "030 12345678",
        "(030) 123-45678",
    ],
)
def test_a_number_is_found_however_it_is_grouped(cell: str) -> None:
    assert holds(NUMBER, cell)
    assert holds(NUMBER, cell, Content.VALUE)


@pytest.mark.parametrize(
    "cell",
    [
        "+493012345679",
        "+433012345678",
        "99493012345678",
        "12345678901234567890",
        "130 12345678",
        "12345",
        "+49 40 12345678",
    ],
)
def test_another_number_is_not_hers(cell: str) -> None:
    assert not holds(NUMBER, cell)


def test_an_account_is_compared_as_keys_are_and_found_in_texts_only_where_it_stands_out() -> None:
    assert holds(Seed(ACCOUNT, "10023"), "00010023", Content.VALUE)
    assert not holds(Seed(ACCOUNT, "10023"), "order 10023 came")
    assert holds(Seed(ACCOUNT, "K10023"), "customer k10023 rang")
    assert not holds(Seed(ACCOUNT, "K10023"), "customer K100234 rang")


def test_a_cookie_stands_as_it_is() -> None:
    assert holds(Seed(COOKIE, "Ab12Cd34"), "Ab12Cd34", Content.VALUE)
    assert not holds(Seed(COOKIE, "Ab12Cd34"), "ab12cd34", Content.VALUE)


def test_cells_of_any_type_are_taken() -> None:
    cells = [None, True, 7, 1.5, b"x", "alice.adams@example.org"]
    assert Sought([MAIL]).within(EMAIL, Content.VALUE, cells) == {(5, MAIL)}
    assert Sought([NUMBER, MAIL]).within(PHONE, Content.TEXT, cells) == {(5, MAIL)}
    assert Sought([MAIL]).within(EMAIL, Content.HASH, cells) == set()


def test_in_a_pass_over_many_cells_each_is_told_apart() -> None:
    cells = [f"x{number}@example.org text" for number in range(1000)]
    seeds = [Seed(EMAIL, "x7@example.org"), Seed(EMAIL, "x999@example.org")]
    assert Sought(seeds).within(None, Content.TEXT, cells) == {(7, seeds[0]), (999, seeds[1])}
