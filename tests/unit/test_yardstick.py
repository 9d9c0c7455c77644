"""Is the yardstick of reading sound: do its annotations stand where they say, in words that a scorer knows?"""

from __future__ import annotations

import csv
import html
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from troth.words import Duration

if TYPE_CHECKING:
    from collections.abc import Iterator

YARDSTICK = Path(__file__).parents[2] / "bench" / "yardstick"
FOLDERS = sorted(file.parent for file in YARDSTICK.glob("*/clauses.tsv"))
KINDS = frozenset(
    """collection source purpose legal-basis sharing processor transfer retention security right choice cookie children
    automated-decision breach change-notice contact complaint definition disclaimer third-party-link public-forum survey
    payment aggregate sale corporate-event legal-request""".split()  # noqa: SIM905 -- words between blanks are read more easily
)
NOTES = frozenset({"definition", "disclaimer", "third-party-link"})
MODALITIES = frozenset({"will", "may", "will-not", "must", "permits-you", "-"})
ROLES = frozenset({"practice", "note", "heading", "lead_in", "navigation"})
_TAG = re.compile(r"<[^>]+>")
_TAG_WITHIN_A_LINE = re.compile(r"</?(?:a|b|em|i|span|strong)\b[^>]*>")
_NUMBER = re.compile(r"(?m)^\s*(?:[0-9]{1,2}(?:\.[0-9]{1,2})?\b[.)]?|\(?[a-z]{1,4}[.)])")
_AGE = re.compile(r"(<|>=)[0-9]{1,3}")
_CONTACT = re.compile(r"mailto:[^\s@]+@[^\s@]+|tel:\+?[0-9]+|https://\S+")


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated span."""

    start: int
    end: int
    kinds: tuple[str, ...]
    modality: str
    role: str
    slots: tuple[str, ...]
    first_words: str


def notice_of(folder: Path) -> Path:
    """The one notice that a folder annotates."""
    (file,) = folder.glob("notice.*")
    return file


def read_rows(folder: Path) -> list[Row]:
    with (folder / "clauses.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Row(
                int(row["start"]),
                int(row["end"]),
                tuple(filter(None, row["kinds"].split(","))),
                row["modality"],
                row["role"],
                tuple(filter(None, row["slots"].split(";"))),
                row["first_words"],
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def first_words(span: str, suffix: str) -> str:
    """The first five words of a span as a reader sees them; only a page has tags and entities."""
    shown = html.unescape(_TAG.sub(" ", _TAG_WITHIN_A_LINE.sub("", span))) if suffix == ".html" else span
    return " ".join(shown.split()[:5])


def faults(text: str, suffix: str, rows: list[Row]) -> list[str]:
    """Everything that is wrong with one notice's annotation."""
    return [*_misplaced(text, suffix, rows), *(f"{row.start}: {fault}" for row in rows for fault in _misworded(row))]


def _misplaced(text: str, suffix: str, rows: list[Row]) -> Iterator[str]:
    before = 0
    for row in rows:
        if not before <= row.start < row.end <= len(text):
            yield f"{row.start}: out of order or overlapping"
        elif first_words(text[row.start : row.end], suffix) != row.first_words:
            yield f"{row.start}: first words differ"
        before = row.end


def _misworded(row: Row) -> Iterator[str]:
    if set(row.kinds) - KINDS or len(set(row.kinds)) < len(row.kinds):
        yield "unknown or repeated kind"
    if row.modality not in MODALITIES:
        yield "unknown modality"
    if row.role not in ROLES:
        yield "unknown role"
    elif row.role not in ("practice", "note") and (row.kinds or row.modality != "-"):
        yield "a heading, lead-in or navigation of a practice's kind"
    elif row.role in ("heading", "navigation") and row.slots:
        yield "a heading or navigation with slots"
    elif row.role == "note" and not set(row.kinds) <= NOTES:
        yield "a note of a practice's kind"
    elif row.role == "practice" and set(row.kinds) <= NOTES:
        yield "a practice without a practice's kind"
    for slot in row.slots:
        if not _is_slot(slot):
            yield f"unreadable slot {slot}"


