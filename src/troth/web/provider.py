"""What holds for whoever signs in at the staff's OpenID Connect provider? Loaded only where one is set.

The same as for a password: an account comes only from an invitation. The provider proves who somebody is, and says
nothing about what she may do here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter

from troth.web.accounts import invitation_of, join

if TYPE_CHECKING:
    from django.http import HttpRequest


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # django-allauth comes without types
    """What django-allauth asks us about sign-in at a provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 -- allauth's signature
        """Only to whoever holds an open invitation."""
        return invitation_of(request) is not None

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> Any:
        """The account, with the role it was invited to."""
        user = super().save_user(request, sociallogin, form)
        join(request, user)
        return user
