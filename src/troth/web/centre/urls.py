"""Which addresses does the privacy centre have?

Included at the root of the site.
"""

from __future__ import annotations

from django.urls import path

from troth.web.centre import choosing, language, proving, views
from troth.web.centre.requests import begun, following, questions
from troth.web.centre.requests import proving as proving_requests

app_name = "centre"

CHOICES = [
    path("o/<slug:organisation>/choices/", choosing.choices, name="choices"),
    path("o/<slug:organisation>/choices/prove/", proving.prove, name="prove"),
    path("o/<slug:organisation>/choices/prove/<str:token>/", proving.proof, name="proof"),
    path("o/<slug:organisation>/choices/code/", proving.code, name="code"),
    path("o/<slug:organisation>/choices/history/", choosing.history, name="history"),
    path("o/<slug:organisation>/choices/receipts/<str:event>/", choosing.receipt_of, name="receipt"),
    path("o/<slug:organisation>/choices/leave/", choosing.leave, name="leave"),
]

_R = "o/<slug:organisation>/requests/"
REQUESTS = [
    path(_R, begun.requests, name="requests"),
    path(f"{_R}received/", begun.received, name="request_received"),
    path(f"{_R}prove/", proving_requests.prove, name="request_prove"),
    path(f"{_R}prove/<str:token>/", proving_requests.proof, name="request_proof"),
    path(f"{_R}code/", proving_requests.code, name="request_code"),
    path(f"{_R}ask/<slug:kind>/", begun.request_kind, name="request_kind"),
    path(f"{_R}ask/<slug:kind>/<slug:question>/", questions.request_question, name="request_question"),
    path(f"{_R}<slug:case>/", following.request_status, name="request"),
    path(f"{_R}<slug:case>/take-back/", following.take_back, name="request_take_back"),
    path(f"{_R}<slug:case>/package/<slug:token>/", following.package, name="request_package"),
]

urlpatterns = [
    path("language/", language.choose_language, name="language"),
    path("o/<slug:organisation>/", views.home, name="home"),
    path("o/<slug:organisation>/notice/", views.notice, name="notice"),
    path("o/<slug:organisation>/notice/<slug:clause>/", views.clause, name="clause"),
    path("o/<slug:organisation>/versions/", views.versions, name="versions"),
    path("o/<slug:organisation>/versions/difference/", views.difference, name="difference"),
    *CHOICES,
    *REQUESTS,
]
