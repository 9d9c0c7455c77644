"""Django without any middleware, on gunicorn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse, JsonResponse
from django.urls import path

from bench.peers.web import work

if TYPE_CHECKING:
    from django.http import HttpRequest


def decide(request: HttpRequest) -> HttpResponse:
    if not work.is_known(request.headers.get("Authorization")):
        return HttpResponse(status=401)
    return JsonResponse(work.decide_plain(json.loads(request.body)))


def decisions(request: HttpRequest) -> HttpResponse:
    if not work.is_known(request.headers.get("Authorization")):
        return HttpResponse(status=401)
    return JsonResponse({"answers": [work.decide_plain(each) for each in json.loads(request.body)["questions"]]})


urlpatterns = [path("api/v1/decide", decide), path("api/v1/decisions", decisions)]

if __name__ == "__main__":
    settings.configure(ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, SECRET_KEY=work.TOKEN, MIDDLEWARE=[])
    django.setup()
    work.serve_wsgi(get_wsgi_application())
