"""Did an erasure take all of a person, and nothing of anybody else?

A database is compared with what it was. What is asked of it:
1. No cell of any table holds an identifier that points at her alone, in whatever way of writing (`left`).
2. Rows that are not hers are as they were, and there (`harmed`).
3. Rows of several people are there, and fields that are not hers are as they were (`harmed` too).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.estates.measure import plain_table, rows_of

if TYPE_CHECKING:
    import sqlite3

Row = tuple[Any, ...]
Rows = dict[tuple[str, ...], Row]
_NUMBER = re.compile(r"\+?\d[\d /().-]{6,}\d")
_DIGITS, _MOST_DIGITS = 9, 15


@dataclass(frozen=True, slots=True)
class Verdict:
    """What an erasure left and what it harmed: tables and columns, with how many rows."""

    left: dict[str, int]
    harmed: dict[str, int]

    @property
    def holds(self) -> bool:
        """Whether all of her and nothing else is gone."""
        return not self.left and not self.harmed


def content(connection: sqlite3.Connection, truth: dict[str, Any]) -> dict[str, Rows]:
    """All rows of an estate by table and key; rows without a key by their number."""
    tables = {}
    for name, spec in truth["tables"].items():
        plain = plain_table(name)
        key = ", ".join(f'"{column}"' for column in spec["key"]) or "rowid"
        width = max(1, len(spec["key"]))
        rows = connection.execute(f'SELECT {key}, * FROM "{plain}"')
        tables[plain] = {tuple(map(str, row[:width])): row[width:] for row in rows}
    return tables


def judge(truth: dict[str, Any], person: dict[str, Any], before: dict[str, Rows], after: dict[str, Rows]) -> Verdict:
    """What became of the person, and of the others."""
    whole, parts = rows_of(person)
    columns = {plain_table(name): list(spec["columns"]) for name, spec in truth["tables"].items()}
    left: dict[str, int] = {}
    harmed: dict[str, int] = {}
    wanted = [each.casefold() for each in person["only_hers"]]
    numbers = {digits_of(each) for each in wanted if each.startswith("+")}
    for table, rows in after.items():
        for row in rows.values():
            for column, cell in zip(columns[table], row, strict=True):
                if _holds(cell, wanted, numbers):
                    left[f"{table}.{column}"] = left.get(f"{table}.{column}", 0) + 1
    for table, rows in before.items():
        for key, row in rows.items():
            place = (table, key)
            if place in whole:
                continue
            free = parts.get(place, frozenset())
            now = after[table].get(key)
            if now is None or any(
                was != is_ for name, was, is_ in zip(columns[table], row, now, strict=True) if name not in free
            ):
                harmed[table] = harmed.get(table, 0) + 1
    return Verdict(left, harmed)


def _holds(cell: object, wanted: list[str], numbers: set[str]) -> bool:
    if isinstance(cell, bytes):
        cell = cell.decode("utf-8", "replace")
    if not isinstance(cell, str):
        return str(cell) in wanted if isinstance(cell, int) else False
    small = cell.casefold()
    if any(each in small for each in wanted):
        return True
    return any(digits_of(found) in numbers for found in numbers_in(cell))


def numbers_in(text: str) -> list[str]:
    """What could be a telephone number (ITU-T E.164: at most 15 digits) within a text."""
    return [found for found in _NUMBER.findall(text) if len(re.sub(r"\D", "", found)) <= _MOST_DIGITS]


def digits_of(text: str) -> str:
    """The last nine digits of a number: the same in national and international form."""
    return re.sub(r"\D", "", text.replace("(0)", ""))[-_DIGITS:]
