"""The decision records are numbered without a gap, have their three parts, and are listed."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "decisions"
RECORDS = sorted(FOLDER.glob("[0-9]*.md"))
LIST = (FOLDER / "README.md").read_text(encoding="utf-8")


def test_the_records_are_numbered_without_a_gap() -> None:
    assert [int(record.name[:4]) for record in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_each_record_says_context_decision_and_consequences() -> None:
    for record in RECORDS:
        parts = re.findall(r"^\*\*(\w+)\.\*\* \S", record.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences"], record.name


def test_each_record_is_listed_under_its_title() -> None:
    listed = re.findall(r"^\| \[(\d+)\]\((\S+)\) \| (.+) \|$", LIST, flags=re.MULTILINE)
    titles = [record.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for record in RECORDS]
    assert [(file, f"{number}. {title}") for number, file, title in listed] == [
        (record.name, title) for record, title in zip(RECORDS, titles, strict=True)
    ]
