"""What do the annotated notices say, sentence by sentence, that a reader of notices should find?

1. The yardstick beside this file: thirteen invented notices, each with `clauses.tsv` (yardstick/README.md says how).
2. The five example notices of the shared folder (`TROTH_SHARED`, else `../shared` beside the checkout), where it is
   there: a sentence has the kinds of all clauses that name it. Headings and other structure are left out.
3. Only rows that a reader may say something of count: no headings, no navigation, no lead-ins.

What it leaves out: comparing.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

YARDSTICK = Path(__file__).parent / "yardstick"
_BESIDE = Path(__file__).parents[2] / "shared"
_SILENT = frozenset({"heading", "navigation", "lead_in"})
_RANGE = re.compile(r"(\w+):(\d+)-(?:\w+:)?(\d+)")
_NOTICES = {
    "000": "sesame-2012-05-17",
    "001": "sesamm-2022-10-18",
    "002": "vocalcom-2013-05-23",
    "003": "esendex-2022-11-21",
    "004": "dialpad-2004-08-10",
}


@dataclass(frozen=True, slots=True)
class Annotated:
    """A span of a notice's text, end exclusive, and what it says; `slots` are `slot=value`."""

    start: int
    end: int
    kinds: frozenset[str]
    modalities: frozenset[str]
    slots: frozenset[str] = frozenset()


def overlaps(span: Annotated, start: int, end: int) -> bool:
    """Whether a range of the text belongs to a span: more than half of the shorter of the two lies in both."""
    shared = min(span.end, end) - max(span.start, start)
    return shared > min(span.end - span.start, end - start) / 2


@dataclass(frozen=True, slots=True)
class Example:
    """An annotated notice. `has_slots` says whether its slots were annotated, too."""

    group: str
    name: str
    file: Path
    spans: tuple[Annotated, ...]
    has_slots: bool


def yardstick(folder: Path = YARDSTICK) -> Iterator[Example]:
    """The invented notices, in the order of their names."""
    for table in sorted(folder.glob("*/clauses.tsv")):
        (file,) = table.parent.glob("notice.*")
        spans = tuple(_span(row) for row in _rows(table) if row["role"] not in _SILENT)
        yield Example("yardstick", table.parent.name, file, spans, has_slots=True)


def examples(shared: Path | None = None) -> Iterator[Example]:
    """The five notices of the shared folder; none where it is not there."""
    folder = shared or Path(os.environ.get("TROTH_SHARED", _BESIDE))
    design = folder / "design"
    if not (design / "clauses.tsv").exists():
        return
    said = _said_of_sentences(design / "clauses.tsv")
    structure = {row["sid"] for row in _rows(design / "structural.tsv")}
    spans: dict[str, list[Annotated]] = defaultdict(list)
    for row in _rows(design / "sentences.tsv"):
        kinds, modalities = said.get(row["sid"], (set(), set()))
        if kinds or row["sid"] not in structure:
            span = Annotated(int(row["char_start"]), int(row["char_end"]), frozenset(kinds), frozenset(modalities))
            spans[row["seed"]].append(span)
    for seed, name in _NOTICES.items():
        yield Example("five notices", name, folder / "notices" / f"{name}.txt", tuple(spans[seed]), has_slots=False)


def sentences_of(cell: str) -> Iterator[str]:
    """The ids in a cell such as `SES:5,SES:7-9`."""
    for part in cell.split(","):
        match = _RANGE.fullmatch(part.strip())
        if match:
            yield from (f"{match[1]}:{number}" for number in range(int(match[2]), int(match[3]) + 1))
        elif part.strip() not in ("", "-"):
            yield part.strip()


def _said_of_sentences(table: Path) -> Mapping[str, tuple[set[str], set[str]]]:
    said: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for row in _rows(table):
        for sentence in sentences_of(row["sentence_ids"]):
            said[sentence][0].add(row["kind"])
            said[sentence][1].add(row["modality"])
    return said


def _span(row: Mapping[str, str]) -> Annotated:
    return Annotated(
        int(row["start"]),
        int(row["end"]),
        frozenset(kind for kind in row["kinds"].split(",") if kind),
        frozenset({row["modality"]}),
        frozenset(slot.strip() for slot in row["slots"].split(";") if slot.strip()),
    )


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
