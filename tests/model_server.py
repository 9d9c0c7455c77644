"""What is a language model behind an endpoint, as far as reading meets one? A server whose faults are chosen.

It takes `POST /v1/chat/completions`, wants its key where it has one, and answers by `answers`: a function from what a
clause shows (the JSON value of the user's message) to elements. `faults` come first, one a request, in their order.
`requests` are the bodies that came, `keys` the keys, so that a test sees what was asked and how often.
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Shown = dict[str, Any]
Elements = list[dict[str, Any]]


class Fault(StrEnum):
    """What an endpoint, or the model behind it, may do wrong."""

    BUSY = "429"
    FAILING = "500"
    NO_SUCH_PAGE = "404"
    NO_SCHEMAS = "400 to whoever asks for a schema"
    ELSEWHERE = "a redirect"
    SLOW = "nothing for a long time"
    ENDLESS = "a drop at a time, without an end"
    HUGE = "more than anybody reads"
    HANGS_UP = "a closed connection"
    NO_JSON = "a page in place of an answer"
    NO_COMPLETION = "another JSON value"
    NO_CHOICES = "no choices"
    CHATTY = "a model that talks"
    OTHER_CLAUSE = "an answer about another clause"
    OTHER_FORM = "an answer of another form"
    FENCED = "an answer in a fence"
    SAYS_NOTHING = "null for an answer"


def _nothing(_: Shown) -> Elements:
    return []


@dataclass(slots=True)
class Model:
    """The server's state."""

    answers: Callable[[Shown], Elements] = _nothing
    key: str = ""
    faults: list[Fault] = field(default_factory=list)
    always: Fault | None = None
    retry_after: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def shown(self) -> list[Shown]:
        """What the clauses that were asked about showed."""
        return [json.loads(each["messages"][1]["content"]) for each in self.requests]

    def next_fault(self) -> Fault | None:
        return self.faults.pop(0) if self.faults else self.always


@contextmanager
def serving(model: Model) -> Iterator[Model]:
    """The model, answering on a port of its own."""

    class Handler(_Handler):
        state = model

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield model
    finally:
        model.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: Model

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        model = self.state
        model.requests.append(body)
        model.keys.append(self.headers.get("Authorization", ""))
        if self.path != "/v1/chat/completions":
            self._send(404, b"{}")
        elif model.key and model.keys[-1] != f"Bearer {model.key}":
            self._send(401, json.dumps({"error": f"bad key {model.keys[-1]}"}).encode())
        else:
            self._answer(body, model.next_fault())

    def _answer(self, body: dict[str, Any], fault: Fault | None) -> None:
        statuses = {Fault.BUSY: 429, Fault.FAILING: 500, Fault.NO_SUCH_PAGE: 404}
        if fault in statuses:
            self._send(statuses[fault], b'{"error": "no"}', retry=self.state.retry_after)
        elif fault is Fault.NO_SCHEMAS and "response_format" in body:
            self._send(400, b'{"error": "unknown field"}')
        elif fault is Fault.ELSEWHERE:
            self._send(302, b"", location="/v1/chat/completions")
        elif fault is Fault.HANGS_UP:
            self.close_connection = True
        elif fault is Fault.SLOW:
            self.state.stopping.wait(20)
        elif fault is Fault.ENDLESS:
            self._drip()
        elif fault is Fault.HUGE:
            self._send(200, b'{"choices": [' + b" " * 3_000_000)
        elif fault in _BODIES:
            self._send(200, _BODIES[fault])
        else:
            self._complete(body, fault)

    def _complete(self, body: dict[str, Any], fault: Fault | None) -> None:
        shown = json.loads(body["messages"][1]["content"])
        clause = "0" * 16 if fault is Fault.OTHER_CLAUSE else shown["clause"]
        content: str | None = json.dumps({"clause": clause, "elements": self.state.answers(shown)})
        if fault is Fault.FENCED:
            content = f"```json\n{content}\n```\n"
        elif fault is Fault.CHATTY:
            content = "Sure! Here is what I think of it."
        elif fault is Fault.OTHER_FORM:
            content = json.dumps({"elements": "many"})
        elif fault is Fault.SAYS_NOTHING:
            content = None
        self._send(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode())

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.state.stopping.is_set():
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.02)
        except OSError:
            return  # the reader went away, as it should
        finally:
            self.close_connection = True

    def _send(self, status: int, body: bytes, *, retry: str = "", location: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in (("Retry-After", retry), ("Location", location)):
            if value:
                self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            self.close_connection = True  # the reader had enough


_BODIES = {
    Fault.NO_JSON: b"<html>It works!</html>",
    Fault.NO_COMPLETION: b'{"models": []}',
    Fault.NO_CHOICES: b'{"choices": []}',
}
