"""How fast is each of several, measured side by side on a machine that is noisy?

Rules:
1. Contenders take turns: ours, a peer, the next peer, and round again, so that a slow minute hits all of them.
2. Each is warmed up, and does as many calls a turn as fill the turn's time.
3. The median of its turns is its figure.

What it leaves out: what is fair to compare; that is for each operation's file to say.
"""

from __future__ import annotations

import gc
import importlib
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work a run does: `rounds` turns each, `seconds` a turn; `is_quick` asks for small inputs."""

    rounds: int
    seconds: float
    is_quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """A size: the full one, or the one of a quick run."""
        return quick if self.is_quick else full


FULL = Effort(rounds=5, seconds=0.4)
QUICK = Effort(rounds=1, seconds=0.002, is_quick=True)


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody who does one thing many times: `run(calls)` does it that many times; each call counts for `each`."""

    who: str
    run: Callable[[int], object]
    most: int
    each: int = 1
    note: str = ""
    aim: str = ""


class AbsentError(Exception):
    """A peer is not here; the text says what would bring it."""


def library(name: str) -> Any:
    """A peer's library by the name of its module.

    Raises:
        AbsentError: it is not installed.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        raise AbsentError(f"`{name}` is not installed; `make bench` installs requirements/bench.txt") from None


def skipped(operation: str, who: str, unit: str, why: str) -> Row:
    """The row of a peer that is not here."""
    return Row(operation, who, 0, unit, f"skipped: {why}")


def race(operation: str, unit: str, contenders: Sequence[Contender], effort: Effort) -> list[Row]:
    """A row for each contender: things done in a second."""
    counts = {contender.who: _calibrate(contender, effort.seconds) for contender in contenders}
    rates: dict[str, list[float]] = {contender.who: [] for contender in contenders}
    for _ in range(effort.rounds):
        for contender in contenders:
            calls = counts[contender.who]
            gc.collect()
            rates[contender.who].append(calls * contender.each / seconds_for(contender.run, calls))
    return [
        Row(operation, each.who, statistics.median(rates[each.who]), unit, each.note, each.aim) for each in contenders
    ]


def seconds_for(run: Callable[[int], object], calls: int) -> float:
    """How long that many calls take, in seconds."""
    start = time.perf_counter()
    run(calls)
    return max(time.perf_counter() - start, 1e-9)


@dataclass(frozen=True, slots=True)
class Work:
    """One piece of work and who does it."""

    who: str
    do: Callable[[], object]
    note: str = ""
    aim: str = ""


def time_each(operation: str, works: Sequence[Work], effort: Effort) -> list[Row]:
    """A row for each piece of work: its median time in milliseconds, after one turn to warm up."""
    took: dict[str, list[float]] = {work.who: [] for work in works}
    for work in works:
        work.do()
    for _ in range(effort.rounds):
        for work in works:
            took[work.who].append(1000 * seconds_for(lambda _, do=work.do: do(), 1))  # type: ignore[misc]
    return [Row(operation, each.who, statistics.median(took[each.who]), "ms", each.note, each.aim) for each in works]


def _calibrate(contender: Contender, seconds: float) -> int:
    """How many calls fill a turn; finding out is the warm-up."""
    calls = 1
    while True:
        calls = min(calls, contender.most)
        took = seconds_for(contender.run, calls)
        if took >= seconds / 4 or calls == contender.most:
            return max(1, min(contender.most, round(calls * seconds / took)))
        calls *= 4
