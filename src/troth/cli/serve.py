"""`troth serve`: how does the policy run where people and programs can reach it?"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from troth.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from troth.installation import Settings


@click.command("serve")
@click.option("--host", help="Address to listen on; `TROTH_HOST` where it is left out.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on, 0 for a free one; else `TROTH_PORT`.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data; else `TROTH_DATA`.")
@click.option("--web", "part", flag_value="web", help="Answer pages and programs, and leave the chores to others.")
@click.option(
    "--worker", "part", flag_value="worker", help="Do the chores only: publish the logs, forget what expired."
)
@click.option("--migrate/--no-migrate", default=True, show_default=True, help="Bring the database's tables up to date.")
@click.pass_context
def command(
    ctx: click.Context, host: str | None, port: int | None, data: Path | None, part: str | None, *, migrate: bool
) -> None:
    """Serve the privacy centre, the console and the API.

    One process does everything, on a database in one file. With PostgreSQL any number of processes serve one
    installation; then `--web` and `--worker` take the two parts apart.

    \b
    troth serve
    troth serve --host 0.0.0.0 --port 8080 --data /var/lib/troth
    TROTH_DATABASE=postgresql://troth@db/troth troth serve --web
    """
    for name, value in (("HOST", host), ("PORT", port), ("DATA", data)):
        if value is not None:
            os.environ[f"TROTH_{name}"] = str(value)
    from troth.web.opening import open_installation

    settings = open_installation(migrate=migrate)
    if part == "worker":
        work(settings)
    else:
        listen(settings, say_address, does_chores=part != "web")
    ctx.exit(ExitCode.HOLDS)


def listen(settings: Settings, started: Callable[[str], None], *, does_chores: bool = True) -> None:
    """Serve until the process is told to end; `started` is given the address once it accepts."""
    from troth.web.asgi import make_application
    from troth.web.server import Serving, serve

    serve(make_application(does_chores=does_chores), Serving(host=settings.host, port=settings.port), started)


def work(settings: Settings) -> None:
    """Do the chores until the process is told to end."""
    from troth.jobs import Worker
    from troth.jobs.chores import carrying_chores, retaining_chores, standing_chores
    from troth.web.centre.replies import send_reply
    from troth.web.desk import desk

    ending = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: ending.set())
    store = desk().store
    workers = [
        Worker(standing_chores(settings, store, desk().publications)),
        Worker(carrying_chores(settings, store, send_reply)),
        Worker(retaining_chores(settings, store, send_reply)),
    ]
    for worker in workers:
        worker.start()
    click.echo("doing the chores; stop with Ctrl-C", err=True)
    ending.wait()
    for worker in workers:
        worker.stop()


def say_address(address: str) -> None:
    """Tell where the server is, once it accepts."""
    click.echo(f"serving at {address}; stop with Ctrl-C", err=True)
