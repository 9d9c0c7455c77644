"""Who answers a request: one of the fast paths, or Django?

| path | answered by |
|---|---|
| `/api/v1/decide`, `/api/v1/decisions` | `decide` |
| `/api/v1/organisations/<organisation>/log/...` | `logfiles` |
| `/health` | 200 while the process answers at all |
| `/ready` | 200, or 503 with what is missing |
| `/metrics` | Prometheus' text format |
| everything else | the application that is passed in |

Rules:
1. A path is compared as it was sent, before escapes are decoded: what is written otherwise is not ours.
2. A body is counted as it comes in, whatever its declared length, and refused where it exceeds its limit.
3. Health and readiness need no key and no database; they say nothing about anybody.

What it leaves out: the socket (`troth.web.server`).
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import TYPE_CHECKING, Any

import msgspec

from troth.web.fast import problems
from troth.web.fast.decide import LARGEST, Decider, Waiting
from troth.web.fast.logfiles import LogFiles, Opened, chunks, is_below
from troth.web.fast.reply import Reply, refuse

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from troth.web.fast.desk import Desk
    from troth.web.fast.reply import Headers

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Lifespan = Callable[[], "AbstractAsyncContextManager[None]"]

_PROMETHEUS = b"text/plain; version=0.0.4; charset=utf-8"


class GoneError(Exception):
    """The client went away before its request was there."""


class Dispatch:
    """The ASGI application of the whole product.

    Attributes:
        decider: what answers decisions, for a server that can answer them without a task.
    """

    def __init__(
        self,
        desk: Desk,
        behind: Application,
        *,
        lifespan: Lifespan | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.decider = Decider(desk, monotonic=monotonic)
        self._desk = desk
        self._behind = behind
        self._lifespan = lifespan
        self._files = LogFiles(desk)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or run the whole life of the application."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] != "http":
            # Nothing here speaks websocket. To close before accepting is to refuse with 403 (ASGI, `websocket.close`).
            await send({"type": "websocket.close", "code": 1000})
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0].decode("latin-1")
        method = scope["method"]
        if path in LARGEST:
            with contextlib.suppress(GoneError):
                await _send(send, await self._decide(path, scope, receive))
        elif path in ("/health", "/ready", "/metrics"):
            await _send(send, self._plain(path, method), bare=method == "HEAD")
        elif is_below(path):
            await self._send_file(scope, path, send)
        else:
            await self._behind(scope, receive, send)

    async def _decide(self, path: str, scope: Scope, receive: Receive) -> Reply:
        decider = self.decider
        if scope["method"] != "POST":
            return decider.refuse(path, problems.wrong_method("POST"))
        authorization = content_type = None
        for name, value in scope["headers"]:
            if name == b"authorization":
                authorization = value
            elif name == b"content-type":
                content_type = value
        # A caller without a key sends us nothing that we would keep: its body is not read.
        grant = decider.whose(authorization)
        if isinstance(grant, problems.Refusal):
            return decider.refuse(path, grant)
        body = await _read_body(receive, LARGEST[path])
        if body is None:
            return decider.too_large(path, authorization)
        answer = decider.answer(path, authorization, content_type, body)
        return await decider.finish(answer) if isinstance(answer, Waiting) else answer

    def _plain(self, path: str, method: str) -> Reply:
        if method not in ("GET", "HEAD"):
            return refuse(problems.wrong_method("GET, HEAD"))
        if path == "/health":
            return Reply(200, b'{"lives":true}')
        if path == "/metrics":
            return Reply(200, self.decider.tally.text() + self._desk.metrics(), _PROMETHEUS)
        missing = list(self._desk.is_ready())
        body = msgspec.json.encode({"ready": not missing, "missing": missing})
        return Reply(503 if missing else 200, body)

    async def _send_file(self, scope: Scope, path: str, send: Send) -> None:
        match = next((value for name, value in scope["headers"] if name == b"if-none-match"), None)
        found = await self._files.answer(scope["method"], path, match)
        if isinstance(found, Reply):
            self.decider.tally.add("log", found.status, 0.0)
            await _send(send, found, bare=scope["method"] == "HEAD")
            return
        status, headers, opened = found
        self.decider.tally.add("log", status, 0.0)
        await _send_opened(send, status, headers, opened, bare=scope["method"] == "HEAD")

    async def _live(self, receive: Receive, send: Send) -> None:
        """Answer the lifespan messages; what was passed in lives between them."""
        await receive()
        async with contextlib.AsyncExitStack() as stack:
            try:
                if self._lifespan is not None:
                    await stack.enter_async_context(self._lifespan())
            except Exception:
                await send({"type": "lifespan.startup.failed", "message": "the application could not start"})
                raise
            await send({"type": "lifespan.startup.complete"})
            await receive()
        await send({"type": "lifespan.shutdown.complete"})


def application(
    desk: Desk,
    django_app: Application,
    *,
    lifespan: Lifespan | None = None,
    monotonic: Callable[[], float] = time.monotonic,
) -> Dispatch:
    """The ASGI application: the fast paths, and everything else behind them.

    `lifespan` gives what is entered when the server starts and left when it ends: the worker, say.
    """
    return Dispatch(desk, django_app, lifespan=lifespan, monotonic=monotonic)


async def _read_body(receive: Receive, limit: int) -> bytes | None:
    """The body; None as soon as it is longer than `limit`."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


async def _send(send: Send, reply: Reply, *, bare: bool = False) -> None:
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.all_headers()})
    await send({"type": "http.response.body", "body": b"" if bare else reply.body})


async def _send_opened(send: Send, status: int, headers: Headers, opened: Opened, *, bare: bool) -> None:
    """Send an open file, and close it. No more is sent than was declared, should the file have grown."""
    try:
        await send({"type": "http.response.start", "status": status, "headers": headers})
        left = 0 if bare or opened.descriptor < 0 else opened.size
        while left:
            part = (await chunks(opened))[:left]
            if not part:
                raise OSError("a published file became shorter while it was sent")
            left -= len(part)
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        if opened.descriptor >= 0:
            os.close(opened.descriptor)
