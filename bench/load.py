"""Who asks a server as often as it answers?

`wrk`, where it is on the path: it costs little beside the server. Else this file, run as a program in a process of its
own: connections that each send a request, read its answer, and send the next. It costs more than `wrk`, so that on few
cores every server looks slower.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


class LoadError(Exception):
    """A server did not answer as it should under load."""


@dataclass(frozen=True, slots=True)
class Load:
    """One request, sent over and over."""

    url: str
    token: str
    body: bytes
    connections: int = 64


def generator() -> str:
    """What will ask."""
    return "wrk" if shutil.which("wrk") else "bench/load.py"


def requests_a_second(load: Load, seconds: int) -> float:
    """How many requests were answered with 200 in a second. LoadError where one was answered otherwise."""
    return _by_wrk(load, seconds) if shutil.which("wrk") else _by_ourselves(load, seconds)


def _by_wrk(load: Load, seconds: int) -> float:
    with tempfile.TemporaryDirectory(prefix="troth-bench-load-") as folder:
        script = Path(folder) / "post.lua"
        lines = (
            'wrk.method = "POST"',
            f"wrk.body = [==[{load.body.decode()}]==]",
            'wrk.headers["Content-Type"] = "application/json"',
            f'wrk.headers["Authorization"] = "Bearer {load.token}"',
        )
        script.write_text("\n".join(lines), encoding="utf-8")
        command = [
            "wrk",
            "-t1",
            f"-c{load.connections}",
            f"-d{seconds}s",
            "--timeout",
            "10s",
            "-s",
            str(script),
            load.url,
        ]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wrong = [line.strip() for line in said.splitlines() if "Non-2xx" in line or "Socket errors" in line]
    rate = re.search(r"Requests/sec: +([0-9.]+)", said)
    if wrong or rate is None:
        raise LoadError(f"{load.url}: {' '.join(wrong) or said}")
    return float(rate[1])


def _by_ourselves(load: Load, seconds: int) -> float:
    command = [sys.executable, __file__, load.url, load.token, str(seconds), str(load.connections)]
    ended = subprocess.run(command, input=load.body, capture_output=True, check=False)
    if ended.returncode:
        raise LoadError(f"{load.url}: {ended.stderr.decode().strip()}")
    return float(ended.stdout)


async def _ask(host: str, port: int, request: bytes, until: float) -> int:
    reader, writer = await asyncio.open_connection(host, port)
    answered = 0
    while time.perf_counter() < until:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise LoadError(head.partition(b"\r\n")[0].decode())
        length = _LENGTH.search(head)
        if length is None:
            raise LoadError("an answer names no length")
        await reader.readexactly(int(length[1]))
        answered += 1
    writer.close()
    return answered


async def _all(url: str, token: str, body: bytes, seconds: float, connections: int) -> float:
    parts = urlsplit(url)
    head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
    head += f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n"
    start = time.perf_counter()
    asking = (
        _ask(parts.hostname or "", parts.port or 80, head.encode() + body, start + seconds) for _ in range(connections)
    )
    answered = sum(await asyncio.gather(*asking))
    return answered / (time.perf_counter() - start)


if __name__ == "__main__":
    asked = _all(sys.argv[1], sys.argv[2], sys.stdin.buffer.read(), float(sys.argv[3]), int(sys.argv[4]))
    print(asyncio.run(asked))
