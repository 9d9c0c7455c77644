"""How much of the personal data of an estate is found: columns, links, and the rows of one person?

Six made-up estates (`bench/estates`), of which two are held out. Beside ours stand the simplest of finders, so that a
figure means something; what the peers reach is in docs/benchmarks.md. No figure is a time.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.estates import baselines, ours
from bench.estates.made import HELD_OUT, filled, make_sqlite, names
from bench.estates.measure import (
    Numbers,
    Rate,
    Rows,
    Scan,
    read_found,
    read_scan,
    sample,
    score_columns,
    score_links,
    score_rows,
)
from bench.race import FULL, AbsentError, Effort, skipped
from bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.estates.measure import Found

NAME = "estates"
PERSONAL, CATEGORY = "personal columns found", "categories of columns found"
LINKS, ROWS, WRONG = "undeclared links found", "rows of a person found", "rows of strangers given"


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; some seconds an estate for the baselines, and what the scan takes."""
    rows = []
    for name in names()[: effort.of(6, 1)]:
        with tempfile.TemporaryDirectory() as folder:
            file, truth = make_sqlite(filled(name), Path(folder))
            people = sample(truth, effort.of(16, 2))
            rows += _columns_and_links(name, truth, file)
            rows += _rows(name, truth, people, file)
    return rows


def _columns_and_links(name: str, truth: dict[str, Any], file: Path) -> list[Row]:
    rows = [
        *_columns(name, truth, "baseline: every column", baselines.everything(truth)),
        *_columns(name, truth, "baseline: words in names", baselines.words_in_names(truth)),
        _links(name, truth, "baseline: names equal to keys", baselines.name_equals_key(truth)),
    ]
    try:
        scan = read_scan(ours.scan(f"sqlite:///{file}", file.parent))
    except AbsentError as absent:
        why = str(absent)
        return [
            *rows,
            *(skipped(f"{each}, {_shown(name)}", "troth", "% F1", why) for each in (PERSONAL, CATEGORY, LINKS)),
        ]
    except ours.FailedError as failed:
        # A scan that fails found nothing: that is its figure.
        return [*rows, *(_failed(each, name, "% F1", failed) for each in (PERSONAL, CATEGORY, LINKS))]
    return [*rows, *_columns(name, truth, "troth", scan, ">= 80"), _links(name, truth, "troth", scan, ">= 80")]


def _failed(operation: str, name: str, unit: str, failed: ours.FailedError) -> Row:
    return Row(f"{operation}, {_shown(name)}", "troth", 0, unit, f"failed: {failed}", ">= 80")


def _columns(name: str, truth: dict[str, Any], who: str, scan: Scan, aim: str = "") -> list[Row]:
    score = score_columns(truth, scan)
    note = f"{_note(score.personal)}, {score.undetermined} undetermined"
    return [
        Row(f"{PERSONAL}, {_shown(name)}", who, 100 * score.personal.f1, "% F1", note, aim),
        Row(f"{CATEGORY}, {_shown(name)}", who, 100 * score.category.f1, "% F1", _note(score.category)),
    ]


def _links(name: str, truth: dict[str, Any], who: str, scan: Scan, aim: str = "") -> Row:
    score = score_links(truth, scan)
    return Row(f"{LINKS}, {_shown(name)}", who, 100 * score.f1, "% F1", _note(score), aim)


def _rows(name: str, truth: dict[str, Any], people: list[dict[str, Any]], file: Path) -> list[Row]:
    with closing(sqlite3.connect(file)) as connection:
        numbers = Numbers(connection, truth)

        def exact(person: dict[str, Any]) -> list[Found]:
            return baselines.exact_cells(connection, truth, person)

        def declared(person: dict[str, Any]) -> list[Found]:
            return baselines.declared_keys(connection, truth, person)

        def ours_(person: dict[str, Any]) -> list[Found]:
            return numbers.numbered(read_found(ours.find(file.parent, person["seeds"])))

        rows = _found(name, truth, people, "baseline: exact cells", exact)
        rows += _found(name, truth, people, "baseline: exact cells and declared keys", declared)
        try:
            return rows + _found(name, truth, people, "troth", ours_, (">= 90", "<= 0"))
        except AbsentError as absent:
            units = ((ROWS, "% recall"), (WRONG, "% wrong"))
            return rows + [skipped(f"{each}, {_shown(name)}", "troth", unit, str(absent)) for each, unit in units]
        except ours.FailedError as failed:
            return [*rows, _failed(ROWS, name, "% recall", failed)]


def _found(
    name: str,
    truth: dict[str, Any],
    people: list[dict[str, Any]],
    who: str,
    search: Callable[[dict[str, Any]], list[Found]],
    aims: tuple[str, str] = ("", ""),
) -> list[Row]:
    score = sum((score_rows(truth, person, search(person)) for person in people), Rows(Rate(), 0))
    note = f"{len(people)} people, {_note(score.rows)}, {score.taken_whole} rows taken whole of which she has a part"
    return [
        Row(f"{ROWS}, {_shown(name)}", who, 100 * score.rows.recall, "% recall", note, aims[0]),
        Row(f"{WRONG}, {_shown(name)}", who, 100 * (1 - score.rows.precision), "% wrong", "", aims[1]),
    ]


def _note(rate: Rate) -> str:
    return f"{rate.right} right, {rate.wrong} wrong, {rate.missed} missed"


def _shown(name: str) -> str:
    return f"{name} (held out)" if name in HELD_OUT else name
