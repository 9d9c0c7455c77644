from __future__ import annotations

import asyncio
import contextlib
import re
from typing import TYPE_CHECKING

import pytest

from troth.web.fast.desk import MemoryDesk
from troth.web.fast.dispatch import application
from unit.web.fast.calling import ASK, World, behind, call

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from troth.web.fast.dispatch import Message


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/console/",
        "/api/v1/decide/",
        "/api/v1/decideX",
        "/API/v1/decide",
        "/api/v1/%64ecide",
        "//api/v1/decide",
        "/api/v1/organisations/acme",
        "/api/v1/log/checkpoint",
        "/healthy",
        "/metrics/x",
    ],
)
def test_everything_else_is_answered_by_what_stands_behind(world: World, path: str) -> None:
    assert call(world.app, "POST", path).body == b"behind"


def test_health_says_that_the_process_lives_even_when_nothing_is_ready(world: World) -> None:
    world.desk.missing.append("the database")
    answered = call(world.app, "GET", "/health")
    assert (answered.status, answered.json()) == (200, {"lives": True})


def test_readiness_says_what_is_missing(world: World) -> None:
    assert (call(world.app, "GET", "/ready").status, call(world.app, "HEAD", "/ready").body) == (200, b"")
    world.desk.missing += ["the database", "the engine of `acme`"]
    answered = call(world.app, "GET", "/ready")
    assert (answered.status, answered.json()["missing"]) == (503, ["the database", "the engine of `acme`"])


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
def test_what_is_only_read_refuses_other_methods(world: World, path: str) -> None:
    assert call(world.app, "POST", path).status == 405


def test_metrics_count_requests_and_answers_and_name_nobody(world: World) -> None:
    world.desk.measured = b"other_figure 1.0\n"
    for body in (ASK, ASK, ASK | {"subject": "bob"}, b"{"):
        world.ask(body)
    world.ask({"questions": [ASK] * 5}, "/api/v1/decisions")
    world.ask(ASK, key=None)
    answered = call(world.app, "GET", "/metrics")
    lines = answered.body.decode().splitlines()
    assert answered.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'troth_requests_total{path="decide",status="200"} 3.0' in lines
    assert 'troth_requests_total{path="decide",status="400"} 1.0' in lines
    assert 'troth_requests_total{path="decide",status="401"} 1.0' in lines
    assert 'troth_requests_total{path="decisions",status="200"} 1.0' in lines
    assert 'troth_decisions_total{allowed="yes"} 7.0' in lines
    assert 'troth_decisions_total{allowed="no"} 1.0' in lines
    assert 'troth_request_seconds_count{path="decisions"} 1.0' in lines
    assert "other_figure 1.0" in lines
    assert set(re.findall(r"([a-z_]+)=\"", answered.body.decode())) == {"path", "status", "allowed", "le"}
    assert not re.search("acme|alice|bob|troth_key", answered.body.decode())


def test_a_latency_falls_into_the_bucket_it_belongs_to() -> None:
    from troth.web.fast.tally import Tally

    tally = Tally()
    for seconds in (0.00005, 0.0003, 5.0):
        tally.add("decide", 200, seconds)
    lines = tally.text().decode().splitlines()
    counts = {bound: float(line.rpartition(" ")[2]) for line in lines for bound in re.findall(r'le="([^"]+)"', line)}
    assert (counts["5e-05"], counts["0.0002"], counts["0.0005"], counts["1.0"], counts["+Inf"]) == (1, 1, 2, 2, 3)


def test_what_lives_with_the_application_is_entered_and_left() -> None:
    told: list[str] = []

    @contextlib.asynccontextmanager
    async def life() -> AsyncIterator[None]:
        told.append("entered")
        yield
        told.append("left")

    assert _live(application(MemoryDesk(), behind, lifespan=life), told) == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert told == ["entered", "left"]


def test_a_start_that_fails_is_said_to_the_server() -> None:
    @contextlib.asynccontextmanager
    async def life() -> AsyncIterator[None]:
        raise RuntimeError("the worker could not start")
        yield

    told: list[str] = []
    with pytest.raises(RuntimeError, match="the worker could not start"):
        _live(application(MemoryDesk(), behind, lifespan=life), told)
    assert told == ["lifespan.startup.failed"]


def test_a_websocket_is_refused(world: World) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    asyncio.run(world.app({"type": "websocket", "path": "/"}, receive, send))
    assert [each["type"] for each in sent] == ["websocket.close"]


def test_a_client_that_goes_away_leaves_nothing_behind(world: World) -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    headers = [(b"authorization", b"Bearer troth_key-of-acme")]
    scope = {"type": "http", "method": "POST", "path": "/api/v1/decide", "headers": headers}
    asyncio.run(world.app(scope, receive, send))
    assert sent == []


def _live(app: object, told: list[str]) -> list[str]:
    sent: list[str] = []

    async def receive() -> Message:
        return {"type": "lifespan"}

    async def send(message: Message) -> None:
        sent.append(message["type"])
        if message["type"] == "lifespan.startup.failed":
            told.append(message["type"])

    asyncio.run(app({"type": "lifespan"}, receive, send))  # type: ignore[operator]
    return sent
