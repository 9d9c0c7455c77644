"""What is sent back on the fast paths, and with which headers?

Every answer of ours says that it is what it says it is (`nosniff`), that it may load nothing (content security policy),
and, unless it is a public file, that nobody may keep it.
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from troth.web.fast.problems import CONTENT_TYPE

if TYPE_CHECKING:
    from troth.web.fast.problems import Refusal

Headers = list[tuple[bytes, bytes]]

JSON = b"application/json"
SAFE: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
]
NOT_KEPT = (b"cache-control", b"no-store")
_REFUSED = CONTENT_TYPE.encode()


@dataclass(slots=True)
class Reply:
    """One whole answer. `headers` are those beyond content type, length and the safe ones."""

    status: int
    body: bytes
    content_type: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = (NOT_KEPT,)

    def all_headers(self) -> Headers:
        """Every header of the answer."""
        length = (b"content-length", b"%d" % len(self.body))
        return [(b"content-type", self.content_type), length, *SAFE, *self.headers]


def refuse(refusal: Refusal) -> Reply:
    """The answer that says a refusal."""
    headers = tuple((name.encode(), value.encode()) for name, value in refusal.headers())
    return Reply(refusal.status, refusal.body(), _REFUSED, (NOT_KEPT, *headers))


_COMMON = b"".join(b"%b: %b\r\n" % header for header in (*SAFE, NOT_KEPT))
_START_OF_JSON = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n" + _COMMON


def as_http(reply: Reply, more: bytes) -> bytes:
    """The answer as HTTP/1.1; `more` are further header lines, each with its end."""
    if reply.status == HTTPStatus.OK and reply.content_type is JSON:
        return b"%b%bcontent-length: %d\r\n\r\n%b" % (_START_OF_JSON, more, len(reply.body), reply.body)
    lines = b"".join(b"%b: %b\r\n" % header for header in reply.all_headers())
    phrase = HTTPStatus(reply.status).phrase.encode()
    return b"HTTP/1.1 %d %b\r\n%b%b\r\n%b" % (reply.status, phrase, lines, more, reply.body)
