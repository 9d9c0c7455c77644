"""What is the whole application of one process?

The decide path and its neighbours, answered before Django, and Django behind them for everything else. Rules:

1. At most `workers` pages are made at once (`troth.web.turns`), each in a thread (`troth.web.pages`); others wait. The
   decide path never waits for a page.
2. The workers run while the application lives: the engines follow the logs from the first moment on. Following has a
   thread of its own, so that no long publication lets the engines fall behind.
3. A process may follow only, and leave publishing and purging to others (`troth serve --web`). What keys it saw used
   it writes down itself, for nobody else knows, and once more at its end.
"""

from __future__ import annotations

import logging
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

from asgiref.sync import sync_to_async
from django.conf import settings as django_settings
from django.db import connections
from django.urls import get_resolver
from servestatic import ServeStaticASGI

from troth.errors import TrothError
from troth.jobs import Worker
from troth.jobs.chores import carrying_chores, following_chores, noting_chores, retaining_chores, standing_chores
from troth.web import installed
from troth.web.centre.replies import send_reply
from troth.web.desk import desk
from troth.web.fast.dispatch import application as dispatch
from troth.web.pages import Pages
from troth.web.turns import in_turns

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from troth.store.key_uses import KeyUses
    from troth.web.fast.dispatch import Application, Dispatch, Lifespan

_LOG = logging.getLogger("troth.web")
_STATIC_SECONDS = 3600


def living(pages: Pages, *, does_chores: bool) -> Lifespan:
    """The workers, from the start of the server to its end, and the end of the threads that make pages."""

    @asynccontextmanager
    async def live() -> AsyncIterator[None]:
        settings, at = installed.settings(), desk()
        beside = noting_chores(at.uses)
        if does_chores:
            beside += standing_chores(settings, at.store, at.publications)
        workers = [Worker(following_chores(settings, at.following)), Worker(beside)]
        if does_chores:
            workers.append(Worker(carrying_chores(settings, at.store, send_reply)))
            workers.append(Worker(retaining_chores(settings, at.store, send_reply)))
        for worker in workers:
            worker.start()
        threading.Thread(target=_load_pages, name="troth pages", daemon=True).start()
        try:
            yield
        finally:
            for worker in workers:
                await sync_to_async(worker.stop, thread_sensitive=False)()
            await sync_to_async(pages.end, thread_sensitive=False)()
            await sync_to_async(_write_uses, thread_sensitive=False)(at.uses)

    return live


def _write_uses(uses: KeyUses) -> None:
    """Write down which keys were used lately. A database that is away keeps no server from ending."""
    try:
        uses.end()
    except TrothError as error:
        _LOG.warning("the last uses of keys were not written", extra={"problem": error.id})
    finally:
        connections.close_all()


def _load_pages() -> None:
    """Import what the pages need beside the start, so that the first to ask for one does not wait for it."""
    get_resolver().url_patterns  # noqa: B018 -- to look at them is to import them


def with_files(behind: Application) -> Application:
    """The application behind its static files: styles, the script and the mark, read once."""
    files = ServeStaticASGI(
        behind,
        root=django_settings.STATICFILES_DIRS[0],
        prefix=django_settings.STATIC_URL,
        max_age=_STATIC_SECONDS,
        allow_all_origins=False,
        add_headers_function=_seal,
    )
    return cast("Application", files)


def make_application(*, does_chores: bool = True) -> Dispatch:
    """The application of this process; without `does_chores` it leaves the standing chores to others."""
    at_once = max(1, installed.settings().workers)
    pages = Pages(at_once)
    behind = in_turns(cast("Application", pages), at_once, django_settings.BODY_MAX_OCTETS)
    return dispatch(desk(), with_files(behind), lifespan=living(pages, does_chores=does_chores))


def _seal(headers: Any, path: str, url: str) -> None:  # noqa: ARG001 -- servestatic's signature
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
