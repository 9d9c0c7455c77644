"""In which thread does Django answer a request, and with which connection to the database?

1. There are as many threads as pages are made at once, and they live as long as the process. A request is answered by
   one of them from its beginning to its end. (Django's own handler starts a thread for each request, and passes it back
   and forth between that and the loop.)
2. A thread keeps its connection to SQLite: to open one takes longer than to record a word, and to close the last one
   empties the write-ahead log. PostgreSQL's are lent by their pool and given back after each request.
3. A request runs in a copy of the context, so that its language and its id are not those of the thread's next.
4. What was begun is brought to its end, also where the client went away meanwhile: it may have changed something.

What it leaves out: how many wait and how large a body may be (`troth.web.turns`).
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from django.core import signals
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.handlers.base import BaseHandler
from django.urls import set_script_prefix

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from django.http import HttpResponseBase

    from troth.web.fast.dispatch import Message, Scope, Send


class Pages(ASGIHandler):
    """Django as an application, answering in threads of its own."""

    def __init__(self, threads: int) -> None:
        # Not Django's own beginning of this class: that sets up the middleware to be called from the loop.
        BaseHandler.__init__(self)
        self.load_middleware(is_async=False)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="troth page")

    async def __call__(self, scope: Scope, receive: Callable[[], Awaitable[Mapping[str, Any]]], send: Send) -> None:
        """Answer one request, whose body is there whole."""
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        answer = partial(copy_context().run, self._answer, scope, message.get("body", b""))
        start, body = await asyncio.get_running_loop().run_in_executor(self._threads, answer)
        await send(start)
        await send({"type": "http.response.body", "body": body})

    def end(self) -> None:
        """Wait for what is under way, and end the threads, whose connections close with them."""
        self._threads.shutdown(cancel_futures=True)

    def _answer(self, scope: Scope, body: bytes) -> tuple[Message, bytes]:
        """The answer's beginning and its body; in one of the threads."""
        set_script_prefix(get_script_prefix(scope))
        signals.request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, BytesIO(body))
        response = cast("HttpResponseBase", refusal) if request is None else self.get_response(request)
        try:
            start = {"type": "http.response.start", "status": response.status_code, "headers": _headers(response)}
            return start, b"".join(response)
        finally:
            response.close()


def _headers(response: HttpResponseBase) -> list[tuple[bytes, bytes]]:
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
    cookies = (each.output(header="").strip().encode("ascii") for each in response.cookies.values())
    return headers + [(b"Set-Cookie", each) for each in cookies]
