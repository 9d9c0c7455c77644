"""How fast is an entry recorded, durable and provable, and what does that cost beside peers that only store?

One run, one disk: the figures stand beside each other, not by themselves. An entry is a choice of one of 5,000
subjects, about 300 bytes. `durable` means that fsync or its like returned before the caller went on.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if __package__ in {None, ""}:
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[1] / "src")]

from bench.row import Row
from troth.clock import SystemClock
from troth.evidence import Draft, Log
from troth.evidence.verify import verify
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

NAME = "ledger"
ENTRIES, BATCH = 100_000, 1_000
THREADS, TURNS = 64, 400
AIM_BATCH, AIM_THREADS, AIM_P99 = ">= 60,000/s", ">= 10,000/s", "<= 15 ms"
APPEND, TOGETHER = "append, durable, batches of 1,000", "append, durable, 64 threads one by one"


@dataclass(frozen=True, slots=True)
class Choice:
    purpose: str
    state: str
    version: str
    channel: str


@dataclass(frozen=True, slots=True)
class Shown:
    email: str
    text: str


def drafts(count: int, *, sealed: bool) -> list[Draft]:
    choice, shown = Choice("marketing", "given", "2026-03", "web"), Shown("alice@example.org", "Yes, write to me.")
    return [
        Draft(
            OrganisationId("acme"),
            "choice.recorded",
            SubjectId(f"subject-{number % 5000}"),
            choice,
            shown if sealed else None,
        )
        for number in range(count)
    ]


def per_second(count: int, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


def in_batches(items: Sequence[Draft] | Sequence[bytes]) -> list[slice]:
    return [slice(start, start + BATCH) for start in range(0, len(items), BATCH)]


def measure_batches(folder: Path, *, sealed: bool) -> float:
    items = drafts(ENTRIES, sealed=sealed)
    with Log.create(folder, "bench/acme", SystemClock()) as log:

        def work() -> None:
            for batch in in_batches(items):
                log.append_many(items[batch])

        return per_second(len(items), work)


def measure_threads(append: Callable[[int], object]) -> tuple[float, float, float]:
    """Entries a second, and the median and 99th percentile of one append in milliseconds."""
    took: list[float] = []

    def work(worker: int) -> None:
        mine = []
        for turn in range(TURNS):
            start = time.perf_counter()
            append(worker * TURNS + turn)
            mine.append(time.perf_counter() - start)
        took.extend(mine)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(THREADS)]

    def run() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    rate = per_second(THREADS * TURNS, run)
    took.sort()
    return rate, took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000


def our_rows(folder: Path) -> list[Row]:
    rows = [
        Row(APPEND, "troth, public", measure_batches(folder / "public", sealed=False), "entries/s", aim=AIM_BATCH),
        Row(APPEND, "troth, sealed", measure_batches(folder / "sealed", sealed=True), "entries/s", "5,000 new keys"),
    ]
    for who, sealed in (("troth, public", False), ("troth, sealed", True)):
        items = drafts(THREADS * TURNS, sealed=sealed)
        with Log.create(folder / f"threads {sealed}", "bench/acme", SystemClock()) as log:

            def append(number: int, log: Log = log, items: list[Draft] = items) -> object:
                return log.append(items[number])

            rate, median, worst = measure_threads(append)
        aims = ("", "") if sealed else (AIM_THREADS, AIM_P99)
        rows.append(Row(TOGETHER, who, rate, "entries/s", f"median {median:.1f} ms", aims[0]))
        rows.append(Row(TOGETHER + ", p99", who, worst, "ms", aim=aims[1]))
    rate = per_second(ENTRIES, lambda: verify(folder / "public"))
    rows.append(Row("verify, stand-alone", "troth", rate, "entries/s"))
    return rows


def entry_bytes(folder: Path) -> list[bytes]:
    """The very bytes that the log stored, for the peers to store."""
    bundles = sorted((folder / "public" / "tile" / "entries").glob("[0-9][0-9][0-9]"))
    found: list[bytes] = []
    for bundle in bundles:
        data, offset = bundle.read_bytes(), 0
        while offset < len(data):
            length = int.from_bytes(data[offset : offset + 2], "big")
            found.append(data[offset + 2 : offset + 2 + length])
            offset += 2 + length
    return found


def measure_file(path: Path, entries: list[bytes]) -> float:
    with path.open("ab", buffering=0) as file:

        def work() -> None:
            for batch in in_batches(entries):
                file.write(b"\n".join(entries[batch]))
                os.fdatasync(file.fileno())

        return per_second(len(entries), work)


def open_sqlite(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, subject TEXT, data BLOB)")
    database.execute("CREATE INDEX entry_subject ON entry (subject)")
    return database


def measure_sqlite(path: Path, entries: list[bytes]) -> float:
    database = open_sqlite(path)
    rows = [(f"subject-{number % 5000}", data) for number, data in enumerate(entries)]

    def work() -> None:
        for batch in in_batches(entries):
            database.execute("BEGIN IMMEDIATE")
            database.executemany("INSERT INTO entry (subject, data) VALUES (?, ?)", rows[batch])
            database.execute("COMMIT")

    rate = per_second(len(entries), work)
    database.close()
    return rate


def measure_sqlite_threads(path: Path, entries: list[bytes]) -> tuple[float, float, float]:
    database, lock = open_sqlite(path), threading.Lock()

    def append(number: int) -> None:
        with lock:
            database.execute("INSERT INTO entry (subject, data) VALUES (?, ?)", ("subject", entries[number]))

    figures = measure_threads(append)
    database.close()
    return figures


def postgres_row(entries: list[bytes]) -> Row:
    """COPY in the same batches, each its own transaction, through `psql`; skipped where no server answers."""
    copy = "COPY bench_entry (subject, data) FROM STDIN;\n"
    batches = []
    for batch in in_batches(entries):
        lines = "".join(f"subject-{at % 5000}\t\\\\x{data.hex()}\n" for at, data in enumerate(entries[batch]))
        batches.append(f"{copy}{lines}\\.\n")
    table = (
        "CREATE TEMPORARY TABLE bench_probe (id int); DROP TABLE IF EXISTS bench_entry;"
        "CREATE TABLE bench_entry (id bigserial PRIMARY KEY, subject text, data bytea);"
        "CREATE INDEX ON bench_entry (subject);\n"
    )
    psql = shutil.which("psql")
    if psql is None:
        return Row(APPEND, "PostgreSQL COPY", 0, "entries/s", "skipped: no `psql` here; install postgresql-client")
    command = [psql, "-X", "-q", "-v", "ON_ERROR_STOP=1"]
    environment = dict(os.environ, PGCONNECT_TIMEOUT="2")
    made = subprocess.run(command, input=table, env=environment, capture_output=True, text=True, check=False)
    if made.returncode:
        note = "skipped: no PostgreSQL answers; start one and set PGHOST, PGUSER and PGDATABASE"
        return Row(APPEND, "PostgreSQL COPY", 0, "entries/s", note)
    script = "".join(batches)

    def work() -> None:
        subprocess.run(command, input=script, env=environment, text=True, check=True)

    rate = per_second(len(entries), work)
    subprocess.run(command, input="DROP TABLE bench_entry;", env=environment, text=True, check=True)
    return Row(APPEND, "PostgreSQL COPY", rate, "entries/s", "indexed; nothing hashed or signed")


def measure() -> list[Row]:
    """All rows, ours first; takes about half a minute."""
    with tempfile.TemporaryDirectory(prefix="troth-bench-", dir=os.environ.get("TROTH_BENCH_DIR")) as name:
        folder = Path(name)
        rows = our_rows(folder)
        entries = entry_bytes(folder)
        rows.append(
            Row(APPEND, "limit: plain file", measure_file(folder / "plain", entries), "entries/s", "no index, no hash")
        )
        rate = measure_sqlite(folder / "sqlite", entries)
        rows.append(
            Row(APPEND, "SQLite, WAL, synchronous=FULL", rate, "entries/s", "indexed; nothing hashed or signed")
        )
        rows.append(postgres_row(entries))
        rate, median, worst = measure_sqlite_threads(folder / "sqlite-threads", entries)
        rows.append(Row(TOGETHER, "SQLite, WAL, synchronous=FULL", rate, "entries/s", f"median {median:.1f} ms"))
        rows.append(Row(TOGETHER + ", p99", "SQLite, WAL, synchronous=FULL", worst, "ms"))
    return rows


if __name__ == "__main__":
    for row in measure():
        aim = f"  aim {row.aim}" if row.aim else ""
        print(f"{row.operation:45} {row.who:32} {row.figure:12,.1f} {row.unit:10}{aim}  {row.note}")
