"""When two ways of writing say the same words, and when they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from troth.policy.vocabulary.wording import LONGEST_TEXT, stems, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("EmailAddress", "e-mail addresses"),
        ("email_address", "E-Mail Address"),
        ("IPAddress", "ip address"),
        ("GPSCoordinate", "GPS coordinates"),
        ("log in", "log-in"),
        ("web site", "websites"),
        ("behaviour", "behavior"),
        ("behavioural", "behavioral"),
        ("optimisation", "optimization"),
        ("optimise", "optimized"),
        ("analyse", "analyzing"),
        ("anonymised", "anonymisation"),
        ("seal programme", "seal programs"),
        ("driving licence", "driving license"),
        ("data centre", "data center"),
        ("fulfilment", "fulfillment"),
        ("number dialled", "numbers dialed"),
        ("enquiries", "inquiry"),
        ("cookies", "cookie"),
        ("categories", "category"),
        ("addresses", "address"),
        ("the customer's choices", "customer choice"),
        ("the customers' choices", "customer choice"),
        ("résumé", "resume"),
        ("billing", "billed"),
    ],
)
def test_these_say_the_same(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("call record", "call recording"),
        ("market research", "marketing research"),
        ("ads", "add"),
        ("access", "acces point"),
        ("number called", "called number"),
        ("business", "busy"),
        ("status", "state"),
        ("analysis", "analyse"),
        ("IP", "ZIP"),
    ],
)
def test_these_do_not(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_words_keep_their_endings() -> None:
    assert words("The visitors' mailing-lists") == ("visitors", "mailing", "lists")


@given(st.text())
def test_words_are_a_function_of_the_text_and_plain(text: str) -> None:
    found = words(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in found)
    assert len(stems(text)) == len(found)
    assert sum(map(len, found)) <= LONGEST_TEXT * 18
