"""How do these tests call an ASGI application? In process, one request a call."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from troth.decisions import Choices, Engine
from troth.policy import read_policy
from troth.subjects.identifiers import Identifier, normalise
from troth.web.fast.desk import Grant, MemoryDesk
from troth.web.fast.dispatch import Dispatch, Message, Receive, Scope, Send, application
from troth.words import OrganisationId, SubjectId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from troth.subjects.identifiers import IdentifierKind

ACME, OTHER = OrganisationId("acme"), OrganisationId("other")
ALICE, BOB, CHARLIE = SubjectId("alice"), SubjectId("bob"), SubjectId("charlie")
KEY = "troth_key-of-acme"
POLICY = """\
troth: 1
policy: {organisation: acme, version: "1", effective: 2020-01-01}
data: {contact: {cite: [s1]}}
purposes: {offers: {cite: [s1]}, service: {cite: [s1]}}
practices:
  - {id: use-offers, do: use, data: [contact], for: [offers], modal: may, consent: opt_out, cite: [s2]}
  - {id: use-service, do: use, data: [contact], for: [service], modal: does, cite: [s3]}
"""
ASK = {"subject": "alice", "question": {"data": "contact", "purpose": "offers"}}


@dataclass(slots=True)
class Answered:
    """A response; headers by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


@dataclass(slots=True)
class SetMonotonic:
    at: float = 100.0

    def __call__(self) -> float:
        return self.at


@dataclass(slots=True)
class World:
    """A desk with alice and bob of acme, who opted out of nothing, and charlie of another organisation."""

    desk: MemoryDesk = field(default_factory=MemoryDesk)
    clock: SetMonotonic = field(default_factory=SetMonotonic)
    app: Dispatch = field(init=False)

    def __post_init__(self) -> None:
        policy, problems = read_policy(POLICY)
        assert policy is not None, problems
        self.desk.engines[ACME] = Engine(policy, [(ALICE, Choices()), (BOB, Choices(erased=True))])
        self.desk.engines[OTHER] = Engine(policy, [(CHARLIE, Choices(erased=True))])
        self.desk.grants[KEY] = Grant("1", ACME)
        self.app = application(self.desk, behind, monotonic=self.clock)

    def link(self, organisation: OrganisationId, kind: IdentifierKind, text: str, subject: SubjectId) -> None:
        identifier = normalise(kind, text)
        assert isinstance(identifier, Identifier)
        self.desk.link(organisation, identifier, subject)

    def ask(self, body: object, path: str = "/api/v1/decide", key: str | None = KEY, **more: Any) -> Answered:
        headers = {"content-type": "application/json"} | ({} if key is None else {"authorization": f"Bearer {key}"})
        octets = body if isinstance(body, bytes) else msgspec.json.encode(body)
        return call(self.app, "POST", path, octets, headers | more)


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """What stands behind the fast paths: it says who answered."""
    await receive()
    await send({"type": "http.response.start", "status": 418, "headers": [(b"x-path", scope["path"].encode())]})
    await send({"type": "http.response.body", "body": b"behind"})


def call(
    app: Callable[..., Any],
    method: str,
    path: str,
    body: bytes | Iterable[bytes] = b"",
    headers: dict[str, str] | None = None,
) -> Answered:
    """One request; a body of several parts comes in several messages."""
    return asyncio.run(calling(app, method, path, body, headers))


async def calling(
    app: Callable[..., Any],
    method: str,
    path: str,
    body: bytes | Iterable[bytes] = b"",
    headers: dict[str, str] | None = None,
) -> Answered:
    parts = [body] if isinstance(body, bytes) else list(body)
    waiting: list[Message] = [
        {"type": "http.request", "body": part, "more_body": at < len(parts)} for at, part in enumerate(parts, 1)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
    }
    await app(scope, receive, send)
    start = sent[0]
    found = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answered(start["status"], found, b"".join(each.get("body", b"") for each in sent[1:]))
