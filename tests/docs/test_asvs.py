"""The checklist of security says of each requirement what shows it, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "asvs.md"
CHAPTERS = range(1, 15)
REASONS = ("outside: ", "no such thing: ", "not met: ")


def rows(text: str) -> list[tuple[str, str, str, str]]:
    """Number, what it asks, how it is met, what shows it."""
    found = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    return [(number, asks, met, shown) for number, asks, met, shown in found]


def wrong(row: tuple[str, str, str, str]) -> str:
    """What is wrong with a row; nothing where it holds."""
    number, _, _, shown = row
    named = re.fullmatch(r"`(tests/[\w/]+\.py)::(test_\w+)`", shown)
    if named:
        file = ROOT / named[1]
        if not file.is_file() or not re.search(rf"^def {named[2]}\(", file.read_text("utf-8"), re.MULTILINE):
            return f"{number}: there is no {shown}"
        return ""
    read = re.fullmatch(r"design: `([\w/.-]+)`", shown)
    if read:
        return "" if (ROOT / read[1]).is_file() else f"{number}: there is no file {read[1]}"
    return "" if shown.startswith(REASONS) and len(shown) > 20 else f"{number}: nothing shows it"


def test_each_requirement_names_what_shows_it() -> None:
    found = rows(PAGE.read_text("utf-8"))
    assert [said for each in found if (said := wrong(each))] == []
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]
    assert len(lines) == len(found), "a row that cannot be read is not checked"


def test_no_requirement_stands_twice_and_no_chapter_is_missing() -> None:
    numbers = [each[0] for each in rows(PAGE.read_text("utf-8"))]
    assert len(numbers) == len(set(numbers)) > 220
    assert {int(each.partition(".")[0]) for each in numbers} == set(CHAPTERS)
    assert numbers == sorted(numbers, key=lambda each: [int(part) for part in each.split(".")])


@pytest.mark.parametrize(
    "shown",
    ["`tests/docs/test_asvs.py::test_of_nothing`", "`tests/gone.py::test_x`", "design: `gone.md`", "yes", "not met: "],
)
def test_a_row_that_shows_nothing_is_found(shown: str) -> None:
    assert wrong(("1.1.1", "it asks", "so", shown))
