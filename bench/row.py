"""What is one line of a benchmark: who did what how fast, and what was aimed at?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. Rows of one operation come from one run, so that they may be compared; `aim` is empty for peers."""

    operation: str
    who: str
    figure: float
    unit: str
    note: str = ""
    aim: str = ""
