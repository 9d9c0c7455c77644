"""What stands in a file: its columns and its rows?

Rules:
1. CSV (RFC 4180 and what is written in its place): the separator is the one of `,`, `;`, tab and `|` that cuts the
   first lines into the most equal number of parts. UTF-8, with or without a mark; else Windows-1252. The first line is
   the header unless a part of it is empty, or looks like a value; then columns are `c1`, `c2`, ...
2. JSON Lines: the columns are the keys of the first thousand objects, in the order in which they are met; what is
   nested stays JSON. A line that is no object is a problem with its number.
3. Parquet: by `pyarrow`, which is loaded when the first such file is met.
4. A row that is too short is filled with nothing; parts beyond the header are dropped.
"""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

from troth.estate.connector import EstateProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from troth.inventory import Cell

SUFFIXES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
_HEAD = 64 * 1024
_LINES = 20
_OBJECTS = 1_000
_NO_HEADER = re.compile(r"\s*|[-+]?\d+(?:[.,]\d+)?|.*@.*\..*|\d{4}-\d{2}-\d{2}.*")
_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,17})")

Opened = tuple[tuple[str, ...], "Iterator[tuple[Cell, ...]]"]
"""The columns, and the rows one after the other."""


def read_file(path: Path) -> Opened:
    """The columns and rows of a file. Raises `EstateProblem` where it cannot be read as what its suffix says."""
    return _READERS[path.suffix.lower()](path)


def _csv(path: Path) -> Opened:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        head = file.read(_HEAD)
    separator = _separator(head)
    first = next(iter(csv.reader(head.splitlines(), delimiter=separator)), [])
    has_header = bool(first) and not any(_NO_HEADER.fullmatch(part) for part in first) and len(set(first)) == len(first)
    columns = tuple(first) if has_header else tuple(f"c{place}" for place in range(1, len(first) + 1))
    return columns, _csv_rows(path, encoding, separator, len(columns), has_header=has_header)


def _csv_rows(path: Path, encoding: str, separator: str, width: int, *, has_header: bool) -> Iterator[tuple[Cell, ...]]:
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        rows = csv.reader(file, delimiter=separator)
        if has_header:
            next(rows, None)
        try:
            for row in rows:
                if row:
                    yield tuple(map(_cell, (*row[:width], *[""] * (width - len(row)))))
        except csv.Error as error:
            raise _unreadable(path, f"line {rows.line_num} is no CSV") from error


def _cell(text: str) -> Cell:
    """A part of a CSV file: nothing where it is empty, a number where it is written as one; a leading 0 stays."""
    if not text:
        return None
    return int(text) if _INTEGER.fullmatch(text) else text


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return "utf-8-sig" if error.start > len(head) - 4 else "cp1252"  # a character may be cut at the end
    return "utf-8-sig"


def _separator(head: str) -> str:
    lines = head.splitlines()[:_LINES]
    lines = lines[:-1] if len(lines) > 1 and len(head) == _HEAD else lines
    best = (0, "")
    for separator in (",", ";", "\t", "|"):
        widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        if widths and widths[0] > 1:
            equal = sum(1 for width in widths if width == widths[0])
            best = max(best, (equal * widths[0], separator))
    return best[1] or ","


def _jsonl(path: Path) -> Opened:
    keys: dict[str, None] = {}
    for number, found in enumerate(_objects(path)):
        keys.update(dict.fromkeys(found))
        if number >= _OBJECTS:
            break
    columns = tuple(keys)
    return columns, (tuple(_plain(found.get(key)) for key in columns) for found in _objects(path))


def _objects(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8-sig") as file:
        try:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    found = json.loads(line)
                except ValueError as error:
                    raise _unreadable(path, f"line {number} is no JSON") from error
                if not isinstance(found, dict):
                    raise _unreadable(path, f"line {number} is no object")
                yield found
        except UnicodeDecodeError as error:
            raise _unreadable(path, "it is no UTF-8") from error


def _plain(value: Any) -> Cell:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value  # type: ignore[no-any-return]  # JSON has no other values


def _parquet(path: Path) -> Opened:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as missing:
        raise EstateProblem(
            "Parquet cannot be read without the package `pyarrow`",
            id="estate.extra-missing",
            help="install the extra: `pip install 'troth[parquet]'`",
            again=False,
        ) from missing
    try:
        file = parquet.ParquetFile(path)
        columns = tuple(file.schema_arrow.names)
    except (ArrowException, OSError) as error:
        raise _unreadable(path, "it is no Parquet") from error
    return columns, _parquet_rows(file)


def _parquet_rows(file: Any) -> Iterator[tuple[Cell, ...]]:
    from troth.estate.cells import plain_column

    for batch in file.iter_batches(batch_size=2_000):
        yield from zip(*(plain_column(column.to_pylist()) for column in batch.columns), strict=True)


def _unreadable(path: Path, what: str) -> EstateProblem:
    return EstateProblem(
        f"the file `{path.name}` cannot be read: {what}",
        id="estate.file-unreadable",
        help="correct the file, or take it out of the folder; the others were scanned",
        again=False,
    )


_READERS: dict[str, Callable[[Path], Opened]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".jsonl": _jsonl,
    ".ndjson": _jsonl,
    ".parquet": _parquet,
}
