"""How does one process serve an application, and how does it end?

1. The socket is bound before anything else: an address that is in use is said at once, with what to do.
2. SIGTERM and SIGINT end it: nothing new is accepted, requests under way are answered, within `seconds_to_end`; what is
   still not done then is cut off. A second SIGINT cuts off at once. The exit is a plain return: whoever called may
   have more to end.
3. Nothing about a request is logged, unless a place to write it is passed: then one JSON object a line, with method,
   the name of the path's kind, status and milliseconds. A path may hold a name, so it is never written. Decisions then
   take the longer way.

What it leaves out: several processes (start several), TLS and HTTP/2 (a proxy in front).
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import signal
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import uvicorn

from troth.errors import OutsideWorldFailed, WrongUse
from troth.web.fast.dispatch import Dispatch
from troth.web.protocol import TrothProtocol, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import FrameType

    from troth.web.fast.dispatch import Application, Message, Receive, Scope, Send

_SWEEP = 1.0
_LARGEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class Serving:
    """How an application is served.

    Args:
        host: a name or an address; empty for every address.
        port: 0 for one that is free.
        seconds_to_end: how long requests under way may take once it is told to end.
        seconds_idle: how long a connection is kept between two requests.
        seconds_to_ask: how long request line and headers, and a body of decisions, may take to come in.
        connections: the most at once; a request beyond them is answered with 503.
        trusted_proxies: addresses whose `X-Forwarded-For` and `-Proto` are believed.
        takes_shortcut: whether decisions are answered without a task (`troth.web.protocol`).
    """

    host: str = "127.0.0.1"
    port: int = 8000
    seconds_to_end: int = 10
    seconds_idle: int = 30
    seconds_to_ask: int = 15
    connections: int = 1_000
    trusted_proxies: tuple[str, ...] = ()
    takes_shortcut: bool = True


def serve(
    application: Application,
    serving: Serving,
    started: Callable[[str], None] = lambda _: None,
    access: Callable[[bytes], None] | None = None,
) -> None:
    """Serve until the process is told to end.

    `started` is called with the real address, `http://127.0.0.1:8000`, once it accepts. `access` is given a line for
    each request. Raises OutsideWorldFailed `web.address-in-use`, `web.address-not-ours`, `web.port-not-allowed` or
    `web.could-not-bind`; whatever the application's start raised is in the server's log, and `web.did-not-start`.
    """
    listening = bind(serving.host, serving.port)
    try:
        # What is answered within the protocol passes no application, so a line for each request goes without it.
        takes_it = serving.takes_shortcut and access is None
        decider = application.decider if takes_it and isinstance(application, Dispatch) else None
        protocol = {"decider": decider, "seconds_to_ask": serving.seconds_to_ask}
        whole = application if access is None else _logged(application, access)
        config = _configure(whole, type("_Protocol", (TrothProtocol,), protocol), serving)
        server = _Server(config, lambda: started(address_of(listening, serving.host)), float(serving.seconds_idle))
        with contextlib.suppress(SystemExit):
            server.run(sockets=[listening])
    finally:
        listening.close()
    if not server.started:
        raise OutsideWorldFailed(
            "the application did not start",
            id="web.did-not-start",
            help="the lines above say what failed; `troth serve` can be started again once it is put right",
        )


def bind(host: str, port: int) -> socket.socket:
    """A socket that listens at the address. Raises OutsideWorldFailed where it cannot."""
    if not 0 <= port <= _LARGEST_PORT:
        raise WrongUse(f"there is no port `{port}`", id="web.bad-port", help="choose one between 1 and 65535, or 0")
    try:
        found = socket.getaddrinfo(
            host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE if not host else 0
        )
    except (OSError, UnicodeError) as error:
        raise OutsideWorldFailed(
            f"`{host}` is no address of this machine", id="web.address-not-ours", help="try `127.0.0.1` or `0.0.0.0`"
        ) from error
    family, kind, protocol, _, address = found[0]
    listening = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
        listening.setblocking(False)  # noqa: FBT003 -- the socket's own interface
    except OSError as error:
        listening.close()
        raise _not_bound(error, host, port) from error
    return listening


def address_of(listening: socket.socket, host: str) -> str:
    """The address as a browser takes it."""
    name, port = listening.getsockname()[:2]
    shown = host if host not in ("", "0.0.0.0", "::") else "127.0.0.1"  # noqa: S104 -- compared, not bound
    return f"http://[{name}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _not_bound(error: OSError, host: str, port: int) -> OutsideWorldFailed:
    shown = f"{host or '*'}:{port}"
    if error.errno == errno.EADDRINUSE:
        return OutsideWorldFailed(
            f"`{shown}` is in use by another program",
            id="web.address-in-use",
            help="end that program, or choose another port with `--port` (0 takes one that is free)",
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return OutsideWorldFailed(
            f"`{host}` is no address of this machine", id="web.address-not-ours", help="try `127.0.0.1` or `0.0.0.0`"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return OutsideWorldFailed(
            f"this user may not listen at `{shown}`",
            id="web.port-not-allowed",
            help="choose a port above 1023, and put a proxy in front for 80 and 443",
        )
    what = os.strerror(error.errno or 0).lower()
    return OutsideWorldFailed(f"cannot listen at `{shown}`: {what}", id="web.could-not-bind", help="check the address")


def _configure(application: Application, protocol: type[TrothProtocol], serving: Serving) -> uvicorn.Config:
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    return uvicorn.Config(
        application,
        http=protocol,
        ws="none",
        loop="auto",
        interface="asgi3",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(serving.trusted_proxies),
        forwarded_allow_ips=list(serving.trusted_proxies),
        limit_concurrency=serving.connections,
        timeout_keep_alive=serving.seconds_idle,
        timeout_graceful_shutdown=serving.seconds_to_end,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, which says when it accepts, sweeps connections that stand still, and returns at its end."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None], idle: float) -> None:
        super().__init__(config)
        self._say = started
        self._idle = idle

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start accepting, and say so."""
        await super().startup(sockets)
        self._say()

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second."""
        if counter % round(_SWEEP * 10) == 0:
            now = asyncio.get_running_loop().time()
            for connection in list(self.server_state.connections):
                if isinstance(connection, TrothProtocol):
                    connection.close_if_still(now, self._idle)
        return await super().on_tick(counter)

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Take SIGTERM and SIGINT while it serves. They are not raised again: this process ends by returning."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {each: signal.signal(each, self.handle_exit) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 -- the signal's own interface
        """End; a second SIGINT ends at once."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.should_exit = True


class _Line(msgspec.Struct, frozen=True):
    method: str
    path: str
    status: int
    ms: float


def _logged(application: Application, write: Callable[[bytes], None]) -> Application:
    """The application, with a line written for each request."""

    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        since = time.monotonic()
        status = 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await application(scope, receive, sending)
        finally:
            took = round(1000 * (time.monotonic() - since), 3)
            write(msgspec.json.encode(_Line(scope["method"], name_of(scope["path"]), status, took)))

    return call
