"""How does a view of the console answer?

A page within the frame; a redirect after something was done; or the same page again with what was wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from troth.web.console.views import frame

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponseBase

    from troth.errors import WrongUse
    from troth.web.access import Viewer

_MISSING = frozenset(
    {
        "policy.no-such-version",
        "review.no-such-proposal",
        "store.no-such-organisation",
        "store.no-such-subject",
    }
)


def show(
    request: HttpRequest, viewer: Viewer, section: str, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of a section, in the console's frame."""
    return render(request, f"console/{template}.html", frame(request, viewer, section) | context, status=status)


def done(request: HttpRequest, viewer: Viewer, text: str, name: str, **parameters: str | int) -> HttpResponseBase:
    """Say what was done, on the page that shows it."""
    messages.success(request, text)
    return redirect(reverse(f"console:{name}", kwargs={"organisation": viewer.organisation, **parameters}))


def not_done(
    request: HttpRequest, viewer: Viewer, error: WrongUse, name: str, **parameters: str | int
) -> HttpResponseBase:
    """Say why nothing was done, and what to do, on the page where it can be done."""
    messages.error(request, f"{_sentence(error.text)} {_sentence(error.help)}")
    return redirect(reverse(f"console:{name}", kwargs={"organisation": viewer.organisation, **parameters}))


def or_missing(error: WrongUse) -> Exception:
    """What to raise for a thing that is not there: the same page as for one that never was."""
    return Http404() if error.id in _MISSING else error


def file(name: str, data: bytes, kind: str) -> HttpResponse:
    """A file to keep. It is never shown as a page of ours, whatever stands in it."""
    answer = HttpResponse(data, content_type=kind)
    answer.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
