"""Where does the API hang, without costing the process its start?

One pattern takes everything below `/api/v1/`. What answers is loaded by the first request.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase


@csrf_exempt  # a key is never sent by a browser on its own
def door(request: HttpRequest, rest: str) -> HttpResponseBase:
    """The answer to a request for the API."""
    from troth.web.api.routes import answer

    return answer(request, rest)


urlpatterns = [re_path(r"^(?P<rest>(?s:.*))$", door, name="api")]
