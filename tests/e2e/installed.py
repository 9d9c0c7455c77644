"""A whole server in processes of its own, on an installation in a folder: as an operator runs it.

`python installed.py` fills the installation that the environment names, and prints what a test needs of it.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"
ORGANISATION = "vocalcom"
PURPOSE = "partner_marketing"
KNOWN = "subject000001@mail.example"


@dataclass(frozen=True, slots=True)
class Filled:
    """An installation: its environment, a key's token and id, and a subject."""

    environment: dict[str, str]
    token: str
    key: str
    subject: str

    @property
    def data(self) -> Path:
        return Path(self.environment["TROTH_DATA"])


@dataclass(slots=True)
class Served:
    """A process that serves; `said` is what it wrote to standard error."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)
    port: int = 0

    def ask(
        self, method: str, path: str, body: object = None, token: str = "", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            return asked(connection, method, path, body, token, **headers)
        finally:
            connection.close()

    def say(self, filled: Filled, kind: str, subject: str = "") -> dict[str, Any]:
        """Record a word through the API; what was acknowledged."""
        status, _, octets = self.ask("POST", "/api/v1/choices", word(filled, kind, subject), filled.token)
        assert status == 201, octets
        found: dict[str, Any] = json.loads(octets)
        return found

    def decide(self, filled: Filled) -> tuple[int, dict[str, Any]]:
        """Whether the subject's data may be used for marketing by partners."""
        status, _, octets = self.ask("POST", "/api/v1/decide", question(filled), filled.token)
        return status, json.loads(octets)

    def wait_until_ready(self) -> None:
        until(lambda: self.ask("GET", "/ready")[0] == 200, 20)

    def end(self, sign: int, seconds: float = 20) -> int:
        self.process.send_signal(sign)
        return self.process.wait(seconds)


def asked(
    connection: http.client.HTTPConnection, method: str, path: str, body: object = None, token: str = "", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    if token:
        sent["Authorization"] = f"Bearer {token}"
    octets = None
    if body is not None:
        octets, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
    connection.request(method, path, octets, sent)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def word(filled: Filled, kind: str, subject: str = "") -> dict[str, str]:
    shown = "May our partners write to you?"
    return {"subject": subject or filled.subject, "kind": kind, "purpose": PURPOSE, "text_shown": shown}


def question(filled: Filled) -> dict[str, object]:
    return {
        "subject": filled.subject,
        "question": {"data": "contact_data", "purpose": PURPOSE, "do": "share", "recipient": "partners"},
    }


def until(holds: Any, seconds: float) -> float:
    """Wait until it holds; how long that took."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if holds():
                return time.monotonic() - began
        time.sleep(0.01)
    raise AssertionError(f"it did not come to hold within {seconds} s")


def clean(**environment: str) -> dict[str, str]:
    """The environment of a process of ours: nothing of this one's settings, and these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TROTH_", "DJANGO_"))}
    kept.pop("PORT", None)
    kept.pop("HOST", None)
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))} | environment


def run(environment: dict[str, str], *arguments: str, seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """A command of troth, run to its end."""
    command = [sys.executable, "-m", "troth", *arguments]
    folder = tempfile.gettempdir()
    return subprocess.run(
        command, env=environment, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False
    )


def fill(environment: dict[str, str]) -> Filled:
    """Fill the installation that the environment names."""
    ended = subprocess.run(
        [sys.executable, __file__], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return Filled(environment, **json.loads(ended.stdout))


@contextlib.contextmanager
def serving(environment: dict[str, str], *arguments: str, command: str = "serve") -> Iterator[Served]:
    """A server that accepts, on a port that was free."""
    served = start(environment, *arguments, command=command)
    try:
        until(lambda: served.port or served.process.poll() is not None, 60)
        assert served.port, "".join(served.said)
        yield served
    finally:
        if served.process.poll() is None:
            served.process.kill()
        served.process.wait()


def start(environment: dict[str, str], *arguments: str, command: str = "serve") -> Served:
    """A server that begins; its address is noted once it says it."""
    run_ = [sys.executable, "-m", "troth", command, *arguments]
    folder = tempfile.gettempdir()
    process = subprocess.Popen(
        run_,
        env={"TROTH_PORT": "0", **environment} if command == "serve" else environment,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    served = Served(process)

    def listen() -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                served.said.append(line)
                if " at http://" in line and not served.port:
                    served.port = urlsplit(line.split(" at ", 1)[1].split(";")[0].strip()).port or 0

    threading.Thread(target=listen, daemon=True).start()
    return served


def _main() -> None:
    from troth.web.opening import open_installation

    open_installation()
    from troth.cli.demo.fill import fill as fill_one
    from troth.cli.source import find_source
    from troth.clock import SetClock, SystemClock
    from troth.store import api_keys, subjects
    from troth.store.opened import open_store
    from troth.subjects.identifiers import Identifier, IdentifierKind, normalise
    from troth.web import installed
    from troth.words import OrganisationId

    clock = SetClock(SystemClock().now())
    fill_one(open_store(installed.key(), clock), clock, find_source(EXAMPLES / ORGANISATION), 12, lambda _: None)
    ours = OrganisationId(ORGANISATION)
    key, token = api_keys.make(installed.store(), ours, name="test", scopes=api_keys.Scope, by="dana", rate=1_000_000)
    address = normalise(IdentifierKind.EMAIL, KNOWN)
    assert isinstance(address, Identifier)
    subject = subjects.find(installed.store(), ours, address).only
    print(json.dumps({"token": token, "key": key.id, "subject": subject}))  # noqa: T201 -- what the test reads


if __name__ == "__main__":
    _main()
