"""A sweep that is killed between two ranges, or within one, and is run again, ends as if it had not been."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parents[1]
ROWS = 40
SCRIPT = """
import os, signal, sys
sys.path[:0] = [sys.argv[1]]
from retention_cast import CONTACT, GENERAL, TODAY, inventory, orders, policy, users
from troth.estate.sql.sweeping import Sweeping
from troth.estate.sql.writing import writing_engine
from troth.retention import find_limits

left = int(sys.argv[3])
within = sys.argv[4] == "within"
engine = writing_engine("sqlite:///" + sys.argv[2])
estate = inventory(users(), orders())

def counted(*ignored):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

if within:
    from sqlalchemy import event
    def executed(connection, cursor, said, *ignored):
        if said.startswith(("DELETE", "UPDATE")):
            counted()
    event.listen(engine, "after_cursor_execute", executed)
for sweep in find_limits(policy(GENERAL, CONTACT), estate, today=TODAY).sweeps:
    for part in Sweeping(engine, "shop", estate.by_name[sweep.dataset], sweep, 3).ranges():
        if not within:
            counted()
print("done")
"""


def fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, name TEXT, made_at TEXT)")
        connection.execute(
            "CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users(id), address TEXT,"
            " made_at TEXT, status TEXT)"
        )
        years = [f"{2016 + n % 10}-05-01 10:00:00" for n in range(ROWS)]
        connection.executemany(
            "INSERT INTO users VALUES (?, ?, ?, ?)", [(n, f"u{n}@example.org", "name", years[n]) for n in range(ROWS)]
        )
        connection.executemany(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?)",
            [(n, n * 7 % ROWS, "street", years[n], "sent") for n in range(ROWS)],
        )


def sweep(path: Path, killed_at: int = 0, where: str = "between") -> int:
    """Run it; the signal that ended it, 0 where it came to its end."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(TESTS), str(path), str(killed_at), where],
        env=dict(os.environ), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return -done.returncode


def state(path: Path) -> tuple[list[object], list[object]]:
    with closing(sqlite3.connect(path)) as connection:
        return (
            connection.execute("SELECT * FROM users ORDER BY 1").fetchall(),
            connection.execute("SELECT * FROM orders ORDER BY 1").fetchall(),
        )


@pytest.mark.parametrize("where", ["between", "within"])
def test_killed_anywhere_and_run_again_it_ends_alike(tmp_path: Path, where: str) -> None:
    whole = tmp_path / "whole.db"
    fill(whole)
    begun = state(whole)
    assert sweep(whole) == 0
    assert state(whole) != begun
    for killed_at in (1, 2, 3, 5, 8, 11):
        path = tmp_path / f"{killed_at}.db"
        fill(path)
        assert sweep(path, killed_at, where) == signal.SIGKILL
        assert state(path) != state(whole)
        assert sweep(path) == 0
        assert state(path) == state(whole)
