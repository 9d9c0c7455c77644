"""Which files of an evidence log does anybody get, and how?

`GET /api/v1/organisations/<organisation>/log/<file>`: the checkpoint, the history of checkpoints, the public key, and
the tiles (C2SP tlog-tiles). Rules:

1. A path is one of the forms that a log publishes, letter by letter; no escapes, no dots. Everything else below the
   prefix is 404, so that what lies beside the published files (`private`) has no path at all.
2. INVARIANT: a file is served only where it really lies in the log's folder: a link that leads out of it, or into
   `private`, is 404.
3. A full tile never changes and may be kept for ever; a partial one may go, and a checkpoint is asked for each time.

What it leaves out: writing them, and proofs.
"""

from __future__ import annotations

import asyncio
import os
import re
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

from troth.web.fast.problems import NOT_FOUND, wrong_method
from troth.web.fast.reply import SAFE, Reply, refuse
from troth.words import OrganisationId

if TYPE_CHECKING:
    from pathlib import Path

    from troth.web.fast.desk import Desk
    from troth.web.fast.reply import Headers

PREFIX = "/api/v1/organisations/"
_PATH = re.compile(
    r"/api/v1/organisations/(?P<organisation>[a-z0-9][a-z0-9_-]{0,63})/log/(?P<file>"
    r"(?P<text>checkpoint|checkpoints|public-key)"
    r"|tile/(?:entries|[0-9]|[1-5][0-9]|6[0-3])/(?:x[0-9]{3}/){0,6}[0-9]{3}"
    r"(?P<partial>\.p/(?:[1-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]))?)",
    re.ASCII,
)
_BELOW = re.compile(r"/api/v1/organisations/[^/]*/log(?:/|$)")
_TEXT = b"text/plain; charset=utf-8"
_TILE = b"application/octet-stream"
_FOR_EVER = b"public, max-age=31536000, immutable"
_A_DAY = b"public, max-age=86400"
_ASK = b"no-cache"
_CHUNK = 262_144


@dataclass(frozen=True, slots=True)
class Wanted:
    """A published file: whose, which, and how it may be kept."""

    organisation: OrganisationId
    file: str
    content_type: bytes
    keep: bytes


@dataclass(slots=True)
class Opened:
    """A file that is open for reading, its size when it was opened, and its tag; whoever has it closes it."""

    descriptor: int
    size: int
    tag: bytes


def is_below(path: str) -> bool:
    """Whether the path lies where log files lie; then nobody else answers it."""
    return path.startswith(PREFIX) and _BELOW.match(path) is not None


def wanted(path: str) -> Wanted | None:
    """The file that a path names, in the path's undecoded form; None where it names none."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    text = match["text"] is not None
    keep = _ASK if text else (_A_DAY if match["partial"] else _FOR_EVER)
    return Wanted(OrganisationId(match["organisation"]), match["file"], _TEXT if text else _TILE, keep)


def open_below(folder: Path, file: str) -> Opened | None:
    """The file below the folder, opened; None where there is none, or where it lies elsewhere (rule 2)."""
    try:
        root = folder.resolve(strict=True)
        real = (root / file).resolve(strict=True)
        if real != root / file:  # INVARIANT: no link on the way
            return None
        descriptor = os.open(real, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        os.close(descriptor)
        return None
    return Opened(descriptor, about.st_size, b'"%x-%x"' % (about.st_size, about.st_mtime_ns))


class LogFiles:
    """Answers requests for a log's published files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def answer(self, method: str, path: str, match: bytes | None) -> Reply | tuple[int, Headers, Opened]:
        """A whole answer, or status, headers and the file to send; `match` is the header `If-None-Match`."""
        if method not in ("GET", "HEAD"):
            return refuse(wrong_method("GET, HEAD"))
        asked = wanted(path)
        folder = None if asked is None else self._desk.log_folder(asked.organisation)
        if asked is None or folder is None:
            return refuse(NOT_FOUND)
        opened = await asyncio.to_thread(open_below, folder, asked.file)
        if opened is None:
            return refuse(NOT_FOUND)
        headers = [(b"etag", opened.tag), (b"cache-control", asked.keep), (b"access-control-allow-origin", b"*"), *SAFE]
        if match is not None and (match.strip() == b"*" or opened.tag in match.replace(b"W/", b"").split(b", ")):
            os.close(opened.descriptor)
            return 304, headers, Opened(-1, 0, opened.tag)
        length = (b"content-length", b"%d" % opened.size)
        return 200, [(b"content-type", asked.content_type), length, *headers], opened


async def chunks(opened: Opened) -> bytes:
    """The next part of an open file; empty at its end."""
    return await asyncio.to_thread(os.read, opened.descriptor, _CHUNK)
