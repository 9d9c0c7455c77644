"""Which parts of a sentence only say under which condition, or add something in passing?"""

from __future__ import annotations

import pytest

from troth.reading.asides import asides_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we sell nothing.", []),
        ("if you order, we ship.", ["if you order, "]),
        ("if you order boots, hats or gloves, we ship.", ["if you order boots, hats or gloves, "]),
        ("after you have left we may keep the proof.", ["after you have left "]),
        ("we ship only if you pay.", ["only if you pay"]),
        ("we ship if you pay, and we thank you.", ["if you pay, and we thank you"]),
        ("chat logs: until you leave.", ["until you leave"]),
        ("we ship (as a rule) at once.", ["(as a rule)"]),
        ("if you want to leave, call us.", []),
        ("a buyer, should our shop be sold.", ["should our shop be sold"]),
        ("you should call.", []),
    ],
)
def test_conditions_and_remarks(text: str, expected: list[str]) -> None:
    assert [aside.of(text) for aside in asides_of(text)] == expected
