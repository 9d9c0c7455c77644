"""What would have been sent? The inbox of the demonstration: mail lies in a folder, and a page shows it.

There is such a page in the demonstration only; elsewhere the address is a 404.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from troth.web import installed

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_SHOWN = 20
_PHONE = "@sms.invalid"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that lies in the inbox. `link` is the first address in it, where there is one."""

    to: str
    subject: str
    at: datetime
    text: str
    link: str


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The newest messages, the newest first."""
    if not installed.settings().demo:
        raise Http404
    return render(request, "inbox.html", {"letters": letters(installed.settings().data / "mail")})


def letters(folder: Path) -> list[Letter]:
    """The messages in a folder, the newest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    read = (_read(file) for file in files[:_SHOWN])
    return [letter for letter in read if letter is not None]


def _read(file: Path) -> Letter | None:
    """The message in a file; None where it is still being written."""
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    if message["Date"] is None:
        return None
    body = message.get_body(("plain",))
    text = (body.get_content() if body is not None else "").replace("-" * 79, "").strip()
    found = re.search(r"https?://\S+", text)
    return Letter(
        to=str(message["To"]).removesuffix(_PHONE),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(str(message["Date"])),
        text=text,
        link=found.group() if found else "",
    )
