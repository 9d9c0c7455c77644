"""How is the installation opened that the environment names?

1. Settings first, then the key, then the tables: what is wrong with one is said before the next is touched.
2. The tables are brought to the form of this version, unless that is forbidden.
3. The port is known before anything is served, for the address stands in links.
"""

from __future__ import annotations

import importlib.util
import os
from typing import TYPE_CHECKING

from troth.errors import OutsideWorldFailed, WrongUse

if TYPE_CHECKING:
    from troth.installation import Settings

SETTINGS_MODULE = "troth.web.settings"
_NEEDED = ("django", "allauth", "csp", "ninja", "servestatic", "uvicorn", "httptools", "cryptography")


def set_up() -> None:
    """Set Django up with the installation's settings; nothing is opened yet.

    Raises:
        WrongUse: `cli.no-server`, where the server's packages are not installed.
    """
    if not all(map(importlib.util.find_spec, _NEEDED)):
        raise WrongUse(
            "the server's packages are not installed",
            id="cli.no-server",
            help="run `pip install 'troth[server]'`",
        )
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS_MODULE)
    django.setup()


def open_installation(*, migrate: bool = True) -> Settings:
    """Open the installation that the environment names, with its tables up to date; its settings."""
    if importlib.util.find_spec("django") is None:
        set_up()  # says what is missing
    from troth.web import installed

    settings = installed.settings()
    if not settings.port:
        # The address stands in links before the server listens, so the port is chosen first.
        os.environ["TROTH_PORT"] = str(free_port(settings.host))
        installed.settings.cache_clear()
        settings = installed.settings()
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutsideWorldFailed(
            "the folder of the data cannot be made",
            id="installation.no-data-folder",
            help="check `TROTH_DATA` or `--data`, and the rights of the folder above it",
        ) from error
    installed.key()
    set_up()
    from troth.store import opened

    if not opened.is_migrated():
        if not migrate:
            raise WrongUse(
                "the database's tables are not those of this version",
                id="store.not-migrated",
                help="run `troth serve` without `--no-migrate` once, after a backup",
            )
        opened.migrate()
    installed.store()
    return settings


def free_port(host: str) -> int:
    """A port that is free now."""
    from troth.web.server import bind

    with bind(host, 0) as listening:
        port: int = listening.getsockname()[1]
    return port
