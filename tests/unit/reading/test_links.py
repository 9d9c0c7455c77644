"""An address behind words is where the reader may turn to, unless the words show it."""

from __future__ import annotations

import pytest

from troth.notice import Format, read_notice
from troth.policy.model import Choice, Right
from troth.reading.draft import draft
from troth.reading.model import SlotKind
from troth.reading.read import read

LEAD = "<p>We use your e-mail address to send you newsletters.</p>"


def contacts(source: str, format: Format = Format.HTML) -> list[str]:  # noqa: A002 -- the field's name
    return [
        found.value
        for each in read(read_notice(source, format=format)).clauses
        for found in each.found(SlotKind.CONTACT)
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ('Contact <a href="mailto:dpo@shop.example">our team</a>.', ["mailto:dpo@shop.example"]),
        ('Contact <a href="mailto:dpo@shop.example">dpo@shop.example</a>.', ["mailto:dpo@shop.example"]),
        ('Opt out <a href="https://www.shop.example/out/">here</a>.', ["https://www.shop.example/out/"]),
        ('Contact us at <a href="http://shop.example/">www.shop.example</a>.', ["https://www.shop.example"]),
        ('We like <a href="https://other.example/">this shop</a>.', []),
        ('Our data team sits in <a href="tel:+44 20 7946 0000">London</a>.', ["tel:+442079460000"]),
    ],
)
def test_an_address_behind_words_fills_the_slot_once(sentence: str, found: list[str]) -> None:
    assert contacts(f"<p>{sentence}</p>") == found


def test_markdown_likewise() -> None:
    assert contacts("Opt out [here](https://shop.example/out).", Format.MARKDOWN) == ["https://shop.example/out"]


def test_a_choice_and_a_right_name_the_address_behind_their_words() -> None:
    page = (
        f'{LEAD}<p>You may opt out of our newsletters <a href="https://shop.example/out">here</a>.</p>'
        "<p>You have the right to access your personal data: "
        'write to <a href="mailto:dpo@shop.example">our team</a>.</p>'
    )
    policy = draft(read(read_notice(page, format=Format.HTML)), "shop").policy
    (choice,) = policy.choices.values()
    assert isinstance(choice, Choice)
    assert choice.how == ("https://shop.example/out",)
    (right,) = policy.rights.values()
    assert isinstance(right, Right)
    assert right.how == ("mailto:dpo@shop.example",)
