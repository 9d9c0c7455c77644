"""How soon does a server answer, what does it take, and how many words and pages a second does it manage?

A whole server (`troth serve`) in a process of its own, on SQLite, with one example organisation. Its clients are
threads of this process, on the same cores; connections are kept.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.race import FULL, Effort, skipped
from bench.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAME = "server"
START, MEMORY, WORDS, PAGES = "start to first answer", "memory after 100 pages", "words recorded", "pages of the notice"
_AIM_START, _AIM_MEMORY = "<= 1000", "<= 120"
_ORGANISATION, _PURPOSE = "vocalcom", "partner_marketing"
_EXAMPLES = Path(__file__).parents[1] / "examples"
_WHO = "troth serve"

_FILL = f"""
import json, sys
from pathlib import Path
from troth.web.opening import open_installation
open_installation()
from troth.cli.demo.fill import fill
from troth.cli.source import find_source
from troth.clock import SetClock, SystemClock
from troth.store import api_keys, subjects
from troth.store.opened import open_store
from troth.web import installed
from troth.words import OrganisationId
clock = SetClock(SystemClock().now())
ours = OrganisationId("{_ORGANISATION}")
fill(open_store(installed.key(), clock), clock, find_source(Path(sys.argv[1]) / ours), 100, lambda _: None)
_, token = api_keys.make(installed.store(), ours, name="bench", scopes=api_keys.Scope, by="bench", rate=1_000_000)
print(json.dumps([token, *(each.subject for each in subjects.listing(ours, limit=50))]))
"""


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about a minute."""
    with tempfile.TemporaryDirectory(prefix="troth-bench-") as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("TROTH_", "DJANGO_"))}
        environment |= {"TROTH_DATA": folder, "TROTH_LOG_LEVEL": "warning", "TROTH_PORT": "0"}
        filled = [sys.executable, "-c", _FILL, str(_EXAMPLES)]
        token, *subjects = json.loads(
            subprocess.run(filled, env=environment, capture_output=True, text=True, check=True).stdout
        )
        rows = _starts(environment, effort)
        with _serving(environment) as (process, port):
            notice = f"/o/{_ORGANISATION}/notice/"
            _call(port, 1, 100, lambda ask, _: _expect(ask("GET", notice), 200))
            rows.append(_memory(process))
            seconds = effort.of(8, 1)
            took = _call(port, 4, seconds * 1000, lambda ask, _: _expect(ask("GET", notice), 200), seconds)
            rows.append(Row(PAGES, _WHO, took, "pages/s", "4 clients, of the whole notice"))
            for clients in (1, 16):

                def say(ask: Callable[..., tuple[int, bytes]], number: int) -> None:
                    _expect(ask("POST", "/api/v1/choices", _word(subjects[number % len(subjects)], number), token), 201)

                rate = _call(port, clients, seconds * 1000, say, seconds)
                note = "durable, with its entry in the log" if clients == 1 else ""
                rows.append(Row(f"{WORDS}, {clients} clients", _WHO, rate, "words/s", note))
    return rows


def _starts(environment: dict[str, str], effort: Effort) -> list[Row]:
    found: dict[str, list[float]] = {"/health": [], "/ready": [], f"/o/{_ORGANISATION}/": []}
    for _ in range(effort.of(5, 1) + 1):
        began = time.perf_counter()
        with _serving(environment) as (_, port):
            for path, times in found.items():
                while _status(port, path) != 200:
                    time.sleep(0.005)
                times.append(1000 * (time.perf_counter() - began))
    health, ready, page = (min(times[1:]) for times in found.values())  # the first of them warms the disk's cache
    return [
        Row(START, _WHO, health, "ms", "best of 5, the interpreter's own start included", _AIM_START),
        Row("start to ready for decisions", _WHO, ready, "ms", "the engines have read the log"),
        Row("start to first page", _WHO, page, "ms", "asked for once it was ready"),
    ]


def _memory(process: subprocess.Popen[str]) -> Row:
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        return skipped(MEMORY, _WHO, "MB", "this system has no /proc")
    line = next(each for each in status.read_text(encoding="utf-8").splitlines() if each.startswith("VmRSS:"))
    return Row(MEMORY, _WHO, int(line.split()[1]) / 1024, "MB", "resident, one organisation", _AIM_MEMORY)


@contextlib.contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-m", "troth", "serve"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            said = process.stderr.readline()
            yield process, int(said.partition(";")[0].rpartition(":")[2])
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _asking(port: int) -> Callable[..., tuple[int, bytes]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask(method: str, path: str, body: object = None, token: str = "") -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    return ask


def _status(port: int, path: str) -> int:
    try:
        return _asking(port)("GET", path)[0]
    except OSError:
        return 0


def _expect(answer: tuple[int, bytes], status: int) -> None:
    """No figure without the answer that it stands for."""
    assert answer[0] == status, answer


def _word(subject: str, number: int) -> dict[str, str]:
    kind = ("given", "opted_out")[number // 50 % 2]
    return {"subject": subject, "kind": kind, "purpose": _PURPOSE, "text_shown": "May our partners write to you?"}


def _call(port: int, clients: int, most: int, do: Callable[..., None], seconds: float = 600.0) -> float:
    """So many clients do it until the time is over, or each has done it `most` times; how often a second."""
    done: list[int] = []
    failed: list[Exception] = []
    began = time.perf_counter()

    def run(first: int) -> None:
        ask, count = _asking(port), 0
        try:
            while count < most and time.perf_counter() - began < seconds:
                do(ask, first + count * clients)
                count += 1
        except Exception as error:  # noqa: BLE001 -- raised below, where it ends the run
            failed.append(error)
        done.append(count)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(done) / (time.perf_counter() - began)
