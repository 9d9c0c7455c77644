"""Which layers does a notice have, and which page do they make, made once for as long as the texts stay the same?

Making layers takes a tenth of a second or two, and a page about as long. Both are functions of a policy and a notice,
and what everybody reads is the same for everybody. Rules:

1. Layers are remembered by policy, notice and language.
2. A page is remembered besides by its address, and only for who brings no session: what a session holds may show.
3. A page that was not changed is not sent again (`ETag`).
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from troth.policy.export.layered import layer
from troth.web.centre.language import language_of
from troth.web.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from troth.notice.model import Notice
    from troth.policy.export.layered import LayeredNotice
    from troth.policy.model import Policy

_layers: Remembered[LayeredNotice] = Remembered(64)
_pages: Remembered[bytes] = Remembered(128)
LONGEST_ADDRESS = 200
"""Characters: longer addresses are searches that nobody repeats."""


def layered(policy: Policy, notice: Notice, language: str) -> LayeredNotice:
    """Both layers of the notice, in a language."""
    return _layers.get(lambda: layer(policy, notice, language), policy, notice, under=(language,))


def answer(
    request: HttpRequest, template: str, policy: Policy, notice: Notice, context: Callable[[], dict[str, object]]
) -> HttpResponseBase:
    """The page that a template makes of a policy and a notice; `context` is asked for where it is not remembered."""

    def render() -> bytes:
        return render_to_string(template, context(), request).encode()

    address = request.get_full_path()
    is_for_all = settings.SESSION_COOKIE_NAME not in request.COOKIES and len(address) <= LONGEST_ADDRESS
    under = (template, address, language_of(request))
    body = _pages.get(render, policy, notice, under=under) if is_for_all else render()
    response = HttpResponse(body)
    response["ETag"] = f'"{sha256(body).hexdigest()[:32]}"'
    patch_cache_control(response, no_cache=True, private=True)
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
