"""How are decisions answered within the callback that received their last byte?

uvicorn starts a task for each request and passes it messages; for a question that is answered in a few microseconds
that is most of the work. This is uvicorn's own HTTP protocol with one shortcut:

1. `POST` to a path of decisions is collected here and answered at once, where nothing has to be looked up.
2. Everything else is uvicorn's: other paths, pipelined requests behind one that is not answered yet, and a question
   that has to wait (an identifier), which is handed over whole. INVARIANT: the application answers the same requests
   with the same answers (tests/e2e), so that without the shortcut everything works, slower.
3. Limits of our own, for every path: `LARGEST_HEAD` bytes of request line and headers, else 431; and a connection on
   which nothing moves is closed, whether it is idle between requests or slow within one.

What it leaves out: TLS, HTTP/2 and compression, which a proxy in front does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from troth.web.fast import problems
from troth.web.fast.decide import LARGEST, MANY_PATH, NAMES, Decider
from troth.web.fast.reply import Reply, as_http, refuse

if TYPE_CHECKING:
    import asyncio

    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
    from uvicorn.server import ServerState

LARGEST_HEAD = 32_768
"""The most bytes of request line and headers."""

_PATHS = {path.encode(): path for path in LARGEST}
_TOO_LARGE_HEAD = problems.Refusal(
    431, "api.too-large-head", "the request line and headers are too large", "send fewer or shorter headers"
)


class TrothProtocol(HttpToolsProtocol):
    """One connection."""

    decider: Decider | None = None
    """What answers decisions; None where all go to the application. Set on a subclass, one a server."""
    seconds_to_ask: float = 15.0
    """How long request line and headers, and a body of decisions, may take to come in."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._path: str | None = None
        self._parts: list[bytes] = []
        self._size = 0
        self._head = 0
        self._is_head = False
        self._is_leaving = False
        self._is_refused = False
        self._since = self.loop.time()
        self._more: tuple[object, bytes] = (None, b"")

    # Called by the parser

    def data_received(self, data: bytes) -> None:
        """Feed the parser, unless the connection was refused."""
        if not self._is_refused:
            super().data_received(data)

    def on_message_begin(self) -> None:
        """Start collecting. What uvicorn makes for each request is made once it is known to need it."""
        self.url, self.headers, self.expect_100_continue = b"", [], False
        self._head, self._is_head, self._path = 0, True, None
        self._since = self.loop.time()

    def on_url(self, url: bytes) -> None:
        """Collect the request line."""
        self._head += len(url)
        if self._head <= LARGEST_HEAD:
            self.url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """Collect a header."""
        self._head += len(name) + len(value) + 4
        if self._head <= LARGEST_HEAD:
            name = name.lower()
            self.headers.append((name, value))
            if name == b"expect" and value.lower() == b"100-continue":
                self.expect_100_continue = True

    def on_headers_complete(self) -> None:
        """Take the request, or leave it to uvicorn."""
        if self._is_refused:
            return
        self._is_head = False
        if self._head > LARGEST_HEAD:
            self._refuse_and_close(refuse(_TOO_LARGE_HEAD))
            return
        path = _PATHS.get(self.url)
        if (
            path is None
            or self.decider is None
            or self.expect_100_continue
            or self.parser.get_method() != b"POST"
            or self.parser.should_upgrade()
            or self._is_busy()
        ):
            self._leave_to_uvicorn()
            return
        self._path, self._parts, self._size = path, [], 0
        if path == MANY_PATH:
            # Whoever has no key gets no megabyte of our memory.
            grant = self.decider.whose(self._header(b"authorization"))
            if isinstance(grant, problems.Refusal):
                self._refuse_and_close(self.decider.refuse(path, grant))

    def on_body(self, body: bytes) -> None:
        """Collect, within the limit."""
        if self._is_refused:
            return
        if self._path is None:
            super().on_body(body)
            return
        self._size += len(body)
        if self._size > LARGEST[self._path]:
            self._refuse_and_close(cast("Decider", self.decider).too_large(self._path, self._header(b"authorization")))
            return
        self._parts.append(body)

    def on_message_complete(self) -> None:
        """Answer."""
        if self._is_refused:
            return
        if self._path is None:
            super().on_message_complete()
            return
        path, self._path = self._path, None
        body = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._parts = []
        if b'"identifier"' in body:
            self._hand_over(body)
            return
        authorization, content_type = self._header(b"authorization"), self._header(b"content-type")
        answer = cast("Decider", self.decider).answer(path, authorization, content_type, body)
        if isinstance(answer, Reply):
            self._write(answer)
        else:
            # The field's name was written with escapes. The key is charged twice, and nobody else is harmed.
            self._hand_over(body)

    # Called by the transport and the server

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget what was coming in."""
        self._path, self._parts = None, []
        super().connection_lost(exc)

    def resume_writing(self) -> None:
        """Read on, where reading stopped because the client did not take its answers."""
        super().resume_writing()
        if not self._is_busy():
            self.flow.resume_reading()

    def shutdown(self) -> None:
        """Close once a request that is coming in is answered."""
        if self._path is None:
            super().shutdown()
        else:
            self._is_leaving = True

    def close_if_still(self, now: float, idle: float) -> None:
        """Close where nothing moved for too long: between requests, or while a request comes in."""
        if self.transport.is_closing() or self._is_busy():
            return
        is_coming = self._is_head or self._path is not None
        if now - self._since > (self.seconds_to_ask if is_coming else idle):
            self.transport.close()

    # What is sent

    def _is_busy(self) -> bool:
        """Whether an earlier request of this connection is not answered yet."""
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _header(self, wanted: bytes) -> bytes | None:
        """The value of a header, the last where it comes more than once."""
        found = None
        for name, value in self.headers:
            if name == wanted:
                found = value
        return found

    def _leave_to_uvicorn(self) -> None:
        """Let uvicorn have the request line and headers, as if it had collected them."""
        url, headers, expects = self.url, self.headers, self.expect_100_continue
        super().on_message_begin()
        self.url, self.expect_100_continue = url, expects
        self.headers += headers  # INVARIANT: the same list is in uvicorn's scope
        super().on_headers_complete()

    def _hand_over(self, body: bytes) -> None:
        """Let uvicorn have the whole request, as if nothing had been taken."""
        self._leave_to_uvicorn()
        super().on_body(body)
        super().on_message_complete()

    def _write(self, reply: Reply) -> None:
        stays = self.parser.should_keep_alive() and not self._is_leaving and self.parser.get_http_version() == "1.1"
        more = self._default_lines()
        self.transport.write(as_http(reply, more if stays else more + b"connection: close\r\n"))
        self.server_state.total_requests += 1
        self._since = self.loop.time()
        if not stays:
            self._is_refused = True
            self.transport.close()
        elif self.flow.write_paused:
            self.flow.pause_reading()

    def _refuse_and_close(self, reply: Reply) -> None:
        """Say it, and take nothing more from this connection: the rest of the request has no end that is known."""
        self._is_refused, self._path, self._parts = True, None, []
        if self._is_busy():
            self.transport.close()
            return
        self.transport.write(as_http(reply, self._default_lines() + b"connection: close\r\n"))
        self.transport.close()

    def _default_lines(self) -> bytes:
        """The server's own headers (the date), written once a second."""
        default = self.server_state.default_headers
        if self._more[0] is not default:
            self._more = (default, b"".join(b"%b: %b\r\n" % header for header in default))
        return self._more[1]


def name_of(path: str) -> str:
    """What a path is called where it is counted or logged; a path that is not ours is named by its first part."""
    if path in NAMES:
        return NAMES[path]
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in _FIRST_PARTS else "other"


_FIRST_PARTS = frozenset({"api", "o", "console", "static", "health", "ready", "metrics", "accounts"})
