"""What does the page at an address say?

1. Only `http` and `https`; no name or password in the address; no cookie is sent or kept.
2. At most five redirects, none from `https` to `http`; every address on the way is held to rule 1.
3. One deadline for all of it: looking up, connecting, each redirect, the answer's head and its body. A watch closes
   the connection when it passes, so that a server that sends a byte now and then holds nobody up.
4. The answer is a page, a text or a PDF. No more of it is read, or unpacked, than a notice may be large.
5. The answer's encoding is believed as `troth.notice.text` says (its rule 7).
6. The notice is named by the address it came from in the end, without whatever might be a secret in its query.

The standard library does the talking, proxies of the environment included: nothing is installed for it.

What it leaves out: scripts, which a page may need to show its text, and what the site allows to be fetched: one page
is read, because somebody named it. Whoever lets others name addresses has to keep them from inside addresses.
"""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from typing import IO, TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit
from urllib.request import (
    AbstractHTTPHandler,
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPRedirectHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from troth.errors import OutsideWorldFailed, TrothError, WrongUse
from troth.notice.lexicon import word_set
from troth.notice.read import notice_of
from troth.notice.text import Format, largest_of, load_octets, too_large

if TYPE_CHECKING:
    from troth.notice.model import Notice

MOST_REDIRECTS = 5
_FORMATS = {
    "text/html": Format.HTML,
    "application/xhtml+xml": Format.HTML,
    "text/markdown": Format.MARKDOWN,
    "text/x-markdown": Format.MARKDOWN,
}
_TYPES = _FORMATS.keys() | {"", "text/plain", "application/pdf", "application/x-pdf", "application/octet-stream"}
_HARMLESS = word_set("page p id lang language locale hl country region section doc version v")
_LONGEST_VALUE = 20
_LONGEST_ADDRESS = 2_000
_CHUNK = 65_536
_AGENT = "troth (reads one published notice)"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a fetch may take in seconds, and how long a server may keep silent."""

    seconds: float = 30.0
    silence: float = 10.0


def is_address(text: str) -> bool:
    """Whether a text names a page on the web, rather than a file."""
    return text[:8].casefold().startswith(("http://", "https://"))


def fetch_notice(address: str, *, limits: Limits = Limits()) -> Notice:
    """Fetch a page and read it.

    Raises:
        WrongUse: `notice.bad-address`, `notice.address-credentials`, `notice.address-type`, `notice.too-large`, and
            what `read_notice` raises.
        OutsideWorldFailed: `notice.address-unreachable`, `notice.address-refused`, `notice.address-timeout`,
            `notice.address-redirects`, `notice.broken-answer`.
    """
    parts = _checked(address)
    shown = shown_address(address)
    watch = _Watch(limits.seconds)
    opener = _opener(watch)
    request = Request(_sent(parts), headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": _accepted()})  # noqa: S310 -- http and https only
    try:
        with watch, opener.open(request, timeout=limits.silence) as answer:
            shown = shown_address(answer.url)
            type_ = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
            if type_ not in _TYPES:
                raise _wrong_type(shown, type_)
            data = _body(answer, shown, watch)
            charset = answer.headers.get_content_charset("")
    except TrothError:
        raise
    except HTTPError as error:
        error.close()
        raise _refused(shown, error) from None
    except (OSError, HTTPException, zlib.error) as error:
        raise _failed(shown, error, watch) from None
    return notice_of(load_octets(data, name=shown, format=_FORMATS.get(type_), charset=charset))


def shown_address(address: str) -> str:
    """The address as it may be shown: no credentials, no fragment, and of the query only what names a page."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    kept = [
        (key, value)
        for key, value in parse_qsl(parts.query[:_LONGEST_ADDRESS], max_num_fields=100)
        if key.casefold() in _HARMLESS and len(value) <= _LONGEST_VALUE
    ]
    return urlunsplit(
        (parts.scheme, f"[{host}]{port}" if ":" in host else host + port, parts.path, urlencode(kept), "")
    )


def _checked(address: str) -> SplitResult:
    """The parts of an address that may be fetched (rule 1)."""
    help_ = "give the address of the notice's page, as `https://shop.example/privacy`"
    try:
        parts = urlsplit(address.strip())
        is_sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_sound = False
    if not is_sound or len(address) > _LONGEST_ADDRESS or any(sign.isspace() for sign in address.strip()):
        raise WrongUse("that is no address of a page on the web", id="notice.bad-address", help=help_)
    if parts.username is not None or parts.password is not None:
        raise WrongUse(
            "the address carries a name or a password",
            id="notice.address-credentials",
            help="leave out what stands before the `@`; a published notice opens without it, or save the page",
        )
    return parts


def _sent(parts: SplitResult) -> str:
    """The address in the letters that HTTP knows, without its fragment."""
    host = (
        (parts.hostname or "").encode("idna").decode("ascii")
        if ":" not in (parts.hostname or "")
        else f"[{parts.hostname}]"
    )
    port = f":{parts.port}" if parts.port else ""
    path, query = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return urlunsplit((parts.scheme, host + port, path, query, ""))


def _accepted() -> str:
    return "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf, */*;q=0.1"


class _Watch:
    """Closes every connection it was shown once the time is up."""

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self.sockets: list[socket.socket] = []
        self.timer = threading.Timer(seconds, self._close)
        self.timer.daemon = True

    def __enter__(self) -> None:
        self.timer.start()

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()

    def watch(self, connected: socket.socket) -> None:
        self.sockets.append(connected)
        if self.is_over:
            self._close()

    def _close(self) -> None:
        self.is_over = True
        for each in self.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


