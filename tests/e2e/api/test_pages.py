"""A request is answered by one thread, which keeps its connection and nothing else."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import pytest
from django.core.signals import request_finished, request_started

from e2e.api.world import World, sqlite_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from troth.web.pages import Pages


@pytest.fixture
def pages(world: World) -> Iterator[Pages]:
    from troth.web.pages import Pages

    made = Pages(1)
    yield made
    made.end()


def _ask(pages: Pages, world: World, path: str = "/api/v1/subjects/nobody", query: bytes = b"") -> list[dict[str, Any]]:
    """The messages that answer a request."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(b"host", b"127.0.0.1"), (b"authorization", f"Bearer {world.ours}".encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "root_path": "",
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(pages(scope, receive, send))  # type: ignore[arg-type]
    return sent


@pytest.fixture
def heard() -> Iterator[Callable[[Any, Callable[[], object]], list[object]]]:
    """What is asked for, by name, whenever a signal is sent."""
    connected = []

    def hear(signal: Any, ask: Callable[[], object]) -> list[object]:
        found: list[object] = []

        def receiver(**_: object) -> None:
            found.append(ask())

        signal.connect(receiver, weak=False)
        connected.append((signal, receiver))
        return found

    yield hear
    for signal, receiver in connected:
        signal.disconnect(receiver)


@sqlite_only
def test_a_request_begins_and_ends_in_one_thread_that_is_not_the_loops(pages: Pages, world: World, heard: Any) -> None:
    began = heard(request_started, threading.get_ident)
    ended = heard(request_finished, threading.get_ident)
    for _ in range(2):
        start, body = _ask(pages, world)
        assert start["status"] == 404
        assert b"store.no-such-subject" in body["body"]
    assert began == ended
    assert len(set(began)) == 1
    assert threading.get_ident() not in began


@sqlite_only
def test_a_thread_keeps_its_connection_to_sqlite(pages: Pages, world: World, heard: Any) -> None:
    from django.db import connection

    ended = heard(request_finished, lambda: connection.connection)
    for _ in range(3):
        _ask(pages, world)
    assert ended[0] is not None
    assert ended[0] is ended[1] is ended[2]


@sqlite_only
def test_nothing_of_a_request_is_left_to_the_next(pages: Pages, world: World, heard: Any) -> None:
    whose = ContextVar("whose", default="nobody's")
    found = heard(request_started, lambda: (whose.get(), whose.set("alice's"))[0])
    for _ in range(2):
        _ask(pages, world)
    assert found == ["nobody's", "nobody's"]


@sqlite_only
def test_what_is_no_text_is_refused_and_the_next_is_answered(pages: Pages, world: World) -> None:
    assert _ask(pages, world, query=b"\xff")[0]["status"] == 400
    assert _ask(pages, world)[0]["status"] == 404


@sqlite_only
def test_who_goes_away_before_asking_is_not_answered(pages: Pages) -> None:
    async def gone() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(_: object) -> None:
        raise AssertionError("nobody is there")

    asyncio.run(pages({"type": "http"}, gone, send))
