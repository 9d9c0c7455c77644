"""Which addresses does the privacy centre have?

Included at the root of the site.
"""

from __future__ import annotations

from django.urls import path

from troth.web.centre import choosing, language, proving, views

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

urlpatterns = [
    path("language/", language.choose_language, name="language"),
    path("o/<slug:organisation>/", views.home, name="home"),
    path("o/<slug:organisation>/notice/", views.notice, name="notice"),
    path("o/<slug:organisation>/notice/<slug:clause>/", views.clause, name="clause"),
    path("o/<slug:organisation>/versions/", views.versions, name="versions"),
    path("o/<slug:organisation>/versions/difference/", views.difference, name="difference"),
    *CHOICES,
]
