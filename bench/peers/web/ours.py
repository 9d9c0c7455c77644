"""troth's own server: `troth.web.server`, with a desk in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.peers.web import work
from troth.web.fast.desk import Grant, MemoryDesk
from troth.web.fast.dispatch import application
from troth.web.server import Serving, serve

if TYPE_CHECKING:
    from troth.web.fast.dispatch import Receive, Scope, Send


async def _nothing(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 -- an application's form
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    grant = Grant("1", work.ORGANISATION, rate=1e9, burst=1e9)
    desk = MemoryDesk(grants={work.TOKEN: grant}, engines={work.ORGANISATION: work.engine})
    serve(application(desk, _nothing), Serving(port=work.port()))
