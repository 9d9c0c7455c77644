"""What holds for whoever signs in at the staff's OpenID Connect provider? Loaded only where one is set.

The protocol is django-allauth's (authorisation code, state, PKCE). What is ours:

1. An account comes only from an invitation, as for a password. The provider proves who somebody is, and says nothing
   about what she may do here. That it names the address of an account opens none: what opens an account is its
   connection, which its owner makes while she is signed in.
2. The ID token is checked in full, whichever way it came: signed by a key of the provider, for us, by the issuer that
   the settings name, in time, and with the nonce of this very attempt. allauth leaves the signature out where the token
   came straight from the token endpoint, as it may over TLS; a signature costs one request more, and no trust.
3. Whoever the token names is whom the userinfo endpoint speaks of.
4. Somebody is known by issuer and subject together: another provider that takes this one's place is given no accounts.
5. What fails ends on a page that says whether to wait or to begin again, with nobody signed in. The log gets the id of
   the problem, and nothing that the provider sent.

LAW: OpenID Connect Core 1.0, sections 3.1.3.7 (ID token), 5.3.2 (userinfo), 5.7 (issuer and subject); Discovery 1.0,
section 4.3 (the issuer of the document is the one asked).
"""

from __future__ import annotations

import base64
import hashlib
import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from requests import HTTPError, RequestException

from troth.web.accounts import invitation_of, join
from troth.web.problems import Refusal, refused

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from requests import Response, Session

_LOG = logging.getLogger("troth.web.provider")
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Signatures by a key that only the provider has; a token that says `none`, or names a shared secret, is refused."""
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
_LEEWAY = 60
"""Seconds by which the provider's clock may differ from ours."""
AWAY = Refusal(
    503,
    "people.provider-away",
    "The sign-in provider does not answer",
    "the provider at which you sign in cannot be reached, or fails",
    "try again in a few minutes, or sign in another way; whoever runs this server checks `oidc_issuer` if it goes on",
)
REFUSED = Refusal(
    401,
    "people.provider-refused",
    "Signing in failed",
    "what the provider said cannot be used: it is too old, was used already, or is not meant for this sign-in",
    "begin again at the sign-in page, or sign in another way; nothing was changed",
)


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

    def get_requests_session(self) -> Session:
        """What asks the provider, with a limit of time. An answer that says that it fails is an error at once."""
        session: Session = super().get_requests_session()
        session.hooks["response"].append(_refuse_failing)
        return session

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002 -- allauth's signature
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,  # noqa: ARG002 -- allauth's signature
    ) -> None:
        """Say what failed, unless she herself stopped it (rule 5)."""
        if error == AuthError.CANCELLED:
            return
        refusal = AWAY if _is_away(exception) else REFUSED
        kind = type(exception).__name__ if exception is not None else "none"
        _LOG.warning("sign-in at the provider failed", extra={"problem": refusal.id, "kind": kind})
        raise ImmediateHttpResponse(refused(request, refusal))


class StaffProtocol(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]  # django-allauth comes without types
    """The protocol with the provider of the settings, for one attempt."""

    _verifier: str | None = None
    _document: dict[str, Any] | None = None

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says about itself, once it is known to be the one of the settings."""
        if self._document is None:
            provider = self.get_provider()
            document = _read(provider.server_url)
            if not all(isinstance(document.get(each), str) for each in _NEEDED):
                raise OAuth2Error("the discovery document lacks what is needed")
            if document["issuer"].rstrip("/") != provider.server_url.partition("/.well-known/")[0].rstrip("/"):
                raise OAuth2Error("the discovery document is another issuer's")
            self._document = document
        return self._document

    def get_access_token_data(
        self, request: HttpRequest, app: Any, client: Any, pkce_code_verifier: str | None = None
    ) -> Any:
        """What the token endpoint gives for the code of this attempt."""
        self._verifier = pkce_code_verifier
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who signed in, by rules 2 and 3."""
        claims = self._claims(app, kwargs["response"].get("id_token"))
        said = {"id_token": claims}
        if "userinfo_endpoint" in self.openid_config:
            userinfo = self._fetch_user_info(token.token)
            if not isinstance(userinfo, dict) or userinfo.get("sub") != claims["sub"]:
                raise OAuth2Error("the userinfo is about somebody else")
            said["userinfo"] = userinfo
        return self.get_provider().sociallogin_from_response(request, said)

    def _claims(self, app: Any, id_token: object) -> dict[str, Any]:
        if not isinstance(id_token, str) or self._verifier is None:
            raise OAuth2Error("there is no ID token, or no attempt that it could belong to")
        keys = _read(self.openid_config["jwks_uri"])
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                _key_of(id_token, jwt.PyJWKSet.from_dict(keys).keys).key,
                algorithms=_ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=_LEEWAY,
                options={"require": ["iss", "sub", "aud", "exp", "iat", "nonce"]},
            )
        except (jwt.PyJWTError, ValueError, TypeError) as error:  # a key of the wrong kind is a TypeError
            raise OAuth2Error("the ID token does not hold") from error
        if claims["nonce"] != nonce_of(self._verifier):
            raise OAuth2Error("the ID token belongs to another attempt")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the ID token was made for another party")
        return claims


