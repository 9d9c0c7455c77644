"""How many questions over HTTP does one process answer, with the load generator beside it?

Each server is one process (gunicorn's has a parent that does nothing) with the same policy, engine and key, asked over
connections that are kept: 64 for one question a request, 8 for a thousand. Servers take turns; the median turn counts.
Nobody is timed before its answers were compared with the definition's. The processor's time that a server took for a
request is a row of its own: it says more than the rate where other programs share the machine.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.load import Load, LoadError, generator, requests_a_second
from bench.race import FULL, Effort, skipped
from bench.row import Row
from troth.decisions import IN_WORDS, Choices, Question, decide
from troth.policy import load_policy
from troth.words import Channel, DataName, PurposeName

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from troth.policy import Policy

NAME = "http"
ONE, MANY, MEMORY = "one question a request", "1,000 questions a request", "memory of the process after that"
COST = "the processor's time for it"
_AIM = ">= 12,000"
_TOKEN = "troth_benchmark"  # noqa: S105 -- it opens nothing
_ROOT = Path(__file__).parents[1]
_POLICY_FILE = _ROOT / "examples" / "esendex" / "policy.yaml"


@dataclass(frozen=True, slots=True)
class Server:
    """Somebody who serves; `needs` are the libraries without which it is skipped."""

    who: str
    module: str
    needs: tuple[str, ...]


SERVERS = (
    Server("troth", "ours", ("uvicorn", "uvloop", "httptools")),
    Server("FastAPI, uvicorn", "fastapi_peer", ("fastapi", "uvicorn", "uvloop", "httptools")),
    Server("Litestar, uvicorn", "litestar_peer", ("litestar", "uvicorn", "uvloop", "httptools")),
    Server("Flask, gunicorn", "flask_peer", ("flask", "gunicorn")),
    Server("Django, gunicorn", "django_peer", ("django", "gunicorn")),
)


@dataclass(frozen=True, slots=True)
class _Running:
    server: Server
    url: str
    process: subprocess.Popen[bytes]


def measure(effort: Effort = FULL) -> list[Row]:
    """All rows; takes about two minutes."""
    asked = _questions()
    one = json.dumps(asked[0]).encode()
    many = json.dumps({"questions": asked}).encode()
    expected = [_expected(each) for each in asked]
    here = [server for server in SERVERS if all(map(importlib.util.find_spec, server.needs))]
    with contextlib.ExitStack() as stack:
        running = [stack.enter_context(_start(server)) for server in here]
        for each in running:
            _compare(each, "/api/v1/decide", one, expected[0])
            _compare(each, "/api/v1/decisions", many, {"answers": expected})
        rows = _race(ONE, "/api/v1/decide", one, running, effort, 1)
        rows += _race(MANY, "/api/v1/decisions", many, running, effort, len(asked))
        rows += [Row(MEMORY, each.server.who, _megabytes(each.process), "MB") for each in running]
    for server in SERVERS:
        if server not in here:
            why = f"needs {', '.join(server.needs)}; `make bench` installs requirements/bench.txt"
            rows += [skipped(ONE, server.who, "requests/s", why), skipped(MANY, server.who, "decisions/s", why)]
    return rows


def _questions() -> list[dict[str, Any]]:
    """A thousand, about subjects of whom nothing is known, as a server that has just started knows them."""
    purposes = ("marketing", "own_offers", "third_party_offers", "services", "billing")
    channels = ("email", "sms", "phone", "post")
    return [
        {
            "subject": f"subject-{number}",
            "question": {"data": "contact", "purpose": purposes[number % 5], "channel": channels[number % 4]},
        }
        for number in range(1_000)
    ]


@functools.cache
def _policy() -> Policy:
    return load_policy(_POLICY_FILE)


def _expected(asked: dict[str, Any]) -> dict[str, Any]:
    """What the definition answers."""
    given = asked["question"]
    question = Question(DataName(given["data"]), PurposeName(given["purpose"]), channel=Channel(given["channel"]))
    answer = decide(_policy(), question, Choices())
    return {
        "allowed": answer.allowed,
        "reason": str(answer.reason),
        "in_words": IN_WORDS[answer.reason],
        "clauses": list(answer.clauses),
        "elements": list(answer.elements),
    }


def _race(operation: str, path: str, body: bytes, running: Sequence[_Running], effort: Effort, each: int) -> list[Row]:
    rates: dict[str, list[float]] = {one.server.who: [] for one in running}
    costs: dict[str, list[float]] = {one.server.who: [] for one in running}
    seconds, connections = effort.of(3, 1), 64 if each == 1 else 8
    for _ in range(effort.rounds):
        for one in running:
            before = _cpu_seconds(one.process)
            rate = requests_a_second(Load(one.url + path, _TOKEN, body, connections), seconds)
            if not rate:
                raise LoadError(f"{one.server.who} answered nothing within {seconds} s")
            rates[one.server.who].append(each * rate)
            costs[one.server.who].append((_cpu_seconds(one.process) - before) / (rate * seconds) * 1e6)
    note = f"{connections} connections, asked by {generator()}"
    unit = "requests/s" if each == 1 else "decisions/s"
    rows = []
    for who, found in rates.items():
        aim = _AIM if who == "troth" and each == 1 else ""
        rows.append(Row(operation, who, statistics.median(found), unit, f"{note}; best turn {max(found):,.0f}", aim))
    return rows + [Row(f"{operation}: {COST}", who, statistics.median(found), "us") for who, found in costs.items()]


@contextlib.contextmanager
def _start(server: Server) -> Iterator[_Running]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", f"bench.peers.web.{server.module}", str(port)]
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait(process, port, server.who)
        yield _Running(server, f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(20)


def _wait(process: subprocess.Popen[bytes], port: int, who: str) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{who} did not start")


def _compare(running: _Running, path: str, body: bytes, expected: dict[str, Any]) -> None:
    """The server gives the definition's answer, and none without a key."""
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {_TOKEN}"}
    with urllib.request.urlopen(urllib.request.Request(running.url + path, body, headers), timeout=30) as response:  # noqa: S310 -- our own server
        found = json.load(response)
    if found != expected:
        raise AssertionError(f"{running.server.who} departs from the definition at {path}")
    try:
        other = urllib.request.Request(running.url + path, body, headers | {"Authorization": "Bearer troth_x"})  # noqa: S310 -- the same
        urllib.request.urlopen(other, timeout=30).close()  # noqa: S310 -- the same
    except urllib.error.HTTPError as refused:
        refused.close()
        if refused.code == 401:
            return
    raise AssertionError(f"{running.server.who} answers without a key at {path}")


def _pids(process: subprocess.Popen[bytes]) -> list[str]:
    """The process and its children; nothing where the system does not say."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [str(process.pid), *children.read_text(encoding="ascii").split()] if children.is_file() else []


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """What the process and its children have in memory; 0 where the system does not say."""
    files = [Path(f"/proc/{pid}/status") for pid in _pids(process)]
    lines = [line for file in files for line in file.read_text(encoding="ascii").splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def _cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """The processor's time that the process and its children took so far; 0 where the system does not say."""
    stats = [Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for pid in _pids(process)]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats) / os.sysconf("SC_CLK_TCK")
