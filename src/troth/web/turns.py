"""How many pages are made at once, and for whom does none of them wait?

1. A request takes a turn once its body is there whole, and gives it back when its answer begins. A client that sends or
   reads slowly holds up itself.
2. A body is counted as it comes in, whatever its declared length. One that is too large is answered as if it had been
   declared so; one that is not there after `seconds` is refused with 408.
3. A body above `SMALL` takes a turn of its own to be read, so that memory holds few of them.

What it leaves out: what is answered before Django (`troth.web.fast`), which takes no turn.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Self

from troth.web.fast.problems import Refusal
from troth.web.fast.reply import refuse

if TYPE_CHECKING:
    from troth.web.fast.dispatch import Application, Message, Receive, Scope, Send

SMALL = 65_536
"""The most bytes of a body that every request may bring at once."""
_TOO_SLOW = Refusal(408, "web.too-slow", "the request did not come in within its time", "send it again, whole")


class _GoneError(Exception):
    """The client went away before its request was there."""


def in_turns(behind: Application, at_once: int, largest: int, seconds: float = 30.0) -> Application:
    """The application, answering so many requests at once, with bodies of at most `largest` bytes."""
    turns, readers = asyncio.Semaphore(at_once), asyncio.Semaphore(at_once)

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        async with AsyncExitStack() as held:
            try:
                async with asyncio.timeout(seconds):
                    body = await _read(receive, largest, readers, held)
            except TimeoutError:
                await _refuse(send)
                return
            except _GoneError:
                return
            if body is None:
                scope, body, send = _declared(scope, largest + 1), b"", _closing(send)
            await turns.acquire()
            turn = held.enter_context(_Turn(turns))
            await behind(scope, _given(body, receive), _ending(send, turn))

    return call


class _Turn:
    """A turn that was taken; given back once, by whoever comes first."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns: asyncio.Semaphore | None = turns

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        turns, self._turns = self._turns, None
        if turns is not None:
            turns.release()


async def _read(receive: Receive, largest: int, readers: asyncio.Semaphore, held: AsyncExitStack) -> bytes | None:
    """The body; None as soon as it is too large. A reader's turn is held until the request is answered."""
    parts, size, reads = [], 0, False
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _GoneError
        part = message.get("body", b"")
        size += len(part)
        if size > largest:
            return None
        if size > SMALL and not reads:
            reads = True
            await held.enter_async_context(readers)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _given(body: bytes, receive: Receive) -> Receive:
    """A request whose body is there; what comes after it is the client's going away."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def take() -> Message:
        if waiting:
            return waiting.pop()
        while (message := await receive())["type"] == "http.request":
            pass  # the rest of a body that was too large
        return message

    return take


def _declared(scope: Scope, size: int) -> Scope:
    """The request as if its length had been declared."""
    rest = [(name, value) for name, value in scope["headers"] if name not in (b"content-length", b"transfer-encoding")]
    return {**scope, "headers": [*rest, (b"content-length", str(size).encode())]}


def _ending(send: Send, turn: _Turn) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            turn.end()
        await send(message)

    return sending


def _closing(send: Send) -> Send:
    """An answer after which the connection is closed: the rest of the body is not read."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
        await send(message)

    return sending


async def _refuse(send: Send) -> None:
    reply, send = refuse(_TOO_SLOW), _closing(send)
    await send({"type": "http.response.start", "status": reply.status, "headers": reply.all_headers()})
    await send({"type": "http.response.body", "body": reply.body})