class _Handler(AbstractHTTPHandler):
    """Connections over HTTP and HTTPS that a watch knows of."""

    def __init__(self, watch: _Watch) -> None:
        super().__init__()
        self.watch = watch

    def http_open(self, request: Request) -> HTTPResponse:
        return self.do_open(self._plain, request)

    def https_open(self, request: Request) -> HTTPResponse:
        return self.do_open(self._secure, request)

    http_request = https_request = AbstractHTTPHandler.do_request_

    def _plain(self, host: str, **options: Any) -> HTTPConnection:
        return self._watched(HTTPConnection(host, **options))

    def _secure(self, host: str, **options: Any) -> HTTPConnection:
        return self._watched(HTTPSConnection(host, context=ssl.create_default_context(), **options))

    def _watched(self, connection: HTTPConnection) -> HTTPConnection:
        connect = connection.connect

        def watched() -> None:
            connect()
            self.watch.watch(connection.sock)

        connection.connect = watched  # type: ignore[method-assign]
        return connection


class _Redirects(HTTPRedirectHandler):
    """Follows redirects that rule 2 allows."""

    max_redirections = MOST_REDIRECTS
    max_repeats = 1

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        try:
            parts = _checked(newurl)
        except WrongUse:
            fp.close()
            raise
        if req.type == "https" and parts.scheme == "http":
            fp.close()
            raise OutsideWorldFailed(
                f"`{shown_address(req.full_url)}` redirects to an address without encryption",
                id="notice.address-redirects",
                help="open it in a browser, and give the address of the page you see there, or save the page",
            )
        return super().redirect_request(req, fp, code, msg, headers, _sent(parts))


def _opener(watch: _Watch) -> OpenerDirector:
    """What opens addresses of the web, and no others."""
    opener = OpenerDirector()
    for handler in (ProxyHandler(), _Handler(watch), _Redirects(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)
    return opener


def _body(answer: HTTPResponse, shown: str, watch: _Watch) -> bytes:
    """The answer's content, unpacked, up to the size that a notice may have."""
    packed = answer.headers.get("Content-Encoding", "").strip().casefold()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise _broken(shown, f"it is packed as `{packed[:20]}`, which was not asked for")
    unpack = zlib.decompressobj(wbits=47 if "gzip" in packed else 15) if packed not in ("", "identity") else None
    data = b""
    pieces: list[bytes] = []
    size = 0
    while raw := answer.read1(_CHUNK):
        while raw:
            piece = unpack.decompress(raw, _CHUNK) if unpack else raw
            raw = unpack.unconsumed_tail if unpack else b""
            pieces.append(piece)
            size += len(piece)
            data = data or piece
            if size > largest_of(data):
                raise too_large(shown, size, "bytes and more", largest_of(data))
        if watch.is_over:
            raise TimeoutError
    if watch.is_over:
        raise TimeoutError
    if (answer.length or 0) > 0 or (unpack is not None and not unpack.eof):
        raise _broken(shown, "it ends before it is complete")
    return b"".join(pieces)


def _wrong_type(shown: str, type_: str) -> WrongUse:
    return WrongUse(
        f"`{shown}` is no page, text or PDF: it is `{type_[:60]}`",
        id="notice.address-type",
        help="give the address of the page that holds the notice",
    )


def _broken(shown: str, why: str) -> OutsideWorldFailed:
    return OutsideWorldFailed(
        f"the answer of `{shown}` is broken: {why}",
        id="notice.broken-answer",
        help="try again later, or save the page from a browser and give the file",
    )


def _refused(shown: str, error: HTTPError) -> OutsideWorldFailed:
    if 300 <= error.code < 400:  # noqa: PLR2004 -- redirects (RFC 9110, 15.4)
        return OutsideWorldFailed(
            f"`{shown}` redirects in a circle, more than {MOST_REDIRECTS} times, or to what is no page",
            id="notice.address-redirects",
            help="open it in a browser, and give the address of the page you see there, or save the page",
        )
    return OutsideWorldFailed(
        f"`{shown}` answered {error.code}",
        id="notice.address-refused",
        help="check the address in a browser; where it opens there, save the page and give the file",
    )


def _failed(shown: str, error: Exception, watch: _Watch) -> OutsideWorldFailed:
    reason = error.reason if isinstance(error, URLError) else error
    if watch.is_over or isinstance(reason, TimeoutError):
        return OutsideWorldFailed(
            f"`{shown}` did not answer in time",
            id="notice.address-timeout",
            help="try again later, or save the page from a browser and give the file",
        )
    if isinstance(reason, zlib.error):
        return _broken(shown, "it cannot be unpacked")
    if isinstance(reason, ssl.SSLError):
        why = "its certificate or encryption is not accepted"
    elif isinstance(reason, socket.gaierror):
        why = "no machine of that name is known"
    elif isinstance(reason, ConnectionRefusedError):
        why = "nothing listens there"
    elif isinstance(reason, HTTPException):
        return _broken(shown, "it is not sound HTTP")
    else:
        why = "the connection failed"
    return OutsideWorldFailed(
        f"`{shown}` cannot be reached: {why}",
        id="notice.address-unreachable",
        help="check the address and the network; or save the page from a browser and give the file",
    )
