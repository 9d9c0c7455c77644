"""What does the demonstration serve, and how does a visitor come in?

A whole installation in a folder: database, key, published logs. It is an installation like any other, but that mail is
not sent: it lies in an inbox page.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from troth.cli.terminal import progress
from troth.clock import SetClock, SystemClock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from troth.cli.demo.fill import Filled
    from troth.cli.source import Source
    from troth.installation import Settings


def prepare_environment(folder: Path) -> None:
    """Let this process be the installation in `folder`, whatever another installation's settings say here."""
    for name in [name for name in os.environ if name.startswith("TROTH_") and name not in ("TROTH_HOST", "TROTH_PORT")]:
        del os.environ[name]
    os.environ |= {"TROTH_DATA": str(folder), "TROTH_DEMO": "true", "TROTH_LOG_LEVEL": "warning"}
    # A `troth.toml` in the working folder may name the database of an installation in earnest.
    folder.mkdir(parents=True, exist_ok=True)
    own = folder / "troth.toml"
    own.touch()
    os.environ["TROTH_FILE"] = str(own)
    if (os.environ.get("TROTH_HOST") or os.environ.get("HOST")) not in (None, "", "127.0.0.1", "localhost", "::1"):
        os.environ["TROTH_ALLOWED_HOSTS"] = "*"  # by whichever name others reach it; nobody's data are in it


def build(sources: Sequence[Source], size: int) -> tuple[list[Filled], str]:
    """Fill the installation that is open; what was put in, and the one-time path of the first administrator."""
    from troth.cli.demo.fill import fill
    from troth.store import people
    from troth.store.opened import open_store
    from troth.web import installed
    from troth.web.desk import desk

    clock = SetClock(SystemClock().now())
    store = open_store(installed.key(), clock)
    with progress("filling the organisations", len(sources) * size * 2) as bar:
        filled = [fill(store, clock, source, size, bar.update) for source in sources]
    token = people.invite(installed.store(), None, people.Role.ADMINISTRATOR, "demonstration")
    for error in desk().publications.publish_new().values():
        raise error
    return filled, f"/console/invitation/{token}/"


def welcome(address: str, filled: Sequence[Filled], link: str) -> str:
    """What the visitor reads once the server accepts."""
    lines = [
        "",
        f"troth runs the policies of {len(filled)} organisations at {address}",
        "",
        *(
            f"  {each.name:<18} {address}/o/{each.organisation}/   {each.subjects:,} subjects, {each.words:,} words"
            for each in filled
        ),
        "",
        f"  console            {address}{link}",
        "                     (this link makes you the administrator; it works once)",
        f"  inbox              {address}/inbox/   mail that would be sent: prove that you are, say, {_somebody()}",
        f"  API                {address}/api/v1/docs",
        "",
        "Stop with Ctrl-C.",
        "",
    ]
    return "\n".join(lines)


def check_published(settings: Settings, filled: Sequence[Filled]) -> tuple[str, bool]:
    """What the verifier says of each published log of the installation, and whether all are intact."""
    from troth.evidence.verify import verify

    lines = ["", "the installation that `troth demo` serves"]
    holds = True
    for each in filled:
        verdict = verify(settings.logs / each.organisation)
        holds = holds and verdict.holds
        lines.append(f"  {each.organisation:<10} {each.subjects:,} subjects, {each.words:,} words; {verdict.text}")
    return "\n".join(lines), holds


def _somebody() -> str:
    return "subject000001@mail.example"
