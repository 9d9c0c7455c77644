"""Twice the text takes twice the steps: steps are counted, not timed, so that no machine is too slow for the test."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from troth.notice import Format, read_notice
from troth.reading.context import LONGEST
from troth.reading.draft import draft
from troth.reading.files import files_of
from troth.reading.model import ReadAs
from troth.reading.read import read, unread
from troth.reading.report import as_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from troth.notice import Notice

SENTENCES = (
    "We collect your name when you register for part {}.",
    "We use your e-mail address to send you newsletters about part {}.",
    "Acme Shoes may share your personal data of part {} with our service providers.",
    "We keep the data of part {} for no longer than two years.",
    "You may opt out of our newsletters about part {} at any time.",
)


def paragraphs(count: int) -> Notice:
    """A notice of as many sections, no two sentences alike."""
    parts = (
        f"## Part {number}\n\n" + " ".join(each.format(number) for each in SENTENCES) + "\n\n"
        for number in range(count)
    )
    return read_notice("".join(parts), format=Format.MARKDOWN)


def items(count: int) -> Notice:
    lead = "We may share your personal data:\n\n"
    return read_notice(
        lead + "".join(f"- with partner {number} to deliver your order\n" for number in range(count)),
        format=Format.MARKDOWN,
    )


def rows(count: int) -> Notice:
    head = "<p>We collect your data.</p><table><tr><th>Data</th><th>Purpose</th></tr>"
    return read_notice(
        head + "".join(f"<tr><td>name {number}</td><td>to send you letters</td></tr>" for number in range(count)),
        format=Format.HTML,
    )


def nested(count: int) -> Notice:
    return read_notice("<ul><li>We collect your name. " * count + "</li></ul>" * count, format=Format.HTML)


def steps_of(notice: Notice) -> int:
    """How many functions are called to make the draft and its files."""
    steps = 0

    def step(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += event in ("call", "c_call")

    sys.setprofile(step)
    try:
        reading = read(notice)
        drafted = draft(reading, "acme")
        files_of(drafted, notice)
        as_json(reading, drafted)
    finally:
        sys.setprofile(None)
    return steps


@pytest.mark.slow
@pytest.mark.parametrize("made", [paragraphs, items, rows, nested])
def test_twice_the_text_takes_twice_the_steps(made: Callable[[int], Notice]) -> None:
    steps_of(made(2))  # what is compiled once and kept is compiled before the count
    once, twice = steps_of(made(80)), steps_of(made(160))
    assert twice < 2.05 * once


def test_what_is_longer_than_any_sentence_is_left_and_told() -> None:
    notice = read_notice(
        "We collect your name. " + "We use your name and " + "we use your name and " * (LONGEST // 20) + "we sell it."
    )
    reading = read(notice)
    drafted = draft(reading, "acme")
    short, long = reading.clauses
    assert (bool(short.kinds), long.kinds, long.slots, long.read_as) == (True, (), (), ReadAs.PRACTICE)
    assert drafted.left == (long.clause.id,)
    problem = unread(reading)
    assert problem is not None
    assert (problem.id, problem.clauses) == ("read.clause-too-long", (long.clause.id,))


def test_a_sentence_of_the_greatest_length_is_read() -> None:
    text = "We collect your name" + " and your e-mail address" * ((LONGEST - 21) // 24) + "."
    reading = read(read_notice(text))
    assert LONGEST - 24 < len(text) <= LONGEST
    assert unread(reading) is None
    assert reading.clauses[0].kinds


def test_whoever_watches_is_told_of_every_clause() -> None:
    notice = paragraphs(3)
    read_told: list[int] = []
    drafted_told: list[int] = []
    draft(read(notice, read_told.append), "acme", drafted_told.append)
    assert sum(read_told) == len(notice.clauses)
    assert 0 < sum(drafted_told) <= len(notice.clauses)
