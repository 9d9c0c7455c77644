"""What is an OpenID Connect provider, as far as a sign-in meets one? A server of its own, whose faults are chosen.

It keeps codes and tokens as a real one does: a code is for one client, one address, one challenge, holds for a minute
and once. Its key is made when it starts. `person` is who sits before its pages: there is no password to ask her for.
`fault` is what goes wrong from now on; None is the clean case.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from troth.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Iterator

CLIENT = "troth-at-acme"
SECRET = "a secret of the client: 7 & 8"
CODE_SECONDS = 60


class Fault(StrEnum):
    """What a provider, or somebody between, may do wrong."""

    OTHER_NONCE = "other nonce"
    NO_NONCE = "no nonce"
    OTHER_AUDIENCE = "other audience"
    OTHER_PARTY = "other party"
    OTHER_ISSUER = "other issuer"
    OTHER_KEY = "other key"
    UNKNOWN_KEY = "unknown key"
    UNSIGNED = "unsigned"
    SHARED_SECRET = "signed with the client's secret"
    TOO_OLD = "too old"
    NO_TOKEN = "no ID token"
    OTHER_USER = "userinfo of another"
    CODE_EXPIRED = "code expired"
    OTHER_DISCOVERY = "discovery of another issuer"
    POOR_DISCOVERY = "discovery without a token endpoint"
    DOWN_AT_DISCOVERY = "down at discovery"
    DOWN_AT_TOKEN = "down at the token endpoint"
    DOWN_AT_KEYS = "down at the keys"
    NO_JSON = "keys that are no JSON"
    GONE = "gone"


_OF_ANOTHER = (Fault.OTHER_ISSUER, Fault.OTHER_DISCOVERY)
"""In both the tokens are another issuer's; in the second the discovery document says so too."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who signs in there."""

    subject: str
    address: str
    verified: object = True


@dataclass(slots=True)
class Code:
    """What a code was given for."""

    person: Person
    redirect: str
    nonce: str
    challenge: str
    at: float
    used: bool = False


@dataclass
class Provider:
    """The provider's state."""

    address: str = ""
    person: Person = field(default_factory=lambda: Person("0001", "dana@mail.example"))
    fault: Fault | None = None
    refuses: str = ""
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, Person] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    _key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048), repr=False)
    _other: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048), repr=False)

    def discovery(self) -> tuple[int, object]:
        if self.fault is Fault.DOWN_AT_DISCOVERY:
            return 503, {}
        said = {
            "issuer": "https://login.globex.example" if self.fault is Fault.OTHER_DISCOVERY else self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
        if self.fault is Fault.POOR_DISCOVERY:
            del said["token_endpoint"]
        return 200, said

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser goes back to."""
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert {"openid", "email"} <= set(asked["scope"].split())
        assert asked["code_challenge_method"] == "S256"
        back = {"state": asked["state"]}
        if self.refuses:
            return f"{asked['redirect_uri']}?{urlencode(back | {'error': self.refuses})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = Code(
            self.person, asked["redirect_uri"], asked["nonce"], asked["code_challenge"], time.monotonic()
        )
        if self.fault is Fault.CODE_EXPIRED:
            self.codes[code].at -= CODE_SECONDS + 1
        return f"{asked['redirect_uri']}?{urlencode(back | {'code': code})}"

    def token(self, sent: dict[str, str]) -> tuple[int, object]:
        """A code for tokens (RFC 6749, 4.1.3; RFC 7636, 4.6)."""
        if self.fault is Fault.DOWN_AT_TOKEN:
            return 502, {}
        if (sent.get("client_id"), sent.get("client_secret")) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        code = self.codes.get(sent.get("code", ""))
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            code is None
            or code.used
            or time.monotonic() - code.at > CODE_SECONDS
            or code.redirect != sent.get("redirect_uri")
            or code.challenge != challenge
        ):
            return 400, {"error": "invalid_grant"}
        code.used = True
        token = secrets.token_urlsafe(16)
        self.tokens[token] = code.person
        said = {"access_token": token, "token_type": "Bearer", "expires_in": 60}
        if self.fault is not Fault.NO_TOKEN:
            said["id_token"] = self._id_token(code)
        return 200, said

    def _id_token(self, code: Code) -> str:
        now = int(SystemClock().now().timestamp()) - (3600 if self.fault is Fault.TOO_OLD else 0)
        claims: dict[str, Any] = {
            "iss": "https://login.globex.example" if self.fault in _OF_ANOTHER else self.address,
            "aud": "troth-at-globex" if self.fault is Fault.OTHER_AUDIENCE else CLIENT,
            "sub": code.person.subject,
            "iat": now,
            "exp": now + 300,
            "nonce": "n-of-another" if self.fault is Fault.OTHER_NONCE else code.nonce,
        }
        if self.fault is Fault.NO_NONCE:
            del claims["nonce"]
        if self.fault is Fault.OTHER_PARTY:
            claims |= {"aud": [CLIENT, "troth-at-globex"], "azp": "troth-at-globex"}
        if self.fault is Fault.UNSIGNED:
            return jwt.encode(claims, "", algorithm="none", headers={"kid": "first"})
        if self.fault is Fault.SHARED_SECRET:
            return jwt.encode(claims, SECRET * 2, algorithm="HS256", headers={"kid": "first"})
        key = self._other if self.fault is Fault.OTHER_KEY else self._key
        named = "second" if self.fault is Fault.UNKNOWN_KEY else "first"
        return jwt.encode(claims, key, algorithm="RS256", headers={"kid": named})

    def keys(self) -> tuple[int, object]:
        if self.fault is Fault.DOWN_AT_KEYS:
            return 500, {}
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return 200, {"keys": [public | {"kid": "first", "use": "sig", "alg": "RS256"}]}

    def userinfo(self, authorization: str) -> tuple[int, object]:
        person = self.tokens.get(authorization.removeprefix("Bearer "))
        if person is None:
            return 401, {"error": "invalid_token"}
        subject = "0666" if self.fault is Fault.OTHER_USER else person.subject
        said = {"sub": subject, "email": person.address, "email_verified": person.verified}
        return 200, said | {"preferred_username": "dana-the-first", "given_name": "Dana"}


class _Pages(BaseHTTPRequestHandler):
    provider: Provider

    def do_GET(self) -> None:
        """Discovery, the sign-in page, the keys, and who a token is for."""
        path, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        self.provider.calls.append(path)
        if self.provider.fault is Fault.GONE and path != "/authorize":
            self.close_connection = True
            return
        if path == "/.well-known/openid-configuration":
            self._say(*self.provider.discovery())
        elif path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(query))
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif path == "/keys":
            self._say(*self.provider.keys(), breaks=self.provider.fault is Fault.NO_JSON)
        elif path == "/userinfo":
            self._say(*self.provider.userinfo(self.headers.get("Authorization", "")))
        else:
            self._say(404, {})

    def do_POST(self) -> None:
        """A code for tokens."""
        self.provider.calls.append(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode()
        self._say(*self.provider.token(dict(parse_qsl(body))) if self.path == "/token" else (404, {}))

    def _say(self, status: int, said: object, *, breaks: bool = False) -> None:
        body = b"<p>maintenance</p>" if breaks else json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base class's name
        """Say nothing."""


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers, on a port that was free."""
    provider = Provider()
    pages = type("_OwnPages", (_Pages,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
