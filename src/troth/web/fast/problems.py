"""How does the API say that a request was refused?

As `application/problem+json` (RFC 9457), here and in everything that Django answers. Rules:

1. `type` is `about:blank`, so `title` is the status's own phrase (RFC 9457 4.2.1). What tells problems apart is our
   `id`, the same that a command would show, and `help` is the next step.
2. `detail` is one sentence of ours. It never repeats what was sent: that may be anybody's address.

What it leaves out: which exception of Django becomes which problem (the API's own handlers).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec

from troth.errors import OutsideWorldFailed, ProblemsFound

if TYPE_CHECKING:
    from troth.errors import Problem, TrothError

CONTENT_TYPE = "application/problem+json"

_KINDS_OF_VALUE = re.compile(r"Expected `[a-z0-9 |<>=.,-]+`(?:, got `[a-z0-9 |<>=.,-]+`)?")
_MISSING_FIELD = re.compile(r"Object missing required field `[a-z_]+`")
_PLACE = re.compile(r" - at `(\$[a-z_.\[\]0-9]*)`$")


class Written(msgspec.Struct, frozen=True):
    """The members of the object, in the order in which they are read."""

    type: str
    title: str
    status: int
    detail: str
    id: str
    help: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that is refused: the status, our id, one sentence, and the next step.

    `retry_after` in whole seconds is said in a header; `challenge` asks for a key (401, RFC 6750 3); `allow` names the
    methods that a path has (405).
    """

    status: int
    id: str
    detail: str
    help: str
    retry_after: int | None = None
    allow: str = ""

    @property
    def written(self) -> Written:
        """The object as it is sent."""
        return Written("about:blank", HTTPStatus(self.status).phrase, self.status, self.detail, self.id, self.help)

    def body(self) -> bytes:
        """The JSON text, in UTF-8."""
        return msgspec.json.encode(self.written)

    def headers(self) -> list[tuple[str, str]]:
        """The headers that belong to this refusal, besides the content type."""
        found = []
        if self.retry_after is not None:
            found.append(("retry-after", str(self.retry_after)))
        if self.status == HTTPStatus.UNAUTHORIZED:
            found.append(("www-authenticate", 'Bearer realm="troth"'))
        if self.allow:
            found.append(("allow", self.allow))
        return found


def refusal_of(error: TrothError, status: int | None = None) -> Refusal:
    """The refusal that says a deliberate error: 503 where the outside world failed, 422 where the caller did."""
    if status is None:
        status = HTTPStatus.SERVICE_UNAVAILABLE if isinstance(error, OutsideWorldFailed) else HTTPStatus.BAD_REQUEST
        if isinstance(error, ProblemsFound):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
    return Refusal(int(status), error.id, error.text, error.help)


def refusal_of_problem(problem: Problem, status: int = HTTPStatus.UNPROCESSABLE_ENTITY) -> Refusal:
    """The refusal that says one problem of what was sent."""
    return Refusal(int(status), problem.id, problem.text, problem.help)


def malformed(error: Exception) -> Refusal:
    """The refusal of a body that msgspec could not read; of the error's text only what is ours is repeated."""
    said = str(error)
    place = _PLACE.search(said)
    where = f"at `{place[1]}`: " if place else ""
    what = _KINDS_OF_VALUE.match(said) or _MISSING_FIELD.match(said)
    if what is not None:
        sentence = what[0][0].lower() + what[0][1:]
    elif not isinstance(error, msgspec.ValidationError):
        sentence = "this is not JSON in UTF-8"
    elif said.startswith("Object contains unknown field"):
        sentence = "there is a field that nobody knows"
    else:
        sentence = "there is a value that cannot be"
    return Refusal(
        HTTPStatus.BAD_REQUEST,
        "api.malformed",
        f"the body could not be read; {where}{sentence}",
        "compare it with the API's description at `/api/v1/openapi.json`; nothing was done",
    )


def place_in(error: msgspec.ValidationError) -> tuple[str, ...]:
    """The names of the fields within which msgspec found what it says; those of ours, and none of the caller's."""
    place = _PLACE.search(str(error))
    return tuple(re.findall(r"[a-z_]+", place[1])) if place else ()


NO_KEY = Refusal(
    401,
    "api.no-key",
    "the request carries no key",
    "send `Authorization: Bearer troth_...`; an administrator makes keys in the console",
)
UNKNOWN_KEY = Refusal(
    401,
    "api.unknown-key",
    "the key is unknown, expired or revoked",
    "check that it was copied whole, or ask an administrator for a new one",
)
NOT_FOUND = Refusal(404, "api.no-such-path", "there is nothing at this path", "see `/api/v1/openapi.json`")
NOT_LOADED = Refusal(
    503,
    "api.not-ready",
    "the organisation's policy is not loaded yet",
    "try again in a second; `/ready` says what is missing",
    retry_after=1,
)
NOT_JSON = Refusal(
    415, "api.not-json", "the body is not declared as JSON", "send the header `Content-Type: application/json`"
)
SHARED = Refusal(
    409,
    "api.shared-identifier",
    "the identifier belongs to more than one subject, so it identifies nobody",
    "ask about a subject, or with another identifier",
)


def out_of_scope(scope: str) -> Refusal:
    """The refusal of a key that may do other things only."""
    return Refusal(403, "api.out-of-scope", f"the key has no scope `{scope}`", "use a key that has it")


def too_often(seconds: int) -> Refusal:
    """The refusal of a request beyond the key's rate; `seconds` until the next may come."""
    return Refusal(
        429, "api.too-often", "the key's rate is used up", f"wait {seconds} s, or ask for a higher rate", seconds
    )


def too_large(limit: int) -> Refusal:
    """The refusal of a body of more than `limit` bytes."""
    return Refusal(
        413, "api.too-large", f"the body is larger than {limit:,} bytes", "ask less at once; nothing was done"
    )


def wrong_method(allowed: str) -> Refusal:
    """The refusal of a method that the path does not have."""
    return Refusal(405, "api.wrong-method", "the path has no such method", f"use {allowed}", allow=allowed)
