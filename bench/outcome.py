"""What do the rows of a run say: how far ahead of the best peer are we, and is the aim reached?

Rules:
1. `troth` at the start of `who` marks our rows, `limit:` what the machine itself allows, `skipped` at the start of a
   note a peer that was not here. All others are peers.
2. Rows are compared within one operation and one unit. Units that end in `/s`, and shares of what is to be found, are
   better when larger; times, sizes and shares of errors are better when smaller; a unit of neither sort is refused.
3. A ratio is how many times better we are than the best peer: below 1 we are behind, whatever the unit.
4. An aim is `>= figure` or `<= figure`, in the unit of its row. What reads otherwise is refused, not passed over.

What it leaves out: measuring.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from troth.errors import WrongUse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bench.row import Row

_SMALLER_IS_BETTER = frozenset({"ns", "us", "ms", "s", "bytes", "kB", "MB", "% wrong"})
_LARGER_IS_BETTER = frozenset({"% F1", "% recall"})
_AIM = re.compile(r"(>=|<=) ?([0-9][0-9,]*(?:\.[0-9]+)?) ?(\S*)")


class Part(StrEnum):
    """The part a row plays."""

    OURS = "ours"
    PEER = "peer"
    LIMIT = "limit"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A row and what follows from it. `ratio` and `of_limit` are set on our rows, where there is something beside."""

    row: Row
    part: Part
    ratio: float | None = None
    against: str = ""
    of_limit: float | None = None
    is_reached: bool | None = None


def judge(rows: Sequence[Row]) -> list[Outcome]:
    """An outcome for each row, in order."""
    return [_judge(row, rows) for row in rows]


def part_of(row: Row) -> Part:
    """Rule 1."""
    if row.note.startswith("skipped"):
        return Part.SKIPPED
    if row.who.startswith("troth"):
        return Part.OURS
    return Part.LIMIT if row.who.startswith("limit:") else Part.PEER


def times_better(row: Row, other: Row) -> float | None:
    """How many times better the row is than another of its unit (rules 2 and 3); None beside a figure of nothing."""
    if not row.figure or not other.figure:
        return None
    return row.figure / other.figure if _larger_is_better(row.unit) else other.figure / row.figure


def is_reached(row: Row) -> bool | None:
    """Whether the row's aim is reached; None where it has none (rule 4)."""
    if not row.aim:
        return None
    match = _AIM.fullmatch(row.aim)
    if match is None or not row.unit.endswith(match[3]):
        raise WrongUse(
            f"the aim `{row.aim}` of `{row.operation}` cannot be held against a figure in `{row.unit}`",
            id="bench.bad-aim",
            help="write it as `>= 500,000` or `<= 5`, in the unit of its row",
        )
    aim = float(match[2].replace(",", ""))
    return row.figure >= aim if match[1] == ">=" else row.figure <= aim


def _judge(row: Row, rows: Iterable[Row]) -> Outcome:
    part = part_of(row)
    if part is not Part.OURS:
        return Outcome(row, part)
    beside = [other for other in rows if (other.operation, other.unit) == (row.operation, row.unit)]
    peer = _best([other for other in beside if part_of(other) is Part.PEER])
    limit = _best([other for other in beside if part_of(other) is Part.LIMIT])
    return Outcome(
        row,
        part,
        None if peer is None else times_better(row, peer),
        "" if peer is None else peer.who,
        None if limit is None else times_better(row, limit),
        is_reached(row),
    )


def _best(rows: list[Row]) -> Row | None:
    if not rows:
        return None
    choose = max if _larger_is_better(rows[0].unit) else min
    return choose(rows, key=lambda row: row.figure)


def _larger_is_better(unit: str) -> bool:
    if unit.endswith("/s") or unit in _LARGER_IS_BETTER:
        return True
    if unit in _SMALLER_IS_BETTER:
        return False
    raise WrongUse(
        f"nobody has said whether more `{unit}` is better",
        id="bench.unknown-unit",
        help=f"end the unit in `/s`, or use one of {', '.join(sorted(_SMALLER_IS_BETTER | _LARGER_IS_BETTER))}",
    )


def as_json(outcome: Outcome) -> dict[str, Any]:
    """One row of the JSON file (docs/benchmarks.md)."""
    row = outcome.row
    return {
        "operation": row.operation,
        "who": row.who,
        "part": outcome.part.value,
        "figure": None if outcome.part is Part.SKIPPED else row.figure,
        "unit": row.unit,
        "ratio": outcome.ratio,
        "against": outcome.against,
        "of_limit": outcome.of_limit,
        "aim": row.aim,
        "reached": outcome.is_reached,
        "note": row.note,
    }


def as_table(outcomes: Iterable[Outcome]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| operation | who | figure | ratio to the best peer | aim | reached | note |",
        "|---|---|--:|--:|---|---|---|",
    ]
    lines += [f"| {' | '.join(_cells(outcome))} |" for outcome in outcomes]
    return "\n".join(lines)


def _cells(outcome: Outcome) -> tuple[str, ...]:
    row = outcome.row
    figure = "-" if outcome.part is Part.SKIPPED else f"{in_figures(row.figure)} {row.unit}"
    ratio = "" if outcome.ratio is None else f"{in_figures(outcome.ratio)} x {outcome.against}"
    reached = {None: "", True: "yes", False: "**no**"}[outcome.is_reached]
    return row.operation, row.who, figure, ratio, row.aim, reached, row.note


def in_figures(number: float) -> str:
    """Three significant figures or all whole ones: `0.0123`, `4.56`, `12,345`."""
    if number and abs(number) < 100:
        return f"{number:.3g}" if abs(number) >= 0.001 else f"{number:.2e}"
    return f"{number:,.0f}"
