"""How much memory do a million subjects take? One way of keeping them a process: `python -m bench.weigh WAY SUBJECTS`.

Prints the megabytes (a million bytes) by which the resident memory grew while they were put in. The ids themselves and
the standings that subjects share are there before, and are not in the figure.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bench.problem import make_problem
from troth import Engine
from troth.words import SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.problem import Problem


def resident() -> int:
    """Bytes of this process that lie in memory."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


def weigh(way: str, size: int) -> float:
    """The megabytes that one way of keeping so many subjects takes."""
    problem = make_problem(2_000)
    states = np.random.default_rng(3).choice(problem.states, size)
    ids = [SubjectId(f"subject-{number}") for number in range(size)]
    gc.collect()
    before = resident()
    kept = WAYS[way](problem, ids, states)
    gc.collect()
    after = resident()
    del kept
    return (after - before) / 1e6


def _named(problem: Problem, ids: list[SubjectId], states: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> object:
    return Engine(problem.policy, ((name, problem.standings[state]) for name, state in zip(ids, states, strict=True)))


def _numbered(problem: Problem, ids: list[SubjectId], states: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> object:
    del ids
    engine = Engine(problem.policy)
    engine.populate(problem.standings, states)
    return engine


def _plain(problem: Problem, ids: list[SubjectId], states: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> object:
    """{(subject, what a word is about): yes or no}, for those who said something."""
    table: dict[tuple[SubjectId, str], bool] = {}
    for name, state in zip(ids, states.tolist(), strict=True):
        told = problem.told[state]
        for key in told.yes:
            table[name, key] = True
        for key in told.no:
            table[name, key] = False
    return table


def _sqlite(problem: Problem, ids: list[SubjectId], states: np.ndarray[tuple[int], np.dtype[np.uint32]]) -> object:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE word (subject TEXT, key TEXT, yes INT, PRIMARY KEY (subject, key)) WITHOUT ROWID")
    told = problem.told
    for place, yes in ((told, 1), (told, 0)):
        rows = (
            (name, key, yes)
            for name, state in zip(ids, states.tolist(), strict=True)
            for key in (place[state].yes if yes else place[state].no)
        )
        database.executemany("INSERT INTO word VALUES (?, ?, ?)", rows)
    return database


WAYS: dict[str, Callable[[Problem, list[SubjectId], np.ndarray[tuple[int], np.dtype[np.uint32]]], object]] = {
    "troth, by name": _named,
    "troth, by number (populate)": _numbered,
    "a plain dict of words": _plain,
    "SQLite, in memory, words": _sqlite,
}

if __name__ == "__main__":
    print(weigh(sys.argv[1], int(sys.argv[2])))
