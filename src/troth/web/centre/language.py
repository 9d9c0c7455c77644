"""In which language does somebody read the pages?

What her browser asks for, until she chooses another: then a cookie keeps her choice, and nothing else, until the
browser is closed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from troth.policy.export.languages import LANGUAGES

if TYPE_CHECKING:
    from django.http import HttpRequest


def language_of(request: HttpRequest) -> str:
    """The language in which a page speaks of a policy: the page's own, as far as policies can be said in it."""
    language = getattr(request, "LANGUAGE_CODE", "").partition("-")[0]
    return language if language in LANGUAGES else "en"


# Without a token, so that pages for everybody set no cookie: all that a forged request could do is change the language.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponseRedirect:
    """Keep the language and go back to the page that was left; only to a page of ours."""
    next_ = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(next_, {request.get_host()}, require_https=request.is_secure()):
        next_ = "/"
    response = HttpResponseRedirect(next_)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return response
