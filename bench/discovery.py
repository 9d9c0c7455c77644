"""How fast is an estate scanned, and text searched for addresses and numbers?

Two figures. The first pass over text (`troth.estate.discovery.first_pass`) beside one regular expression that finds
the same candidates, in megabytes a second; and a whole scan of three small estates in SQLite (220 columns, about
70,000 rows), reflection, sampling, links and verdicts included.

The candidates are compared first: whatever the regular expression finds, the first pass has flagged.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if __package__ in {None, ""}:
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from bench.race import Contender, Effort, Work, race, time_each
from estate_worlds import WORLDS, fill
from troth.estate.addresses import open_address, read_address
from troth.estate.discovery import discover
from troth.estate.discovery.first_pass import candidates
from troth.estate.graph.links import links
from troth.estate.scan import scan

if TYPE_CHECKING:
    from bench.row import Row

NAME = "discovery"
FIRST, WHOLE = "text, first pass for e-mail addresses and telephone numbers", "a whole scan"
_WORDS = [
    "the",
    "order",
    "of",
    "our",
    "customer",
    "was",
    "sent",
    "on",
    "monday",
    "and",
    "nobody",
    "called",
    "back",
    "about",
    "an",
    "invoice",
    "that",
    "came",
    "late",
]
_PATTERN = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d ()./-]{6,}\d")


def texts(characters: int) -> list[str]:
    """Sentences of forty words; one in twenty with an address and a number, one in six with a date and an amount."""
    source = random.Random(1)
    made: list[str] = []
    length = 0
    while length < characters:
        text = " ".join(source.choices(_WORDS, k=40))
        if source.random() < 0.05:
            text += f" write to alice{len(made)}@example.org or call +49 30 {source.randint(2000000, 9000000)}"
        if source.random() < 0.16:
            text += " of 2021-03-04 for 12.50"
        made.append(text)
        length += len(text)
    return made


def by_pattern(cells: list[str]) -> list[int]:
    return [number for number, cell in enumerate(cells) if _PATTERN.search(cell)]


def first_pass_rows(effort: Effort) -> list[Row]:
    cells = texts(effort.of(32_000_000, 200_000))
    found = candidates(cells)
    missed = set(by_pattern(cells)) - set(found.emails) - set(found.phones)
    assert not missed, f"the first pass missed {len(missed)} cells"
    contenders = [
        Contender("troth, first pass", lambda calls: [candidates(cells) for _ in range(calls)], 50, aim=">= 300"),
        Contender("a regular expression", lambda calls: [by_pattern(cells) for _ in range(calls)], 50),
    ]
    megabytes = sum(map(len, cells)) / 1e6
    rows = race(FIRST, "MB/s", contenders, effort)
    return [replace(row, figure=row.figure * megabytes, note=f"{megabytes:.0f} MB a turn") for row in rows]


def look(files: list[Path]) -> int:
    """Scan all files as one estate, and say how many columns were judged."""
    connectors = [open_address(read_address(str(file))) for file in files]
    scanned = scan(connectors)
    joined = links(scanned.tables, scanned.samples, {each.system.name: each for each in connectors})
    found = discover(scanned.tables, scanned.samples, joined)
    for connector in connectors:
        connector.close()
    return len(found.findings)


def measure(effort: Effort) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        files, rows, columns = [], 0, 0
        for name, make in WORLDS.items():
            tables = make(effort.of(15, 1))
            files.append(fill(Path(folder) / f"{name}.sqlite", tables))
            rows += sum(len(table.rows) for table in tables)
            columns += sum(len(table.columns) for table in tables)
        assert look(files) == columns
        work = Work("troth", lambda: look(files), f"{columns} columns, {rows:,} rows, SQLite", "<= 3,000")
        return [*first_pass_rows(effort), *time_each(WHOLE, [work], effort)]