class StaffProvider(OpenIDConnectProvider):  # type: ignore[misc]  # django-allauth comes without types
    """The provider of the settings."""

    oauth2_adapter_class = StaffProtocol

    def get_pkce_params(self) -> dict[str, str]:
        """What goes to the provider beside the state: the challenge and the nonce, both of one secret of the session.

        The nonce stands here because nothing that a link adds to the address (`auth_params`) is put after it.
        """
        made: dict[str, str] = super().get_pkce_params()
        return made | {"nonce": nonce_of(made["code_verifier"])}

    def redirect(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The way to the provider, or the page that says why there is none."""
        try:
            answer: HttpResponse = super().redirect(request, *args, **kwargs)
        except (RequestException, OAuth2Error) as error:
            answer = render_authentication_error(request, self, exception=error)
        return answer

    def extract_uid(self, data: dict[str, Any]) -> str:
        """By what an account knows somebody at the provider (rule 4)."""
        claims = data["id_token"]
        return hashlib.sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept beside the account: the address, by which its owner knows the connection again."""
        return {"userinfo": {"email": str(_described(data).get("email", ""))}}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        """What a new account is made of. Its name inside says nothing, so that no name is taken over."""
        return {"email": _described(data).get("email")}

    def extract_email_addresses(self, data: dict[str, Any]) -> Any:
        """Her address; proved only where the provider says so in so many words, for some write the text `false`."""
        found = super().extract_email_addresses(data)
        for each in found:
            each.verified = each.verified is True
        return found


def nonce_of(verifier: str) -> str:
    """The nonce of the attempt that has this PKCE verifier, of which it tells nothing."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"nonce {verifier}".encode()).digest()).decode().rstrip("=")


def _read(address: str) -> dict[str, Any]:
    """The JSON object at an address of the provider's."""
    with get_adapter().get_requests_session() as session:
        answer = session.get(address)
        answer.raise_for_status()
        found = answer.json()
    if not isinstance(found, dict):
        raise OAuth2Error("the provider answers with something else than was asked for")
    return found


def _key_of(id_token: str, keys: list[jwt.PyJWK]) -> jwt.PyJWK:
    """The key that a token names; the only one where it names none."""
    named = jwt.get_unverified_header(id_token).get("kid")
    found = [each for each in keys if each.public_key_use in (None, "sig") and named in (None, each.key_id)]
    if len(found) != 1:
        raise OAuth2Error("the ID token names no key of the provider")
    return found[0]


def _described(data: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = data.get("userinfo") or data["id_token"]
    return found


def login(request: HttpRequest, provider_id: str) -> Any:
    """The way to the provider."""
    return OAuth2LoginView.adapter_view(StaffProtocol(request, provider_id))(request)


def callback(request: HttpRequest, provider_id: str) -> Any:
    """The way back from the provider."""
    return OAuth2CallbackView.adapter_view(StaffProtocol(request, provider_id))(request)


def _refuse_failing(answer: Response, **_: object) -> None:
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        answer.raise_for_status()


def _is_away(exception: Exception | None) -> bool:
    if isinstance(exception, HTTPError) and exception.response is not None:
        return exception.response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return isinstance(exception, RequestException)
