"""A real server in a process of its own, and a client that speaks to its socket by hand.

`python served.py '{"shortcut": true, ...}'` serves a small world and prints its address.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from troth.web.fast.dispatch import Message, Receive, Scope, Send

TESTS = Path(__file__).parents[1]


@contextlib.contextmanager
def a_server(**options: Any) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server that is up: its process and its port."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), *filter(None, sys.path)])}
    command = [sys.executable, "-W", "error", __file__, json.dumps(options)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            said = process.stdout.readline()
            assert said.startswith("http://127.0.0.1:"), process.stderr.read() if process.stderr else ""
            yield process, int(said.rpartition(":")[2])
        finally:
            if process.poll() is None:
                process.kill()


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def request(
    path: str, body: bytes = b"", method: str = "POST", key: str = "troth_key-of-acme", more: str = ""
) -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    head += f"Authorization: Bearer {key}\r\n{more}"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def read_response(connection: socket.socket, *, bare: bool = False) -> tuple[int, dict[str, str], bytes]:
    """Exactly one response: status, headers, body."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    while not bare and len(body) < int(headers.get("content-length", 0)):
        body += _some(connection, int(headers["content-length"]) - len(body))
    assert len(body) == int(headers.get("content-length", len(body))) or bare
    return int(first.split()[1]), headers, body


def is_closed(connection: socket.socket) -> bool:
    """Whether the server closed the connection, waiting for that until the socket's time is over."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def _some(connection: socket.socket, most: int = 1) -> bytes:
    # a head is read one byte at a time, so that nothing of a following response is taken
    part = connection.recv(most)
    if not part:
        raise ConnectionError("the server closed the connection before the response was whole")
    return part


async def _behind(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands where Django does: `/slow` takes half a second, `/stuck` never ends, `/echo` says what it was sent."""
    body, more = b"", True
    while more:
        message: Message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    if scope["path"] in ("/slow", "/stuck"):
        print("under way", flush=True)  # noqa: T201 -- what the test waits for
    if scope["path"] == "/slow":
        await asyncio.sleep(0.5)
    if scope["path"] == "/stuck":
        await asyncio.sleep(3600)
    answer = body if scope["path"] == "/echo" else scope["path"].encode()
    headers = [(b"content-length", str(len(answer)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


def _main(options: dict[str, Any]) -> None:
    from troth.subjects.identifiers import IdentifierKind
    from troth.web.fast.desk import Grant
    from troth.web.fast.dispatch import application
    from troth.web.server import Serving, serve
    from unit.web.fast.calling import ACME, ALICE, BOB, KEY, World

    world = World()
    world.link(ACME, IdentifierKind.EMAIL, "bob@mail.example", BOB)
    for subject in (ALICE, BOB):
        world.link(ACME, IdentifierKind.EMAIL, "family@mail.example", subject)
    if options.pop("unlimited", False):
        world.desk.grants[KEY] = Grant("1", ACME, rate=1e9, burst=1e9)
    lines = options.pop("lines", None)

    @contextlib.asynccontextmanager
    async def life() -> Any:
        yield
        print("ended", flush=True)  # noqa: T201 -- what the test reads

    def write(line: bytes) -> None:
        with Path(lines).open("ab") as file:
            file.write(line + b"\n")

    app = application(world.desk, _behind, lifespan=life, monotonic=time.monotonic)
    serve(
        app,
        Serving(port=options.pop("port", 0), **options),
        lambda address: print(address, flush=True),  # noqa: T201 -- what the test reads
        write if lines else None,
    )
    print(f"returned with {threading.active_count()} thread", flush=True)  # noqa: T201 -- what the test reads


if __name__ == "__main__":
    _main(json.loads(sys.argv[1]))