def _is_slot(slot: str) -> bool:
    name, _, value = slot.partition("=")
    match name:
        case "duration":
            return Duration.parse(value) is not None
        case "age":
            return _AGE.fullmatch(value) is not None
        case "date":
            return _is_date(value)
        case "contact":
            return _CONTACT.fullmatch(value) is not None
        case _:
            return False


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_annotation_stands_where_it_says_in_known_words(folder: Path) -> None:
    notice = notice_of(folder)
    rows = read_rows(folder)
    assert sum(row.role in ("practice", "note") for row in rows) >= 80
    assert faults(notice.read_text(encoding="utf-8"), notice.suffix, rows) == []


def test_the_notices_of_thirteen_trades_are_there() -> None:
    assert {folder.name for folder in FOLDERS} == {
        *("retailer-de", "telecom-us", "mobile-game", "hospital-us"),
        *("saas-fr", "bank-us", "smart-home-uk", "retail-us"),
        *("airline-de", "games-studio-us", "telehealth-us", "operator-fr", "marketplace-uk"),
    }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_word_of_a_text_is_annotated(folder: Path) -> None:
    """Of a page, the head and the scripts are no text; elsewhere only bullets, numbers and rules lie between spans."""
    notice = notice_of(folder)
    text = notice.read_text(encoding="utf-8")
    if notice.suffix == ".html":
        text = re.sub(r"<!--.*?-->|<head>.*?</head>|<(script|style)\b.*?</\1>", _blanks, text, flags=re.DOTALL)
    for row in read_rows(folder):
        text = text[: row.start] + " " * (row.end - row.start) + text[row.end :]
    left = _TAG.sub(" ", text) if notice.suffix == ".html" else text
    left = _NUMBER.sub(" ", left)
    assert re.findall(r"\w+", left) == []


def _blanks(match: re.Match[str]) -> str:
    return " " * len(match.group())


TEXT = "# Rights\n\nYou may ask for a copy within two years."
GOOD = [
    Row(0, 8, (), "-", "heading", (), "# Rights"),
    Row(10, 50, ("right",), "permits-you", "practice", ("duration=P2Y",), "You may ask for a"),
]


def test_a_sound_annotation_has_no_faults() -> None:
    assert faults(TEXT, ".md", GOOD) == []


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (replace(GOOD[1], start=7), "7: out of order or overlapping"),
        (replace(GOOD[1], end=51), "10: out of order or overlapping"),
        (replace(GOOD[1], start=14, first_words="You may ask for a"), "14: first words differ"),
        (replace(GOOD[1], kinds=("rights",)), "10: unknown or repeated kind"),
        (replace(GOOD[1], kinds=("right", "right")), "10: unknown or repeated kind"),
        (replace(GOOD[1], modality="shall"), "10: unknown modality"),
        (replace(GOOD[1], role="clause"), "10: unknown role"),
        (replace(GOOD[1], role="note"), "10: a note of a practice's kind"),
        (replace(GOOD[1], kinds=("definition",)), "10: a practice without a practice's kind"),
        (replace(GOOD[1], role="lead_in"), "10: a heading, lead-in or navigation of a practice's kind"),
        (replace(GOOD[1], role="heading", kinds=(), modality="-"), "10: a heading or navigation with slots"),
        (replace(GOOD[1], slots=("duration=2Y",)), "10: unreadable slot duration=2Y"),
        (replace(GOOD[1], slots=("age=13",)), "10: unreadable slot age=13"),
        (replace(GOOD[1], slots=("date=2024-13-01",)), "10: unreadable slot date=2024-13-01"),
        (replace(GOOD[1], slots=("contact=bob",)), "10: unreadable slot contact=bob"),
    ],
)
def test_a_fault_is_found(row: Row, fault: str) -> None:
    assert fault in faults(TEXT, ".md", [GOOD[0], row])


def test_a_page_is_quoted_without_its_tags() -> None:
    assert first_words('<b>"<i>Cookies</i>" &amp; pixels</b> are<br>small', ".html") == '"Cookies" & pixels are small'
    assert first_words("a <b", ".txt") == "a <b"
