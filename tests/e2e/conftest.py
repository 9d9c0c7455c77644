"""What do tests of pages share? A fresh installation, a server to it, and a real browser.

`CHROMIUM` names the browser where it is not at /usr/bin/chromium.
"""

from __future__ import annotations

import os
import shutil
import threading
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

from e2e.installation import Installation, fresh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture
def installation() -> Iterator[Installation]:
    """An installation in which nothing was done yet."""
    from django.db import connections

    yield fresh()
    connections.close_all()


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class's name
        """Say nothing: the server writes its own log."""


@pytest.fixture
def server(installation: Installation) -> Iterator[str]:
    """The address of a server to the installation: `localhost`, which a browser trusts with passkeys."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application

    application = StaticFilesHandler(get_wsgi_application())
    answering = make_server("127.0.0.1", 0, application, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=answering.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://localhost:{answering.server_port}"
    answering.shutdown()
    thread.join()
    answering.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window; of one module, since its driver runs a loop in the thread of the tests."""
    from playwright.sync_api import sync_playwright

    binary = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if binary is None:
        pytest.skip("there is no Chromium here: install it, or set CHROMIUM to where it is")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=binary, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has been nowhere yet."""
    context = browser.new_context(locale="en-GB")
    yield context.new_page()
    context.close()
