"""Which paths does Django answer?

The paths of accounts are django-allauth's, under names that it looks up itself (`account_login`, `mfa_index`, ...).
They go before the console, whose first part is an organisation: none is founded under the name of such a path
(`troth.store.organisations.RESERVED`).
"""

from __future__ import annotations

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from troth.web.accounts import invitation, invitation_link
from troth.web.inbox import inbox
from troth.web.start import start

handler400 = "troth.web.problems.bad_request"
handler403 = "troth.web.problems.forbidden"
handler404 = "troth.web.problems.not_found"
handler429 = "troth.web.problems.too_many"
handler500 = "troth.web.problems.broken"

_ACCOUNTS: list[URLPattern | URLResolver] = [
    path("", include("allauth.account.urls")),
    path("factors/", include("allauth.mfa.urls")),
]
_STAFF = {"provider_id": "staff"}
if apps.is_installed("allauth.socialaccount"):
    from troth.web import provider

    _ACCOUNTS += [
        path("provider/", include("allauth.socialaccount.urls")),
        path("oidc/staff/login/", provider.login, _STAFF, name="openid_connect_login"),
        path("oidc/staff/login/callback/", provider.callback, _STAFF, name="openid_connect_callback"),
    ]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", start, name="start"),
    path("inbox/", inbox, name="inbox"),
    path("console/account/", include(_ACCOUNTS)),
    path("console/invitation/", invitation, name="invitation"),
    path("console/invitation/<str:token>/", invitation_link, name="invitation_link"),
    path("console/", include("troth.web.console.urls")),
    path("api/v1/", include("troth.web.api.urls")),
    path("", include("troth.web.centre.urls")),
]
