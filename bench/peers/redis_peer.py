"""How does Redis decide the same, where each answer was stored beforehand?

A server of our own on a socket of our own, without a disk; a key for each subject and question that is asked, GET for
one and MGET for many. It knows no policy: who changes a practice stores every answer anew.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.race import AbsentError, library

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BATCH = 10_000


class Redis:
    """Stored answers in a Redis server that this starts and ends."""

    who = "Redis"
    note = "stored answers over a local socket: no policy, no reason"

    def __init__(self, answers: Iterable[tuple[int, int, bool]]) -> None:
        redis, server = library("redis"), shutil.which("redis-server")
        if server is None:
            raise AbsentError("no `redis-server` here; install redis-server")
        self._folder = tempfile.TemporaryDirectory(prefix="troth-bench-redis-")
        socket = str(Path(self._folder.name) / "s")
        command = [
            server,
            "--port",
            "0",
            "--unixsocket",
            socket,
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            self._folder.name,
        ]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        self._client: Any = redis.Redis(unix_socket_path=socket)
        try:
            self._wait(redis)
            self._store(answers)
        except BaseException:
            self.close()
            raise

    def ask(self, subject: int, question: int) -> bool:
        """Yes or no."""
        return bool(self._client.get(f"{subject}:{question}") == b"1")

    def ask_many(self, subjects: Sequence[int], question: int) -> list[bool]:
        """Yes or no for each."""
        return [found == b"1" for found in self._client.mget([f"{subject}:{question}" for subject in subjects])]

    def close(self) -> None:
        """End the server."""
        self._client.close()
        self._server.terminate()
        self._server.wait(10)
        self._folder.cleanup()

    def _wait(self, redis: Any) -> None:
        for _ in range(100):
            try:
                self._client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise AbsentError("`redis-server` did not start within five seconds")

    def _store(self, answers: Iterable[tuple[int, int, bool]]) -> None:
        waiting: dict[str, str] = {}
        for subject, question, allowed in answers:
            waiting[f"{subject}:{question}"] = "1" if allowed else "0"
            if len(waiting) == _BATCH:
                self._client.mset(waiting)
                waiting = {}
        if waiting:
            self._client.mset(waiting)
