"""Pages are made in turns, and a slow client holds up itself alone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from troth.web.turns import SMALL, in_turns

if TYPE_CHECKING:
    from troth.web.fast.dispatch import Application, Message, Receive, Scope, Send

LARGEST = 200_000
SCOPE: dict[str, Any] = {"type": "http", "method": "POST", "path": "/", "headers": [(b"host", b"localhost")]}


class Client:
    """A client that sends these parts, then goes on or stands still; what came back is in `sent`."""

    def __init__(self, *parts: bytes, whole: bool = True) -> None:
        self._parts = list(parts) or [b""]
        self._whole = whole
        self.sent: list[Message] = []
        self.may_read = asyncio.Event()
        self.may_read.set()

    async def receive(self) -> Message:
        if not self._parts:
            await asyncio.Event().wait()
        part = self._parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(self._parts) or not self._whole}

    async def send(self, message: Message) -> None:
        await self.may_read.wait()
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    length = dict(scope["headers"]).get(b"content-length", b"")
    body = (await receive())["body"]
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body or length})


async def asked(app: Application, client: Client) -> Client:
    await asyncio.wait_for(app(SCOPE, client.receive, client.send), 5)
    return client


def test_a_body_arrives_whole() -> None:
    async def run() -> None:
        client = await asked(in_turns(echo, 1, LARGEST), Client(b"a" * 10, b"b" * SMALL, b"c"))
        assert client.sent[1]["body"] == b"a" * 10 + b"b" * SMALL + b"c"

    asyncio.run(run())


def test_no_more_pages_than_turns_are_made_at_once() -> None:
    async def run() -> None:
        now, most = 0, 0

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            nonlocal now, most
            now += 1
            most = max(most, now)
            await asyncio.sleep(0.01)
            now -= 1
            await echo(scope, receive, send)

        app = in_turns(slow, 3, LARGEST)
        await asyncio.gather(*(asked(app, Client()) for _ in range(12)))
        assert most == 3

    asyncio.run(run())


def test_clients_that_send_slowly_hold_up_nobody() -> None:
    async def run() -> None:
        app = in_turns(echo, 1, LARGEST)
        slow = [asyncio.create_task(asked(app, Client(b"a", whole=False))) for _ in range(5)]
        await asyncio.sleep(0)
        assert (await asked(app, Client(b"quick"))).status == 200
        for each in slow:
            each.cancel()
        await asyncio.gather(*slow, return_exceptions=True)

    asyncio.run(run())


def test_a_client_that_reads_slowly_holds_up_nobody() -> None:
    async def run() -> None:
        app = in_turns(echo, 1, LARGEST)
        stuck = Client()
        stuck.may_read.clear()
        reading = asyncio.create_task(asked(app, stuck))
        await asyncio.sleep(0)
        assert (await asked(app, Client(b"quick"))).status == 200
        stuck.may_read.set()
        await reading

    asyncio.run(run())


def test_a_request_that_does_not_come_in_is_refused() -> None:
    async def run() -> None:
        client = await asked(in_turns(echo, 1, LARGEST, seconds=0.05), Client(b"a", whole=False))
        assert client.status == 408
        assert b"web.too-slow" in client.sent[1]["body"]
        assert (b"connection", b"close") in client.sent[0]["headers"]

    asyncio.run(run())


def test_a_body_that_is_too_large_is_passed_on_as_one_that_was_declared_so() -> None:
    async def run() -> None:
        client = await asked(in_turns(echo, 1, LARGEST), Client(*[b"a" * SMALL] * 5))
        assert client.sent[1]["body"] == str(LARGEST + 1).encode()
        assert (b"connection", b"close") in client.sent[0]["headers"]
        assert (await asked(in_turns(echo, 1, LARGEST), Client(b"a" * LARGEST))).sent[1]["body"] == b"a" * LARGEST

    asyncio.run(run())


def test_a_turn_is_given_back_where_the_page_fails() -> None:
    async def run() -> None:
        async def broken(scope: Scope, receive: Receive, send: Send) -> None:
            raise RuntimeError

        app = in_turns(broken, 1, LARGEST)
        for _ in range(3):
            (found,) = await asyncio.gather(asked(app, Client()), return_exceptions=True)
            assert isinstance(found, RuntimeError)

    asyncio.run(run())


def test_who_goes_away_before_the_request_is_there_is_not_answered() -> None:
    async def run() -> None:
        client = Client()

        async def gone() -> Message:
            return {"type": "http.disconnect"}

        await in_turns(echo, 1, LARGEST)(SCOPE, gone, client.send)
        assert client.sent == []

    asyncio.run(run())


def test_the_rest_of_a_body_that_was_too_large_is_not_taken_for_more_of_the_request() -> None:
    async def run() -> None:
        found: list[str] = []

        async def listens(scope: Scope, receive: Receive, send: Send) -> None:
            found.extend([(await receive())["type"], (await receive())["type"]])

        client = Client(*[b"a" * SMALL] * 5)

        async def receive() -> Message:
            return await client.receive() if client._parts else {"type": "http.disconnect"}

        await in_turns(listens, 1, LARGEST)(SCOPE, receive, client.send)
        assert found == ["http.request", "http.disconnect"]

    asyncio.run(run())
