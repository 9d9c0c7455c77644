"""What is there in an estate to look at?

Asks every system for its tables and a sample of each. Rules:

1. A system or a table that fails is a problem with its place; everything else is looked at all the same.
2. Only where nothing at all could be looked at does a scan fail.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.errors import Place, Problem, Severity, in_order
from troth.estate.connector import EstateProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from troth.estate.connector import Connector, Sample, Table
    from troth.inventory import DatasetName

ROWS = 5_000
"""Rows of a table that are looked at."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The tables that could be read, their samples, and what could not be."""

    tables: tuple[Table, ...]
    samples: Mapping[DatasetName, Sample]
    problems: tuple[Problem, ...]


def scan(connectors: Sequence[Connector], most: int = ROWS, progress: Callable[[int, int], None] | None = None) -> Scan:
    """Look at systems. `progress` is told how many tables are done, and of how many.

    Raises:
        EstateProblem: no system could be looked at; the problem of the first.
    """
    tables: list[Table] = []
    by_connector: list[tuple[Connector, Table]] = []
    problems: list[Problem] = []
    failed: list[EstateProblem] = []
    for connector in connectors:
        try:
            found = connector.tables()
        except EstateProblem as error:
            failed.append(error)
            problems.append(_problem(connector, error.text, error.id, error.help))
            continue
        for table in found:
            if table.problem:
                help_ = "look at it with the system's own tools; what else is there was scanned"
                problems.append(_problem(connector, table.problem, "estate.table-unreadable", help_))
            else:
                by_connector.append((connector, table))
    if failed and len(failed) == len(connectors):
        raise failed[0]
    samples: dict[DatasetName, Sample] = {}
    for done, (connector, table) in enumerate(by_connector):
        if progress:
            progress(done, len(by_connector))
        try:
            samples[table.at] = connector.sample(table, most)
        except EstateProblem as error:
            problems.append(_problem(connector, error.text, error.id, error.help))
            failed.append(error)
            continue
        tables.append(table)
    if not tables and failed:
        raise failed[0]
    return Scan(tuple(tables), samples, tuple(in_order(problems)))


def _problem(connector: Connector, text: str, id_: str, help_: str) -> Problem:
    return Problem(Place(connector.system.name), id_, text, help_, Severity.WARNING)
